"""What a Tensor accepts, how it prints, compares and refuses, and what `op` records."""

import copy
import operator
import pickle

import numpy as np
import pytest

import mathdl as dl


@pytest.mark.parametrize("data", [3, 3.0, [1, 2], [[1.0, 2.0]], np.float64(1), np.zeros((0, 2))])
def test_numbers_and_lists_become_float64(data):
    assert dl.Tensor(data).dtype == np.float64


def test_float32_stays():
    assert dl.Tensor(np.float32(1)).dtype == np.float32
    assert dl.Tensor(np.ones(2, np.float32)).dtype == np.float32


@pytest.mark.parametrize(
    "data",
    [np.array([1, 2]), np.int64(3), True, [True], 1j, "1.5", None, np.float16(1), [[1.0], [1, 2]]],
)
def test_other_things_are_refused_with_a_way_out(data):
    with pytest.raises(TypeError, match=r"astype\(np.float64\)|differ in length"):
        dl.Tensor(data)


def test_data_are_copied():
    array = np.ones(3)
    x = dl.Tensor(array)
    array[0] = 7
    assert x.data[0] == 1


def test_a_number_is_kept_as_a_numpy_number():
    assert isinstance(dl.Tensor(2).data, np.float64)
    assert isinstance(dl.Tensor(np.array(2.0)).data, np.float64)


@pytest.mark.parametrize(
    ("tensor", "text"),
    [
        (dl.Tensor(2), "Tensor(2.)"),
        (dl.Tensor([1.5, 2.0]), "Tensor([1.5, 2. ])"),
        (dl.Tensor(np.float32(2)), "Tensor(2., dtype=float32)"),
    ],
)
def test_repr(tensor, text):
    assert repr(tensor) == text


def test_format_of_a_number():
    assert f"{dl.Tensor(1.23456):.2f}" == "1.23"
    assert f"{dl.Tensor(2)}" == "Tensor(2.)"


def test_comparisons_are_plain_booleans_and_tensors_hash_by_identity():
    x = dl.Tensor([1.0, 2.0])
    assert (x > 1.5).tolist() == [False, True]
    assert (x == x).tolist() == [True, True]
    assert (np.array([0.0, 3.0]) < x).tolist() == [True, False]
    assert dl.Tensor(2.0) <= 2
    assert not dl.Tensor(0.0)
    assert len({x, x, dl.Tensor([1.0, 2.0])}) == 2


@pytest.mark.parametrize(
    "compare",
    [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge],
)
def test_comparisons_are_those_of_the_values(compare):
    a, b = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0])
    for left, right in ((dl.Tensor(a), b), (a, dl.Tensor(b)), (dl.Tensor(a), dl.Tensor(b))):
        found = compare(left, right)
        assert type(found) is np.ndarray
        assert found.tolist() == compare(a, b).tolist()
    assert compare(dl.Tensor(a), 2).tolist() == compare(a, 2).tolist()


def test_iterating():
    assert [t.item() for t in dl.Tensor([1.0, 2.0])] == [1.0, 2.0]
    with pytest.raises(TypeError, match="one number"):
        list(dl.Tensor(1.0))


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda x: np.exp(x), "mathdl.exp"),
        (lambda x: np.absolute(x), "mathdl.abs"),
        (lambda x: np.sum(x), "mathdl.sum"),
        (lambda x: np.mean(x), "mathdl.mean"),
        (lambda x: np.add.reduce(x), "mathdl.sum"),
        (lambda x: np.asarray(x), "x.data"),
        (lambda x: np.array([x, x]), "x.data"),
        (lambda x: dl.Tensor(x), "already"),
    ],
)
def test_numpy_functions_name_their_counterpart(call, name):
    with pytest.raises(TypeError, match=name):
        call(dl.Tensor([1.0, 2.0]))


def test_no_change_in_place():
    x = dl.Tensor([1.0, 2.0])
    with pytest.raises(TypeError, match="not changed in place"):
        x[0] = 5.0
    assert x.data.tolist() == [1.0, 2.0]


def test_an_operation_remembers_its_arguments_constants_too():
    x = dl.Tensor(3.0)
    y = 2 * x - 1
    assert y.op is dl.subtract
    assert y.args[1] == 1
    assert y.args[0].op is dl.multiply
    assert y.args[0].args == (2, x)


def test_tensors_by_keyword_are_differentiated():
    weight, bias = dl.Tensor(np.ones((2, 3))), dl.Tensor(np.zeros(3))
    dl.linear(np.ones((4, 2)), bias=bias, weight=weight).sum().backward()
    assert bias.grad.tolist() == [4.0, 4.0, 4.0]
    assert weight.grad.shape == (2, 3)


def test_a_tensor_where_only_a_constant_can_stand():
    @dl.op
    def scaled(a, factor):
        return a * factor, lambda g: g * factor

    with pytest.raises(TypeError, match="with respect to factor"):
        scaled(dl.Tensor([1.0]), dl.Tensor(1.0))
    with pytest.raises(TypeError, match="with respect to keepdims"):
        dl.sum(dl.Tensor([1.0]), keepdims=dl.Tensor(1.0))


