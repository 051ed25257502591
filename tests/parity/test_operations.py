"""Every operation gives PyTorch's values and gradients, for any shape, type and layout."""

from itertools import product

import cases
import numpy as np
import pytest
from hammer import few_or_many
from hypothesis import given, settings
from hypothesis import strategies as st
from parity.pairs import PAIRS, F, torch
from parity.sides import LAYOUTS, TOLERANCES, assert_same, both

import mathdl as dl

DTYPES = [np.dtype("f4"), np.dtype("f8")]
MORE = {"contiguous": 3}  # times as many of these


@st.composite
def arguments(draw, pair):
    """Arrays of drawn shapes, each of its own type, and options that fit them."""
    shapes = draw(pair.shapes)
    options = draw(pair.options(*shapes))
    dtypes = draw(st.tuples(*[st.sampled_from(DTYPES)] * len(shapes)))
    return numbers(pair, shapes, dtypes, seed=draw(st.integers(0, 99))), options


def numbers(pair, shapes, dtypes, seed=0):
    """Arrays whose numbers lie where the operation is defined."""
    rng = np.random.default_rng(seed)
    domains = pair.domains * len(shapes)
    return [np.asarray(d(rng, s), t) for d, s, t in zip(domains, shapes, dtypes)]


def tolerance(arrays):
    return TOLERANCES[min((a.dtype for a in arrays), key=lambda dtype: dtype.itemsize)]


@few_or_many("examples", 4, 15)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.filterwarnings("ignore:.*degrees of freedom is <= 0")  # PyTorch, of no numbers
@pytest.mark.filterwarnings("ignore:grad and param do not obey")  # PyTorch, of its own speed
def test_values_and_gradients(name, layout, examples):
    pair = PAIRS[name]

    @settings(deadline=None, max_examples=examples * MORE.get(layout, 1), derandomize=True)
    @given(arguments(pair))
    def agrees(drawn):
        arrays, options = drawn
        assert_same(*both(pair, arrays, options, layout), tolerance(arrays))

    agrees()


MIXTURES = [
    *(
        (name, [(4, 3), shape], {})
        for name in ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
        for shape in [(3,), ()]
    ),
    *(("matmul", [*left, (3, 2)], {}) for left in ([(3,)], [(4, 3)], [(5, 4, 3)])),
    *(("linear", [*x, (3, 2), (2,)], {}) for x in ([(3,)], [(4, 3)], [(5, 4, 3)])),
    *((f"{kind}_norm", [(4, 3), (3,), (3,)], {"eps": 1e-5}) for kind in ("layer", "batch")),
    ("conv2d", [(2, 1, 4, 3), (2, 1, 2, 2), (2,)], {"stride": 1, "padding": 1}),
    (
        "scaled_dot_product_attention", [(2, 3, 4), (2, 5, 4), (2, 5, 1)],
        {"attn_mask": None, "is_causal": True},
    ),
    ("where", [(3,), (4, 3), (3,)], {"condition": np.array([True, False, True])}),
    *((name, [(4, 3)] * 2, {"axis": 1}) for name in ("concatenate", "stack")),
    *((name, [(4, 3)] * 2, {"reduction": "mean"}) for name in ("mse_loss", "l1_loss")),
    ("huber_loss", [(4, 3)] * 2, {"reduction": "mean", "delta": 0.7}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "shapes", "options"), MIXTURES)
def test_types_mix_as_in_numpy_and_gradients_keep_their_own(name, shapes, options):
    pair = PAIRS[name]
    for dtypes in product(DTYPES, repeat=len(shapes)):
        arrays = numbers(pair, shapes, dtypes)
        ours, theirs = both(pair, arrays, options)
        assert_same(ours, theirs, tolerance(arrays))
        assert [a.dtype for a in ours] == [np.result_type(*dtypes), *dtypes]


def test_one_hot():
    labels = np.array([[2, 0, 1], [1, 1, 2]])
    np.testing.assert_array_equal(dl.one_hot(labels, 4), F.one_hot(torch.tensor(labels), 4).numpy())


def test_every_operation_is_compared():
    compared = {name.split(",")[0] for name in PAIRS} | {"one_hot"}
    missing = cases.operations() - compared
    assert not missing, "say what PyTorch has in the pairs of its table in tests/tables/"
    assert compared <= cases.operations()
