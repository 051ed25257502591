"""What operations are given: strategies for shapes, and for options that fit those shapes."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from tables.case import anywhere


@dataclass(frozen=True)
class Pair:
    """An operation of ours, PyTorch's, and what both are given."""

    ours: Callable
    theirs: Callable
    shapes: st.SearchStrategy | None = None
    options: Callable | None = None
    domains: tuple = (anywhere,)

    def __post_init__(self):
        object.__setattr__(self, "shapes", ONE if self.shapes is None else self.shapes)
        object.__setattr__(self, "options", self.options or nothing)


def along(f, **always):
    """PyTorch's reduction, with NumPy's names of its options."""

    def theirs(a, axis, keepdims, ddof=None):
        extra = always if ddof is None else {"correction": ddof}
        return f(a, dim=tuple(range(a.ndim)) if axis is None else axis, keepdim=keepdims, **extra)

    return theirs


def apart(rng, shape):
    """No two numbers near each other: what divides by their distance stays well conditioned."""
    return rng.permutation(np.arange(math.prod(shape)) / 2 - 1).reshape(shape)


def in_halves(rng, shape):
    """Few different numbers, so that there are ties."""
    return rng.integers(-2, 3, shape) / 2


def _shapes(min_dims=0, min_side=0, max_side=3):
    return arrays_of.array_shapes(
        min_dims=min_dims, max_dims=4, min_side=min_side, max_side=max_side
    )


LENGTH = st.integers(0, 3)
ONE = st.tuples(_shapes())
WITH_AXES = st.tuples(_shapes(min_dims=1))
FULL = st.tuples(_shapes(min_side=1))
FULL_WITH_AXES = st.tuples(_shapes(min_dims=1, min_side=1))
MANY_ONES = st.tuples(_shapes(min_side=1, max_side=2))
SAME = _shapes().map(lambda shape: (shape, shape))
EQUAL = st.tuples(_shapes(), st.integers(1, 3)).map(lambda drawn: (drawn[0],) * drawn[1])
NORMALISED = _shapes(min_dims=1).map(lambda shape: (shape, shape[-1:], shape[-1:]))
BATCHES = st.tuples(st.integers(2, 4), st.integers(1, 4)).map(
    lambda drawn: (drawn, drawn[1:], drawn[1:])
)
CLASSES = st.tuples(_shapes(), st.integers(1, 4)).map(lambda drawn: ((*drawn[0], drawn[1]),))


def broadcasting(number, max_dims=4):
    """Shapes that broadcast against each other, both ways."""
    return arrays_of.mutually_broadcastable_shapes(
        num_shapes=number, max_dims=max_dims, max_side=3
    ).map(lambda drawn: drawn.input_shapes)


@st.composite
def factors(draw):
    """Two shapes that matmul takes: vectors, or matrices with leading axes that broadcast."""
    n, k, m = draw(LENGTH), draw(LENGTH), draw(LENGTH)
    left, right = draw(broadcasting(2, max_dims=2))
    first = draw(st.sampled_from([(k,), (n, k), (*left, n, k)]))
    return first, draw(st.sampled_from([(k,), (k, m), (*right, k, m)]))


@st.composite
def layers(draw):
    """The shapes of x, weight and bias."""
    x, out = draw(_shapes(min_dims=1)), draw(LENGTH)
    return x, (x[-1], out), (out,)


BLOCKS = st.tuples(st.tuples(*map(st.integers, (0, 1, 2, 2), (2, 3, 5, 5))))


@st.composite
def slid(draw):
    """The shapes of pictures, filters that fit into them, and biases."""
    n, c, height, width = draw(st.tuples(*map(st.integers, (0, 1, 1, 1), (2, 3, 6, 6))))
    out, kernel = draw(st.integers(1, 3)), (draw(st.integers(1, s)) for s in (height, width))
    return (n, c, height, width), (out, c, *kernel), (out,)


@st.composite
def attended(draw):
    """The shapes of queries, keys and values."""
    before = draw(_shapes(max_side=2))[:2]
    places, others, features, handed = draw(st.tuples(*[st.integers(1, 4)] * 4))
    return (*before, places, features), (*before, others, features), (*before, others, handed)


def who_may_look(query, key, value):
    """No mask, or one of each kind; every query may look at the first key."""
    shape = query[-2], key[-2]
    first = np.arange(key[-2]) == 0
    masks = st.one_of(
        arrays_of.arrays(bool, shape).map(lambda mask: mask | first),
        arrays_of.arrays(float, shape, elements=st.sampled_from([0.0, -1.5, -math.inf])).map(
            lambda mask: np.where(first, 0.5, mask)
        ),
    )
    none = st.builds(lambda causal: {"attn_mask": None, "is_causal": causal}, st.booleans())
    return st.one_of(none, masks.map(lambda mask: {"attn_mask": mask, "is_causal": False}))


TABLES = st.tuples(st.tuples(st.integers(1, 4), LENGTH))


