"""The patients of section 7.9: trainings with one thing wrong, and what each should have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

import mathdl as dl
from mathdl.optim import SGD, Adam, step_decay

STEPS, EVERY = 1000, 20
bce = dl.binary_cross_entropy_with_logits


def net(sizes: tuple = (2, 15, 15, 1), bend: str = "relu", init: Callable | None = None) -> object:
    """Make a net with seed 0."""
    rng = np.random.default_rng(0)
    init = init or (dl.nn.he_normal if bend == "relu" else dl.nn.xavier_normal)
    steps = []
    for pair in pairwise(sizes):
        steps += [dl.nn.Linear(*pair, rng=rng, init=init), getattr(dl, bend)]
    return dl.nn.Sequential(*steps[:-1])


def rings(rng: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the points that nearly all patients learn."""
    X, y = dl.data.rings(n, bands=3, rng=rng)
    return X, y[:, None]


def moons(rng: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of the over-fitting."""
    X, y = dl.data.moons(n, noise=0.3, rng=rng)
    return X, y[:, None]


def line(rng: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of the wrong shape."""
    x, y = dl.data.noisy_line(n, rng=rng)
    return x[:, None], y[:, None]


class Made(NamedTuple):
    """All that a training needs; the defaults are the healthy one."""

    make: Callable = net
    learn: tuple = rings(0, 400)
    unseen: tuple = rings(1, 1000)
    optimiser: Callable = lambda p: Adam(p, 0.02)
    loss: Callable = bce
    batch: int = 50
    zero: bool = True
    shuffle: bool = True
    sign: int = 1


def dealt(made: Made) -> Iterator[np.ndarray]:
    """Deal the examples, epoch by epoch."""
    rng, n = np.random.default_rng(0), len(made.learn[0])
    while True:
        order = rng.permutation(n) if made.shuffle else np.arange(n)
        yield from order.reshape(-1, made.batch)


def course(made: Made, each: bool = False) -> tuple[list, list, int, list]:
    """Train; return the loss on the examples and on unseen ones every 20 steps, and the accuracy.

    Last comes the loss on each batch, if wanted. A loss that is not finite, or beyond 10⁶, is None.
    """
    model = made.make()
    optimiser = made.optimiser(model.parameters())
    (X, y), (fresh, truth) = made.learn, made.unseen
    learnt, unseen, batches = [], [], []
    with np.errstate(all="ignore"):
        for step, chosen in zip(range(STEPS + 1), dealt(made)):
            if step % EVERY == 0:
                learnt.append(_written(made.loss(model(X), y)))
                unseen.append(_written(made.loss(model(fresh), truth)))
            if made.zero:
                optimiser.zero_grad()
            loss = made.loss(model(X[chosen]), y[chosen])
            batches += [_written(loss, 3)] * each
            loss.backward()
            for p in model.parameters():
                p.grad = made.sign * p.grad
            optimiser.step()
    said = model(fresh).data
    classes = said.argmax(axis=1)[:, None] if said.shape[1] == 2 else said > 0
    return learnt, unseen, round(1000 * float(np.mean(classes == truth))), batches


def _written(loss: dl.Tensor, digits: int = 4) -> float | None:
    value = float(loss.data)
    return float(f"{value:.{digits}g}") if value < 1e6 else None


def softmax_twice(scores: dl.Tensor, y: np.ndarray) -> dl.Tensor:
    """Compute the cross-entropy of shares that are taken for scores."""
    return -(dl.log_softmax(dl.softmax(scores)) * np.eye(2)[y[:, 0]]).sum(axis=1).mean()


def two_scores() -> object:
    """Make the net with one output for each class."""
    return net((2, 15, 15, 2))


def crossed(prediction: dl.Tensor, y: np.ndarray) -> dl.Tensor:
    """Compute the squared error of (N, 1) − (N,), which is a table of (N, N)."""
    return ((prediction - y[:, 0]) ** 2).mean()


HEALTHY = Made()
_X, _y = HEALTHY.learn
_sorted = np.argsort(_y[:, 0], kind="stable")
_moons = dict(make=lambda: net((2, 64, 64, 1)), unseen=moons(1, 1000), batch=40)
_moons |= dict(optimiser=lambda p: Adam(p, 0.01))
_line = dict(make=lambda: dl.nn.Linear(1, 1, rng=0), learn=line(0, 100), unseen=line(1, 100))
_line |= dict(optimiser=lambda p: SGD(p, 0.1), batch=100)
_slow = dict(optimiser=lambda p: SGD(p, 0.05))


def _ill(**changes: object) -> dict[str, Made]:
    return {"ill": HEALTHY._replace(**changes), "healthy": HEALTHY}


PATIENTS: dict[str, dict[str, Made]] = {
    "rate too small": _ill(optimiser=lambda p: Adam(p, 1e-4)),
    "rate too large": _ill(optimiser=lambda p: Adam(p, 0.3)),
    "decayed too early": _ill(optimiser=lambda p: Adam(p, step_decay(0.02, 100))),
    "no zero_grad": {"ill": Made(zero=False, **_slow), "healthy": Made(**_slow)},
    "softmax twice": {
        "ill": Made(make=two_scores, loss=softmax_twice),
        "healthy": Made(make=two_scores, loss=lambda z, y: dl.cross_entropy(z, y[:, 0])),
    },
    "shapes crossed": {
        "ill": Made(loss=crossed, **_line),
        "healthy": Made(loss=dl.mse_loss, **_line),
    },
    "equal start": _ill(make=lambda: net(init=lambda shape, rng: np.full(shape, 0.3))),
    "unshuffled": _ill(learn=(_X[_sorted], _y[_sorted]), shuffle=False),
    "shuffled labels": _ill(learn=(_X, np.random.default_rng(5).permutation(_y))),
    "over-fitting": {
        "ill": Made(learn=moons(0, 40), **_moons),
        "healthy": Made(learn=moons(0, 2000), **_moons),
    },
    "uphill": _ill(sign=-1),
    "six sigmoids": _ill(make=lambda: net((2, *[15] * 6, 1), "sigmoid")),
}
