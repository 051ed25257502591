"""The nets of chapter 11: how they are built and trained, and those that are kept (chapter 11)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.tensor import value_of

SIDE, CANVAS = 8, 12  # of a digit, and of the canvas on which it is pushed about
MOST = (CANVAS - SIDE) // 2  # how far it may be pushed
STEPS, BATCH = 600, 32
KNOWN = 10  # the nets that are kept have learnt from hands 0 to 9
MOMENTS = (0, 10, 20, 40, 60, 100, 150, 200, 300, 400, 500, 600)
FILE = Path(__file__).with_name("nets.npz")
F = np.float32


def conv_net(side: int, seed: int) -> nn.Sequential:
    """Build the small convolutional net: 1 → 8 → 16 channels, filters of 3 × 3, pooled twice."""
    rng = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, rng=rng, dtype=F),
        dl.relu,
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1, rng=rng, dtype=F),
        dl.relu,
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * (side // 4) ** 2, 10, rng=rng, dtype=F),
    )


def dense_net(side: int, seed: int) -> nn.Sequential:
    """Build a dense net with about as many parameters: 64-25-10, or 144-17-10."""
    rng, hidden = np.random.default_rng(seed), {SIDE: 25, CANVAS: 17}[side]
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(side * side, hidden, rng=rng, dtype=F),
        dl.relu,
        nn.Linear(hidden, 10, rng=rng, dtype=F),
    )


BUILD = {"dense": dense_net, "conv": conv_net}


def pushed(pictures: np.ndarray, down: np.ndarray | int, right: np.ndarray | int) -> np.ndarray:
    """Put digits (N, 1, 8, 8) on canvases of 12 × 12, so far from the middle."""
    canvas = np.zeros((len(pictures), 1, CANVAS, CANVAS), pictures.dtype)
    down, right = (np.broadcast_to(d, len(pictures)) for d in (down, right))
    for i, j in {*zip(down.tolist(), right.tolist())}:
        there = (down == i) & (right == j)
        rows, columns = (slice(MOST + d, MOST + d + SIDE) for d in (i, j))
        canvas[there, :, rows, columns] = pictures[there]
    return canvas


def by_chance(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Push every digit by up to two pixels each way, wherever chance says."""
    down, right = rng.integers(-MOST, MOST + 1, (2, len(pictures)))
    return pushed(pictures, down, right)


def train(
    net: nn.Sequential,
    X: np.ndarray,
    y: np.ndarray,
    lr: float,
    seed: int,
    moved: bool = False,
    steps: int = STEPS,
    moments: tuple[int, ...] = (),
) -> list[dict[str, np.ndarray]]:
    """Train by Adam along a cosine, moving digits afresh in each batch; return states on the way.

    `X` is (N, 1, 8, 8) if the digits are to be moved, else as the net takes it.
    """
    rng, kept = np.random.default_rng(1000 + seed), []
    adam = dl.optim.Adam(net.parameters(), lr=dl.optim.cosine(lr, steps))
    batch = min(BATCH, len(X))
    order = np.concatenate([rng.permutation(len(X)) for _ in range(1 + steps * batch // len(X))])
    for step in range(steps + 1):
        if step in moments:
            kept.append(net.state_dict())
        if step == steps:
            break
        rows = order[step * batch : (step + 1) * batch]
        digits = by_chance(X[rows], rng) if moved else X[rows]
        adam.zero_grad()
        dl.cross_entropy(net(digits), y[rows]).backward()
        adam.step()
    return kept


@cache
def digits() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the digits as pictures (1797, 1, 8, 8), what they are, and who wrote them."""
    X, y, hand = dl.data.digits()
    return X.reshape(-1, 1, SIDE, SIDE), y, hand


@cache
def new_hands() -> tuple[np.ndarray, np.ndarray]:
    """Return the 510 digits of hands 10 to 13, which the kept nets have not seen."""
    X, y, hand = digits()
    return X[hand >= KNOWN].astype(float), y[hand >= KNOWN]


@cache
def kept(name: str) -> nn.Sequential:
    """Return a trained net: "dense", "conv", "conv, moved", or "maps 100" after so many steps."""
    with np.load(FILE, allow_pickle=False) as file:
        state = {
            key.removeprefix(f"{name} "): file[key].astype(float)
            for key in file.files
            if key.startswith(f"{name} ")
        }
    side = SIDE if name.startswith("maps") else CANVAS
    net = dense_net(side, 0) if name == "dense" else conv_net(side, 0)
    net.load_state_dict(state)
    return net


def answers(net: nn.Module, pictures: np.ndarray) -> np.ndarray:
    """Return the digit that is read from each picture."""
    return np.asarray(value_of(net(pictures))).argmax(1)
