"""Wrong tensors, wrong operators on them, and wrong backward passes."""

import datetime
import math
import operator

import numpy as np
from wrong import Wrong, each, refused

import mathdl as dl

ONES = np.ones
WAY_OUT = "astype(np.float64)"


def x():
    return dl.Tensor([1.0, 2.0, 3.0])


def square():
    return dl.Tensor(np.ones((2, 3))) * 2


MAKING = [
    Wrong("whole numbers", lambda: dl.Tensor(np.arange(3)), TypeError, "int64", WAY_OUT),
    Wrong("a list of words", lambda: dl.Tensor(["a"]), TypeError, "'a'", "float32 or float64"),
    Wrong("None", lambda: dl.Tensor(None), TypeError, "None", WAY_OUT),
    Wrong("None in a list", lambda: dl.Tensor([1.0, None]), TypeError, "[1.0, None]", WAY_OUT),
    Wrong("a dict", lambda: dl.Tensor({"a": 1}), TypeError, "{'a': 1}", "numbers"),
    Wrong("a set", lambda: dl.Tensor({1, 2}), TypeError, "{1, 2}", "numbers"),
    Wrong("a function", lambda: dl.Tensor(math.sin), TypeError, "function sin", "numbers"),
    Wrong("complex numbers", lambda: dl.Tensor([1j]), TypeError, "complex128", "float64"),
    Wrong("truth values", lambda: dl.Tensor([True]), TypeError, "bool", WAY_OUT),
    Wrong("half precision", lambda: dl.Tensor(ONES(2, np.float16)), TypeError, "float16", WAY_OUT),
    Wrong(
        "a date", lambda: dl.Tensor(datetime.date(2026, 1, 1)), TypeError, "datetime.date", "float"
    ),
    Wrong("a huge whole number", lambda: dl.Tensor(10**400), TypeError, "many digits", "float64"),
    Wrong("a ragged list", lambda: dl.Tensor([[1], [2, 3]]), TypeError, "[2, 3]", "full block"),
    Wrong("a tensor again", lambda: dl.Tensor(x()), TypeError, "Tensor already", "x.data"),
    Wrong("a list of tensors", lambda: dl.Tensor([x(), x()]), TypeError, "Tensor", "x.data"),
    Wrong(
        "a masked array",
        lambda: dl.Tensor(np.ma.array([1.0, 2.0], mask=[False, True])),
        TypeError,
        "masked array",
        "filled",
    ),
]  # fmt: skip

