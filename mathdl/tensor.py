"""Tensors: arrays that remember how they were made, and `op`, which makes a rule differentiable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import count
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np

from mathdl import constants, refusals
from mathdl.backprop import backward_steps
from mathdl.constants import FINE, FLOATS

_births = count()


class Tensor(refusals.Guards):
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
        self._data = constants.values_of_a_leaf(data)
        self.grad = None
        self.op, self.args, self.edges, self.birth = None, (), (), next(_births)

    def _set_data(self, values: np.ndarray | float | list) -> None:
        self._data = constants.values_put(values, self._data.dtype)

    # Read in C: properties written in Python would slow every operation down.
    data = property(attrgetter("_data"), _set_data)
    shape = property(attrgetter("_data.shape"), doc="The length of each axis.")
    ndim = property(attrgetter("_data.ndim"), doc="The number of axes.")
    size = property(attrgetter("_data.size"), doc="The number of entries.")
    dtype = property(attrgetter("_data.dtype"), doc="The type of the entries: float32 or float64.")

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
        for _ in backward_steps(self, constants.first_gradient(self, value_of(grad))):
            pass

    def zero_grad(self) -> None:
        """Forget the gradient: set `grad` to None."""
        self.grad = None

    def item(self) -> float:
        """The value of a tensor with one entry, as a Python number."""
        refusals.require_one_entry(self)
        return self.data.item()

    def __repr__(self) -> str:
        kind = "" if self.dtype == np.float64 else f", dtype={self.dtype}"
        values = np.array2string(np.asarray(self.data), separator=", ", prefix="Tensor(")
        return f"Tensor({values}{kind})"

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if spec else str(self)

    def __bool__(self) -> bool:
        return bool(self.item())

    def __len__(self) -> int:
        refusals.require_axes(self, "it has no length")
        return len(self.data)

    def __iter__(self) -> Iterator[Tensor]:
        refusals.require_axes(self, "there is nothing to iterate over")
        return (self[i] for i in range(len(self)))

    def __reduce__(self) -> tuple:
        """Copies and pickles are leaves: they keep values and gradient, not their history."""
        own = None if self.grad is None else np.array(self.grad)[()]
        return Tensor, (self.data,), (None, {"grad": own})


Operand: TypeAlias = Tensor | np.ndarray | float  # computed with
Entries: TypeAlias = Tensor | np.ndarray | float  # only moved: whole numbers may stay whole
Axis: TypeAlias = int | tuple[int, ...] | None  # of a reduction: None stands for all axes
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
    refusals.require_rule(rule)
    # The package's own rules are tested, one by one; a reader's is checked whenever it is called.
    ours = str(rule.__module__).startswith("mathdl.")
    places = constants.roles(rule)

    # What it does, without the care for constants, for wrong calls and for speed:
    #
    #     value, *vjps = rule(*map(value_of, args))
    #     edges = [(a, vjp) for a, vjp in zip(args, vjps) if isinstance(a, Tensor)]
    #     return Tensor(value), made by apply from args along edges, or value if there are none
    @wraps(rule)
    def apply(*args: Any, **options: Any) -> Any:
        if options:
            args = constants.by_position(rule, args, options)
        arrays, careful = [], False
        for a in args:
            if isinstance(a, Tensor):
                a = a._data
            elif type(a) not in FINE and (type(a) is not np.ndarray or a.dtype not in FLOATS):
                careful = True
            arrays.append(a)
        if careful:
            arrays = constants.settled(rule, places, args, arrays)
        try:
            returned = rule(*arrays, **options)
        except refusals.OF_THE_CALL as error:
            raise refusals.rule_refused(rule, arrays, options, error) from None
        value, *vjps = returned if ours else constants.checked(rule, args, arrays, returned)
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
