"""What may stand beside tensors: whole numbers become floating, foreign numbers are refused."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from cases import CASES
from wrong import require_clear

import mathdl as dl

WHOLE = (np.uint8, np.int8, np.bool, np.uint16, np.int64, np.uint64)
MOVES = ("getitem", "reshape", "transpose", "expand_dims", "squeeze", "swapaxes", "concatenate",
         "stack", "unstack")  # fmt: skip


# Written with ** and [ ], which between plain arrays are NumPy's own.
THEIRS = {("power", 1), ("unstack", 1)}
OURS = [case for case in CASES if (case.name, len(case.domains)) not in THEIRS]


def whole_arguments(case, kind):
    """Whole numbers, as large as the type allows, where the first shapes of a case have floats."""
    rng, top = np.random.default_rng(3), np.iinfo(kind).max if kind is not np.bool else 1
    shapes = case.shapes[min(1, len(case.shapes) - 1)]
    return [rng.integers(max(0, top // 2), min(top, 250) + 1, s).astype(kind) for s in shapes]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # e to the power of 250 in float32, …
@pytest.mark.parametrize("case", OURS, ids=lambda case: case.name)
def test_whole_numbers_are_computed_with_as_floating_ones(case):
    for kind in WHOLE[:3]:
        args = whole_arguments(case, kind)
        expected = case.f(*(a.astype(np.float64) for a in args))
        found = case.f(*args)
        np.testing.assert_array_equal(found, expected)
        if case.name not in MOVES:
            assert np.asarray(found).dtype == np.float64


def test_the_whole_numbers_of_the_review():
    assert dl.norm(np.array([20], np.uint8)) == 20
    assert dl.mse_loss(np.array([0], np.uint8), np.array([20], np.uint8)) == 400
    assert dl.sigmoid(np.array([3], np.uint8))[0] == pytest.approx(0.9525741268)
    assert dl.power(np.array([20], np.uint8), 2).tolist() == [400]
    assert dl.log_sigmoid(np.array([3], np.uint8))[0] == pytest.approx(-0.0485873516)


@pytest.mark.parametrize("kind", WHOLE, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_beside_a_tensor_they_take_its_type(kind, dtype):
    pixels = np.array([[0, 1], [1, 1]]).astype(kind)
    x = dl.Tensor(np.array([[0.5, -2.0], [1.0, 3.0]], dtype))
    for y in (x * pixels, pixels - x, dl.concatenate([x, pixels]), dl.where(x > 0, x, pixels)):
        assert y.dtype == dtype
    layer = dl.nn.Linear(2, 3, rng=0, dtype=dtype)
    loss = dl.mse_loss(layer(pixels), np.zeros((2, 3), kind))
    loss.backward()
    assert (loss.dtype, layer.weight.grad.dtype) == (dtype, dtype)
    same = dl.mse_loss(layer(pixels.astype(dtype)), np.zeros((2, 3), dtype))
    assert loss.item() == same.item()


def test_moving_leaves_labels_whole():
    labels = np.array([3, 1, 2])
    for moved in (dl.getitem(labels, [0, 2]), dl.reshape(labels, (3, 1)), dl.stack([labels] * 2)):
        assert moved.dtype == labels.dtype
    assert dl.cross_entropy(dl.Tensor(np.zeros((2, 3))), np.array([0, 2], np.uint8)).item() > 1


def test_lists_are_arrays():
    assert dl.add([1], [2]).tolist() == [3]
    assert dl.multiply([1.5, 2], 3).tolist() == [4.5, 6]
    assert dl.softmax([1, 1]).tolist() == [0.5, 0.5]
    assert dl.gelu([0, 0]).dtype == np.float64
    assert (dl.Tensor(np.ones(2, np.float32)) * [1, 2]).dtype == np.float32


class Foreign:
    """An array of another library, as far as NumPy can see."""

    dtype, shape = np.dtype(np.float64), (2,)

    def __array__(self, dtype=None, copy=None):
        return np.ones(2)


REFUSED = {
    "complex": (1j, np.complex64(1j), np.ones(2) * 1j, [1j, 2]),
    "np.matrix": (np.eye(2).view(np.matrix), np.eye(2, dtype=int).view(np.matrix)),
    "a masked array": (np.ma.array([1.0, 2.0], mask=[False, True]), np.ma.masked),
    "an array of objects": (np.array([1.0, 2.0], object),),
    "half precision": (np.ones(2, np.float16), np.float16(1)),
    "extended precision": (np.ones(2, np.longdouble), np.longdouble(1)),
    "a fraction": (Fraction(1, 2), Decimal("0.5")),
    "another library": (Foreign(),),
}
EXTENDED = np.dtype(np.longdouble).itemsize > 8  # it is float64 on some machines
CALLS = {
    "times": lambda a: X() * a,
    "minus": lambda a: dl.subtract(a, X()),
    "@": lambda a: X() @ a,
    "to the power": lambda a: X() ** a,
    "compared": lambda a: X() > a,
    "maximum": lambda a: dl.maximum(X(), a),
    "exp of it alone": dl.exp,
    "reshaped alone": lambda a: dl.reshape(a, (1, -1)),
    "concatenated": lambda a: dl.concatenate([X(), a]),
    "where": lambda a: dl.where(np.array([True, False]), X(), a),
    "target": lambda a: dl.mse_loss(X(), a),
    "logits": lambda a: dl.cross_entropy(a, [0]),
    "through a layer": lambda a: dl.nn.Linear(2, 1, rng=0)(a),
    "as a gradient": lambda a: (X() * 2).backward(a),
    "as data": lambda a: dl.Tensor(a),
    "as other data": lambda a: setattr(X(), "data", a),
    "as parameters": lambda a: dl.nn.LayerNorm(2).load_state_dict({"weight": a, "bias": a}),
    "as first weights": lambda a: dl.nn.Linear(2, 1, rng=0, init=lambda shape, rng: a),
    "where differences are taken": lambda a: dl.numerical_gradient(np.sum, a),
}


def X():
    return dl.Tensor([1.0, 2.0])


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("kind", REFUSED)
def test_foreign_numbers_are_refused_by_name(kind, call):
    for a in REFUSED[kind]:
        if kind == "extended precision" and not EXTENDED:
            continue
        if kind == "another library" and call is CALLS["as data"]:
            assert call(a).data.tolist() == [1, 1]  # a copy, asked for
            continue
        with pytest.raises(TypeError) as raised:
            call(a)
        require_clear(str(raised.value))
        assert kind in str(raised.value) or call is CALLS["as data"], raised.value


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_bounds_and_targets_are_looked_at_too():
    for call in (
        lambda: dl.clip(X(), np.ma.array([0.0, 1.0])),
        lambda: dl.clip(X(), 1j),
        lambda: dl.binary_cross_entropy_with_logits(X(), np.matrix([[0.0, 1.0]])),
        lambda: X()[np.ma.array([True, False])],
    ):
        with pytest.raises(TypeError, match=r"complex|masked array|np\.matrix"):
            call()


def test_memory_mapped_and_byte_swapped_numbers_are_numbers(tmp_path):
    np.save(tmp_path / "a.npy", np.array([1.0, 2.0]))
    mapped = np.load(tmp_path / "a.npy", mmap_mode="r")
    swapped = np.array([1.0, 2.0], ">f4")
    for a in (mapped, swapped):
        y = (X() * a).sum()
        y.backward()
        assert y.item() == 5
    assert (dl.Tensor(np.ones(2, np.float32)) * swapped).dtype == np.float32


def test_numbers_too_large_for_an_array_are_refused():
    with pytest.raises(ValueError, match=r"add computes with numbers up to about 1.8e308"):
        X() + 10**400
