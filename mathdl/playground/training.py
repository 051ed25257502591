"""Training at the workbench: the net after any step, and what was measured on the way."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

import mathdl as dl
from mathdl.playground.problems import OWN, Data, made
from mathdl.playground.settings import STEPS, Settings
from mathdl.tensor import value_of
from mathdl.train import Run, Setting

EVERY = 20  # steps between two looks at both losses
KEPT = 12  # runs
HUGE = 1e60  # weights beyond this have run away: products of a few of them are infinite

FEATURE: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "x1": lambda X: X[:, 0],
    "x2": lambda X: X[:, 1],
    "x1²": lambda X: X[:, 0] ** 2,
    "x2²": lambda X: X[:, 1] ** 2,
    "x1x2": lambda X: X[:, 0] * X[:, 1],
    "sinx1": lambda X: np.sin(np.pi * X[:, 0]),
    "sinx2": lambda X: np.sin(np.pi * X[:, 1]),
}
BEND = {"tanh": dl.tanh, "relu": dl.relu, "silu": dl.silu, "sigmoid": dl.sigmoid, "none": None}
HE = "relu", "silu"  # begin with He's weights, all others with Xavier's
SCHEDULE = {
    "constant": lambda lr: lr,
    "cosine2000": partial(dl.optim.cosine, steps=2000),
    "halve500": partial(dl.optim.step_decay, every=500, factor=0.5),
    "warm100": partial(dl.optim.linear_warmup, steps=100),
}
OPTIMISER = {
    "adam": dl.optim.AdamW,
    "sgd": dl.optim.SGD,
    "momentum": partial(dl.optim.SGD, momentum=0.9),
}


class Look(NamedTuple):
    """How good a net is: losses, and accuracies (or R², for heights), seen and unseen."""

    seen: float
    unseen: float
    right: float
    right_unseen: float


def inputs(settings: Settings, X: np.ndarray) -> np.ndarray:
    """Return the features of points X of shape (n, 2), one a column, in the order of FEATURES."""
    return np.stack([f(X) for name, f in FEATURE.items() if name in settings.features], axis=1)


def network(settings: Settings, outputs: int) -> dl.nn.Sequential:
    """Make the net with its first weights."""
    rng = np.random.default_rng(settings.seed)
    layers: list[Callable] = []
    bends = [bend for _, bend in settings.layers] + ["none"]
    sizes = [*settings.sizes, outputs]
    for wide, next_, bend in zip(sizes, sizes[1:], bends):
        linear = dl.nn.Linear(wide, next_, rng=rng, init=init_of(bend))
        linear.weight.data = settings.scale * linear.weight.data
        layers += [linear] if BEND[bend] is None else [linear, BEND[bend]]
    return dl.nn.Sequential(*layers)


def init_of(bend: str) -> Callable:
    """Return how the weights before a bend begin."""
    return dl.nn.he_normal if bend in HE else dl.nn.xavier_normal


def weights(net: dl.nn.Sequential) -> list[dl.nn.Linear]:
    """Return the layers that have weights."""
    return [layer for layer in net if isinstance(layer, dl.nn.Linear)]


def objective(settings: Settings, data: Data, net: Callable, X: np.ndarray, y: np.ndarray) -> Any:
    """Return the loss of a net on inputs X with answers y, without what punishes weights."""
    logits = net(X)
    if not data.classes:
        return dl.mse_loss(logits[:, 0], y)
    if settings.loss == "squares":
        if data.outputs == 1:
            return dl.mse_loss(dl.sigmoid(logits[:, 0]), y)
        return dl.mse_loss(dl.softmax(logits), np.eye(data.classes)[y])
    if data.outputs == 1:
        return dl.binary_cross_entropy_with_logits(logits[:, 0], y)
    return dl.cross_entropy(logits, y)


def rate_at(settings: Settings, step: int) -> float:
    """Return the learning rate of a step."""
    schedule = SCHEDULE[settings.schedule](settings.rate)
    return schedule(step) if callable(schedule) else schedule


def _start(settings: Settings, data: Data) -> Setting:
    net = network(settings, data.outputs)
    rng = np.random.default_rng(settings.seed)  # of the batches
    X, y = inputs(settings, data.X), data.y

    def loss() -> dl.Tensor:
        batch = rng.integers(len(X), size=settings.batch) if settings.batch else slice(None)
        value = objective(settings, data, net, X[batch], y[batch])
        if settings.l1:
            value = value + settings.l1 * sum(abs(part.weight).sum() for part in weights(net))
        return value

    more = {"weight_decay": settings.decay}
    lr = SCHEDULE[settings.schedule](settings.rate)
    return net, OPTIMISER[settings.optimiser](net.parameters(), lr, **more), loss


class Training:
    """One training run, looked at every twenty steps.

    Attributes
    ----------
    run : Run
    looks : list of Look
        At steps 0, 20, 40, … as far as it has gone.
    end : int or None
        After which step nothing more happens, if that is known yet.
    broke : bool
        Whether it ended because the numbers are no longer finite.
    """

    def __init__(self, settings: Settings, data: Data) -> None:
        self.settings, self.data = settings, data
        self.run = Run(*_start(settings, data))
        self.inputs = inputs(settings, data.X), inputs(settings, data.U)
        self.looks: list[Look] = []
        self.end: int | None = None
        self.broke = False
        self._lock = threading.RLock()

    @cached_property
    def baseline(self) -> float:
        """How many unseen points are answered rightly as the nearest seen one is; or R²."""
        data = self.data
        # |u − x|² without |u|², which is the same for every x; a table of all pairs would be large.
        parts = np.array_split(data.U, 1 + len(data.U) // 100)
        nearest = [
            ((data.X**2).sum(axis=1) - 2 * (part @ data.X.T)).argmin(axis=1) for part in parts
        ]
        says = data.y[np.concatenate(nearest)]
        if data.classes:
            return float(np.mean(says == data.v))
        return 1 - float(np.mean((says - data.v) ** 2) / (np.var(data.v) or 1.0))

    def pieces(self, step: int) -> Iterator[int]:
        """Train as far as `step`, piece by piece; yield how far it is."""
        while self.end is None and (len(self.looks) - 1) * EVERY < step:
            with self._lock:
                self._look(len(self.looks) * EVERY)
            yield max(0, min(step, (len(self.looks) - 1) * EVERY))

    def ended_by(self, step: int) -> bool:
        """Whether nothing more happens after `step` steps, as far as that is known."""
        return self.end is not None and step >= self.end

    def at(self, step: int) -> tuple[int, dl.nn.Sequential]:
        """Return how many steps were really taken, and the net after them."""
        for _ in self.pieces(step):
            pass
        step = step if self.end is None else min(step, self.end)
        with self._lock, np.errstate(all="ignore"):
            return step, self.run.at(step)

    def look(self, net: dl.nn.Sequential) -> Look:
        """Measure a net on seen and unseen points."""
        with np.errstate(all="ignore"):
            return self.judged(*(value_of(net(X)) for X in self.inputs))

    def judged(self, seen: np.ndarray, unseen: np.ndarray) -> Look:
        """Measure what a net answers on seen and unseen points."""
        (loss, right), (loss_unseen, right_unseen) = (
            self._judged(answers, y) for answers, y in ((seen, self.data.y), (unseen, self.data.v))
        )
        return Look(loss, loss_unseen, right, right_unseen)

    def _judged(self, answers: np.ndarray, y: np.ndarray) -> tuple[float, float]:
        with np.errstate(all="ignore"):
            loss = objective(self.settings, self.data, lambda _: answers, answers, y)
        loss = float(value_of(loss))
        if not self.data.classes:
            return loss, 1 - loss / float(np.var(y) or 1.0)
        return loss, float(np.mean(classes_of(answers) == y))

    def _look(self, step: int) -> None:
        """Look at the net after `step` steps, and notice where training ends."""
        with np.errstate(all="ignore"):
            net = self.run.at(step)
            look = self.look(net)
            while step and not (look.seen < HUGE and _finite(net)):
                self.broke, step = True, step - 1
                net = self.run.at(step)
                look = self.look(net)
        if self.broke:
            self.end = step
            return
        self.looks.append(look)
        if look.seen < self.settings.stop or step >= STEPS:
            self.end = step


def classes_of(logits: np.ndarray) -> np.ndarray:
    """Return the class that each row of logits stands for; one logit tells two classes apart."""
    return (logits[:, 0] > 0).astype(int) if logits.shape[1] == 1 else logits.argmax(axis=1)


def _finite(net: dl.nn.Sequential) -> bool:
    """Whether the numbers of a net are such that one can still compute with them."""
    return all(np.all(np.abs(p.data) < HUGE) for p in net.parameters())


_runs: OrderedDict[tuple, Training] = OrderedDict()
_lock = threading.Lock()


def trained(settings: Settings, data: Data | None = None) -> Training:
    """Return the training of these settings, whatever their step: made once, kept for a while."""
    settings = settings.at(step=0)
    if data is None:
        if settings.data == OWN:
            raise ValueError("these settings are of a reader's own data, which must be given, too")
        data = made(settings.data, settings.points, settings.noise, settings.data_seed)
    key = settings, id(data)  # which no other data have while a training that is kept holds them
    with _lock:
        training = _runs.pop(key, None) or Training(settings, data)
        _runs[key] = training
        while len(_runs) > KEPT:
            _runs.popitem(last=False)
    return training
