"""The exercises on activations: right answers against the engine and finite differences."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl.exercises.activations import bends_at_work, own_bend
from mathdl.exercises.book import BOOK

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def test_the_numbers_of_the_book():
    assert posed("4.1").right == ([[4, -2], [1, -1]], [2, 3])
    assert posed("4.2").right == [0, 0, 0, 1, 1]
    assert posed("4.3").right == pytest.approx(0.10499, abs=1e-5)
    wrong = [0.25, 0.8808, 0.1192, -2, 0.2072, 0.0707, 0.1353, -0.1050, -0.7758, 0.2100]
    assert posed("4.3").mistakes == pytest.approx(wrong, abs=1e-4)
    silu_slopes = [-0.0881, 0.0723, 0.5, 0.7400, 1.0908]
    assert [posed("4.4").right(z) for z in (-3, -1, 0, 0.5, 2)] == pytest.approx(
        silu_slopes, abs=1e-4
    )
    assert posed("4.5").right == [1, -3, 2]
    assert posed("4.6").right == pytest.approx(0.7242, abs=1e-4)
    wrong = [1, 0.0563, 9.313, 9.54e-7, 759375, 10, 3.289, 1.43e-5, 0.5245, 0.9375]
    assert posed("4.6").mistakes == pytest.approx(wrong, rel=1e-3)
    assert posed("4.7").right == -3


@every_sheet
def test_the_one_layer_does_what_the_two_do(sheet):
    w1, b1, w2, b2 = map(np.array, posed("4.1", sheet).numbers.values())
    w, b = map(np.array, posed("4.1", sheet).right)
    x = np.random.default_rng(1).normal(size=(5, 2))
    np.testing.assert_allclose((x @ w1 + b1) @ w2 + b2, x @ w + b)


@every_sheet
def test_slopes_agree_with_the_engine_and_with_differences(sheet):
    z = np.array(posed("4.2", sheet).numbers["z"], float)
    assert posed("4.2", sheet).right == [dl.derivative(dl.relu)(x) for x in z]
    assert z[2] == 0
    z = float(posed("4.3", sheet).numbers["z"])
    assert posed("4.3", sheet).right == pytest.approx(dl.numerical_gradient(dl.sigmoid, z))
    for z in (-3.0, -1.0, 0.0, 0.5, 2.0):
        assert posed("4.4").right(z) == pytest.approx(dl.numerical_gradient(dl.silu, z))


@every_sheet
def test_the_hinges_draw_the_pieces(sheet):
    a, b, s, t = posed("4.5", sheet).numbers.values()
    x = np.linspace(-1, b + 2, 61)
    hinges = sum(c * np.maximum(x - at, 0) for c, at in zip(posed("4.5", sheet).right, (0, a, b)))
    end = s * a + t * (b - a)
    np.testing.assert_allclose(
        hinges, np.interp(x, [-1, 0, a, b, b + 2], [0, 0, s * a, end, end]), atol=1e-12
    )


@every_sheet
def test_ten_sigmoids_reach_the_largest_slope_and_no_more(sheet):
    a, b = posed("4.6", sheet).numbers.values()
    assert a != b
    assert a + b == 8, "as the texts say: as far below 4 as above"
    rng = np.random.default_rng(2)
    weights = rng.permutation([a] * 5 + [b] * 5)

    def slope(biases, x):
        def chain(z):
            for w, bias in zip(weights, biases, strict=True):
                z = dl.sigmoid(w * z + bias)
            return z

        return dl.derivative(chain)(x)

    right = posed("4.6", sheet).right
    assert slope(-weights / 2, 0.5) == pytest.approx(right)
    assert all(slope(rng.normal(size=10) * 3, rng.normal()) < right for _ in range(9))


@every_sheet
def test_dead_at_the_bias_and_not_above(sheet):
    w = np.array([*posed("4.7", sheet).numbers.values()])
    x = np.stack(np.meshgrid(*[np.linspace(0, 1, 21)] * 2), axis=-1).reshape(-1, 2)
    bias = posed("4.7", sheet).right
    assert (x @ w + bias <= 0).all()
    assert (x @ w + bias + 0.01 > 0).any()


@every_sheet
def test_softmax_by_hand_adds_up_and_shows_a_share_below_0(sheet):
    z = np.array(posed("4.8", sheet).numbers["z"])
    right = posed("4.8", sheet).right
    assert sum(right) == pytest.approx(1)
    np.testing.assert_allclose(np.log(right) - np.log(right[0]), z - z[0], atol=1e-12)
    assert posed("4.8", sheet).exercise.facts(tuple(z))["low"] < 0


def test_the_pieces_come_in_order_and_end_level():
    rng = np.random.default_rng(0)
    for _ in range(20):
        numbers = bends_at_work._pieces(rng)
        assert 0 < numbers["a"] < numbers["b"]
        assert sum(BOOK["4.5"].right(**numbers)) == 0


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("4.1", (np.array([[4, -2], [1, -1]]), dl.Tensor([2.0, 3.0])), "4.1: right."),
        ("4.1", [[[4, -2], [1, -1]], [0, 3]], "b₁ has got lost"),
        ("4.1", ([[4, -2], [1, -1]], ...), "b is still missing."),
        ("4.1", [[4, -2], [1, -1], [2, 3]], "2 answers are asked for, in a row: (W, b)."),
        ("4.1", 4, "2 answers are asked for, in a row: (W, b)."),
        ("4.1", ("W", [2, 3]), "for W, a number is asked for, 'W' is text"),
        ("4.1", ([[4, -2], [1]], [2, 3]), "for W, numbers are asked for"),
        ("4.1", ([[4, -2], [1, -1]], [7, 7]), "4.1: W is right, b is not yet."),
        ("4.1", ([[4, -2], [1, 1]], [2, 3]), "4.1: W is not yet, b is right."),
        ("4.1", ([[4, -2], [1, 1]], [2, 4]), "not a slip this book knows"),
        ("4.1", [[4, -2], [1, -1]], "4.1: 2 answers are asked for, in a row: (W, b); for W, an"),
        ("4.1", [[4, -2], [1, -1]], "an array of shape (2, 2) is asked for, this has shape (2,)."),
        ("4.1", ([[4, -2], [1, -1]], [[2, 3]]), "for b, a list of 2 numbers is asked for, this"),
        ("4.2", [False, False, False, True, True], "4.2: right."),
        ("4.2", [0, 1], "4.2: a list of 5 numbers is asked for, this has 2."),
        ("4.2", 0, "4.2: a list of 5 numbers is asked for, this is one number."),
        ("4.5", [[1, -3, 2]], "a list of 3 numbers is asked for, this has shape (1, 3)."),
        (
            "4.6",
            1,
            "That is the mean weight in all ten links. Links multiply: 0.75 · 1.25 is less than 1.",
        ),
        ("4.6", 0.724, "4.6: right. Up and down by the same amount is not even: 0.75 · 1.25 < 1."),
        ("4.4", dl.derivative(dl.silu), "4.4: right."),
        ("4.4", lambda z: ..., "not answered yet"),
        ("4.8", [0.705, 0.259, 0.035], "4.8: right."),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "’", ")"))


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("4.1", ([[3, 2], [1, 0]], [1, 3]), "Those are sums."),
        ("4.3", "0.0707", "That is the slope of tanh at 2."),
        ("4.3", "0.1353", "one of two links"),
        ("4.3", "-0.105", "wrong sign: the sigmoid rises everywhere"),
        ("4.5", "1, 3, -2", "Both changes were taken as old slope minus new"),
        ("4.7", "-1", "That holds down the input of weight 1 alone."),
        ("4.8", "0.576, 0.212, 0.212", "A sign has been lost"),
        ("4.8", "1, 0.368, 0.050", "each divided by the largest exponential"),
    ],
)
def test_slips_are_named(capsys, key, given, words):
    assert words in said(capsys, key, given)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize(
    ("built", "words"),
    [
        ((np.tanh, lambda z: 1 - np.tanh(z) ** 2), "4.9: right."),
        ((lambda z: np.maximum(z, 0), lambda z: z > 0), "4.9: right."),
        ((np.sin, np.cos), "4.9: right."),
        ((sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))), "only 0 of five starts get there"),
        ((lambda z: 2 * z + 1, lambda z: np.full_like(z, 2)), "A straight line is no bend"),
        ((np.exp, np.exp), "The exponential runs away"),
        ((np.sinh, np.cosh), "bend(−1,000) comes to -inf"),
        (
            (np.tanh, lambda z: np.where(z > 0, 1 - np.tanh(z) ** 2, 0)),
            "at z = −4.1 your slope says 0",
        ),
        ((lambda z: max(0, z), lambda z: z > 0), "write np.where or np.maximum"),
        ((np.tanh, lambda z: 1.0), "slope of an array of shape (2, 5) returned shape ()"),
        (np.tanh, "a pair of functions is asked for: (bend, slope)"),
        ((lambda z: None, lambda z: None), "not answered yet"),
    ],
)
def test_a_bend_of_ones_own_is_tried_and_raced(capsys, built, words):
    assert words in said(capsys, "4.9", built)


def test_the_race_is_that_of_the_chapter():
    notebook = nbformat.read(NOTEBOOKS / "04_activations.ipynb", as_version=4)
    code = next(c.source for c in notebook.cells if c.source.startswith("def race("))
    X, y = dl.data.spirals(200)
    names = {"np": np, "sigmoid": dl.sigmoid, "X": X / X.std(), "y": y}
    exec(code, names)
    for pair in ((own_bend.own_bend, own_bend.own_slope), (np.sin, np.cos)):
        for seed in range(2):
            assert names["race"](*pair, seed) == own_bend.race(*pair, seed)
