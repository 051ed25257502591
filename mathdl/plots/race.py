"""The nets that race in chapter 1: what they learn from, how they start, and what was measured."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

import mathdl as dl
from mathdl.train import Setting, Trainer

WIDTHS = {1: 75, 2: 15, 3: 11, 4: 9, 5: 8, 6: 7}  # by hidden layers: 301 to 321 parameters
BENDS = ("relu", "tanh")
SEEDS = range(5)
RATES = (0.003, 0.01, 0.03)  # the same three are tried for every net
STEPS, EVERY = 2000, 20  # how long a net learns, and how often its accuracy was recorded

SAMPLES = {
    "rings": lambda n, rng: dl.data.rings(n, rng=rng),
    "spirals": lambda n, rng: dl.data.spirals(n, turns=2, noise=0.02, rng=rng),
    "circle": lambda n, rng: dl.data.circles(n, rng=rng),
}
LEARNT_FROM = {"rings": 800, "spirals": 400, "circle": 400}
UNSEEN = 2000  # test points, and as many others to choose the learning rate


@cache
def examples(data: str, role: str) -> tuple[np.ndarray, np.ndarray]:
    """Return points X of shape (n, 2) and their classes y of shape (n, 1), 0 or 1.

    Parameters
    ----------
    data : {"rings", "spirals", "circle"}
    role : {"learn", "choose", "test"}
        To learn from; to choose the learning rate; to test what was learnt. None is in two roles.
    """
    n = LEARNT_FROM[data] if role == "learn" else UNSEEN
    X, y = SAMPLES[data](n, ("learn", "choose", "test").index(role))
    return X, y[:, None]


def net(layers: int, width: int, bend: str, seed: int) -> dl.nn.Sequential:
    """Make a net from two inputs to one logit; `bend` follows every hidden layer.

    Weights start as is usual for the bend: He's way for relu, Glorot's (Xavier) for tanh.
    """
    rng = np.random.default_rng(seed)
    init = {"relu": dl.nn.he_normal, "tanh": dl.nn.xavier_normal}[bend]
    sizes = [2, *[width] * layers, 1]
    parts = [dl.nn.Linear(m, n, rng=rng, init=init) for m, n in zip(sizes, sizes[1:])]
    bends = [getattr(dl, bend)] * layers
    hidden = [part for pair in zip(parts[:-1], bends) for part in pair]
    return dl.nn.Sequential(*hidden, parts[-1])


def start(data: str, bend: str, layers: int, width: int, seed: int, lr: float) -> Setting:
    """Return a new net, its optimiser and its loss on all points at once, for a `Trainer`."""
    X, y = examples(data, "learn")
    model = net(layers, width, bend, seed)
    optimizer = dl.optim.Adam(model.parameters(), lr)
    return model, optimizer, lambda: dl.binary_cross_entropy_with_logits(model(X), y)


def accuracy(model: dl.nn.Module, data: str, role: str = "test") -> float:
    """Return the part of the points that the net puts into their class."""
    X, y = examples(data, role)
    return float(np.mean((model(X).data > 0) == y))
