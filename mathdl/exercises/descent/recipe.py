"""Chapter 7, the project: beat every constant rate."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnreadableError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.plots.descent.many import STEPS, Many, examples, train
from mathdl.words import brief, per_cent

STARTS = range(100, 109)  # none of those that the chapter shows
MEDIAN, WORST = 0.9, 0.85


def _made(make: Any) -> tuple[Many, dl.optim.Optimizer]:
    """Let the recipe make an optimiser for the hidden starts."""
    if isinstance(make, dl.optim.Optimizer) or not callable(make):
        raise UnreadableError(
            "the function itself is asked for, which makes an optimiser: hand over recipe"
        )
    nets = Many(STARTS, "relu")
    made = make(nets.parameters(), STEPS)
    if made is None or made is ...:
        raise UnreadableError("recipe returns nothing yet; let it return an optimiser")
    if not isinstance(made, dl.optim.Optimizer):
        raise UnreadableError(
            f"recipe returned {type(made).__name__}; an optimiser of dl.optim is asked for, with "
            "the schedule as its lr"
        )
    return nets, made


def rates(optimizer: dl.optim.Optimizer) -> np.ndarray:
    """Return the learning rate of an optimiser at every tenth step."""
    before, found = optimizer.steps, []
    for step in range(0, STEPS, 10):
        optimizer.steps = step
        found.append(optimizer.lr)
    optimizer.steps = before
    return np.array(found)


def scheduled(make: Any) -> str:
    """Whether the rate changes, and is not 0 for most of the time."""
    _, optimizer = _made(make)
    lr = rates(optimizer)
    if np.ptp(lr) < 1e-12:
        return (
            f"its rate is {brief(lr[0])} at every step, and a constant rate is what is to be beaten"
        )
    asleep = 10 * int(np.sum(lr > 0.001 * lr.max()))
    if asleep < STEPS / 2:
        return (
            f"from step {asleep:,} of {STEPS:,} on its rate is next to 0; count steps, not epochs"
        )
    return ""


@lru_cache(maxsize=8)
def reached(make: Any, seen: bytes) -> tuple[float, float]:
    """Return median and worst accuracy of the hidden starts; `seen` is what else it depends on."""
    nets, optimizer = _made(make)
    train(nets, optimizer, examples("rings, relu", "learn"))
    X, y = dl.data.rings(2000, bands=3, rng=20_000)
    right = nets.accuracies(X, y[:, None])
    return float(np.median(right)), float(right.min())


def raced(make: Any) -> str:
    """Whether nine hidden starts come out well."""
    _, optimizer = _made(make)
    state = {k: v for k, v in vars(optimizer).items() if isinstance(v, float | bool | tuple)}
    median, worst = reached(make, rates(optimizer).tobytes() + repr(sorted(state.items())).encode())
    if median < MEDIAN:
        return (
            f"the median of nine hidden starts is {per_cent(median, digits=3)}, and "
            f"{per_cent(MEDIAN, digits=3)} are asked for. A higher peak, a later fall, a warm-up: "
            "change one thing at a time, and look at nine seeds"
        )
    if worst < WORST:
        return (
            f"the median is {per_cent(median, digits=3)}, but the worst of nine hidden starts "
            f"{per_cent(worst, digits=3)}; {per_cent(WORST)} are asked for. Is the peak too high, "
            "or the warm-up too short?"
        )
    return ""


def right_recipe(parameters: list[dl.Tensor], steps: int) -> dl.optim.Optimizer:
    """Make momentum with a rate that falls along a cosine: the book's own."""
    return dl.optim.SGD(parameters, dl.optim.cosine(0.2, steps), momentum=0.9)


def constant(parameters: list[dl.Tensor], steps: int) -> dl.optim.Optimizer:
    """Make the best of constant rates."""
    return dl.optim.SGD(parameters, 0.1, momentum=0.9)


def epochs(parameters: list[dl.Tensor], steps: int) -> dl.optim.Optimizer:
    """Make a schedule that counts epochs."""
    return dl.optim.SGD(parameters, dl.optim.cosine(0.2, steps // 8), momentum=0.9)


def timid(parameters: list[dl.Tensor], steps: int) -> dl.optim.Optimizer:
    """Make a schedule with the default rate as its peak."""
    return dl.optim.Adam(parameters, dl.optim.cosine(0.001, steps))


EXERCISES = {
    "7.10": Exercise(
        title="Beat the constant rate",
        level=4,
        ask="Write `recipe(parameters, steps)`, which returns an optimiser whose learning rate "
        "follows a schedule. It trains nine relu nets on the rings of this section, from starts "
        "that you have not seen. On hidden points their median must be 90 per cent or more, and "
        "the worst of them 85.",
        kind=Built("recipe", (scheduled, raced)),
        right=lambda: right_recipe,
        mistakes=(
            Mistake(
                lambda: constant,
                "Its rate never changes, and a constant rate is what is to be beaten. Give the "
                "optimiser a schedule as its lr: `dl.optim.cosine(…)`, or a function of the step.",
            ),
            Mistake(
                lambda: epochs,
                "The rate is next to 0 long before the end. A schedule counts steps, and there are "
                "2,000 of them, not epochs.",
            ),
            Mistake(
                lambda: timid,
                "A schedule only shrinks what its peak allows. Adam at 0.001 was too slow here "
                "without one; begin with the best constant rate, and go up.",
            ),
        ),
        hints=(
            "Start from the best constant rate that you know, and let it fall along a cosine. Does "
            "the median rise?",
            "A rate that falls may start higher than one that has to stay. Try twice the best "
            "constant rate as the peak.",
            "Momentum 0.9 with a peak of 0.2, or Adam with 0.05 after a short warm-up. Judge by "
            "the worst seed, too.",
        ),
        worked="`dl.optim.SGD(parameters, dl.optim.cosine(0.2, steps), momentum=0.9)`: appendix A "
        "runs it on nine starts.",
        then="And with plain descent, or without relu? What is the least number of steps that will "
        "do?",
    ),
}
