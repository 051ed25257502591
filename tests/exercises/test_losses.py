"""The exercises on losses: right answers against the engine, and by trying all."""

import math
from pathlib import Path

import nbformat
import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl.exercises.book import BOOK
from mathdl.exercises.losses import log_sum_exp, losses_for_classes, storms

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def test_the_numbers_of_the_book():
    assert posed("5.1").right == pytest.approx(5 / 3)
    wrong = [5, 0.8333, 0.3333, 1, 0.1111, 3, 2.5, 1.2910]
    assert posed("5.1").mistakes == pytest.approx(wrong, abs=1e-4)
    assert posed("5.2").right == pytest.approx([-6, -8 / 3])
    assert posed("5.3").right == [22, 3]
    assert posed("5.4").right == pytest.approx(3.912, abs=1e-3)
    assert posed("5.5").right == pytest.approx(3.0486, abs=1e-4)
    wrong = [0.0486, 0.0474, 0.9526, 0.9074, -3.0486, 1.3240, 20.0855, -0.0486, 4.3982, 3]
    assert posed("5.5").mistakes == pytest.approx(wrong, abs=1e-4)
    assert posed("5.6").right == pytest.approx((-0.99331, -0.0132071), rel=1e-4)
    knows_nothing = dl.cross_entropy(np.zeros((3, 26)), np.array([0, 7, 25]))
    assert f"cross-entropy is {float(knows_nothing):.3f} nats" in posed("5.8").say(BOOK["5.8"].ask)
    assert posed("5.8").right == 26


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
    for (z,) in log_sum_exp.VECTORS:
        assert posed("5.9").right(z) == pytest.approx(dl.logsumexp(z), rel=1e-14)


def every_row(logits, labels):
    """The slip that fancy indexing invites."""
    g = dl.softmax(logits)
    g[:, labels] -= 1
    return g / len(labels)


def test_days_of_the_project_are_those_of_the_chapter():
    chapter = nbformat.read(NOTEBOOKS / "05_losses.ipynb", as_version=4)
    (cell,) = [c.source for c in chapter.cells if c.source.startswith("def days(")]
    there = {"np": np, "dl": dl}
    exec(cell, there)
    for ours, theirs in zip(storms.days(50, 3), there["days"](50, 3), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("weight", [14.0, 20.0, 28.0])
def test_a_storm_may_count_about_as_often_as_its_miss_costs(weight, capsys):
    pair = storms.weighted(weight), lambda z: dl.sigmoid(z - np.log(weight))
    assert said(capsys, "5.10", pair).startswith("5.10: right.")


def test_the_bill_of_those_who_never_and_always_warn():
    storm = storms.days(20_000, storms.SEEN)[1]
    never, always = (storms.cost(np.full(len(storm), z), storm) for z in (-1.0, 1.0))
    assert never == pytest.approx(20_000 * storm.mean())
    assert always == pytest.approx(1000 * (1 - storm.mean()))
    assert min(never, always) > storms.WORKS


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((lambda z, y: ..., lambda z: ...), "not answered yet"),
        (storms.weighted(20), "hand over both functions in a row"),
        ((lambda z, y: 1.0, dl.sigmoid), "returns one Tensor"),
        ((lambda z, y: dl.Tensor(1.0), dl.sigmoid), "no slope in the logits"),
        ((lambda z, y: dl.sum(z * 0.0 + y), dl.sigmoid), "no slope in the logits"),
        ((storms.weighted(20), lambda z: z), "one probability, from 0 to 1"),
    ],
)
def test_a_project_hears_what_is_missing(capsys, given, words):
    assert words in said(capsys, "5.10", given)


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
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
        ("5.8", 27, "is one fewer"),
        ("5.8", 35, "not a slip this book knows"),
        ("5.8", 1.181, "the logarithm once more"),
        ("5.8", 10**3.258, "base 10"),
        ("5.8", 2**3.258, "those would be bits"),
        ("5.8", 1 / 26, "the share of each class, 1/k"),
        ("5.8", 3.258, "the loss itself"),
        ("5.6", (-0.993, 0), "5.6: CE is right, MSE is not yet."),
        ("5.6", dl.Tensor([-0.993, -1.99]), "MSE has to come back through the sigmoid"),
        ("5.6", (-0.993, [-0.0132]), "for MSE, one number is asked for, this has shape (1,)"),
        ("5.7", lambda logits, labels: dl.softmax(logits) / len(labels), "Subtract 1 at the true"),
        ("5.7", every_row, "subtracts in *every* row"),
        ("5.3", [22, 2.5], "the third by size"),
        ("5.9", lambda z: max(z) * np.log(np.exp(z - max(z)).sum()), "m *plus* the logarithm"),
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
