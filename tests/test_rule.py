"""`dl.rule` prints a rule as the book shows it: code that computes what the operation computes."""

import numpy as np
import pytest

import mathdl as dl
from mathdl import activations
from mathdl.backprop import backward_steps


def printed(f, capsys):
    dl.rule(f)
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "silu", "softmax"])
def test_what_is_printed_computes_the_same(name, capsys):
    source = printed(getattr(dl, name), capsys)
    assert '"""' not in source
    assert "Operand" not in source
    scope = dict(vars(activations))
    exec(source, scope)
    a = np.array([-1.5, 0.3, 2.0])
    (value, vjp), (expected, expected_vjp) = scope[name](a), getattr(dl, name).__wrapped__(a)
    np.testing.assert_array_equal(value, expected)
    np.testing.assert_array_equal(vjp(a), expected_vjp(a))


def test_the_backward_pass_is_printed_whole(capsys):
    source = printed(backward_steps, capsys)
    assert source.startswith("def backward_steps(end, grad):\n    nodes = backward_order(end)\n")
    assert source.endswith("yield node, parent, contribution\n")
    assert "# Added out of place" in source


def test_a_rule_of_your_own_without_a_docstring_is_printed(capsys):
    @dl.op
    def cube(a: dl.Tensor, *, by: float = 1.0):
        y = a * a * a
        return y, lambda g: g * 3 * a * a

    assert printed(cube, capsys) == (
        "def cube(a, *, by=1.0):\n    y = a * a * a\n    return y, lambda g: g * 3 * a * a\n"
    )


def test_what_has_no_source_is_refused_in_a_sentence():
    with pytest.raises(TypeError, match=r"rule prints a function written in Python.*not 3"):
        dl.rule(3)
    with pytest.raises(TypeError, match="the function sin"):
        dl.rule(np.sin)
    scope = {}
    exec("def hidden(a):\n    return a", scope)
    with pytest.raises(OSError, match="the source of hidden is nowhere to be read; write it with"):
        dl.rule(scope["hidden"])
