"""Where numbers are hard, ours and PyTorch agree, or differ as our docstrings say."""

import inspect

import numpy as np
import pytest
from parity.arguments import Pair
from parity.differences import CALLS, ENTRYWISE, ROWWISE
from parity.pairs import ENTRYWISE as ONE_NUMBER
from parity.pairs import PAIRS, F, torch
from parity.sides import both

import mathdl as dl

DTYPES = [np.float32, np.float64]
ROUNDINGS = 50
# Here 1 is added to what is nearly −1 (in the last two by PyTorch): what is left is exact to a few
# roundings of 1, not of itself.
CANCELLING = {"gelu", "expm1", "binary_cross_entropy_with_logits"}
WEIGHT, BIAS = [0.5, -1.0, 2.0], [0.1, 0.2, 0.3]


def numbers(dtype):
    """Zeros of both signs, subnormals, ±1e4, the largest of their type, infinities and nan."""
    kind = np.finfo(dtype)
    sizes = [0, kind.smallest_subnormal, kind.tiny, 1e-8, 0.5, 1, 2, 3, 20.5, 30, 100, 1e4]
    sizes = np.array([*sizes, kind.max / 4, kind.max, np.inf], dtype)
    return np.concatenate([-sizes, sizes, np.array([np.nan], dtype)])


def rows(dtype):
    """Hard logits, ties, and rows in which something is infinite, nan, huge or tiny."""
    kind = np.finfo(dtype)
    huge, inf = kind.max, np.inf
    found = [[1e4, 0, -1e4], [-1e4] * 3, [1e4] * 3, [0, 0, 0], [0, -0.0, 0], [1, 2, 2], [-1, -1, 3]]
    found += [[inf, 0, 1], [-inf, 0, 1], [-inf, -inf, 1], [-inf] * 3, [inf, inf, 0]]
    found += [[inf, -inf, 0], [np.nan, 0, 1], [np.nan, inf, -inf], [1e-8, 1, 1 + 1e-8]]
    found += [[huge, 0, 1], [huge, huge, -huge], [huge / 4, 1, huge / 4], [-huge] * 3]
    found += [[kind.tiny, kind.tiny, kind.tiny / 4]]
    return np.array(found, dtype)


def with_targets(f):
    return lambda z, targets: f(z, torch.full(z.shape, targets, dtype=z.dtype), reduction="none")


# Losses term by term, and the operations that see a row at a time.
TERMS = {"reduction": "none"}
BINARY_CROSS_ENTROPY = Pair(
    lambda z, targets: dl.binary_cross_entropy_with_logits(z, np.full(z.shape, targets), "none"),
    with_targets(F.binary_cross_entropy_with_logits),
)
LAYER_NORM = Pair(
    lambda x: dl.layer_norm(x, np.array(WEIGHT, x.dtype), np.array(BIAS, x.dtype)),
    lambda x: F.layer_norm(
        x, (3,), torch.tensor(WEIGHT, dtype=x.dtype), torch.tensor(BIAS, dtype=x.dtype)
    ),
)
CONDITION = Pair(
    lambda a, b: dl.where(np.arange(a.size) % 2 == 0, a, b),
    lambda a, b: torch.where(torch.arange(len(a)) % 2 == 0, a, b),
)
OPTIONS = {
    "power, constant exponent": [
        {"n": n} for n in (0, 1, 2, 3, 5, 16, -1, -2, 0.5, -0.5, 2.5, -1.5)
    ],
    "clip": [{"min": -1, "max": 3}, {"min": 0, "max": None}],
    "leaky_relu": [{"negative_slope": 0.01}],
    "elu": [{"alpha": 1.0}],
}
SINGLES = [
    *(
        (name, pair, options)
        for name, pair in [*ONE_NUMBER.items(), ("clip", PAIRS["clip"])]
        for options in OPTIONS.get(name, [{}])
    ),
    *(
        ("binary_cross_entropy_with_logits", BINARY_CROSS_ENTROPY, {"targets": target})
        for target in (0.0, 0.3, 1.0)
    ),
]
COUPLES = [
    *((name, PAIRS[name], {}) for name in ("add", "subtract", "multiply", "divide", "power")),
    *((name, PAIRS[name], {}) for name in ("maximum", "minimum")),
    *((name, PAIRS[name], TERMS) for name in ("mse_loss", "l1_loss")),
    ("huber_loss", PAIRS["huber_loss"], TERMS | {"delta": 1.0}),
    ("where", CONDITION, {}),
]
ALONG = {"axis": -1, "keepdims": False}
IN_ROWS = [
    *((name, PAIRS[name], {"axis": -1}) for name in ("softmax", "log_softmax")),
    *((name, PAIRS[name], ALONG) for name in ("sum", "mean", "max", "min", "norm", "logsumexp")),
    *((name, PAIRS[name], ALONG | {"ddof": n}) for name in ("var", "std") for n in (0, 1)),
    *(("cross_entropy", PAIRS["cross_entropy"], TERMS | {"labels": [i]}) for i in range(3)),
    ("layer_norm", LAYER_NORM, {}),
]


