"""A formula, the docstring that prints it, and the rule that computes it are one and the same."""

import inspect
import re

import numpy as np
import pytest
from cases import CASES
from printed import read

import mathdl as dl
from mathdl.formulas import FORMULAS, evaluate

POINTS = [(-1.7, 0.6), (0.4, 0.9), (2.3, -0.8), (1.1, 3.0)]
POSITIVE = {"log", "log1p", "sqrt", "power"}
CONSTANTS = {"binary_cross_entropy_with_logits": {"targets": 0.3}}
# Of single numbers these make one number, too, but nothing to write a formula of.
NO_FORMULA = {
    "dropout", "logsumexp", "max", "mean", "min", "norm", "stack", "sum", "transpose", "where",
}  # fmt: skip


class At:
    """An operation on single numbers, its arguments by name, and what the rule computes there."""

    def __init__(self, name, point):
        operation, partials = getattr(dl, name), FORMULAS[name][1:]
        parameters = inspect.signature(operation).parameters
        names = list(parameters)[: len(partials)]
        at = [abs(v) if name in POSITIVE else v for v in point[: len(partials)]]
        constants = CONSTANTS.get(name, {})
        leaves = [dl.Tensor(v) for v in at]
        y = operation(*leaves, *constants.values())
        y.backward()
        defaults = {k: p.default for k, p in parameters.items() if isinstance(p.default, float)}
        self.names = dict(zip(names, at, strict=True)) | defaults | constants
        self.value = y.item()
        self.slopes = {k: leaf.grad for k, leaf in zip(names, leaves, strict=True)}


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("name", FORMULAS)
def test_every_formula_is_what_the_rule_computes(name, point):
    value, *partials = FORMULAS[name]
    at = At(name, point)
    assert evaluate(value, at.names) == pytest.approx(at.value, rel=1e-12)
    for slope, partial in zip(at.slopes.values(), partials, strict=True):
        assert evaluate(partial, at.names) == pytest.approx(slope, rel=1e-12)


def test_every_operation_on_single_numbers_has_its_formula():
    scalar = {case.name for case in CASES for shapes in case.shapes if not any(shapes)}
    assert scalar - NO_FORMULA == set(FORMULAS)
    assert scalar > NO_FORMULA


NAME = r"(?<![\w/∂])(?:d[yL]/d\w+|∂[yL]/∂\w+|[a-zA-Z])"
STATEMENT = re.compile(
    rf"({NAME}) = (.*?)(?=(?:,? (?:and|with|where)|,|;)? {NAME} = |, exact also|\.\s|\.$)", re.S
)
CHOICE = re.compile(r"(.+?) (?:where|if) (.+?), else (.+)")


def said(f):
    """What a docstring says before its parameters: names and slopes, each with its formula."""
    words = " ".join(inspect.getdoc(f).split("Parameters\n")[0].split())
    words = words.replace("Its derivative is", "So dy/da =").replace("the sign of a", "sign(a)")
    return {name: _read(formula) for name, formula in STATEMENT.findall(words)}


def _read(formula):
    choice = CHOICE.fullmatch(formula)
    return read("[{} ? {} : {}]".format(*choice.groups()) if choice else formula)


def slopes_said(statements):
    return {name: f for name, f in statements.items() if "/" in name}


def complete(statements, names, value):
    """Compute the names that a docstring introduces, such as s = sigmoid(a)."""
    known = {**names, "y": value}
    pending = {k: f for k, f in statements.items() if "/" not in k and k not in known}
    while pending:
        for k, f in list(pending.items()):
            try:
                known[k] = f(**known)
            except KeyError:
                continue
            del pending[k]
    return known


SIMPLE = [name for name in FORMULAS if not name.endswith(("_loss", "_logits"))]


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("name", SIMPLE)
def test_every_docstring_says_what_the_rule_computes(name, point):
    at, statements = At(name, point), said(getattr(dl, name))
    known = complete(statements, at.names, at.value)
    assert statements["y"](**known) == pytest.approx(at.value, rel=1e-12)
    slopes = slopes_said(statements)
    assert slopes, "no derivative is said"
    for written, f in slopes.items():
        by = written.rpartition("/")[2][1:]
        assert f(**known) == pytest.approx(at.slopes[by], rel=1e-12), written


def test_the_docstrings_of_losses_say_their_slopes():
    r, n = np.array([-4.0, -0.7, 0.3, 2.5]), 4
    z = dl.Tensor(r)
    dl.mse_loss(z, np.zeros(4)).backward()
    (slope,) = slopes_said(said(dl.mse_loss)).values()
    np.testing.assert_allclose(slope(r=r, N=n), z.grad)
    assert said(dl.mse_loss)["L"](r=r, N=n) == pytest.approx(np.mean(r * r))
    z.zero_grad()
    dl.l1_loss(z, np.zeros(4)).backward()
    (slope,) = slopes_said(said(dl.l1_loss)).values()
    np.testing.assert_allclose(slope(r=r, N=n), z.grad)
    assert said(dl.l1_loss)["L"](r=r, N=n) == pytest.approx(np.mean(abs(r)))
