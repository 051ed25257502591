"""Training as a function: the network after any step, for any hyperparameters."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Hashable

from mathdl.nn import Module
from mathdl.optim import Optimizer
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
        # An optimiser's step makes new arrays, so those before it can be kept without a copy.
        self._states = [[p.data for p in model.parameters()]]
        self._lock = threading.RLock()

    def at(self, step: int) -> Module:
        """Return a copy of the model as it is after `step` steps, training on if need be."""
        with self._lock:
            for _ in range(step + 1 - len(self._states)):
                self._advance()
            state = self._states[step]
        model = copy.deepcopy(self._learner)
        for parameter, value in zip(model.parameters(), state, strict=True):
            parameter.data, parameter.grad = value, None
        return model

    def _advance(self) -> None:
        self._optimizer.zero_grad()
        loss = self._loss()
        loss.backward()
        self._optimizer.step()
        self.losses.append(float(loss.data))
        self._states.append([p.data for p in self._learner.parameters()])


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
        self.start, self.keep = start, keep
        self._runs: dict[tuple, Run] = {}
        self._lock = threading.Lock()

    def run(self, **hyperparameters: Hashable) -> Run:
        """Return the run of these hyperparameters; it trains when a step is asked for."""
        key = tuple(sorted(hyperparameters.items()))
        with self._lock:
            run = self._runs.pop(key, None) or Run(*self.start(**hyperparameters))
            self._runs[key] = run  # last in the order: used most recently
            while len(self._runs) > self.keep:
                del self._runs[next(iter(self._runs))]
        return run
