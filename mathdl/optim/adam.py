"""Adam and AdamW."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mathdl.optim.optimizer import Optimizer, not_negative
from mathdl.optim.schedules import Schedule
from mathdl.refusals import fraction, shown, type_or_value
from mathdl.tensor import Tensor


class Adam(Optimizer):
    """Steps of about lr in every direction: p ← p − lr·m̂/(√v̂ + eps).

    The averages are m ← β₁·m + (1 − β₁)·g and v ← β₂·v + (1 − β₂)·g². They start at 0 and are
    corrected for it: after t steps m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).

    Parameters
    ----------
    parameters : iterable of Tensor
    lr : float or function
        The learning rate, or a schedule.
    betas : (float, float)
        β₁ and β₂, each from 0 to 1 (1 excluded).
    eps : float
        Keeps the quotient finite where gradients are 0.
    weight_decay : float
        Added to the gradient as weight_decay·p; `AdamW` does it better.

    Raises
    ------
    ValueError
        As for `Optimizer`, or if a number is out of its range.

    Notes
    -----
    Kingma and Ba 2015; the defaults and the place of eps are PyTorch's.

    Examples
    --------
    >>> x = dl.Tensor([1.0])
    >>> optimizer = dl.optim.Adam([x], lr=0.1)
    >>> (x * x).sum().backward()
    >>> optimizer.step()
    >>> x.data.round(6)
    array([0.9])
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float | Schedule = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        if not isinstance(betas, tuple | list) or len(betas) != 2:
            raise type_or_value(
                betas, tuple | list, f"betas are two numbers, (0.9, 0.999), not {shown(betas)}"
            )
        self.betas = fraction("β₁", betas[0]), fraction("β₂", betas[1])
        self.eps = not_negative("eps", eps)
        self.weight_decay = not_negative("weight_decay", weight_decay)
        super().__init__(parameters, lr)
        self._m, self._v = np.zeros_like(self._flat), np.zeros_like(self._flat)

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        if self.weight_decay:
            grad = grad + self.weight_decay * flat
        return self._descended(flat, grad, lr)

    def _descended(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        # m ← β₁·m + (1 − β₁)·g
        # v ← β₂·v + (1 − β₂)·g²
        # m̂, v̂ = m/(1 − β₁ᵗ), v/(1 − β₂ᵗ)
        # p ← p − lr·m̂/(√v̂ + eps), written without a new array for every term: grad becomes
        # g², then the size of the step.
        (beta1, beta2), t, m, v = self.betas, self.steps + 1, self._m, self._v
        m *= beta1
        m += (1 - beta1) * grad
        v *= beta2
        grad *= grad
        grad *= 1 - beta2
        v += grad
        size = np.sqrt(v, out=grad)
        size *= (1 - beta2**t) ** -0.5
        size += self.eps
        np.divide(m, size, out=size)
        size *= lr / (1 - beta1**t)
        return flat - size


class AdamW(Adam):
    """Adam whose weight decay is not averaged: p ← (1 − lr·weight_decay)·p − lr·m̂/(√v̂ + eps).

    Parameters
    ----------
    parameters, lr, betas, eps
        As for `Adam`.
    weight_decay : float
        Pull towards 0, in proportion to the learning rate.

    Notes
    -----
    Loshchilov and Hutter 2019.

    Examples
    --------
    >>> x = dl.Tensor([1.0])
    >>> optimizer = dl.optim.AdamW([x], lr=0.1, weight_decay=0.5)
    >>> (x * x).sum().backward()
    >>> optimizer.step()
    >>> x.data.round(6)
    array([0.85])
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float | Schedule = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(parameters, lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        return self._descended(flat * (1 - lr * self.weight_decay), grad, lr)
