"""Gradient descent, with momentum if wanted."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mathdl.optim.optimizer import Optimizer, not_negative
from mathdl.optim.schedules import Schedule
from mathdl.refusals import fraction
from mathdl.tensor import Tensor


class SGD(Optimizer):
    """Gradient descent: p ← p − lr·v, where v ← momentum·v + g, and g is the gradient.

    With Nesterov's momentum p ← p − lr·(g + momentum·v). Weight decay adds weight_decay·p to g.

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float or function
        The learning rate, or a schedule.
    momentum : float
        How much of its velocity v a parameter keeps, 0 ≤ momentum < 1.
    nesterov : bool
        Look ahead: use the gradient once more after the velocity.
    weight_decay : float
        Pull towards 0.

    Raises
    ------
    ValueError
        As for `Optimizer`, or if a number is out of its range.

    Notes
    -----
    The velocity starts as the first gradient, and the formulas are PyTorch's.

    Examples
    --------
    >>> x = dl.Tensor([1.0])
    >>> optimizer = dl.optim.SGD([x], lr=0.1)
    >>> (x * x).sum().backward()
    >>> optimizer.step()
    >>> x
    Tensor([0.8])
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float | Schedule,
        *,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.momentum = fraction("momentum", momentum)
        self.weight_decay = not_negative("weight_decay", weight_decay)
        if nesterov and not momentum:
            raise ValueError("nesterov needs a momentum above 0, for example momentum=0.9")
        self.nesterov, self._velocity = nesterov, 0.0
        super().__init__(parameters, lr)

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        if self.weight_decay:
            grad = grad + self.weight_decay * flat
        if not self.momentum:
            return flat - lr * grad
        self._velocity = velocity = self.momentum * self._velocity + grad
        return flat - lr * (grad + self.momentum * velocity if self.nesterov else velocity)
