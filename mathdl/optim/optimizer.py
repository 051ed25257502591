"""What all optimisers share.

All parameters of an optimiser are views of one flat array, so that a step is a handful of NumPy
calls however many parameters there are. Every step makes a new array: graphs recorded before it
keep the values they were computed with.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from mathdl import refusals
from mathdl.optim.schedules import Schedule
from mathdl.refusals import positive, shown
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
        self.parameters = _listed(parameters)
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
            If no gradient reached a parameter: PyTorch leaves it where it is. Nothing has moved
            then.
        """
        missing = [f"{i} {p.shape}" for i, p in enumerate(self.parameters) if p.grad is None]
        if missing:
            raise ValueError(
                f"no gradient reached parameter {', '.join(missing)}: call loss.backward() before "
                "step(), and give the optimiser only parameters that the loss depends on"
            )
        _require_shapes("gradient", [p.grad for p in self.parameters], self._shapes)
        lr = self.lr
        for parameter, view in zip(self.parameters, self._views):
            if parameter.data is not view:  # somebody put other values there: start from them
                _require_shapes("value", [p.data for p in self.parameters], self._shapes)
                self._adopt()
                break
        grad = np.concatenate([p.grad.reshape(-1) for p in self.parameters], dtype=self._flat.dtype)
        self._share(self._moved(self._flat, grad, lr))
        self.steps += 1

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters."""
        for parameter in self.parameters:
            parameter.grad = None

    def _moved(self, flat: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
        """Return the parameters after a step, as a new array; subclasses say how."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say how to move: use SGD or Adam, or define _moved"
        )

    def _adopt(self) -> None:
        """Put all parameters into one flat array."""
        self._places, end = [], 0
        for parameter in self.parameters:
            start, end = end, end + parameter.size
            self._places.append((slice(start, end), parameter.shape))
        self._shapes = [shape for _, shape in self._places]
        self._share(np.concatenate([np.reshape(p.data, -1) for p in self.parameters]))

    def _share(self, flat: np.ndarray) -> None:
        """Make every parameter a view of its part of the flat array."""
        self._flat = flat
        self._views = [flat[place].reshape(shape)[()] for place, shape in self._places]
        for parameter, view in zip(self.parameters, self._views):
            parameter._data = view  # past the checks of `data`: views of floats are floats

    def __getstate__(self) -> dict[str, Any]:
        """Copies and pickles keep the parameters once, not as a flat array and its views too."""
        return {k: v for k, v in vars(self).items() if k not in ("_flat", "_views")}

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
    Pascanu, Mikolov and Bengio 2013. PyTorch divides by the length plus 10⁻⁶. A length
    that is nan changes nothing; in PyTorch it makes every gradient nan.

    Examples
    --------
    >>> x = dl.Tensor([3.0, 4.0])
    >>> (x * x).sum().backward()
    >>> dl.optim.clip_grad_norm([x], 1.0), x.grad
    (10.0, array([0.6, 0.8]))
    """
    max_norm = not_negative("max_norm", max_norm)
    parameters = _listed(parameters)
    _require_tensors(parameters)
    reached = [p for p in parameters if p.grad is not None]
    length = float(sum(float(np.vdot(p.grad, p.grad)) for p in reached) ** 0.5)
    if length > max_norm:
        for parameter in reached:
            parameter.grad = parameter.grad * (max_norm / length)
    return length


def clip_grad_value(parameters: Iterable[Tensor], clip_value: float) -> None:
    """Cut every entry of every gradient to −clip_value … clip_value, which may turn it.

    Parameters
    ----------
    parameters : iterable of Tensor
        Those without a gradient are left out.
    clip_value : float

    Raises
    ------
    ValueError
        If `clip_value` is not positive.

    Examples
    --------
    >>> x = dl.Tensor([3.0, 0.1])
    >>> (x * x).sum().backward()
    >>> dl.optim.clip_grad_value([x], 1.0)
    >>> x.grad
    array([1. , 0.2])
    """
    clip_value = float(positive("clip_value", clip_value, "how large an entry may be"))
    parameters = _listed(parameters)
    _require_tensors(parameters)
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.grad = np.clip(parameter.grad, -clip_value, clip_value)


def _listed(parameters: Iterable[Tensor]) -> list[Tensor]:
    if isinstance(parameters, Tensor) or not hasattr(parameters, "__iter__"):
        raise TypeError(
            "parameters come in a list, as in [weight, bias] or model.parameters(), not "
            f"{shown(parameters)}"
        )
    return list(parameters)


def _require_tensors(parameters: list[Tensor]) -> None:
    for i, parameter in enumerate(parameters):
        if not isinstance(parameter, Tensor):
            raise TypeError(
                f"parameter {i} is {shown(parameter)}, and not a Tensor; give a list of Tensors, "
                "as model.parameters() does"
            )


def _require_shapes(what: str, values: list, shapes: list[tuple[int, ...]]) -> None:
    """Refuse to go on where a reader has put something else in the place of an array."""
    try:
        if [value.shape for value in values] == shapes:
            return
    except AttributeError:
        pass
    for i, (value, shape) in enumerate(zip(values, shapes)):
        if getattr(value, "shape", None) != shape:
            raise ValueError(f"the {what} of parameter {i} has shape {shape}, not {shown(value)}")


def _check_parameters(parameters: list[Tensor]) -> None:
    if not parameters:
        raise ValueError("there are no parameters to move; give a module's parameters()")
    _require_tensors(parameters)
    for i, parameter in enumerate(parameters):
        if parameter.edges:
            raise TypeError(
                f"parameter {i} is computed from others; an optimiser moves Tensors you made"
            )
    if len(set(parameters)) < len(parameters):
        raise ValueError("a parameter comes twice: it would move twice")
    types = sorted({str(parameter.dtype) for parameter in parameters})
    if len(types) > 1:
        raise ValueError(f"parameters have types {' and '.join(types)}; make them all one type")


def not_negative(what: str, value: float) -> float:
    """Return `value`, as a Python number, which leaves float32 alone, if it is 0 or more."""
    return float(refusals.not_negative(what, value))