OPERATORS = [
    Wrong("plus text", lambda: x() + "a", TypeError, "'a'", "numbers, arrays and Tensors"),
    Wrong("text times", lambda: "a" * x(), TypeError, "'a'", "numbers, arrays and Tensors"),
    Wrong("plus None", lambda: x() + None, TypeError, "None", "numbers, arrays and Tensors"),
    Wrong("times a dict", lambda: x() * {}, TypeError, "b is {}", "numbers"),
    Wrong("to the power of text", lambda: x() ** "a", TypeError, "'a'", "numbers"),
    Wrong("minus a shorter list", lambda: x() - [1, 2], ValueError, "(3,) and (2,)", "or one of"),
    Wrong("@ a shorter list", lambda: x() @ [1, 2], ValueError, "(3,) and (2,)", "rows in B"),
    Wrong("@ a number", lambda: x() @ 2, ValueError, "()", "as many columns"),
    Wrong("@ text", lambda: x() @ "a", TypeError, "'a'", "numbers"),
    Wrong("// has no derivative", lambda: x() // 2, TypeError, "'Tensor' and 'int'", "//"),
    Wrong("less than text", lambda: x() < "a", TypeError, "'a'", "compare with a number"),
    Wrong("less than None", lambda: x() < None, TypeError, "None", "compare with a number"),
    Wrong("equal to a shorter list", lambda: x() == [1, 2], ValueError, "[1, 2]", "(3,)"),
    Wrong("np.exp", lambda: np.exp(x()), TypeError, "np.exp", "mathdl.exp"),
    Wrong("np.add with out", lambda: np.add(x(), 1, out=ONES(3)), TypeError, "np.add", "x.data"),
    Wrong("np.dot", lambda: np.dot(x(), x()), TypeError, "np.dot", "mathdl.matmul"),
    Wrong("a += t", lambda: operator.iadd(np.zeros(3), x()), TypeError, "Tensor", "a = a + t"),
    Wrong("np.median", lambda: np.median(x()), TypeError, "np.median", "write np.median(x.data)"),
    Wrong("math.exp", lambda: math.exp(x()), TypeError, "float() of a Tensor", "x.item()"),
    Wrong("float", lambda: float(dl.Tensor(1.0)), TypeError, "float()", "mathdl.sin(x)"),
    Wrong("item of several", lambda: x().item(), ValueError, "(3,)", "one number"),
    Wrong("truth of a tensor", lambda: bool(x()), ValueError, "(3,)", ".all()"),
    Wrong("int", lambda: int(dl.Tensor(1.0)), TypeError, "int() of a Tensor", "x.item()"),
    Wrong("range", lambda: range(dl.Tensor(1.0)), TypeError, "a whole number", "x.item()"),
    Wrong("formatting several", lambda: f"{x():.2f}", ValueError, "(3,)", "one number"),
    Wrong("length of a number", lambda: len(dl.Tensor(1.0)), TypeError, "one number", "no length"),
    Wrong("walking a number", lambda: list(dl.Tensor(1.0)), TypeError, "one number", "iterate"),
    Wrong("index 1.5", lambda: x()[1.5], IndexError, "1.5", "only integers"),
    Wrong("index text", lambda: x()["a"], IndexError, "'a'", "only integers"),
    Wrong("index out of range", lambda: x()[7], IndexError, "index 7", "size 3"),
    Wrong("a list out of range", lambda: x()[[0, 9]], IndexError, "index 9", "size 3"),
    Wrong("two indices for one axis", lambda: x()[0, 0], IndexError, "(0, 0)", "1-dimensional"),
    Wrong("a short mask", lambda: x()[np.array([True])], IndexError, "(1,)", "size of axis is 3"),
    Wrong("index of a number", lambda: dl.Tensor(1.0)[0], IndexError, "0", "getitem"),
    Wrong("assignment", lambda: x().__setitem__(0, 1.0), TypeError, "in place", "x.data = values"),
    Wrong("reshape to nothing", lambda: x().reshape(), ValueError, "size 3", "into shape ()"),
    Wrong("reshape impossible", lambda: x().reshape(2, 2), ValueError, "size 3", "(2,2)"),
    Wrong("reshape with text", lambda: x().reshape("a"), TypeError, "'a'", "an integer"),
    Wrong("two lengths unknown", lambda: x().reshape(-1, -1), ValueError, "(-1, -1)", "one unk"),
    Wrong("transpose of too many", lambda: x().transpose(0, 1), ValueError, "(0, 1)", "axes"),
    Wrong("squeeze of a long axis", lambda: x().squeeze(0), ValueError, "(3,)", "equal to one"),
    Wrong("swapaxes out of range", lambda: x().swapaxes(0, 3), ValueError, "axis 3", "dimension 1"),
]  # fmt: skip

BACKWARD = [
    Wrong("of a leaf", lambda: x().backward(), ValueError, "no operation", "call backward() on"),
    Wrong("of several", lambda: square().backward(), ValueError, "(2, 3)", "sum() or mean()"),
    Wrong("a short grad", lambda: square().backward(ONES(3)), ValueError, "(3,)", "(2, 3)"),
    Wrong("a grad of text", lambda: square().backward("a"), TypeError, "'a'", "array of numbers"),
    Wrong("a grad of words", lambda: (x() * 2).backward(list("abc")), TypeError, "'c'", "numbers"),
    Wrong(
        "a complex grad", lambda: (x() * 2).backward(ONES(3) * 1j), TypeError, "complex128", "numb",
    ),
    Wrong("a ragged grad", lambda: (x() * 2).backward([1, [2], 3]), TypeError, "[2]", "numbers"),
    Wrong("a grad that is an object", lambda: (x() * 2).backward({}), TypeError, "{}", "numbers"),
    Wrong("the order of a number", lambda: dl.backward_order(3), TypeError, "3", "from a Tensor"),
    Wrong("the order of None", lambda: dl.backward_order(None), TypeError, "None", "a Tensor"),
    Wrong(
        "steps of an array", lambda: next(dl.backward_steps(ONES(2), ONES(2))),
        TypeError, "(2,)", "a Tensor",
    ),
    Wrong("a rule that is none", lambda: dl.op(3), TypeError, "3", "a function"),
    Wrong(
        "a rule that returns nothing", lambda: dl.op(lambda a: None)(x()),
        TypeError, "a rule", "its value and one vjp",
    ),
    Wrong("a tensor for a constant", lambda: dl.clip(x(), x()), TypeError, "min", ".data"),
]  # fmt: skip


@each(MAKING)
def test_wrong_data_for_a_tensor(row):
    refused(row)


@each(OPERATORS)
def test_wrong_operators(row):
    refused(row)


@each(BACKWARD)
def test_wrong_backward_passes(row):
    refused(row)
