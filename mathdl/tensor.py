"""Tensors: arrays that remember how they were made, and `op`, which makes a rule differentiable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import count
from operator import attrgetter
from types import FunctionType
from typing import Any, TypeAlias

import numpy as np

from mathdl import refusals
from mathdl.backprop import backward_steps
from mathdl.constants import (
    FINE,
    FLOATS,
    as_floating,
    by_position,
    checked,
    roles,
    settled,
    values_of_a_leaf,
)

_births = count()
_OF_THE_CALL = (TypeError, ValueError, IndexError, AttributeError, OverflowError)


class Tensor:
    """An array with a gradient.

    Parameters
    ----------
    data : array, number or nested list of numbers
        The values, copied. A float32 or float64 array keeps its type, numbers and lists become
        float64.

    Attributes
    ----------
    data : array, or NumPy number if there are no axes
        The values. An array put there is kept as it is; whole numbers become floating first.
    grad : array of the shape of `data`, or None
        How much the end of the last backward pass grows per unit of `data`, entry by entry. A
        leaf's own: nothing else changes when you write into it.
    op : function or None
        The operation that made this tensor; None for a leaf, which you made yourself.
    args : tuple
        What the operation was given, constants included.
    edges : list of (Tensor, function)
        For each tensor among `args`: the tensor, and the vector-Jacobian product that turns a
        gradient of this tensor into a gradient of that one.
    birth : int
        A number larger than that of every tensor made before this one.

    Raises
    ------
    TypeError
        If `data` is not made of floating-point numbers.

    Notes
    -----
    Derivatives are first derivatives: gradients are plain arrays. Constants and data need no
    Tensor, plain arrays mix freely with tensors.

    Types mix as in NumPy: float32 with float64 gives float64, and a Python number changes neither.
    In PyTorch a number without axes does not change the type of an array either, and products
    refuse two types. Whole numbers beside a tensor, such as the uint8 of a picture, and in every
    operation of mathdl, become floating before anything is computed: float32 beside float32,
    otherwise float64. Complex numbers, float16, longdouble, objects, masked arrays, ``np.matrix``
    and arrays of other libraries are refused.

    Examples
    --------
    >>> x = dl.Tensor([1.0, 2.0])
    >>> loss = (x * x).sum()
    >>> loss.backward()
    >>> x.grad
    array([2., 4.])
    """

    __slots__ = ("__weakref__", "_data", "args", "birth", "edges", "grad", "op")

    def __init__(self, data: np.ndarray | float | list) -> None:
        if isinstance(data, Tensor):
            raise TypeError("this is a Tensor already; write Tensor(x.data) for a new leaf")
        self._data = values_of_a_leaf(data)
        self.grad = None
        self.op, self.args, self.edges, self.birth = None, (), (), next(_births)

    def _set_data(self, values: np.ndarray | float | list) -> None:
        if type(values) is not np.ndarray or values.dtype not in FLOATS:
            refusals.require_array("the data of a Tensor", values)
            values = as_floating(values, self._data.dtype)
        self._data = values

    # Read in C: a property in Python would slow every operation down.
    data = property(attrgetter("_data"), _set_data)

    def backward(self, grad: np.ndarray | None = None) -> None:
        """Fill `.grad` of every tensor that this one was made from.

        Gradients of leaves accumulate over calls until `zero_grad`, all others start afresh.

        Parameters
        ----------
        grad : array of the shape of this tensor, optional
            The gradient at this tensor; 1 if it is a single number.

        Raises
        ------
        ValueError
            If no operation made this tensor, or if `grad` is missing or has another shape.

        Examples
        --------
        >>> x = dl.Tensor(2.0)
        >>> (3 * x * x).backward()
        >>> x.grad
        np.float64(12.0)
        """
        grad = value_of(grad)
        if not self.edges:
            raise ValueError(
                "no operation on tensors made this tensor, so there is nothing to go back to; "
                "call backward() on a result, for example (w * x).sum()"
            )
        if grad is None:
            if self.size != 1:
                raise ValueError(
                    f"backward() starts from one number, this tensor has shape {self.shape}; "
                    "take its sum() or mean() first, or pass grad, an array of that shape"
                )
            grad = self.dtype.type(1) if self.ndim == 0 else np.ones_like(self.data)
        else:
            refusals.require_array("grad", grad)
            if np.shape(grad) != self.shape:
                raise ValueError(
                    f"grad has shape {np.shape(grad)}, this tensor has shape {self.shape}; "
                    "they must be equal"
                )
            grad = np.array(grad, self.dtype)[()]  # a copy: you may go on writing into yours
        for _ in backward_steps(self, grad):
            pass

    def zero_grad(self) -> None:
        """Forget the gradient: set `grad` to None."""
        self.grad = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each axis."""
        return self.data.shape

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.data.ndim

    @property
    def size(self) -> int:
        """The number of entries."""
        return self.data.size

    @property
    def dtype(self) -> np.dtype:
        """The type of the entries: float32 or float64."""
        return self.data.dtype

    def item(self) -> float:
        """The value of a tensor with one entry, as a Python number."""
        if self.size != 1:
            raise refusals.not_one(self.shape)
        return self.data.item()

    def __repr__(self) -> str:
        kind = "" if self.dtype == np.float64 else f", dtype={self.dtype}"
        values = np.array2string(np.asarray(self.data), separator=", ", prefix="Tensor(")
        return f"Tensor({values}{kind})"

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if spec else str(self)

    def __len__(self) -> int:
        if not self.ndim:
            raise TypeError("a tensor without axes is one number: it has no length")
        return len(self.data)

    def __iter__(self) -> Iterator[Tensor]:
        if not self.ndim:
            raise TypeError("a tensor without axes is one number: there is nothing to iterate over")
        return (self[i] for i in range(len(self)))

    def __bool__(self) -> bool:
        if self.size != 1:
            raise refusals.not_one(self.shape)
        return bool(self.data)

    def __reduce__(self) -> tuple:
        """Copies and pickles are leaves: they keep values and gradient, not their history."""
        return _restored, (self.data, self.grad)

    def __setitem__(self, index: Any, value: Operand) -> None:
        raise TypeError(
            "a tensor is not changed in place, since others were computed from it; compute a new "
            "one, as in mathdl.where(mask, value, x), or change a copy of a leaf's values and put "
            "it back: values = x.data.copy(), values[...] = ..., x.data = values"
        )

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        raise TypeError(
            "turning a Tensor into an array would lose its gradient; "
            "write x.data for the values alone"
        )

    def __array_function__(self, func: Callable, types: Any, args: Any, kwargs: Any) -> None:
        raise refusals.numpy_refused(func.__name__)


