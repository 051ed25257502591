"""What learners type: right answers, known mistakes, and what they write by mistake."""

import random

import numpy as np

from mathdl.exercises.book import BOOK
from mathdl.site.exercises import SHEETS, posed

ODD = (
    "", " ", "...", "…", "[]", "()", "[...]", "1, ...", "True", "no", "t f t f", "yes, no, y, n",
    "error", "Error!", "'error'", "relu", "dl.relu", "relu()", "relu, linear", "the linear layer",
    "1/0", "0/0", "10^400", "2**-3", "(-8)^(1/2)", "0^-1", "exp(1000)", "log(0)", "sqrt(-1)",
    "sqrt 2", "√2", "√(2)", "2π", "2sqrt(3)", "2 exp(1)", "½", "3½", "2^½", "10⁻³", "2³", "5 %",
    "1,5", "1,000", "1,234,567", "12,34", "8,2; 3,4", "1;2;3", "1 2 3", "-1 −2 +3", "1.5.2", "007",
    "1_000", "0x1F", "1e3", "1e-400", "1e999", "-1e999", "nan", "inf", "[1, inf]", "3j", "1+2j",
    "[[1, 2], [3, 4]]", "[[1, 2], [3]]", "[[[1]]]", "(3, 1)", "(3,)", "3 x 1", "3×1",
    "(50, 20), (5,)", "(50,20)→(50,5)→(5,)", "(3, -1)", "(3, 1.0)", "(True, 1)", "2·0.3/5", "3−1",
    "4–1", "6÷2", "1,2,", "1 2", "'1'", '"a" ', "a'b", 'say "a"', "`0.5`", "abs(-3)", "abs(True)",
    "-True", "2*True", "e", "E", "PI", "pi e", "e^2", "log(e)", "ln 2", "log10(1000)", "tanh(0.5)",
    "sin(inf)", "max(1, 2)", "f(x)", "sqrt(2, 3)", "sqrt()", "sqrt(x)", "x + 1", "1 +", "+ 1",
    "--1", "(1", "1)", "[1, 2", "lambda: 1", "1 if 2 else 3", "a.b", "x[0]", "1 < 2", "not 1",
    "2 // 3", "7 % 2", "1 @ 2", "2(3)", "[1, 'a']", "[True, False]", "[True, 2]",
    "99999999999999999999", "10^25", "[10^25, 1]", "18446744073709551615", "123456789.123456789",
    "0.1+0.2", "1/3", "2/3", "-0.0", "-0", "0.00001", "12345678", "1e16", "1e15", "1/1e5",
    "9" * 60, "1" * 401, "(" * 50 + "1" + ")" * 50, "word " * 10,
    "a name that is quite long, so that it has to be cut somewhere", "naïve", "σ", "σ(3)", "x₁",
    "3²",
)  # fmt: skip


def given_answers(count):
    """Yield exercises with their numbers, and answers to them as text; the same ones every time."""
    rng = random.Random(0)
    keys = [key for key in BOOK if "kind" in posed(key, None)]
    known = {}
    for _ in range(count):
        key = rng.choice(keys)
        sheet = rng.choice([None, *SHEETS]) if BOOK[key].draw else None
        if (key, sheet) not in known:
            known[key, sheet] = BOOK[key].set_up(key, sheet), posed(key, sheet)
        it, told = known[key, sheet]
        base = rng.choice([it.right, it.right, *it.mistakes])
        text = rng.choice(ODD) if rng.random() < 0.3 else _typed(base, rng)
        yield it, told, _slipped(text, rng) if rng.random() < 0.3 else text


def _typed(value, rng):
    """Write a value as somebody might type it."""
    value = value.tolist() if isinstance(value, np.ndarray | np.generic) else value
    if isinstance(value, list | tuple):
        parts = [_typed(part, rng) for part in value]
        row = rng.choice([", ", ",", "; ", " "]).join(parts)
        return rng.choice([row, f"[{row}]", f"({row})", f"{row},"])
    if isinstance(value, str | bool):
        return rng.choice([str(value), str(value).lower(), f"'{value}'"])
    number = value * rng.choice([1, 1, 1, 1, -1, 10, 0.1, 1.0000001, 1.004, 1.0006, 2])
    ways = [
        repr,
        str,
        lambda x: f"{x:.{rng.randrange(6)}f}",
        lambda x: f"{x:.{rng.randrange(1, 7)}g}",
    ]
    written = rng.choice(ways)(number)
    turns = [str, lambda w: w.replace(".", ","), lambda w: w.replace("-", "−"), lambda w: f"+{w}"]
    turns += [lambda w: f"{w}/1", lambda w: f"2*{w}/2", lambda w: f"{w}+0.0", lambda w: f"{w} "]
    return rng.choice([str, str, *turns])(written)


def _slipped(text, rng):
    """Change a letter, or leave one out."""
    if not text:
        return text
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(["", "", "1", ",", ".", " ", "-", "(", "x", "%"]) + text[at + 1 :]
