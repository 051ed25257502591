"""Training as a function: the network after any step, for any hyperparameters."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Hashable
from typing import NoReturn

import numpy as np

from mathdl.nn import Module
from mathdl.optim import Optimizer
from mathdl.refusals import shown, whole
from mathdl.tensor import Tensor

Setting = tuple[Module, Optimizer, Callable[[], Tensor]]


class Run:
    """One training run that remembers every step.

    Parameters
    ----------
    model : Module
    optimizer : Optimizer
        Of the model's parameters.
    loss : function without arguments
        Computes the loss of the model as it is now.

    Attributes
    ----------
    losses : list of float
        The loss before each step taken so far.

    Examples
    --------
    >>> line = dl.nn.Linear(1, 1, rng=0)
    >>> sgd = dl.optim.SGD(line.parameters(), lr=0.1)
    >>> run = Run(line, sgd, lambda: dl.mse_loss(line(np.array([[1.0]])), np.array([[2.0]])))
    >>> after = run.at(20)
    >>> round(float(after(np.array([[1.0]]))[0, 0].data), 2)
    2.0
    >>> len(run.losses), run.losses[0] > run.losses[-1]
    (20, True)
    """

    def __init__(self, model: Module, optimizer: Optimizer, loss: Callable[[], Tensor]) -> None:
        self.losses: list[float] = []
        self._learner, self._optimizer, self._loss = model, optimizer, loss
        # What is handed out starts as the model does now, with its random generators too.
        self._start = copy.deepcopy(model)
        # An optimiser's step makes new arrays, so those before it can be kept without a copy.
        self._states = [tuple(p.data for p in model.parameters())]
        self._lock = threading.RLock()

    def at(self, step: int) -> Module:
        """Return a copy of the model as it is after `step` steps, training on if need be."""
        state = self.state(step)
        model = copy.deepcopy(self._start)
        for parameter, value in zip(model.parameters(), state, strict=True):
            parameter.data, parameter.grad = np.array(value)[()], None
        return model

    def state(self, step: int) -> tuple[np.ndarray, ...]:
        """Return the parameters after `step` steps, to be read and not changed: no copies."""
        whole("step", step)
        with self._lock:
            for _ in range(step + 1 - len(self._states)):
                self._advance()
            return self._states[step]

    def _advance(self) -> None:
        self._optimizer.zero_grad()
        loss = self._loss()
        if not isinstance(loss, Tensor):
            raise TypeError(f"the loss function returned {shown(loss)}; it must return a Tensor")
        loss.backward()
        value = loss.item()
        self._optimizer.step()
        self.losses.append(value)
        self._states.append(tuple(p.data for p in self._learner.parameters()))

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a run cannot be copied or pickled, because its loss computes with the very model it "
            "trains; make another run of the same start, or keep run.at(step).state_dict()"
        )


class Trainer:
    """Training runs by their hyperparameters, each made when first asked for and then kept.

    What it returns depends on the hyperparameters and the step alone, so a reader can go back and
    forth in time, and come back to an earlier run, without training again.

    Parameters
    ----------
    start : function
        Takes hyperparameters by name; returns a new model, its optimiser, and a function without
        arguments that computes the loss. Chance must come from a seed among the hyperparameters.
    keep : int
        How many runs are kept; those not used for longest go first.

    Examples
    --------
    >>> def start(lr):
    ...     x = dl.nn.Linear(1, 1, rng=0)
    ...     return x, dl.optim.SGD(x.parameters(), lr), lambda: (x(np.ones((1, 1))) ** 2).sum()
    >>> trainer = Trainer(start)
    >>> slow, fast = trainer.run(lr=0.01), trainer.run(lr=0.1)
    >>> slow.at(5) is slow.at(5), trainer.run(lr=0.01) is slow
    (False, True)
    """

    def __init__(self, start: Callable[..., Setting], keep: int = 16) -> None:
        if not callable(start):
            raise TypeError(f"start is a function that begins a run, not {shown(start)}")
        whole("keep", keep, 1)
        self.start, self.keep = start, keep
        self._runs: dict[tuple, Run] = {}
        self._lock = threading.Lock()

    def run(self, **hyperparameters: Hashable) -> Run:
        """Return the run of these hyperparameters; it trains when a step is asked for."""
        key = tuple(sorted(hyperparameters.items()))
        with self._lock:
            run = self._known(key) or Run(*_setting(self.start(**hyperparameters)))
            self._runs[key] = run  # last in the order: used most recently
            while len(self._runs) > self.keep:
                del self._runs[next(iter(self._runs))]
        return run

    def _known(self, key: tuple) -> Run | None:
        try:
            hash(key)  # an empty dictionary would not look
        except TypeError:
            raise TypeError(
                "hyperparameters are numbers, words or tuples, which name a run; this is "
                f"{shown(dict(key))}"
            ) from None
        return self._runs.pop(key, None)

    def __reduce__(self) -> tuple:
        """Copies and pickles keep no runs: they make the same ones again."""
        return Trainer, (self.start, self.keep)


def _setting(made: Setting) -> Setting:
    """Return what a run needs, or say what is missing."""
    if isinstance(made, tuple) and len(made) == 3:
        model, optimizer, loss = made
        if isinstance(model, Module) and isinstance(optimizer, Optimizer) and callable(loss):
            return made
    raise TypeError(
        "start must return a model, its optimiser and a function that computes the loss, not "
        f"{shown(made)}"
    )
