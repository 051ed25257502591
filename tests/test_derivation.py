"""Formulas against rules, and the worked chain rule against the backward pass."""

import re

import numpy as np
import pytest

import mathdl as dl
from mathdl.formulas import FORMULAS, evaluate, parse
from mathdl.typeset import latex, text


def test_ties_and_kinks_have_formulas_too():
    for name in ("maximum", "minimum", "abs", "relu"):
        _, *partials = FORMULAS[name]
        leaves = [dl.Tensor(0.0) for _ in partials]
        getattr(dl, name)(*leaves).backward()
        for leaf, partial in zip(leaves, partials, strict=True):
            assert evaluate(partial, {"a": 0.0, "b": 0.0}) == leaf.grad


@pytest.mark.parametrize(
    ("formula", "plain", "typeset"),
    [
        ("a - (b - c)", "a − (b − c)", r"a - \left(b - c\right)"),
        ("(a + b) * c", "(a + b)·c", r"\left(a + b\right) \cdot c"),
        ("-(a * b)", "−(a·b)", None),
        ("a / (b * c)", "a/(b·c)", r"\frac{a}{b \cdot c}"),
        ("(-a)**2", "(−a)²", r"\left(-a\right)^{2}"),
        ("a**b", "a^b", "a^{b}"),
        ("a * -2.5", "a·(−2.5)", r"a \cdot \left(-2.5\right)"),
        ("exp(-x1) / 1e-7", "exp(−x₁)/(1·10⁻⁷)", r"\frac{e^{-x_{1}}}{1 \cdot 10^{-7}}"),
        ("sqrt(abs(w))", "sqrt(|w|)", r"\sqrt{\left|w\right|}"),
        ("1 if a > 0 else 0", "1 if a > 0 else 0", None),
    ],
)
def test_printing_keeps_the_meaning(formula, plain, typeset):
    tree = parse(formula)
    assert text(tree) == plain
    if typeset:
        assert latex(tree) == typeset


UNARY = [
    dl.sin, dl.cos, dl.tanh, dl.exp, dl.sigmoid, dl.relu, dl.softplus, dl.silu, dl.elu, dl.gelu,
    dl.leaky_relu, dl.log_sigmoid, dl.abs, dl.negative, lambda a: a**2, lambda a: 3 * a - 0.5,
    lambda a: dl.sqrt(a * a + 1), lambda a: dl.log(a * a + 2), lambda a: 1 / (a * a + 1),
]  # fmt: skip
BINARY = [dl.add, dl.subtract, dl.multiply, dl.maximum, dl.minimum, dl.mse_loss]