def assert_same_or_different(differences, name, options, arguments, ours, theirs, atol):
    """Compare value and gradients; where a difference is listed, assert the difference itself."""
    for part, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        agree = np.ones(mine.shape, bool)
        for d in differences:
            if (d.name, d.part, d.options or options) == (name, part, options):
                at = np.broadcast_to(d.where(*arguments), mine.shape)
                for found, said in ((mine, d.ours), (other, d.theirs)):
                    if said is not None:
                        said = said(*arguments) if callable(said) else said
                        said = np.broadcast_to(np.asarray(said, found.dtype), found.shape)
                        np.testing.assert_allclose(found[at], said[at], rtol=1e-5, err_msg=name)
                agree &= ~at
        rtol = ROUNDINGS * np.finfo(mine.dtype).eps
        np.testing.assert_allclose(mine[agree], other[agree], rtol=rtol, atol=atol)


def ids(trials):
    return [" ".join([name, *(str(v) for v in options.values())]) for name, _, options in trials]


def compare(differences, trial, arrays, grad, smallest):
    """`smallest`: what may be lost near 0."""
    name, pair, options = trial
    with np.errstate(all="ignore"):
        ours, theirs = both(pair, arrays, options, grad=grad)
        arguments = [a.ravel() if len(a) == 1 else a for a in arrays]
        ours, theirs = ([a.reshape(-1) for a in side] for side in (ours, theirs))
        assert_same_or_different(differences, name, options, arguments, ours, theirs, smallest)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("trial", SINGLES, ids=ids(SINGLES))
def test_single_numbers(trial, dtype):
    kind = np.finfo(dtype)
    compare(
        ENTRYWISE,
        trial,
        [numbers(dtype)],
        1,
        16 * kind.eps if trial[0] in CANCELLING else kind.tiny,
    )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("trial", COUPLES, ids=ids(COUPLES))
def test_pairs_of_numbers(trial, dtype):
    grid = np.meshgrid(numbers(dtype), numbers(dtype))
    compare(ENTRYWISE, trial, [np.ravel(a) for a in grid], 1, np.finfo(dtype).tiny)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("trial", IN_ROWS, ids=ids(IN_ROWS))
def test_rows_of_numbers(trial, dtype):
    for row in rows(dtype):
        compare(ROWWISE, trial, [row[None]], 1, ROUNDINGS * np.finfo(dtype).eps)


def test_where_keeps_an_infinite_gradient_from_what_it_does_not_take():
    ours, theirs = both(CONDITION, [np.ones(4), np.ones(4)], {}, grad=np.inf)
    np.testing.assert_array_equal(ours, theirs)


def outcome(call):
    """What a call gives, or the kind of what it raises; a warning is raised too."""
    try:
        return call()
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("number", range(len(CALLS)))
@pytest.mark.filterwarnings("ignore:.*degrees of freedom is <= 0")
def test_calls_that_differ(number):
    function, words, ours, mine, theirs, other = CALLS[number]
    for call, expected in ((ours, mine), (theirs, other)):
        found = outcome(call)
        if isinstance(expected, type):
            assert found is expected
        else:
            np.testing.assert_allclose(np.asarray(found), expected, rtol=1e-4)
    assert words in " ".join(inspect.getdoc(function).split())


@pytest.mark.parametrize("difference", ENTRYWISE + ROWWISE, ids=lambda d: f"{d.name} {d.part}")
def test_docstrings_tell_of_every_difference(difference):
    function = getattr(dl, difference.name.split(",")[0])
    assert difference.says in " ".join(inspect.getdoc(function).split())


@np.errstate(all="ignore")
def test_every_difference_is_met():
    """A difference that no trial meets would be believed without being seen."""
    singles, couples = numbers(np.float64), np.meshgrid(numbers(np.float64), numbers(np.float64))
    of_one = {name for name, _, _ in SINGLES}
    for d in ENTRYWISE:
        assert np.any(d.where(singles) if d.name in of_one else d.where(*couples)), d
    for d in ROWWISE:
        assert any(d.where(row) for dtype in DTYPES for row in rows(dtype)), d