def test_the_rule_stays_available():
    value, vjp = dl.tanh.__wrapped__(0.0)
    assert (value, vjp(2.0)) == (0.0, 2.0)


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))])
def test_copies_are_leaves_with_values_and_gradient(how):
    x = dl.Tensor([1.0, 2.0])
    y = x * x
    y.sum().backward()
    twin, leaf = how(x), how(y)
    assert twin.data.tolist() == [1.0, 2.0]
    assert twin.grad.tolist() == [2.0, 4.0]
    assert leaf.data.tolist() == [1.0, 4.0]
    assert leaf.edges == ()
    twin.data[0] = 9
    assert x.data[0] == 1
    (twin * 3).sum().backward()
    assert x.grad.tolist() == [2.0, 4.0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "whole", [np.array([5, 3]), [5, 3], (5, 3), np.array([5, 3], np.uint8), [5.0, 3]]
)
def test_whole_numbers_put_into_data_become_floating(whole, dtype):
    x = dl.Tensor(np.array([1, 2], dtype))
    x.data = whole
    (x * 0.5).sum().backward()
    assert (x.dtype, x.data.tolist(), x.grad.tolist()) == (dtype, [5, 3], [0.5, 0.5])


def test_a_number_put_into_data_can_be_computed_with_and_printed():
    x = dl.Tensor(2.0)
    for given in (3.0, 3, np.int64(3), np.array(3), np.float32(3)):
        x.data = given
        assert (f"{x:.1f}", x.shape, (x * x).item()) == ("3.0", (), 9.0)
    assert type(x.data) is np.float32
    kept = x.data
    with pytest.raises(TypeError, match="the data of a Tensor is a number or an array of numbers"):
        x.data = "three"
    assert x.data is kept


def test_an_array_put_into_data_is_kept_as_it_is():
    values = np.ones(3)
    x = dl.Tensor(np.zeros(3))
    x.data = values
    assert x.data is values


RETURNED = {
    "nothing": (lambda a, b: None, "returned None"),
    "its value alone": (lambda a, b: a * b, "it returned"),
    "its value in a tuple": (lambda a, b: (a * b,), "a value alone"),
    "an array for a vjp": (lambda a, b: (a * b, b, a), "a vjp is a function"),
    "a list": (lambda a, b: [a * b, lambda g: g * b, lambda g: g * a], "returned"),
    "too many vjps": (lambda a, b: (a * b, *[lambda g: g] * 3), "3 vjps for 2 arguments"),
    "too few": (lambda a, b: (a * b, lambda g: g * b), "no derivative with respect to b"),
    "None at the end": (lambda a, b: (a * b, lambda g: g * b, None), "respect to b"),
    "words for a value": (lambda a, b: ("ab", lambda g: g, lambda g: g), "returned 'ab'"),
    "a complex value": (lambda a, b: (a * 1j, lambda g: g, lambda g: g), "complex128"),
}


@pytest.mark.parametrize("shape", [(), (2,), (3,), (2, 2)])
@pytest.mark.parametrize(("returned", "says"), RETURNED.values(), ids=RETURNED)
def test_what_a_rule_must_return_is_said_when_it_is_called(returned, says, shape):
    def rule(a, b):
        return returned(a, b)

    x, y = dl.Tensor(np.ones(shape)), dl.Tensor(np.ones(shape))
    with pytest.raises(TypeError, match="rule") as raised:
        dl.op(rule)(x, y)
    assert says in str(raised.value)


def test_a_rule_of_two_entries_is_not_taken_apart():
    @dl.op
    def double(a):
        return a * 2

    for a in (dl.Tensor([1.0, 2.0]), np.array([1.0, 2.0])):
        with pytest.raises(TypeError, match="double, a rule, must return its value and one vjp"):
            double(a)


@pytest.mark.parametrize("whole", [lambda a: np.sign(a).astype(int), lambda a: 3, lambda a: 3.0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_rule_that_returns_whole_numbers_truncates_no_gradient(whole, dtype):
    @dl.op
    def rounded(a):
        return whole(a), lambda g: g * 0.5

    x = dl.Tensor(dtype(2.0))
    y = rounded(x)
    assert y.dtype == dtype
    assert repr(y)
    (y * 0.5).backward()
    assert (x.grad, x.grad.dtype) == (0.25, dtype)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [(lambda g: None, "None"), (lambda g: "a", "'a'"), (lambda g: g * 1j, "complex128")],
)
def test_what_is_no_gradient_is_refused_going_back(wrong, says):
    @dl.op
    def same(a):
        return a, wrong

    with pytest.raises(TypeError, match="a vjp returned") as raised:
        same(dl.Tensor([1.0, 2.0])).sum().backward()
    assert says in str(raised.value)


def test_only_a_function_of_python_can_be_a_rule():
    for given in (abs, np.add, len, "rule"):
        with pytest.raises(TypeError, match="op takes a rule, which is a function written in Pyth"):
            dl.op(given)


@pytest.mark.parametrize(
    ("call", "ours"),
    [(np.add.reduce, "sum"), (np.maximum.reduce, "max"), (np.minimum.reduce, "min")],
)
def test_a_reduction_of_numpy_names_ours(call, ours):
    with pytest.raises(
        TypeError, match=rf"\.reduce does not record gradients; write mathdl\.{ours}\("
    ):
        call(dl.Tensor([1.0, 2.0]))


def test_advice_on_assignment_leaves_pending_passes_alone():
    x = dl.Tensor([1.0, 2.0])
    y = (x * x).sum()
    with pytest.raises(TypeError, match=r"x\.data = values"):
        x[0] = 5.0
    values = x.data.copy()
    values[0] = 5.0
    x.data = values
    y.backward()
    assert x.grad.tolist() == [2, 4]
