"""Chapter 7, name the illness: a sick training as a doctor gets it, in numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mathdl.exercises.answers.kind import Name
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.plots.descent.sick import EVERY, ILLNESSES
from mathdl.plots.kit.records import record
from mathdl.words import short

TIMES = (0, 100, 400, 1000)
# Who is planted, whom a reader takes it for, and what tells them apart: twice each.
CONFUSED = {
    "decayed too early": (
        ("rate too small", "This one fell as well as the healthy one, and then froze."),
        ("rate too large", "Too large a rate would not have let it fall at all."),
    ),
    "equal start": (
        ("rate too large", "Look at step 0: 1.55 is the loss of no usual start."),
        ("rate too small", "It moved at once, from 1.55 to ln 2, and never again."),
    ),
    "shuffled labels": (
        ("over-fitting", "Here even the training loss hardly falls: nothing is learnt by heart."),
        ("rate too small", "On unseen points it rises from the start: what it learns is wrong."),
    ),
    "no zero_grad": (
        ("rate too large", "At step 400 it was *ahead* of the right one; then it climbed back."),
        ("over-fitting", "In over-fitting the training loss does not come back up."),
    ),
    "six sigmoids": (
        ("rate too large", "Too large a rate is dead at ln 2; this one moves, slowly."),
        ("equal start", "Step 0 is a usual start, near ln 2."),
    ),
    "rate too small": (
        ("decayed too early", "It never fell well, so no decay can have come too early."),
        ("six sigmoids", "Sigmoids rest and wait; this one falls evenly from the first step on."),
    ),
    "over-fitting": (
        ("shuffled labels", "With shuffled labels even the training loss hardly falls."),
        ("rate too large", "Its own examples it learns to perfection: the rate is fine."),
    ),
    "rate too large": (
        ("equal start", "Step 0 is a usual start, near ln 2."),
        ("rate too small", "A small rate falls evenly; this one is stuck at ln 2."),
    ),
}  # fmt: skip


def _others(patient: str) -> list[str]:
    """The illnesses that it is not: first those that it is taken for most easily."""
    near = [name for name, _ in CONFUSED[patient]]
    return near + [name for name in CONFUSED if name not in (patient, *near)]


def _other(place: int) -> Callable:
    return lambda patient: _others(patient)[place]


def _why(patient: str, name: str) -> str:
    """Say why it is not this illness."""
    reasons = dict(CONFUSED[patient])
    return reasons.get(name, f"“{name}” is known by another sign: {ILLNESSES[name].sign}.")


def _facts(patient: str) -> dict[str, Any]:
    kept = record("descent/patients")[patient]
    rows = kept["ill"][0], kept["ill"][1], kept["healthy"][0]
    told = [", ".join(short(row[step // EVERY]) for step in TIMES) for row in rows]
    illness = ILLNESSES[patient]
    return dict(
        zip(("learnt", "unseen", "healthy"), told),
        sign=illness.sign,
        cure=illness.cure,
        why=[_why(patient, name) for name in _others(patient)],
    )


EXERCISES = {
    "7.9": Exercise(
        title="Name the illness",
        level=2,
        ask="The loss before the first step, and after 100, 400 and 1,000. Training: {learnt}. On "
        "unseen points: {unseen}. Training, done right: {healthy}. (ln 2 = 0.693 is no better than "
        "a coin.) Which is it: decayed too early, equal start, no zero_grad, over-fitting, rate "
        "too large, rate too small, shuffled labels or six sigmoids?",
        numbers={"patient": "decayed too early"},
        draw=lambda rng: {"patient": list(CONFUSED)[rng.integers(len(CONFUSED))]},
        kind=Name(tuple(CONFUSED)),
        right=lambda patient: patient,
        facts=_facts,
        mistakes=tuple(
            Mistake(_other(place), f"{{why[{place}]}}") for place in range(len(CONFUSED) - 1)
        ),
        hints=(
            "Read one row after the other beside the healthy one: where do they part?",
            "Four questions. Is step 0 usual, near ln 2? Does the training loss fall at all? When "
            "does it stop? And does the loss on unseen points go along?",
            "A rate that is too small, for instance: 0.697, 0.695, 0.691, 0.687, on unseen points "
            "much the same.",
        ),
        worked="It is “{right}”: {sign}. The cure: {cure}.",
        then='Ask for another patient with another variant, `ask("7.9", variant="monday")`.',
    ),
}
