"""Chapter 8, the project: a net of a hundred layers that can be trained."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.tensor import value_of
from mathdl.words import counted, short

LAYERS, WIDTH = 100, 16
LIMIT = 500  # how many times the gradient of one layer may be that of another
TRAINED, STEPS, ENOUGH = 50, 80, 0.9  # a net of half the depth, to save the reader's time


def _net(build: Callable, layers: int, seed: int = 0) -> Any:
    net = build(layers, np.random.default_rng(seed))
    if net is None or net is ...:
        raise UnansweredError
    return net


def _begins(build: Callable) -> str:
    net = _net(build, 4)
    if not (callable(net) and hasattr(net, "parameters")):
        return "build(layers, rng) returns a net: a module with parameters, such as nn.Sequential"
    shape = np.shape(value_of(net(np.ones((5, 2)))))
    return "" if shape == (5, 1) else f"for 5 points of 2 numbers it returns {shape}, not (5, 1)"


def _inner(net: Any) -> list[dl.Tensor]:
    return [p for p in net.parameters() if p.shape == (WIDTH, WIDTH)]


def _deep(build: Callable) -> str:
    for layers in (4, LAYERS):
        found = len(_inner(_net(build, layers)))
        if found != layers - 1:
            return (
                f"{layers} hidden layers of {WIDTH} units have {layers - 1} matrices "
                f"({WIDTH}, {WIDTH}) between them, and yours have {found}"
            )
    return ""


def _by_chance(build: Callable) -> str:
    one, same, other = (_inner(_net(build, 4, seed))[0].data for seed in (0, 0, 1))
    if np.all(one == one[0, 0]):
        return "all weights of a layer are equal, so its units stay alike: draw them with rng"
    if np.array_equal(one, other) or not np.array_equal(one, same):
        return "draw the weights with the rng that is given: same seed, same net"
    first, second = (p.data for p in _inner(_net(build, 4))[:2])
    return "two layers start with the very same weights" if np.array_equal(first, second) else ""


def _points() -> tuple[np.ndarray, np.ndarray]:
    return dl.data.circles(64, rng=3)


def _bounded(build: Callable) -> str:
    size = float(np.sqrt(np.mean(value_of(_net(build, LAYERS)(_points()[0])) ** 2)))
    if not size < 1000:
        return (
            f"after {LAYERS} layers the answers have size {short(size)}: the branches add up. "
            "Normalise, or add a smaller share of each"
        )
    return f"after {LAYERS} layers only {short(size)} is left of the signal" * (size < 1e-3)


def _hears(build: Callable) -> str:
    net, (X, y) = _net(build, LAYERS), _points()
    dl.binary_cross_entropy_with_logits(net(X), y[:, None]).backward()
    first, *_, last = (float(dl.norm(p.grad)) for p in _inner(net))
    ratio = first / last if last else np.inf
    if 1 / LIMIT < ratio < LIMIT:
        return ""
    fate = "explodes" if ratio > 1 else "vanishes"
    return (
        f"the gradient {fate}: that of the first (16, 16) matrix is {short(float(f'{ratio:.1g}'))} "
        f"times that of the last"
    )


def _learns(build: Callable) -> str:
    book = getattr(build, "__module__", "") == __name__
    share = (_known if book else _trained)(build)
    if share >= ENOUGH:
        return ""
    return (
        f"{TRAINED} layers of it, trained by Adam for {counted(STEPS, 'step')}, get only "
        f"{100 * share:.0f} % of disc and ring right: do two points still look different at the "
        "end? Give x a road of its own"
    )


def _trained(build: Callable) -> float:
    """Train a net of half the depth on disc and ring, and return its share of right answers."""
    net, rng = _net(build, TRAINED), np.random.default_rng(0)
    X, y = dl.data.circles(400, rng=0)
    adam = dl.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(STEPS):
        batch = rng.choice(len(X), 64, replace=False)
        adam.zero_grad()
        dl.binary_cross_entropy_with_logits(net(X[batch]), y[batch, None]).backward()
        dl.optim.clip_grad_norm(net.parameters(), 1.0)
        adam.step()
    X, y = dl.data.circles(1000, rng=1)
    return float(np.mean((value_of(net(X))[:, 0] > 0) == y))


_known = lru_cache(_trained)  # the book's own nets stay as they are


def _tanh_net(
    hidden: Callable[[nn.Linear], list],
    end: Callable[[], list] = list,
    init: Callable = lambda shape, rng: rng.normal(0, shape[0] ** -0.5, shape),
) -> Callable:
    """Build nets from what makes parts of a hidden layer, and what stands before the last one."""

    def build(layers: int, rng: np.random.Generator) -> nn.Sequential:
        parts = [nn.Linear(2, WIDTH, rng=rng, init=init), dl.tanh]
        for _ in range(layers - 1):
            parts += hidden(nn.Linear(WIDTH, WIDTH, rng=rng, init=init))
        return nn.Sequential(*parts, *end(), nn.Linear(WIDTH, 1, rng=rng, init=init))

    return build


def _norm() -> list:
    return [nn.LayerNorm(WIDTH)]


def _block(layer: nn.Linear) -> list:
    return [nn.Residual(nn.LayerNorm(WIDTH), layer, dl.tanh, scale=0.1)]


def _one_for_all(layers: int, rng: np.random.Generator) -> nn.Sequential:
    layer = nn.Linear(WIDTH, WIDTH, rng=rng)
    blocks = [nn.Residual(layer, dl.tanh, scale=0.1) for _ in range(layers - 1)]
    return nn.Sequential(nn.Linear(2, WIDTH, rng=rng), *blocks, nn.Linear(WIDTH, 1, rng=rng))


def _unseeded(layers: int, rng: np.random.Generator) -> nn.Sequential:
    return RIGHT(layers, np.random.default_rng(0))


RIGHT = _tanh_net(_block, _norm)
PLAIN = _tanh_net(lambda layer: [layer, dl.tanh])
NORMALISED = _tanh_net(lambda layer: [layer, nn.LayerNorm(WIDTH), dl.tanh])
LOUD = _tanh_net(lambda layer: [nn.Residual(layer, dl.relu)], init=nn.he_normal)
EQUAL = _tanh_net(_block, _norm, init=lambda shape, rng: np.full(shape, shape[0] ** -0.5))
SMALL = _tanh_net(lambda layer: [layer, dl.tanh], init=lambda shape, rng: rng.normal(0, 0.1, shape))
TRIALS = (_begins, _deep, _by_chance, _bounded, _hears, _learns)

EXERCISES = {
    "8.9": Exercise(
        title="A hundred layers",
        level=4,
        ask="Write `build(layers, rng)`: it returns a net with that many hidden layers of 16 tanh "
        "units, from two numbers to one logit, that can be trained with a hundred of them. It is "
        "tried on its shapes, on its weights, on signal and gradient at the start (the gradient of "
        f"one layer at most {LIMIT} times that of another), and by training {TRAINED} layers of it "
        f"for {STEPS} steps.",
        kind=Built("build", TRIALS),
        right=lambda: RIGHT,
        mistakes=(
            Mistake(
                lambda: PLAIN,
                "Signal and gradient survive, and yet it learns nothing: all points have become "
                "one line on the way. Put a skip around each layer.",
            ),
            Mistake(
                lambda: NORMALISED,
                "Normalised, but without a skip: every layer enlarges the gradient a little, and a "
                "hundred of them a thousandfold. Put a skip around each.",
            ),
            Mistake(
                lambda: LOUD,
                "A skip around relu, whose outputs are never negative: the sums grow and grow. Use "
                "tanh, and normalise or take a share of each branch.",
            ),
            Mistake(
                lambda: SMALL,
                "The weights are too small: after a hundred layers hardly anything is left. Take "
                "the std 1/√in, and a skip.",
            ),
            Mistake(
                lambda: EQUAL,
                "All weights of a layer start equal, so its units stay alike. Draw them.",
            ),
            Mistake(
                lambda: _one_for_all,
                "You made one layer and used it again and again: its weights are shared. Make a "
                "new one in each turn of the loop.",
            ),
            Mistake(
                lambda: _unseeded,
                "Two different seeds give the same net: use the rng that is given.",
            ),
            Mistake(
                lambda: _tanh_net(_block, lambda: [nn.Linear(WIDTH, WIDTH, rng=0)]),
                "One (16, 16) matrix too many: the first hidden layer leads from 2 to 16, so a "
                "hundred layers have 99.",
            ),
            Mistake(
                lambda: lambda layers, rng: nn.Linear(2, WIDTH, rng=rng),
                "The last layer is missing: from 16 units to one logit.",
            ),
        ),
        hints=(
            "Section 8.7: `nn.Residual(…)` around a layer and its tanh, again and again.",
            "First layer 2 → 16, then `layers - 1` blocks, then 16 → 1. In each block normalise "
            "first, and add a tenth of the branch: `scale=0.1`.",
            "`nn.Residual(nn.LayerNorm(16), nn.Linear(16, 16, rng=rng, init=init), dl.tanh, "
            "scale=0.1)`, with `init` of std 1/√in.",
        ),
        worked="Appendix A has it in full: ten lines, one loop.",
        then="Now the rings, as the table says: predict what it reaches before you train it.",
    ),
}
