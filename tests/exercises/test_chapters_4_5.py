"""The exercises of chapters 4 and 5: right answers computed in other ways, and what check says."""

import math

import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl.exercises.activations import bends_at_work
from mathdl.exercises.answers.kind import Array, Number, UnreadableError
from mathdl.exercises.answers.parts import Parts
from mathdl.exercises.book import BOOK
from mathdl.exercises.losses import losses_for_classes


def test_all_are_there_with_the_numbers_of_the_book():
    for chapter, count in (("4", 8), ("5", 9)):
        keys = [key for key in BOOK if key.startswith(f"{chapter}.")]
        assert keys == [f"{chapter}.{i + 1}" for i in range(count)]
    assert posed("4.1").right == ([[4, -2], [1, -1]], [2, 3])
    assert posed("4.2").right == [0, 0, 0, 1, 1]
    assert posed("4.3").right == pytest.approx(0.10499, abs=1e-5)
    assert posed("4.3").mistakes == pytest.approx([0.25, 0.8808, 0.1192, -2, 0.2072], abs=1e-4)
    silu_slopes = [-0.0881, 0.0723, 0.5, 0.7400, 1.0908]
    assert [posed("4.4").right(z) for z in (-3, -1, 0, 0.5, 2)] == pytest.approx(
        silu_slopes, abs=1e-4
    )
    assert posed("4.5").right == [1, -3, 2]
    assert posed("4.6").right == pytest.approx(0.7242, abs=1e-4)
    wrong = [1, 0.0563, 9.313, 9.54e-7, 759375, 10, 3.289, 0.9375]
    assert posed("4.6").mistakes == pytest.approx(wrong, rel=1e-3)
    assert posed("4.7").right == -3
    assert posed("5.1").right == pytest.approx(5 / 3)
    assert posed("5.1").mistakes == pytest.approx([5, 0.8333, 0.3333, 1, 2.5, 1.2910], abs=1e-4)
    assert posed("5.2").right == pytest.approx([-6, -8 / 3])
    assert posed("5.3").right == [22, 3]
    assert posed("5.4").right == pytest.approx(3.912, abs=1e-3)
    assert posed("5.5").right == pytest.approx(3.0486, abs=1e-4)
    wrong = [0.0486, 0.0474, 0.9526, 0.9074, -3.0486, 1.3240, 3]
    assert posed("5.5").mistakes == pytest.approx(wrong, abs=1e-4)
    assert posed("5.6").right == pytest.approx((-0.99331, -0.0132071), rel=1e-4)
    knows_nothing = dl.cross_entropy(np.zeros((3, 26)), np.array([0, 7, 25]))
    assert f"cross-entropy is {float(knows_nothing):.3f} nats" in posed("5.8").say(BOOK["5.8"].ask)
    assert posed("5.8").right == 26


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


@every_sheet
def test_the_squares_agree_with_the_engine(sheet):
    y, p = (np.array(v, float) for v in posed("5.1", sheet).numbers.values())
    assert posed("5.1", sheet).right == pytest.approx(dl.mse_loss(p, y))
    assert min(p - y) < 0 < max(p - y)
    x, y, w, b = (np.array(v, float) for v in posed("5.2", sheet).numbers.values())
    w, b = dl.Tensor(w), dl.Tensor(b)
    dl.mse_loss(w * x + b, y).backward()
    assert posed("5.2", sheet).right == pytest.approx([w.grad, b.grad])
    assert max(w.data * x + b.data - y) < 0, "the line lies too low, as a sentence says"


@every_sheet
def test_the_best_constants_by_trying_all(sheet):
    data = np.array(posed("5.3", sheet).numbers["data"])
    guess = np.arange(0, 130, 0.1)
    miss = data - guess[:, None]
    best = [guess[(miss**2).mean(axis=1).argmin()], guess[np.abs(miss).mean(axis=1).argmin()]]
    assert posed("5.3", sheet).right == pytest.approx(best, abs=0.051)
    assert np.sort(data)[3] < data.mean() < data.max(), "one point lies right of the mean"


@every_sheet
def test_losses_of_one_answer_agree_with_the_engine(sheet):
    p = posed("5.4", sheet).numbers["p"]
    logits = np.log([[p, 1 - p]])
    assert posed("5.4", sheet).right == pytest.approx(dl.cross_entropy(logits, np.array([0])))
    z = float(posed("5.5", sheet).numbers["z"])
    loss = dl.binary_cross_entropy_with_logits(z, 1.0)
    assert posed("5.5", sheet).right == pytest.approx(loss)
    z = float(posed("5.6", sheet).numbers["z"])
    slopes = [
        dl.numerical_gradient(lambda z: -np.log(1 / (1 + np.exp(-z))), z),
        dl.numerical_gradient(lambda z: (1 / (1 + np.exp(-z)) - 1) ** 2, z),
    ]
    assert posed("5.6", sheet).right == pytest.approx(slopes, rel=1e-6)


