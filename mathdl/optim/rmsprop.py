"""RMSprop: each gradient over its own usual size."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mathdl.optim.optimizer import Optimizer, not_negative
from mathdl.optim.schedules import Schedule
from mathdl.refusals import fraction
from mathdl.tensor import Tensor


class RMSprop(Optimizer):
    """Divide each gradient by its usual size: p ← p − lr·g/(√v + eps), v ← α·v + (1 − α)·g².

    With momentum u ← momentum·u + g/(√v + eps), and p ← p − lr·u.

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float or function
        The learning rate, or a schedule.
    alpha : float
        α, how much of its memory of g² a parameter keeps, from 0 to 1 (1 excluded).
    eps : float
        Keeps the quotient finite where gradients are 0.
    momentum : float
        How much of its velocity u a parameter keeps, 0 ≤ momentum < 1.

    Raises
    ------
    ValueError
        As for `Optimizer`, or if a number is out of its range.

    Notes
    -----
    Tieleman and Hinton 2012 (lecture 6.5 of a course); the formulas are PyTorch's. v starts at 0
    and is not corrected for it, so with α = 0.99 the first steps are ten times as long.

    Examples
    --------
    >>> x = dl.Tensor([1.0])
    >>> optimizer = dl.optim.RMSprop([x], lr=0.01)
    >>> (x * x).sum().backward()
    >>> optimizer.step()
    >>> x.data.round(6)
    array([0.9])
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float | Schedule = 0.01,
        *,
        alpha: float = 0.99,
        eps: float = 1e-8,
        momentum: float = 0.0,
    ) -> None:
        self.alpha = fraction("alpha", alpha)
        self.eps = not_negative("eps", eps)
        self.momentum = fraction("momentum", momentum)
        super().__init__(parameters, lr)
        self._v, self._velocity = np.zeros_like(self._flat), 0.0

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        self._v = self.alpha * self._v + (1 - self.alpha) * grad * grad
        step = grad / (np.sqrt(self._v) + self.eps)
        if self.momentum:
            step = self._velocity = self.momentum * self._velocity + step
        return flat - lr * step
