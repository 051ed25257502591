"""The nets that race in chapter 1: what they learn from, how they start, and what was measured."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

import mathdl as dl
from mathdl.plots.kit import records
from mathdl.train import Setting, Trainer

WIDTHS = {1: 75, 2: 15, 3: 11, 4: 9, 5: 8, 6: 7}  # by hidden layers: 301 to 321 parameters
BENDS = ("relu", "tanh")
SEEDS = 5
STEPS, EVERY = 2000, 20  # how long a net learns, and how often its accuracy was recorded
RATES = (0.003, 0.01, 0.03, 0.1)  # tried for every net; on the rings 0.3 does worse at any depth
COMMON = 0.01  # the one rate of the race in which all nets get the same

SAMPLES = {
    "rings": lambda n, rng: dl.data.rings(n, rng=rng),
    "spirals": lambda n, rng: dl.data.spirals(n, turns=2, noise=0.02, rng=rng),
    "circle": lambda n, rng: dl.data.circles(n, rng=rng),
    "xor": lambda n, rng: dl.data.xor(n, rng=rng),
}
LEARNT_FROM = {"rings": 800, "spirals": 400, "circle": 400, "xor": 400}
UNSEEN = 2000  # points to test on, and as many others to choose the learning rate


@cache
def examples(data: str, role: str) -> tuple[np.ndarray, np.ndarray]:
    """Return points X of shape (n, 2) and their classes y of shape (n, 1), 0 or 1.

    Parameters
    ----------
    data : {"rings", "spirals", "circle", "xor"}
    role : {"learn", "choose", "test"}
        To learn from; to choose the learning rate; to test what was learnt. No point has two roles.
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
    steps = []
    for sizes in pairwise([2, *[width] * layers, 1]):
        steps += [dl.nn.Linear(*sizes, rng=rng, init=init), getattr(dl, bend)]
    return dl.nn.Sequential(*steps[:-1])


class SteadyAdam(dl.optim.Adam):
    """Adam that rounds the parameters to 24 binary digits after every step.

    Training magnifies small differences: in 1,000 steps a last digit that another BLAS library
    computes otherwise becomes another net. Rounding swallows it before it can grow, so that the
    same training gives the same net on every machine.
    """

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        return super()._moved(flat, grad, lr).astype(np.float32).astype(flat.dtype)


def start(data: str, bend: str, layers: int, width: int, seed: int, lr: float) -> Setting:
    """Return a new net, its optimiser, and its loss on all points at once, for a `Trainer`."""
    X, y = examples(data, "learn")
    model = net(layers, width, bend, seed)
    loss = dl.binary_cross_entropy_with_logits
    return model, SteadyAdam(model.parameters(), lr), lambda: loss(model(X), y)


TRAINER = Trainer(start, keep=8)  # of up to 9 MB each: 2,001 steps of 300 parameters


def accuracy(model: dl.nn.Module, data: str, role: str = "test") -> float:
    """Return the part of the points that the net puts into their class."""
    X, y = examples(data, role)
    return float(np.mean((model(X).data > 0) == y))


class Race(NamedTuple):
    """What was measured for nets of one depth.

    Attributes
    ----------
    best : float
        The learning rate after which the median of the seeds is best on the points for choosing.
    choice : dict of float to float
        That median, by learning rate.
    curves : dict of float to array of shape (seeds, times)
        Accuracy on the test points every 20 steps, for the best rate and the common one.
    """

    best: float
    choice: dict[float, float]
    curves: dict[float, np.ndarray]

    def at(self, step: int, lr: float) -> np.ndarray:
        """Return every seed's accuracy on the test points, straight between recorded steps."""
        times = np.arange(0, STEPS + 1, EVERY)
        return np.array([np.interp(step, times, curve) for curve in self.curves[lr]])


@cache
def record() -> dict[tuple[str, str, int], Race]:
    """Return what was measured, by data, bend and number of hidden layers."""
    races = {}
    for key, kept in records.record("depth/depth_race").items():
        data, bend, layers = key.split()
        choice = {float(lr): median / 1000 for lr, median in kept["choice"].items()}
        curves = {float(lr): np.array(curve) / 1000 for lr, curve in kept["curves"].items()}
        races[data, bend, int(layers)] = Race(kept["best"], choice, curves)
    return races