def grown(rng, size):
    """A random expression of x, w and b that uses values more than once."""
    plan = []
    for _ in range(size):
        two = rng.random() < 0.5
        operation = BINARY[rng.integers(len(BINARY))] if two else UNARY[rng.integers(len(UNARY))]
        plan.append((operation, rng.random(2), two))

    def f(x, w, b):
        values = [x, w, b]
        for operation, places, two in plan:
            chosen = [values[int(p * len(values))] for p in places[: 1 + two]]
            values.append(operation(*chosen))
        return dl.tanh(values[-1]) + 0.1 * values[len(values) // 2]

    return f


@pytest.mark.parametrize("seed", range(50))
def test_the_last_line_is_what_backward_gives(seed):
    rng = np.random.default_rng(seed)
    f, at = grown(rng, int(rng.integers(1, 9))), dict(zip("xwb", rng.uniform(-1.5, 1.5, 3)))
    worked = dl.derivation(f, **at)
    tensors = {name: dl.Tensor(value) for name, value in at.items()}
    y = f(**tensors)
    y.backward()
    assert worked.value == y.item()
    for (name, tensor), (_, line) in zip(tensors.items(), worked.lines[-3:], strict=True):
        expected = 0.0 if tensor.grad is None else float(tensor.grad)
        assert worked.gradients[name] == pytest.approx(expected, rel=1e-12, abs=1e-15)
        assert line.startswith(f"∂y/∂{name} = ")
        assert number(line.rsplit(" = ", 1)[1]) == pytest.approx(expected, rel=1e-3, abs=1e-12)


PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def number(printed):
    """Read what `short` printed."""
    mantissa, _, exponent = printed.translate(PLAIN).partition("·10")
    return float(mantissa) * 10.0 ** int(exponent or 0)


@pytest.mark.parametrize("seed", range(50))
def test_every_line_is_true(seed):
    """Each part of each line, computed from its own text, gives the number at the line's end."""
    rng = np.random.default_rng(seed)
    f = grown(rng, 5)
    for _, line in dl.derivation(f, x=0.7, w=-1.2, b=0.4).lines:
        _, *parts = line.split(" = ")
        numeric = [p for p in parts if not re.search(r"[a-zA-Z|^²]", p)]
        for part in numeric:
            code = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", r"*10.0**(\1)", part)
            value = eval(code.replace("·", "*").translate(PLAIN))
            assert value == pytest.approx(number(parts[-1]), rel=0.02, abs=2e-3)


def test_it_reads_well():
    assert str(dl.derivation(lambda w, x, b: dl.relu(w * x + b), w=-1, x=2, b=4)).splitlines() == [
        "y = relu(w·x + b)",
        "u₁ = w·x = −1·2 = −2",
        "u₂ = u₁ + b = −2 + 4 = 2",
        "y = relu(u₂) = relu(2) = 2",
        "∂y/∂u₂ = (1 if u₂ > 0 else 0) = 1",
        "∂y/∂u₁ = ∂y/∂u₂ = 1",
        "∂y/∂w = ∂y/∂u₁·x = 1·2 = 2",
        "∂y/∂x = ∂y/∂u₁·w = 1·(−1) = −1",
        "∂y/∂b = ∂y/∂u₂ = 1",
    ]


def test_slopes_are_worked_with_their_numbers():
    lines = str(dl.derivation(lambda x: dl.sigmoid(2 * x), x=0.3)).splitlines()
    assert lines[-2:] == [
        "dy/du₁ = sigmoid(u₁)·(1 − sigmoid(u₁)) = 0.6457·(1 − 0.6457) = 0.2288",
        "dy/dx = dy/du₁·2 = 0.2288·2 = 0.4576",
    ]
    squared = str(dl.derivation(lambda w: dl.mse_loss(w * 2, 4.0), w=3.5)).splitlines()
    assert squared[-2] == "dL/du₁ = 2·(u₁ − 4) = 2·(7 − 4) = 6"


def test_where_keeps_its_condition():
    worked = dl.derivation(lambda x: dl.where(x > 1, x**2, -x), x=0.5)
    lines = str(worked).splitlines()
    assert lines[3] == "y = (u₁ if false else u₂) = −0.5"
    assert lines[4:6] == ["dy/du₂ = (0 if false else 1) = 1", "dy/du₁ = (1 if false else 0) = 0"]
    assert r"\begin{cases}" in worked._repr_latex_()


def test_an_input_called_y_is_not_the_end():
    assert str(dl.derivation(lambda y: y * y, y=3)).splitlines() == [
        "f = y·y = 3·3 = 9",
        "df/dy = y + y = 3 + 3 = 6",
    ]


def test_what_is_not_finite_is_no_product_of_letters():
    latex_ = dl.derivation(lambda x: dl.log(x) / x, x=0.0)._repr_latex_()
    assert r"-\infty" in latex_
    assert "inf" not in latex_.replace(r"\infty", "")


def test_choices_in_choices_are_one_list_of_cases():
    assert latex(parse("1 if a > 0 else -1 if a < 0 else 0")) == (
        r"\begin{cases}1 & \text{if } a > 0 \\ -1 & \text{if } a < 0 \\ 0 & \text{else}\end{cases}"
    )


def test_long_ones_are_folded():
    def f(x):
        for _ in range(20):
            x = dl.sin(x + 0.5)
        return x

    worked = dl.derivation(f, x=0.3)
    page = worked._repr_markdown_()
    assert worked._repr_latex_() is None
    assert "<summary>40 lines forward, from the inside out</summary>" in page
    assert "<summary>39 lines back, from the end</summary>" in page
    unfolded = re.sub(r"<details>.*?</details>", "", page, flags=re.S)
    assert unfolded.count(r"\frac{\mathrm{d} y}{\mathrm{d} x}") == 1
    assert dl.derivation(lambda x: x * x, x=1)._repr_markdown_() is None


def test_it_is_latex_in_a_notebook():
    shown = dl.derivation(lambda x: dl.exp(-x * x), x=0.5)._repr_latex_()
    assert shown.startswith(r"$$\begin{aligned}")
    assert r"\frac{\mathrm{d} y}{\mathrm{d} x}" in shown
    assert shown.count("{") == shown.count("}")


def test_a_long_expression_is_cut_into_steps():
    def f(x):
        for _ in range(6):
            x = dl.sin(x * x + 0.5)
        return x

    lines = str(dl.derivation(f, x=0.3)).splitlines()
    assert lines[0] == "u₁ = x·x = 0.3·0.3 = 0.09"
    assert max(map(len, lines)) < 90


def test_what_does_not_depend_has_slope_zero_and_the_identity_slope_one():
    assert str(dl.derivation(lambda x: 3.0, x=2)).splitlines()[-1] == "dy/dx = 0"
    assert str(dl.derivation(lambda x: x, x=2)).splitlines()[-1] == "dy/dx = 1"
    assert dl.derivation(lambda x, w: w * 2, x=1, w=3).gradients == {"x": 0.0, "w": 2.0}


def test_it_says_how_to_ask():
    with pytest.raises(TypeError, match=r"derivation\(f, x=2.0\)"):
        dl.derivation(dl.sin)
    with pytest.raises(TypeError, match="f does not take z"):
        dl.derivation(lambda x: x, z=1.0)
    with pytest.raises(ValueError, match=r"array of shape \(2,\)"):
        dl.derivation(lambda x: dl.stack([x, x]), x=1.0)
