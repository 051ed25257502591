"""What all optimisers share.

All parameters of an optimiser are views of one flat array, so that a step is a handful of NumPy
calls however many parameters there are. Every step makes a new array: graphs recorded before it
keep the values they were computed with.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from mathdl.optim.schedules import Schedule
from mathdl.tensor import Tensor


class Optimizer:
    """What all optimisers share: the flat array, the learning rate, and the checks.

    Parameters
    ----------
    parameters : iterable of Tensor
        Leaves of one float type.
    lr : float or function
        The learning rate, or a schedule: a function from the number of the step to it.

    Attributes
    ----------
    steps : int
        How many steps were taken.

    Raises
    ------
    TypeError
        If a parameter is not a Tensor that you made yourself.
    ValueError
        If there are no parameters, one comes twice, their float types differ, or a learning rate
        is negative.
    """

    def __init__(self, parameters: Iterable[Tensor], lr: float | Schedule) -> None:
        self.parameters = list(parameters)
        _check_parameters(self.parameters)
        self.lr = lr
        self.steps = 0
        self._adopt()

    @property
    def lr(self) -> float:
        """The learning rate of the next step; set it to a number or a schedule."""
        lr = self._lr(self.steps) if callable(self._lr) else self._lr
        return not_negative("the learning rate", lr)

    @lr.setter
    def lr(self, lr: float | Schedule) -> None:
        self._lr = lr if callable(lr) else not_negative("the learning rate", lr)

    def step(self) -> None:
        """Move all parameters once, by their gradients.

        Raises
        ------
        ValueError
            If no gradient reached a parameter. Nothing has moved then.
        """
        missing = [f"{i} {p.shape}" for i, p in enumerate(self.parameters) if p.grad is None]
        if missing:
            raise ValueError(
                f"no gradient reached parameter {', '.join(missing)}: call loss.backward() before "
                "step(), and give the optimiser only parameters that the loss depends on"
            )
        lr = self.lr
        for parameter, view in zip(self.parameters, self._views):
            if parameter.data is not view:  # somebody put other values there: start from them
                self._adopt()
                break
        grad = np.concatenate([p.grad.reshape(-1) for p in self.parameters])
        self._share(self._moved(self._flat, grad, lr))
        self.steps += 1

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters."""
        for parameter in self.parameters:
            parameter.grad = None

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        """Return the parameters after a step, as a new array; subclasses say how."""
        raise NotImplementedError

    def _adopt(self) -> None:
        """Put all parameters into one flat array."""
        self._places, end = [], 0
        for parameter in self.parameters:
            start, end = end, end + parameter.size
            self._places.append((slice(start, end), parameter.shape))
        self._share(np.concatenate([np.reshape(p.data, -1) for p in self.parameters]))

    def _share(self, flat: np.ndarray) -> None:
        """Make every parameter a view of its part of the flat array."""
        self._flat = flat
        self._views = [flat[place].reshape(shape) for place, shape in self._places]
        for parameter, view in zip(self.parameters, self._views):
            parameter.data = view

    def __setstate__(self, state: dict[str, Any]) -> None:
        """After a copy or a pickle parameters are arrays of their own again."""
        self.__dict__.update(state)
        self._adopt()


def clip_grad_norm(parameters: Iterable[Tensor], max_norm: float) -> float:
    """Shorten the gradient of all parameters together to a length of at most `max_norm`.

    Parameters
    ----------
    parameters : iterable of Tensor
        Those without a gradient are left out.
    max_norm : float

    Returns
    -------
    float
        The length before.

    Raises
    ------
    ValueError
        If `max_norm` is negative.

    Notes
    -----
    Pascanu, Mikolov and Bengio 2013. PyTorch divides by the length plus 10⁻⁶.

    Examples
    --------
    >>> x = dl.Tensor([3.0, 4.0])
    >>> (x * x).sum().backward()
    >>> dl.optim.clip_grad_norm([x], 1.0), x.grad
    (10.0, array([0.6, 0.8]))
    """
    not_negative("max_norm", max_norm)
    reached = [p for p in parameters if p.grad is not None]
    length = float(sum(float(np.vdot(p.grad, p.grad)) for p in reached) ** 0.5)
    if length > max_norm:
        for parameter in reached:
            parameter.grad = parameter.grad * (max_norm / length)
    return length


def _check_parameters(parameters: list[Tensor]) -> None:
    if not parameters:
        raise ValueError("there are no parameters to move; give a module's parameters()")
    for i, parameter in enumerate(parameters):
        if not isinstance(parameter, Tensor) or parameter.edges:
            kind = "computed from others" if isinstance(parameter, Tensor) else type(parameter)
            raise TypeError(f"parameter {i} is {kind}; an optimiser moves Tensors you made")
    if len(set(parameters)) < len(parameters):
        raise ValueError("a parameter comes twice: it would move twice")
    types = sorted({str(parameter.dtype) for parameter in parameters})
    if len(types) > 1:
        raise ValueError(f"parameters have types {' and '.join(types)}; make them all one type")


def not_negative(what: str, value: float) -> float:
    """Return `value` if it is 0 or more."""
    if not value >= 0:
        raise ValueError(f"{what} is a number from 0 on, not {value!r}")
    return value


def fraction(what: str, value: float) -> float:
    """Return `value` if it is from 0 to 1, 1 excluded."""
    if not 0 <= value < 1:
        raise ValueError(f"{what} is a number from 0 to 1, 1 excluded, not {value!r}")
    return value
