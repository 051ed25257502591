"""Every derivative printed in a chapter is tested against finite differences, found by its name.

A cell that prints one carries ``<!-- tested as: name -->``; the name is a key of TESTS here.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from formulas_4_5 import CHAPTER_4, CHAPTER_5
from formulas_8 import CHAPTER_8
from formulas_9 import CHAPTER_9
from formulas_10 import CHAPTER_10
from formulas_11 import CHAPTER_11
from formulas_12 import CHAPTER_12
from nbformat.v4 import new_markdown_cell, new_notebook

import mathdl as dl

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
# What a displayed formula contains if it states a derivative.
DERIVATIVE = re.compile(
    r"\\frac\{\\mathrm\{d\}|\\frac\{\\partial|f'|\\nabla|\\partial|_k'|\}'\(|\\sigma'|\\tanh'|_\\delta'"
)
TAG = re.compile(r"<!-- tested as: (.*?) -->", re.S)
approx = pytest.approx


def slope(f, x):
    return float(dl.numerical_gradient(f, x))


def secant():
    h = 1e-7
    assert (np.sin(1 + h) - np.sin(1)) / h == approx(slope(np.sin, 1.0), abs=1e-6)
    assert ((3.5**2) - 9) / 0.5 == 6.5


def central_difference():
    errors = [(np.sin(1 + h) - np.sin(1 - h)) / (2 * h) - np.cos(1) for h in (0.1, 0.01)]
    assert errors[0] / errors[1] == approx(100, rel=0.01)


def forecast():
    gaps = [np.sqrt(49 + h) - (7 + h / 14) for h in (1.0, 0.5)]
    assert gaps[0] / gaps[1] == approx(4, rel=0.02)
    assert slope(np.sqrt, 49.0) == approx(1 / 14)


def chain_rule():
    assert np.cos(2.25) * 3 == approx(slope(lambda x: np.sin(x * x), 1.5))
    assert np.cos(2.25) * 3 == approx(-1.885, abs=5e-4)


def smallest_loss():
    x, t, w = 2.0, 4.0, -1.0
    assert 2 * (w * x - t) * x == approx(slope(lambda w: (w * x - t) ** 2, w)) == -24


def message():
    links = [(np.square, lambda x: 2 * x), (np.sin, np.cos), (np.exp, np.exp)]
    values = [1.5]
    for f, _ in links:
        values.append(f(values[-1]))
    arrived = 1.0
    for k in reversed(range(3)):
        arrived *= links[k][1](values[k])

        def rest(u, k=k):
            for f, _ in links[k:]:
                u = f(u)
            return u

        assert arrived == approx(slope(rest, values[k]))


def first_weight():
    def loss(w):
        return -np.log(1 / (1 + np.exp(-(np.maximum(w + 1, 0) - 2))))

    assert -2 * 0.25 * 1 * 1 * 1 == approx(slope(loss, 1.0)) == -0.5


def hill(v):
    return v[0] ** 2 + 3 * v[0] * v[1]


def gradient():
    for x, y in ((1.0, 2.0), (-0.5, 0.7)):
        found = dl.numerical_gradient(hill, np.array([x, y]))
        assert [2 * x + 3 * y, 3 * x] == approx(found.tolist())
    step = np.array([1e-3, -2e-3])
    gap = hill(np.array([1.0, 2.0]) + step) - hill([1.0, 2.0]) - np.array([8, 3]) @ step
    assert abs(gap) < 10 * np.sum(step**2)


def directional_derivative():
    for angle in np.linspace(0, 2 * np.pi, 9):
        d = np.array([np.cos(angle), np.sin(angle)])
        along = slope(lambda t, d=d: hill(np.array([1.0, 2.0]) + t * d), 0.0)
        assert np.array([8, 3]) @ d == approx(along)
    assert np.hypot(8, 3) == approx(8.544, abs=5e-4)


def sum_over_paths():
    for x in (3.0, -1.2):
        paths = 3 * x * 2 * x, x * x * 3
        assert sum(paths) == approx(slope(lambda x: x**2 * 3 * x, x))
    assert slope(lambda x: x + x, 3.0) == approx(2)
    u, v, du, dv = np.sin(0.8), np.exp(0.8), np.cos(0.8), np.exp(0.8)
    assert v * du + u * dv == approx(slope(lambda x: np.sin(x) * np.exp(x), 0.8))
    assert (du * v - u * dv) / v**2 == approx(slope(lambda x: np.sin(x) / np.exp(x), 0.8))


def jacobian():
    x = np.array([2.0, 3.0])

    def g(x):
        return np.array([x[0] * x[1], x[0] + 5 * x[1]])

    rows = [dl.numerical_gradient(lambda x, i=i: g(x)[i], x) for i in range(2)]
    np.testing.assert_allclose([[x[1], x[0]], [1, 5]], rows, rtol=1e-8)
    composed = [dl.numerical_gradient(lambda x, i=i: np.sin(g(x))[i], x) for i in range(2)]
    np.testing.assert_allclose(np.diag(np.cos(g(x))) @ rows, composed, rtol=1e-7)


def descent():
    for x in (-1.0, 3.3):
        assert 2 * (x - 2) == approx(slope(lambda x: (x - 2) ** 2 + 1, x))
    x = -1 - 0.1 * 2 * (-1 - 2)
    assert (x, (x - 2) ** 2 + 1) == approx((-0.4, 6.76))


def edge():
    w, b, x, y = 3.0, 1.0, 2.0, 4.0
    above = 2 * (w * x + b - y)
    assert above * x == approx(slope(lambda w: (w * x + b - y) ** 2, w)) == 12
    assert above == approx(slope(lambda b: (w * x + b - y) ** 2, b)) == 6


def layer():
    rng = np.random.default_rng(4)
    for n, i, j in ((5, 3, 2), (4, 4, 4)):
        X, W, b, G = (rng.normal(size=shape) for shape in ((n, i), (i, j), (j,), (n, j)))

        def loss(X=X, W=W, b=b, G=G):
            return np.sum(G * (X @ W + b))

        np.testing.assert_allclose(X.T @ G, dl.numerical_gradient(lambda W: loss(W=W), W), 1e-6)
        np.testing.assert_allclose(G @ W.T, dl.numerical_gradient(lambda X: loss(X=X), X), 1e-6)
        np.testing.assert_allclose(G.sum(0), dl.numerical_gradient(lambda b: loss(b=b), b), 1e-6)


def logit():
    for z, y in ((0.0, 1.0), (-1.3, 1.0), (2.2, 0.0)):
        p = 1 / (1 + np.exp(-z))

        def loss(z, y=y):
            p = 1 / (1 + np.exp(-z))
            return -y * np.log(p) - (1 - y) * np.log(1 - p)

        assert p - y == approx(slope(loss, z))


TESTS = {
    "03": {
        "secant": secant,
        "derivative": secant,
        "central difference": central_difference,
        "forecast": forecast,
        "chain rule": chain_rule,
        "smallest loss": smallest_loss,
        "message": message,
        "first weight": first_weight,
        "gradient": gradient,
        "directional derivative": directional_derivative,
        "sum over paths": sum_over_paths,
        "jacobian": jacobian,
        "descent": descent,
    },
    "04": CHAPTER_4,
    "05": CHAPTER_5,
    "06": {"edge": edge, "layer": layer, "logit": logit},
    "08": CHAPTER_8,
    "09": CHAPTER_9,
    "10": CHAPTER_10,
    "11": CHAPTER_11,
    "12": CHAPTER_12,
}
ALL = [(chapter, name) for chapter, tests in TESTS.items() for name in tests]


@pytest.mark.parametrize(("chapter", "name"), ALL)
def test_formula(chapter, name):
    TESTS[chapter][name]()


def names(notebook):
    return [
        name.strip()
        for cell in notebook.cells
        for names in TAG.findall(cell.source)
        for name in names.split(",")
    ]


def untested(notebook):
    """Return the cells that display a derivative without naming its test."""
    return [
        cell.source[:60]
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        and not TAG.search(cell.source)
        and any(map(DERIVATIVE.search, re.findall(r"\$\$.*?\$\$", cell.source, re.S)))
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_printed_derivative_names_its_test(path):
    notebook = nbformat.read(path, as_version=4)
    assert untested(notebook) == []
    assert set(names(notebook)) == set(TESTS.get(path.stem[:2], {}))


def test_a_formula_without_a_test_is_found():
    planted = new_markdown_cell(r"So $$\frac{\mathrm{d}y}{\mathrm{d}x} = 3x^2$$ holds.")
    assert len(untested(new_notebook(cells=[planted]))) == 1
    planted.source = "<!-- tested as: cube -->\n" + planted.source
    assert untested(new_notebook(cells=[planted])) == []
    assert names(new_notebook(cells=[planted])) == ["cube"]