Operand: TypeAlias = Tensor | np.ndarray | float  # computed with
Entries: TypeAlias = Tensor | np.ndarray | float  # only moved: whole numbers may stay whole
Rule: TypeAlias = tuple  # (value, vjp for the first argument, vjp for the second, …)


def value_of(a: Operand) -> np.ndarray | float:
    """The values of `a` without their history: `a.data` of a Tensor, and `a` itself otherwise."""
    return a.data if isinstance(a, Tensor) else a


def op(rule: Callable[..., Rule]) -> Callable[..., Any]:
    """Make a rule differentiable.

    A rule takes arrays and returns its value followed by one vector-Jacobian product per array
    argument: v ↦ vᵀJ, where J is the Jacobian of the value with respect to that argument. None
    stands for a first argument without one, and the last arguments may go without.

    Parameters
    ----------
    rule : function
        ``rule(*arrays, *constants, **options) -> (value, vjp, vjp, ...)``. What is annotated as
        `Operand` is floating when the rule sees it, what is annotated as `Entries` may be whole.

    Returns
    -------
    function
        Takes tensors as well as arrays. With a tensor among the arguments it returns a Tensor that
        remembers them; without, the plain value, at NumPy's cost. The rule itself stays available
        as ``.__wrapped__``.

    Raises
    ------
    TypeError
        If `rule` is no function of Python; and when it is called, if it does not return a value
        and its vjps, or a tensor stands where it has none.

    Examples
    --------
    >>> @dl.op
    ... def cube(a):
    ...     return a * a * a, lambda g: g * 3 * a * a
    >>> x = dl.Tensor(2.0)
    >>> y = cube(x)
    >>> y.backward()
    >>> y, x.grad
    (Tensor(8.), np.float64(12.0))
    """
    if not isinstance(rule, FunctionType):
        raise TypeError(
            "op takes a rule, which is a function written in Python that returns its value and "
            f"one vjp for each array argument, not {refusals.shown(rule)}"
        )

    # The package's own rules are tested, one by one; a reader's is checked whenever it is called.
    ours = str(rule.__module__).startswith("mathdl.")
    places = roles(rule)

    @wraps(rule)
    def apply(*args: Any, **options: Any) -> Any:
        if options:
            args = by_position(rule, args, options)
        arrays, careful = [], False
        for a in args:
            if isinstance(a, Tensor):
                a = a._data
            elif type(a) not in FINE and (type(a) is not np.ndarray or a.dtype not in FLOATS):
                careful = True
            arrays.append(a)
        if careful:
            arrays = settled(rule, places, args, arrays)
        try:
            returned = rule(*arrays, **options)
        except _OF_THE_CALL as error:
            raise refusals.rule_refused(rule, arrays, options, error) from None
        value, *vjps = returned if ours else checked(rule, args, arrays, returned)
        edges = []
        for a, vjp in zip(args, vjps):
            if isinstance(a, Tensor):
                edges.append((a, vjp))
        if len(vjps) < len(args) or vjps[0] is None:
            refusals.refuse_tensors(rule, args, vjps)
        if not edges:
            return value
        node = Tensor.__new__(Tensor)  # past the checks of __init__
        node._data, node.grad, node.op, node.args, node.edges = value, None, apply, args, edges
        node.birth = next(_births)
        return node

    return apply


def _restored(data: np.ndarray, grad: np.ndarray | None) -> Tensor:
    tensor = Tensor(data)
    tensor.grad = None if grad is None else np.array(grad)[()]  # its own, as of every leaf
    return tensor
