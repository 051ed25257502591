"""Every kind of learner: the same answer in many forms, rounded as asked, and nearly right."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from sheets import posed, said

import mathdl as dl
from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array, Number, Numbers
from mathdl.exercises.book import BOOK

SHEETS = [None, *(f"sheet {i}" for i in range(30))]
KINDS = {key: BOOK[key].set_up(key).kind for key in BOOK}
NUMBERS = [key for key in BOOK if isinstance(KINDS[key], Number)]
ARRAYS = [key for key in BOOK if isinstance(KINDS[key], Array)]
ASKED = {"two": 2, "three": 3, "four": 4}


@pytest.mark.parametrize("key", NUMBERS)
def test_a_number_is_taken_in_every_form(key):
    there = posed(key)
    right = float(there.right)
    forms = [
        np.float64(right), np.array(right), np.float32(right), dl.Tensor(right),
        Decimal(right), Fraction(right), str(right), f"{right!r}".replace(".", ","),
        f"{right!r} * 1", f"({2 * right!r}) ÷ 2",
    ]  # fmt: skip
    assert {there.judge(form).status for form in forms} == {"right"}
    for form in ("about ten", True, None, [right, right], float("nan"), np.sin, {}, 1j, 10**400):
        verdict = there.judge(form)
        assert verdict.status == "unreadable", form
        assert verdict.says.endswith(".")


def test_of_a_list_it_is_said_which_numbers_are_not_right():
    right = np.array([1.0, 2.0, 3.0])
    kind = Array(exact=True)
    assert kind.partly(np.array([1.0, 9.0, 8.0]), right) == (
        "not yet: of the 3 numbers, not right: number 2 and 3"
    )
    assert kind.partly(right + 10, right) == ""


@pytest.mark.parametrize("key", ARRAYS)
def test_a_list_is_taken_in_every_form(key):
    there = posed(key)
    right = np.array(there.right, float)
    forms = [
        right.tolist(), tuple(right.tolist()), right, right.astype(np.float32), dl.Tensor(right),
        right.astype(object), str(right.tolist()), [dl.Tensor(row) for row in right],
        [*map(Fraction, right.flat)],
    ]  # fmt: skip
    for form in forms[: None if right.ndim == 1 else -1]:
        assert there.judge(form).status == "right", form
    for form in (right[..., None], right.flatten()[:-1], right.flat[0]):
        assert "asked for" in there.judge(form).says
    assert there.judge(right * np.nan).status == "unreadable"
    assert there.judge([...] * len(right)).status == "unanswered"
    assert there.judge([0.5, ...]).status == "unreadable"


def asked_for(key, name):
    """How many decimals or digits the words of the question ask for."""
    words = BOOK[key].ask
    found = [n for word, n in ASKED.items() if f"{word} {name}" in words]
    return found[0] if found else None


def rounded(right, decimals, digits):
    if decimals is not None:
        return np.round(right, decimals).tolist()
    return float(f"{right:.{digits - 1}e}")


def kinds_of(key):
    """Pair each kind of an answer with its place: all of it, or a part."""
    kind = KINDS[key]
    return [(k, i) for i, k in enumerate(getattr(kind, "kinds", {}).values())] or [(kind, ...)]


TO_ROUND = [key for key in BOOK if any(getattr(k, "decimals", None) or getattr(k, "digits", None)
            for k, _ in kinds_of(key))]  # fmt: skip


def test_the_kind_asks_for_as_many_digits_as_the_question():
    assert len(TO_ROUND) >= 6
    for key in BOOK:
        for kind, _ in kinds_of(key):
            if isinstance(kind, Numbers):
                assert (kind.decimals or None) == asked_for(key, "decimals"), key
                digits = asked_for(key, "digits") or asked_for(key, "significant digits")
                assert kind.digits == digits, key


@pytest.mark.parametrize("key", TO_ROUND)
def test_what_is_rounded_as_asked_is_right_and_a_unit_further_is_not(key):
    for sheet in SHEETS:
        there = posed(key, sheet)
        for kind, place in kinds_of(key):
            right = np.array(there.right if place is ... else there.right[place], float)
            prepared = kind.prepare(right)
            given = np.array(rounded(right, kind.decimals, kind.digits))
            unit = kind._last(prepared)
            assert kind.same(kind.read(given), prepared), (sheet, given)
            assert not kind.same(kind.read(given + unit), prepared), (sheet, given)
            assert not kind.same(kind.read(given - unit), prepared), (sheet, given)


EVEN = [key for key in BOOK if all(getattr(k, "exact", False) for k, _ in kinds_of(key))]


@pytest.mark.parametrize("key", EVEN)
def test_where_it_comes_out_even_one_off_is_wrong(key):
    for sheet in SHEETS:
        there = posed(key, sheet)
        for kind, place in kinds_of(key):
            right = kind.prepare(there.right if place is ... else there.right[place])
            off = right.copy()
            off.flat[0] += 1
            assert not kind.same(off, right), sheet


@pytest.mark.parametrize("key", [key for key in BOOK if isinstance(KINDS[key], Function)])
def test_a_function_is_answered_in_a_sentence_whatever_it_returns(key):
    right = posed(key).right

    def as_list(*given):
        value = right(*given)
        return [np.asarray(v).tolist() for v in value] if KINDS[key].parts else value

    assert posed(key).judge(as_list).status == "right"
    for returned in (0.0, "text", np.ones(7), float("nan"), (), right):
        verdict = posed(key).judge(lambda *given, r=returned: r)
        assert verdict.status in ("wrong", "unreadable"), returned
        assert verdict.says.endswith(".")


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("1.1", [0, 3], "Something is crossed: the first weight belongs to the first input, and"),
        ("1.2", [True] * 4, "The bias +4 would give that; it is −4."),
        ("2.1", np.array([100, 3, 32, 48]), "if its entries are the lengths, write a tuple"),
        ("2.1", False, "such as (3, 1), not False"),
        ("2.4", lambda images: images, "an array of shape (2, 3, 4, 5) is asked for"),
        ("2.6", 1.3, "that is the right answer, rounded too far: give more digits"),
        ("3.1", 8.24, "not a slip"),
        ("3.2", 10.0995, "That is the true root."),
        ("3.3", "about 20", "'about 20' cannot be read"),
        ("3.3", "u", "a number is asked for, 'u' is text."),
        ("3.4", lambda x: round(-6 * x * np.exp(-3 * x * x), 4), "nearly: right to a few digits"),
        ("3.4", lambda x: -6 * abs(x) * np.exp(-3 * x * x), "right for 2 of 3 tries, but not for"),
        ("3.4", lambda x: [x], "returned an array of shape (1,); a number is asked for"),
        ("3.8", 674, "not a slip"),
        ("3.8", 680, "rounded too far"),
        ("4.3", 0.1049, "nearly: the last digit is off"),
        ("4.3", 0.10, "rounded too far: four decimals are asked for"),
        ("4.3", 0.881, "That is σ(2) itself."),
        ("4.6", 0.73, "not a slip"),
        ("4.6", 0.72, "rounded too far: three digits are asked for"),
        ("5.2", [-6, -2.7], "rounded too far: give more digits"),
        ("5.5", 3.05, "rounded too far: four decimals"),
        ("5.6", (-0.99, -0.013), "for CE, that is the right answer, rounded too far: three digits"),
        ("5.9", lambda z: z[-1] + np.log(np.exp(z - z[-1]).sum()), "wherever it stands"),
        ("5.9", lambda z: np.exp(z).sum(), "logsumexp(array([1000., 1000.])) comes to inf"),
        ("6.5", lambda X, W, G: (G @ W, G.T @ X / 5, G.sum(0)), "dX is right, dW is not yet, db"),
        ("6.7", "`dl.TANH`.", "6.7: "),
    ],
)
def test_what_each_learner_hears(capsys, key, given, words):
    assert words in said(capsys, key, given)


@pytest.mark.parametrize(("key", "place"), [("3.2", 0), ("3.7", 0), ("5.5", -1)])
def test_a_sentence_about_a_near_miss_keeps_the_answer(key, place):
    for sheet in SHEETS:
        there = posed(key, sheet)
        assert f"{there.right:.4g}" not in there.say(there.exercise.mistakes[place].says)