def test_the_gradient_of_cross_entropy_agrees_with_finite_differences():
    for logits, labels in losses_for_classes.BATCHES:
        found = posed("5.7").right(logits, labels)
        true = dl.numerical_gradient(lambda z, t=labels: dl.cross_entropy(z, t), logits)
        np.testing.assert_allclose(found, true, atol=1e-8)
        np.testing.assert_allclose(found.sum(axis=1), 0, atol=1e-12)


def test_the_log_of_the_sum_agrees_with_the_engine():
    for (z,) in losses_for_classes.VECTORS:
        assert posed("5.9").right(z) == pytest.approx(dl.logsumexp(z), rel=1e-14)


@pytest.mark.parametrize("key", ["4.4", "5.7", "5.9"])
def test_the_worked_lines_are_right(key):
    lines = BOOK[key].worked.split("`")[1::2]
    name = BOOK[key].kind.name
    arguments = {"4.4": "z", "5.7": "logits, labels", "5.9": "z"}[key]
    names = {"np": np, "dl": dl}
    exec(f"def {name}({arguments}):\n    " + "\n    ".join(lines), names)
    assert posed(key).judge(names[name]).status == "right"


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
        ("5.6", np.array([-0.993, -0.0132]), "5.6: right."),
        ("5.2", -6, "a list of 2 numbers is asked for, this is one number"),
        ("5.3", 22, "a list of 2 numbers is asked for, this is one number"),
        ("5.5", -3.0486, "below 0: the loss is *minus* log p"),
        ("5.5", 1.324, "logarithm to base 10"),
        (
            "5.6",
            (-0.993, -0.013),
            "for MSE, that is the right answer, rounded too far: three digits",
        ),
        ("5.6", (-0.993, 0.0132), "Cross-entropy is right. Both losses fall"),
        ("5.6", (0.993, -0.0132), "MSE is right. Both losses fall"),
        ("5.8", 26, "5.8: right."),
        ("5.8", np.exp(3.258), "5.8: right."),
        ("5.8", 27, "not a slip this book knows"),
        ("5.8", 1.181, "the logarithm once more"),
        ("5.8", 10**3.258, "base 10"),
        ("5.8", 2**3.258, "those would be bits"),
        ("5.8", 1 / 26, "the share of each class, 1/k"),
        ("5.8", 3.258, "the loss itself"),
        ("5.6", (-0.993, 0), "5.6: CE is right, MSE is not yet."),
        ("5.6", dl.Tensor([-0.993, -1.99]), "MSE has to come back through the sigmoid"),
        ("5.6", (-0.993, [-0.0132]), "for MSE, one number is asked for, this has shape (1,)"),
        ("5.7", lambda logits, labels: dl.softmax(logits) / len(labels), "Subtract 1 at the true"),
        ("5.9", dl.logsumexp, "5.9: right."),
        ("5.9", lambda z: np.log(np.sum(np.exp(z))), "Here exp(1000) is inf"),
        ("5.9", lambda z: math.log(sum(map(math.exp, z))), "`math.exp` raises an error"),
        ("5.9", lambda z: z.min() + np.log(np.exp(z - z.min()).sum()), "[0, 2000] still over"),
        ("5.9", lambda z: max(z), "two equal voices"),
        ("5.9", lambda z: z.maximum(), "logsumexp(array([0., 1.])) raised AttributeError"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "’", ")"))


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ((1, [1, 2]), (1, [1, 2]), False),
        ((1, [1, 2]), (1.004, [1, 2]), False),
        ((1, [1, 2]), (2, [1, 2]), True),
        ((1, [1, 2]), (1, [1, 3]), True),
        ((1000, [0.001, 0]), (1000, [0.002, 0]), True),
    ],
)
def test_parts_are_apart_if_one_of_them_is(a, b, apart):
    kind = Parts({"n": Number(), "v": Array()})
    assert kind.apart(kind.prepare(a), kind.prepare(b)) is apart
    assert kind.same(kind.read(a), kind.prepare(a))


def test_parts_say_which_one_cannot_be_read():
    with pytest.raises(UnreadableError, match=r"^for v, numbers are asked for, not None$"):
        Parts({"n": Number(), "v": Array()}).read((1, None))


def test_the_pieces_come_in_order_and_end_level():
    rng = np.random.default_rng(0)
    for _ in range(20):
        numbers = bends_at_work._pieces(rng)
        assert 0 < numbers["a"] < numbers["b"]
        assert sum(BOOK["4.5"].right(**numbers)) == 0
