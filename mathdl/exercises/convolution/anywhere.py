"""Chapter 11, the project: a small net that reads a digit wherever it stands."""

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
from mathdl.words import counted

MOST, STEPS, BATCH, ENOUGH = 2000, 300, 64, 0.8
KNOWN = 10  # hands 0 to 9 are learnt from
F = np.float32


def _net(build: Callable, seed: int = 0) -> Any:
    net = build(np.random.default_rng(seed))
    if net is None or net is ...:
        raise UnansweredError
    return net


def _begins(build: Callable) -> str:
    net = _net(build)
    if not (callable(net) and hasattr(net, "parameters")):
        return "build(rng) returns a net: a module with parameters, such as nn.Sequential"
    shape = np.shape(value_of(net(np.ones((5, 1, 12, 12), F))))
    return "" if shape == (5, 10) else f"for 5 pictures it returns {shape}, not (5, 10)"


def _small(build: Callable) -> str:
    count = sum(p.size for p in _net(build).parameters())
    return f"it has {counted(count, 'parameter')}; {MOST:,} are the limit" * (count > MOST)


def _by_chance(build: Callable) -> str:
    one, same, other = (_net(build, seed).parameters()[0].data for seed in (0, 0, 1))
    if np.array_equal(one, other) or not np.array_equal(one, same):
        return "draw the weights with the rng that is given: same seed, same net"
    return ""


def _moved(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    canvas = np.zeros((len(pictures), 1, 12, 12), F)
    for picture, place, (i, j) in zip(pictures, canvas, rng.integers(0, 5, (len(pictures), 2))):
        place[0, i : i + 8, j : j + 8] = picture
    return canvas


def _trained(build: Callable) -> float:
    """Train a net on moved digits of ten hands; return its share right of four others."""
    X, y, hand = dl.data.digits()
    X, known, rng = X.reshape(-1, 8, 8), np.flatnonzero(hand < KNOWN), np.random.default_rng(0)
    net = _net(build)
    adam = dl.optim.Adam(net.parameters(), lr=dl.optim.cosine(0.01, STEPS))
    for _ in range(STEPS):
        rows = rng.choice(known, BATCH, replace=False)
        adam.zero_grad()
        dl.cross_entropy(net(_moved(X[rows], rng)), y[rows]).backward()
        adam.step()
    new = hand >= KNOWN
    if hasattr(net, "eval"):
        net.eval()
    return float(np.mean(value_of(net(_moved(X[new], rng))).argmax(1) == y[new]))


_known = lru_cache(_trained)  # the book's own nets stay as they are


def _reads(build: Callable) -> str:
    book = getattr(build, "__module__", "") == __name__
    share = (_known if book else _trained)(build)
    return "" if share >= ENOUGH else (
        f"after {counted(STEPS, 'step')} it reads {100 * share:.0f} % of moved digits by new "
        f"hands, and {100 * ENOUGH:.0f} % are asked for: does every place share what is learnt at "
        "another?"
    )  # fmt: skip


def _right(rng: np.random.Generator) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2, rng=rng, dtype=F),
        dl.relu,
        nn.MaxPool2d(4),
        nn.Flatten(),
        nn.Linear(144, 10, rng=rng, dtype=F),
    )


def _of_the_chapter(rng: np.random.Generator) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, rng=rng, dtype=F),
        dl.relu,
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1, rng=rng, dtype=F),
        dl.relu,
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(144, 10, rng=rng, dtype=F),
    )


def _dense(rng: np.random.Generator) -> nn.Sequential:
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(144, 12, rng=rng, dtype=F),
        dl.relu,
        nn.Linear(12, 10, rng=rng, dtype=F),
    )


def _one_filter(rng: np.random.Generator) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 1, 5, padding=2, rng=rng, dtype=F),
        dl.relu,
        nn.Flatten(),
        nn.Linear(144, 10, rng=rng, dtype=F),
    )


def _unflattened(rng: np.random.Generator) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 10, 5, padding=2, rng=rng, dtype=F), dl.relu, nn.MaxPool2d(12)
    )


def _unseeded(rng: np.random.Generator) -> nn.Sequential:
    return _right(np.random.default_rng(0))


EXERCISES = {
    "11.10": Exercise(
        title="Wherever it stands",
        level=4,
        ask="Write `build(rng)`: it returns a net from pictures (N, 1, 12, 12) to ten scores each, "
        f"with at most {MOST:,} parameters. It is tried on its shapes, its size and its chance, "
        f"and then trained on digits moved by up to two pixels, {STEPS} steps of {BATCH}: it must "
        f"read {100 * ENOUGH:.0f} % of moved digits by four hands that it has not seen.",
        kind=Built("build", (_begins, _small, _by_chance, _reads)),
        right=lambda: _right,
        mistakes=(
            Mistake(
                lambda: _of_the_chapter,
                "That is the net of section 11.9, with 2,698 parameters. More than half of them "
                "sit in its dense layer, and most others in the second filters.",
            ),
            Mistake(
                lambda: _dense,
                "A dense net has to learn every digit anew at each of 25 places. Let filters share "
                "what they learn.",
            ),
            Mistake(
                lambda: _one_filter,
                "One filter has one taste, and without pooling the dense layer still sees every "
                "pixel of its map. Take more filters, and pool.",
            ),
            Mistake(
                lambda: _unflattened,
                "The scores must be (N, 10). Flatten what the pooling leaves, (N, C, H, W).",
            ),
            Mistake(
                lambda: _unseeded,
                "Two different seeds give the same net: use the rng that is given.",
            ),
        ),
        hints=(
            "Where are the parameters? out·(in·k² + 1) for filters, in·out + out for dense layers.",
            "The dense layer costs ten times what comes into it: pool harder before it.",
            "Larger filters, one layer of them: 16 of 5 × 5, and pooling by 4, leave 16·3·3 = 144.",
        ),
        worked="Appendix A has one with 1,866 parameters: a single layer of 16 filters.",
        then="Now the table of the chapter: three seeds, and what each change brought.",
    ),
}