def ids(shape):
    """Numbers of rows, each perhaps several times, in any shape."""
    drawn = arrays_of.arrays(int, _shapes(), elements=st.integers(0, shape[0] - 1))
    return st.fixed_dictionaries({"ids": drawn})


@st.composite
def parts(draw):
    """Shapes that differ along axis 1 only."""
    before, *after = draw(_shapes(min_dims=1))
    return tuple((before, n, *after) for n in draw(st.lists(LENGTH, min_size=1, max_size=3)))


def nothing(*shapes):
    return st.just({})


def one_of(**choices):
    """Options that fit any shape."""
    drawn = {name: st.sampled_from(values) for name, values in choices.items()}
    return lambda *shapes: st.fixed_dictionaries(drawn)


REDUCTION = ["mean", "sum", "none"]


def place(name="axis", new=0):
    """One axis, counted from either end."""
    return lambda shape, *others: st.fixed_dictionaries(
        {name: st.integers(-len(shape) - new, len(shape) + new - 1)}
    )


def two_places(shape):
    return st.builds(lambda a, b: a | b, place("axis1")(shape), place("axis2")(shape))


def common_place(*shapes):
    """Any axis if all shapes are equal, else the one along which they differ."""
    return place()(shapes[0]) if len(set(shapes)) == 1 else one_of(axis=[1, 1 - len(shapes[0])])()


def axes(shape):
    n = len(shape)
    some = st.integers(-n, n - 1)
    several = st.lists(some, min_size=1, max_size=n, unique_by=lambda i: i % n).map(tuple)
    return st.fixed_dictionaries(
        {
            "axis": st.one_of(st.none(), some, several) if n else st.none(),
            "keepdims": st.booleans(),
        }
    )


def axes_and_ddof(shape):
    """Axes with more than `ddof` numbers along them, or none at all."""

    def with_ddof(options):
        axis = range(len(shape)) if options["axis"] is None else options["axis"]
        n = math.prod(np.take(shape, list(np.atleast_1d(axis).astype(int))).astype(int))
        return one_of(ddof=[0] if n == 1 else [0, 1])().map(lambda ddof: options | ddof)

    return axes(shape).flatmap(with_ddof)


@st.composite
def cuts(draw, shape):
    """Another shape with as many entries, one length perhaps −1."""
    new = draw(st.permutations([*shape, *[1] * draw(LENGTH)]))
    if len(new) > 1 and draw(st.booleans()):
        new = [new[0] * new[1], *new[2:]]
    if new and math.prod(new) and draw(st.booleans()):
        new[draw(st.integers(0, len(new) - 1))] = -1
    return {"shape": tuple(new)}


@st.composite
def orders(draw, shape):
    order = draw(st.permutations(range(len(shape))))
    signed = tuple(i - len(shape) if draw(st.booleans()) else i for i in order)
    return {"axes": draw(st.sampled_from([None, signed]))}


def new_places(shape):
    """Where one new axis stands, or two."""
    two = st.lists(st.integers(0, len(shape) + 1), min_size=2, max_size=2, unique=True)
    return st.one_of(place(new=1)(shape), two.map(lambda axis: {"axis": tuple(axis)}))


def ones_of(shape):
    """Axes of length 1."""
    found = [i for i, n in enumerate(shape) if n == 1]
    some = st.lists(st.sampled_from(found), unique=True).map(tuple) if found else st.none()
    return st.fixed_dictionaries({"axis": st.one_of(st.none(), some)})


def slices(shape):
    """Numbers, slices of any step, new axes, and an ellipsis."""
    return st.fixed_dictionaries({"index": arrays_of.basic_indices(shape, allow_newaxis=True)})


def masks(shape):
    return st.fixed_dictionaries({"index": arrays_of.arrays(bool, shape)})


def repetitions(shape):
    """Lists of positions, each perhaps several times, along the last axis or along every axis."""
    last = st.lists(st.integers(-shape[-1], shape[-1] - 1), min_size=2, max_size=6)
    along_last = last.map(lambda picked: (..., np.array(picked)))
    everywhere = arrays_of.integer_array_indices(shape)
    return st.fixed_dictionaries({"index": st.one_of(along_last, everywhere)})


def condition(shape, *others):
    """A condition that broadcasts with the rest: of the first argument's shape."""
    return st.fixed_dictionaries({"condition": arrays_of.arrays(bool, shape)})


def labels(shape):
    """One class for each row."""
    drawn = arrays_of.arrays(int, shape[:-1], elements=st.integers(0, shape[-1] - 1))
    return st.fixed_dictionaries({"labels": drawn, "reduction": st.sampled_from(REDUCTION)})


def targets(shape):
    """No, yes or something between."""
    drawn = arrays_of.arrays(float, shape, elements=st.sampled_from([0.0, 0.3, 1.0]))
    return st.fixed_dictionaries({"targets": drawn, "reduction": st.sampled_from(REDUCTION)})
