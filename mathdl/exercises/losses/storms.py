"""Chapter 5, the project: a loss for a lopsided problem, and honest probabilities from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.tensor import value_of
from mathdl.words import number, per_cent

RATIO = 20  # what a storm without a warning costs, in false alarms
WORKS, GOOD = 600, 400  # cost of 1,000 days
HONEST = 1 / 6  # how far a mean chance may be off
TRAINED, SEEN = 7, 107  # seeds

_bce = dl.binary_cross_entropy_with_logits


def days(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw days with two measurements each, and whether a storm came, as the chapter does."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2))
    storm = rng.random(n) < dl.sigmoid(X @ [1.5, 1.0] - 4.5)
    return X, storm.astype(float)


def trained(loss: Callable, steps: int = 300, rate: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Train a logistic model on days of their own; return its logits on others, and the truth."""
    X, y = days(2000, TRAINED)
    w, b = dl.Tensor(np.zeros(2)), dl.Tensor(0.0)
    for _ in range(steps):
        loss(X @ w + b, y).backward()
        for p in (w, b):
            p.data = p.data - rate * p.grad
            p.zero_grad()
    X, storm = days(20_000, SEEN)
    return X @ w.data + b.data, storm


def cost(z: np.ndarray, storm: np.ndarray) -> float:
    """Return what 1,000 days cost, where a storm without a warning costs `RATIO` false alarms."""
    missed, alarms = np.mean((z <= 0) & (storm == 1)), np.mean((z > 0) & (storm == 0))
    return float(1000 * (RATIO * missed + alarms))


def _is_loss(pair: Any) -> str:
    if not isinstance(pair, tuple | list) or len(pair) != 2 or not all(map(callable, pair)):
        return "hand over both functions in a row: (storm_loss, chance)"
    loss, chance = pair
    z, y = dl.Tensor(np.array([-2.0, 0.5, 1.0])), np.array([0.0, 1.0, 0.0])
    value = loss(z, y)
    if value is None or value is ... or chance(z.data) is None or chance(z.data) is ...:
        raise UnansweredError
    if not isinstance(value, dl.Tensor) or value.shape != ():
        return (
            "storm_loss returns one Tensor, a single number with a graph behind it: compute with "
            "operations of mathdl, and end with .mean()"
        )
    if value.op is not None:
        value.backward()
    if z.grad is None or not np.any(z.grad):
        return "storm_loss has no slope in the logits: nothing could be learnt from it"
    return ""


def _is_stable(pair: Any) -> str:
    with np.errstate(all="ignore"):
        values = [
            float(pair[0](dl.Tensor(np.array([z, -z])), np.array([0.0, 1.0])).data)
            for z in (30.0, 1000.0)
        ]
    if np.all(np.isfinite(values)):
        return ""
    return (
        "storm_loss of the logits 1000 and −1000 is not finite: start from the logits, as section "
        "5.9 says, and not from a probability"
    )


def _costs_less(pair: Any) -> str:
    z, storm = trained(pair[0])
    if not np.all(np.isfinite(z)):
        return "training with storm_loss runs away to nan: is it a mean over the days?"
    found = cost(z, storm)
    caught, alarms = np.mean(z[storm == 1] > 0), np.mean(z[storm == 0] > 0)
    told = (
        f"1,000 hidden days cost {number(found, 0)}: {per_cent(caught)} of all storms are warned "
        f"of, and {per_cent(alarms)} of all quiet days have a false alarm"
    )
    if found >= WORKS:
        return f"{told}. Below {WORKS} it works; a missed storm costs as much as {RATIO} alarms"
    if found >= GOOD:
        return f"{told}. It works; below {GOOD} it is good"
    return ""


def _is_honest(pair: Any) -> str:
    z, storm = trained(pair[0])
    chance = np.asarray(value_of(pair[1](z)), float)
    if chance.shape != z.shape or not np.all((chance >= 0) & (chance <= 1)):
        return "chance returns one probability, from 0 to 1, for each logit"
    for which, days_ in (("with a warning", z > 0), ("without one", z <= 0)):
        said, true = chance[days_].mean(), storm[days_].mean()
        if abs(said / true - 1) > HONEST:
            return (
                f"the warnings are good. But on days {which} your mean chance of a storm is "
                f"{per_cent(said, digits=2)}, and storms came on {per_cent(true, digits=2)}"
            )
    return ""


TRIALS = (_is_loss, _is_stable, _costs_less, _is_honest)


