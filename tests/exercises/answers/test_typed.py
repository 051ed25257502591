"""What is typed into an answer box is read as its writer meant it, and never run."""

import math

import pytest

from mathdl.exercises.answers.kind import Array, Name, Number, Whole
from mathdl.exercises.answers.shapes import Booleans, Shape, Shapes
from mathdl.exercises.answers.typed import typed
from mathdl.exercises.answers.unreadable import UnreadableError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.2", 8.2),
        (" -0.5 ", -0.5),
        ("−3", -3),
        ("+7", 7),
        ("8,2", 8.2),
        ("0,405", 0.405),
        ("1,843,200", 1_843_200),
        ("8,200.5", 8200.5),
        ("3/4", 0.75),
        ("2·0.3/5", 0.12),
        ("2 × 3 ÷ 4", 1.5),
        ("2^3", 8),
        ("3²", 9),
        ("10⁻³", 1e-3),
        ("1.5e-4", 1.5e-4),
        ("½", 0.5),
        ("√2", math.sqrt(2)),
        ("√(2)/2", math.sqrt(2) / 2),
        ("50 %", 0.5),
        ("2*exp(-1)", 2 / math.e),
        ("ln 2", math.log(2)),
        ("ln(2)", math.log(2)),
        ("2π", 2 * math.pi),
        ("3 sqrt 4", 6),
        ("2(3 + 4)", 14),
        ("3u²", None),
        ("-(1 + 2)", -3),
        ("e", math.e),
        ("True", True),
        ("...", ...),
        ("", ...),
        ("error", "error"),
        ("two words", "two words"),
    ],
)
def test_one_number_is_read(text, value):
    if value is None:
        with pytest.raises(UnreadableError, match=r"cannot be read"):
            typed(text, several=False)
    else:
        assert typed(text, several=False) == (pytest.approx(value) if value == 0.12 else value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Array(), "3, 0", [3, 0]),
        (Array(), "[3, 0]", [3, 0]),
        (Array(), "3 -1  0.5", [3, -1, 0.5]),
        (Array(), "1,5; -2", [1.5, -2]),
        (Array(), "1/4, 2^2", [0.25, 4]),
        (Array(), "[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        (Shape(), "(3, 1)", (3, 1)),
        (Shape(), "3 × 1", (3, 1)),
        (Shape(), "3x1", (3, 1)),
        (Shape(), "(4,)", (4,)),
        (Shape(or_error=True), "Error", "error"),
        (Shapes(("X", "Y")), "(3, 1), (4,)", [(3, 1), (4,)]),
        (Shapes(("X", "Y")), "(3, 1) → (4,)", [(3, 1), (4,)]),
        (Booleans(("A", "B", "C")), "True, False, true", [True, False, True]),
        (Booleans(("A", "B", "C")), "C, A", [True, False, True]),
        (Booleans(("A", "B", "C")), "F, T, f", [False, True, False]),
        (Booleans(("A", "B", "C")), "yes, no, Yes", [True, False, True]),
        (Booleans(("A", "B", "C")), "B", [False, True, False]),
        (Name(("relu", "tanh")), " ReLU ", "relu"),
        (Whole(), "12 288", None),
        (Whole(), "12,288", 12_288),
    ],
)
def test_each_kind_reads_what_is_typed(kind, text, value):
    if value is None:
        with pytest.raises(UnreadableError):
            kind.typed(text)
        return
    read = kind.read(kind.typed(text))
    assert kind.same(read, kind.prepare(value))


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')", "open('x')", "(lambda: 1)()", "[x for x in (1, 2)]",
        "1 if 2 else 3", "9**9**9**9", "10^10^10", "x = 3", "a.b", "1 < 2", "f'{1}'", "{1: 2}",
        "(((9^20)^20)^20)^20", "1/0", "(-1)^0.5", "(" * 300 + "1", "9" * 5000, "exp(1000)",
        "log(0)", "x(4)",
    ],
)  # fmt: skip
def test_nothing_is_run_and_nothing_hangs(text):
    for several in (True, False):
        with pytest.raises(UnreadableError) as refused:
            Number().read(typed(text, several))
        assert str(refused.value)
