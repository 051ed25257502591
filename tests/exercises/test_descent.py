"""The exercises on descent: right answers against the engine, and the project."""

import math

import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl.exercises.book import BOOK
from mathdl.exercises.descent import adam, illness, momentum, recipe
from mathdl.plots.descent.sick import ILLNESSES


def test_the_numbers_of_the_book():
    assert posed("7.1").right == pytest.approx(1 / 3)
    assert posed("7.2").right == pytest.approx([-0.5, 0.985])
    assert posed("7.3").right == pytest.approx([0.8, 0.54, 0.302])
    assert posed("7.5").right == pytest.approx([-0.01, 0.01, 0])
    assert posed("7.7").right == 81
    assert posed("7.8").right == pytest.approx(0.3414, abs=5e-5)


@every_sheet
def test_below_the_largest_rate_it_settles_and_above_it_leaves(sheet):
    there = posed("7.1", sheet)
    a, b = there.numbers["a"], there.numbers["b"]
    for factor, settles in ((0.98, True), (1.02, False)):
        x = b / (2 * a) + 1.0
        for _ in range(2000):
            x -= factor * there.right * (2 * a * x - b)
            if abs(x) > 1e6:
                break
        assert (abs(x - b / (2 * a)) < 1e-6) is settles


@every_sheet
def test_along_the_gentle_wall_it_takes_as_long_as_is_said(sheet):
    there = posed("7.2", sheet)
    wait = there.exercise.facts(**there.numbers)["wait"]
    assert there.right[1] ** wait <= 0.01 < there.right[1] ** (wait - 1)
    assert -1 < there.right[0] < 0


@every_sheet
def test_momentum_by_hand_agrees_with_the_engine(sheet):
    there = posed("7.3", sheet)
    x, places = dl.Tensor(float(there.numbers["x"])), []
    sgd = dl.optim.SGD([x], there.numbers["eta"], momentum=there.numbers["beta"])
    for _ in range(3):
        sgd.zero_grad()
        (x * x).backward()
        sgd.step()
        places.append(float(x.data))
    assert there.right == pytest.approx(places)


def test_the_hint_of_momentum_is_right():
    assert momentum._three(2, 0.25, 0.5)[:2] == [1, 0]


def test_momentum_built_agrees_with_the_engine_for_five_steps():
    p = dl.Tensor([1.0, -2.0])
    sgd = dl.optim.SGD([p], 0.1, momentum=0.9)
    ours, v = np.array(p.data), np.zeros(2)
    for _ in range(5):
        sgd.zero_grad()
        (np.array([1.0, 5.0]) * p * p).sum().backward()
        ours, v = posed("7.4").right(ours, p.grad, v, 0.1, 0.9)
        sgd.step()
        np.testing.assert_allclose(ours, p.data)


def test_adam_built_agrees_with_the_engine_for_five_steps():
    p = dl.Tensor([1.0, -2.0, 3.0])
    optimizer = dl.optim.Adam([p], 0.1)
    ours, m, v = np.array(p.data), np.zeros(3), np.zeros(3)
    for t in range(1, 6):
        optimizer.zero_grad()
        (np.array([1.0, 50.0, 0.0]) * p * p).sum().backward()
        ours, m, v = posed("7.6").right(ours, p.grad, m, v, t, 0.1)
        optimizer.step()
        np.testing.assert_allclose(ours, p.data)


@every_sheet
def test_adams_first_step_agrees_with_the_engine(sheet):
    g1, g2, eta = (posed("7.5", sheet).numbers[name] for name in ("g1", "g2", "eta"))
    p = dl.Tensor(np.zeros(3))
    optimizer = dl.optim.Adam([p], eta)
    p.grad = np.array([g1, g2, 0.0])
    optimizer.step()
    np.testing.assert_allclose(p.data, posed("7.5", sheet).right, rtol=2e-5)


@pytest.mark.parametrize(
    ("key", "arguments"), [("7.4", "p, g, v, lr, beta"), ("7.6", "p, g, m, v, t, lr")]
)
def test_the_worked_lines_are_right(key, arguments):
    lines, names = BOOK[key].worked.split("`")[1::2], {"np": np}
    exec(f"def step({arguments}):\n    " + "\n    ".join(lines), names)
    assert posed(key).judge(names["step"]).status == "right"


@every_sheet
def test_a_quieter_batch_is_quieter(sheet):
    there = posed("7.7", sheet)
    one, wanted = there.numbers.values()
    assert one / math.sqrt(there.right) == pytest.approx(wanted)


@every_sheet
def test_the_rate_is_the_schedules(sheet):
    peak, steps, warmup, step = posed("7.8", sheet).numbers.values()
    rate = dl.optim.cosine(peak, steps, warmup=warmup)(step)
    assert posed("7.8", sheet).right == pytest.approx(rate)


def test_every_patient_can_come_and_every_confusion_is_another_illness():
    assert set(illness.CONFUSED) <= set(ILLNESSES)
    for patient, wrong in illness.CONFUSED.items():
        names = [patient, *(name for name, _ in wrong)]
        assert len(set(names)) == 3
        assert set(names) <= set(illness.CONFUSED)
    drawn = {posed("7.9", f"sheet {k}").right for k in range(60)}
    assert drawn == set(illness.CONFUSED)


def decay(parameters, steps):
    """Another schedule than the book's: three falls."""
    return dl.optim.SGD(parameters, dl.optim.step_decay(0.2, steps // 4, 0.3), momentum=0.9)


def later(parameters, steps):
    """A peak that is too high."""
    return dl.optim.SGD(parameters, dl.optim.cosine(0.8, steps), momentum=0.9)


def test_the_best_constant_rate_does_not_do_and_other_schedules_do():
    median, _ = recipe.reached(recipe.constant, b"test")
    assert median < recipe.MEDIAN - 0.005
    median, worst = recipe.reached(decay, b"test")
    assert median > recipe.MEDIAN - 0.01
    assert worst > recipe.WORST - 0.02


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("7.9", "Decayed too early", "7.9: right."),
        ("7.9", "cold", "a name is asked for, one of decayed too early"),
        ("7.10", lambda parameters, steps: None, "recipe returns nothing yet"),
        ("7.10", lambda parameters, steps: 0.1, "recipe returned float; an optimiser"),
        ("7.10", dl.optim.SGD([dl.Tensor(1.0)], 0.1), "hand over recipe"),
        ("7.10", lambda parameters: 1, "raised TypeError"),
        ("7.10", later, "the median of nine hidden starts is"),
        ("7.4", lambda p, g, v, lr, beta: p - lr * (beta * v + g), "return p, v"),
        ("7.6", lambda p, g, m, v, t, lr: None, "not answered yet"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    assert words in said(capsys, key, given)


def test_adams_tries_begin_at_step_1():
    assert [t for *_, t, _ in adam.TRIES] == [1, 2, 30]
