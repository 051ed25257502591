"""Chapter 9, learning rates: how much decay they bear, and where they break."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake


class Scan(Function):
    """A function that trains: the engine is meant to do the calculus."""

    def remark(self, given: Any, a: list[np.ndarray], b: list[np.ndarray]) -> str:
        """Say nothing."""
        return ""


def _squares(points: np.ndarray, truth: np.ndarray) -> Callable:
    return lambda net: dl.mse_loss(net(points), truth)


def _tries() -> tuple[tuple, ...]:
    """Return a line that breaks soon, and a small net that does not."""
    x = np.array([[1.0], [2.0]])
    line = nn.Linear(1, 1, rng=0), _squares(x, 3 * x), np.geomspace(0.01, 1e9, 60)
    net = nn.Sequential(nn.Linear(1, 3, rng=1), dl.tanh, nn.Linear(3, 1, rng=2))
    return line, (net, _squares(x, x), np.geomspace(1e-3, 0.3, 20))


def _scan(
    zero: bool = True,
    rising: bool = True,
    first: bool = True,
    stops: bool = True,
    steps: bool = True,
    too_soon: bool = False,
    optimiser: Callable = dl.optim.SGD,
) -> Callable:
    """Write `range_test`, or one of the ways to get it wrong."""

    def range_test(net: nn.Module, loss: Callable, rates: np.ndarray) -> list[float]:
        return list(_losses(net, loss, rates))

    def _losses(net: nn.Module, loss: Callable, rates: np.ndarray) -> Iterator[float]:
        sgd, lowest = optimiser(net.parameters(), lr=rates[0]), np.inf
        for lr in rates:
            sgd.lr = lr if rising else rates[0]
            if zero:
                sgd.zero_grad()
            now = loss(net)
            finite = np.isfinite(now.item())
            if first:
                yield now.item()
            lowest = min(lowest, now.item())
            if (stops and not finite) or (too_soon and now.item() > 4 * lowest):
                return
            if finite:
                now.backward()
                if steps:
                    sgd.step()
            if not first:
                yield loss(net).item()

    return range_test


def _anew(net: nn.Module, loss: Callable, rates: np.ndarray) -> list[float]:
    """Take every step with a copy of the net as it was given."""
    return [
        value
        for lr in rates
        for value in _scan(first=False)(copy.deepcopy(net), loss, np.array([lr]))
    ]


def _pairs(net: nn.Module, loss: Callable, rates: np.ndarray) -> list[tuple[float, float]]:
    return list(zip(rates, _scan()(net, loss, rates), strict=False))


def _to_the_last_finite(net: nn.Module, loss: Callable, rates: np.ndarray) -> list[float]:
    return [value for value in _scan()(net, loss, rates) if np.isfinite(value)]


EXERCISES = {
    "9.3": Exercise(
        title="Decay that explodes",
        level=3,
        ask="Plain SGD with weight decay pulls each weight by w ← w − η·decay·w. Let η be {eta}. "
        "What is the largest decay with which this pull alone makes no weight larger in size?",
        numbers={"eta": 0.3},
        draw=lambda rng: {"eta": float(rng.choice([0.05, 0.1, 0.15, 0.2, 0.25, 0.4, 0.6]))},
        kind=Number(),
        right=lambda eta: 2 / eta,
        facts=lambda eta: {"once": 1 / eta},
        mistakes=(
            Mistake(
                lambda eta: 1 / eta,
                "There the weight goes to 0 at once. Beyond that its sign alternates, but its size "
                "still shrinks.",
            ),
            Mistake(lambda eta: 2 * eta, "Divide 2 by the rate: η·decay is what must not pass 2."),
            Mistake(lambda eta: eta / 2, "Upside down: the larger the rate, the less decay."),
            Mistake(lambda eta: 3 / eta, "Then the factor is 1 − 3 = −2: each step doubles it."),
            Mistake(lambda eta: 2.0, "2 bounds the product η·decay."),
            Mistake(
                lambda eta: (2 - eta) / eta,
                "The factor is 1 − η·decay, and it may go down to −1.",
            ),
            Mistake(
                lambda eta: 1 - eta,
                "That is what a decay of 1 leaves of a weight. Which decay makes the factor −1?",
            ),
            Mistake(lambda eta: 1.0, "The factor is 1 − η·decay. How small may it get?"),
        ),
        hints=(
            "Section 9.4: by which factor is a weight multiplied?",
            "By 1 − η·decay. Its size does not grow as long as that lies between −1 and 1.",
            "With a decay of {once:.4g} the factor is 0; go on to −1.",
        ),
        worked="1 − {eta}·decay = −1, so decay = 2/{eta} = {right:.4g}.",
        then="It is the bound 2/λ of section 7.2: decay is the curvature of a parabola.",
    ),
    "9.4": Exercise(
        title="Build: a range test",
        level=3,
        ask="Write `range_test(net, loss, rates)`. For each rate in turn: compute `loss(net)`, "
        "note it as a number, go back, and take one step of plain SGD with that rate. Return the "
        "list of the losses. If one is not finite, it is the last on the list. It is tried on a "
        "line, which breaks, and on a small net, which does not.",
        kind=Scan(_tries(), "range_test"),
        right=lambda: _scan(),
        mistakes=(
            Mistake(
                lambda: _scan(rising=False),
                "All steps were of the first rate: set `sgd.lr = lr` in the loop.",
            ),
            Mistake(
                lambda: _scan(first=False),
                "You read the loss after the step. Read it first: then a jump belongs to the rates "
                "before it.",
            ),
            Mistake(
                lambda: _scan(stops=False),
                "It goes on after the first loss that is not finite. There is no way back: stop.",
            ),
            Mistake(
                lambda: _scan(zero=False),
                "Gradients pile up: `zero_grad()` before each `backward()`.",
            ),
            Mistake(
                lambda: _scan(steps=False),
                "Nothing is ever learnt: after `backward()` comes `step()`, and the scan goes on "
                "with one and the same net.",
            ),
            Mistake(
                lambda: _to_the_last_finite,
                "The loss that is not finite belongs on the list, as its last: it says where it "
                "broke.",
            ),
            Mistake(
                lambda: _scan(too_soon=True),
                "You stopped at a loss that has merely risen. Stop only at one that is not finite: "
                "whoever reads the scan decides what counts as broken.",
            ),
            Mistake(
                lambda: _scan(optimiser=dl.optim.Adam),
                "That is Adam, which divides by the size of the gradient, and so hardly breaks. "
                "Plain SGD is asked for.",
            ),
            Mistake(
                lambda: _anew,
                "One net goes through all the rates; yours begins anew with each of them, so "
                "nothing that it learnt is carried on.",
            ),
            Mistake(
                lambda: _pairs,
                "The losses alone are asked for, one number for each step; the caller has the "
                "rates.",
            ),
        ),
        hints=(
            "The loop of section 6.8, with the rate set anew in each turn.",
            "One `dl.optim.SGD` before the loop, `sgd.lr = lr` in it. Note the loss before the "
            "step.",
            "After noting it: `if not np.isfinite(losses[-1]): break`, then `backward`, `step`.",
        ),
        worked="Appendix A has it: one loop of seven lines.",
        then="Give it the net of section 9.3 and `np.geomspace(1e-4, 1e3, 100)`, and draw it.",
    ),
}