def weighted(k: float, gather: str = "mean") -> Callable:
    """Make a loss that counts a day of storm k times."""
    return lambda z, y: getattr(_bce(z, y, "none") * (1 + (k - 1) * y), gather)()


def from_probability(z: Any, y: np.ndarray) -> Any:
    """Compute the weighted surprise by way of the probability, which breaks."""
    p = dl.sigmoid(z)
    return (-(RATIO * y * dl.log(p)) - (1 - y) * dl.log(1 - p)).mean()


def shifted(by: float) -> Callable:
    """Make a chance from a logit that is moved first."""
    return lambda z: dl.sigmoid(z + by)


LIFT = float(np.log(RATIO))

EXERCISES = {
    "5.10": Exercise(
        title="A loss for storms",
        level=4,
        ask="Write `storm_loss(z, y)`, one number from logits and truth, with which the model of "
        "this section warns when it should, and `chance(z)`, an honest probability of a storm "
        "from the trained logits. A storm without a warning costs as much as 20 false alarms. Both "
        "are tried on days that you do not see.",
        kind=Built("(storm_loss, chance)", TRIALS),
        right=lambda: (weighted(RATIO), shifted(-LIFT)),
        mistakes=(
            Mistake(
                lambda: (weighted(1), dl.sigmoid),
                "That is plain cross-entropy: honest, but it hardly ever warns, for storms are "
                "rare. Let a day of storm count as often as its miss costs.",
            ),
            Mistake(
                lambda: (lambda z, y: (_bce(z, y, "none") * (RATIO - 19 * y)).mean(), dl.sigmoid),
                "The weight stands on the quiet days: nobody is ever warned. It belongs where "
                "y is 1.",
            ),
            Mistake(
                lambda: (weighted(300), shifted(-float(np.log(300)))),
                "Too much: nearly every day has a warning. The weight is what a miss costs, in "
                "false alarms.",
            ),
            Mistake(
                lambda: (lambda z, y: ((dl.sigmoid(z) - y) ** 2).mean(), dl.sigmoid),
                "Squared error through a sigmoid: it sleeps, and it does not know that a storm "
                "counts more.",
            ),
            Mistake(
                lambda: (weighted(5), shifted(-float(np.log(5)))),
                "It works. But a storm counts 5 times in your loss, and 20 times in the bill.",
            ),
            Mistake(
                lambda: (from_probability, shifted(-LIFT)),
                "The right idea, by way of the probability: for logits such as 1000 it is 0, and "
                "its logarithm breaks. `dl.binary_cross_entropy_with_logits` takes logits.",
            ),
            Mistake(
                lambda: (weighted(RATIO), dl.sigmoid),
                "The warnings are good, the probabilities are not: counting storms 20 times makes "
                "the model speak as if they were 20 times as frequent. Take that out again.",
            ),
            Mistake(
                lambda: (weighted(RATIO), lambda z: dl.sigmoid(z) / RATIO),
                "Dividing the probability by 20 goes the right way, but the weight multiplies the "
                "*odds* p/(1 − p), and not p. In the logit that is an addition.",
            ),
            Mistake(
                lambda: (weighted(RATIO), shifted(LIFT)),
                "The logit was moved the wrong way: the weight has raised it by log 20, so take "
                "log 20 away.",
            ),
            Mistake(
                lambda: (lambda z, y: dl.mean(_bce(z, y, "none")) * RATIO, shifted(-LIFT)),
                "All days count 20 times now, and that changes nothing but the length of a step. "
                "Only a day of storm is to.",
            ),
        ),
        hints=(
            'The loss of each day is `dl.binary_cross_entropy_with_logits(z, y, "none")`. '
            "Multiply it by a weight that depends on y, and take the mean.",
            "`1 + 19 * y` is 20 on a day of storm and 1 on a quiet one. Now the chance: with q the "
            "true rate, the cheapest forecast is p = 20q/(20q + 1 − q).",
            "So p/(1 − p) = 20·q/(1 − q): the odds are 20 times too large. The logit is the "
            "logarithm of the odds, so it is log 20 too large.",
        ),
        worked='`loss = dl.binary_cross_entropy_with_logits(z, y, "none")`, then '
        "`return (loss * (1 + 19 * y)).mean()`; and for the chance "
        "`return dl.sigmoid(z - np.log(20))`.",
        then="The trained logits are log 20 too large on purpose: z > 0 now means that a storm is "
        "likelier than 1 in 21, which is where a warning begins to pay.",
    ),
}
