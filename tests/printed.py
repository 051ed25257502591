"""Formulas as they are printed, read back: LaTeX on pages, plain Unicode in docstrings.

What is read is computed with, so that a test compares the very words a reader sees. Names are
single letters with or without an index (which counts for nothing: arrays are computed entry by
entry), and those words that FUNCTIONS and WORDS know.
"""

import math
import re
from collections.abc import Callable

import numpy as np


def _softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def _sigma(z):
    return 1 / (1 + np.exp(-z))


def _area(z):
    """The share of the bell curve below z."""
    return np.vectorize(lambda z: (1 + math.erf(z / math.sqrt(2))) / 2)(z)


FUNCTIONS = {
    "sigmoid": _sigma, "σ": _sigma, "Φ": _area, "tanh": np.tanh, "log": np.log, "exp": np.exp,
    "sin": np.sin, "cos": np.cos, "sign": np.sign, "sqrt": np.sqrt, "√": np.sqrt, "abs": np.abs,
    "max": np.maximum, "min": np.minimum, "softmax": _softmax, "Σ": np.sum,
    "relu": lambda z: np.maximum(0, z),
}  # fmt: skip
WORDS = ("alpha", "delta", "prediction", "target", "negative_slope", "logit", *FUNCTIONS)
FRACTIONS = {"½": "0.5", "¼": "0.25"}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃⁿᶻ", "0123456789-anz")
COMMANDS = {
    r"\sigma": "σ", r"\Phi": "Φ", r"\pi": "π", r"\delta": "delta", r"\eta": "η", r"\cdot": "·",
    r"\sum": "Σ", r"\tanh": "tanh", r"\log": "log", r"\max": "max", r"\min": "min", r"\le": "≤",
    r"\lvert": "|", r"\rvert": "|",
}  # fmt: skip
SPACES = re.compile(r"\\[,;!]|\\(?:bigl|bigr|left|right|quad|qquad)(?![a-z])|~")
TOKEN = re.compile(r"\d+\.\d+|\d+|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r"|[^\s]")


def from_latex(printed: str) -> Callable:
    """Read the right side of a LaTeX equation: a function of the names in it."""
    return read(_plain(printed))


def _plain(latex: str) -> str:
    """Write LaTeX as the plain text that docstrings have."""
    text = SPACES.sub(" ", latex).replace(r"\hat y", "ŷ")
    text = re.sub(r"\\text\{(\w+)\}", r" \1 ", text)
    cases = re.search(r"\\begin\{cases\}(.*?)\\end\{cases\}", text, re.S)
    if cases:
        rows = [row.split("&") for row in cases[1].split(r"\\")]
        chosen = f"[{rows[0][0]} ? {rows[0][1]} : {rows[1][0]}]"
        text = text[: cases.start()] + chosen + text[cases.end() :]
    while (start := text.find(r"\frac")) >= 0:
        above, middle = _braced(text, start + 5)
        below, end = _braced(text, middle)
        text = f"{text[:start]}(({above})/({below})){text[end:]}"
    for command, word in COMMANDS.items():
        text = re.sub(re.escape(command) + r"(?![a-z])", f" {word} ", text)
    text = re.sub(r"\\sqrt", "√", text).replace("{", "(").replace("}", ")")
    text = re.sub(r"_(\([^()]*\)|\w)", "", text)  # an index
    if "\\" in text:
        raise ValueError(f"{latex!r} has a command that nobody reads: {text}")
    return text


def _braced(text: str, start: int) -> tuple[str, int]:
    depth = 0
    for end in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if not depth:
            return text[start + 1 : end], end + 1
    raise ValueError(f"a brace is open in {text!r}")


def read(printed: str) -> Callable:
    """Read a formula in plain text, such as 1/(1 + e⁻ᵃ): a function of the names in it."""
    text = printed.replace("−", "-").replace("×", "·")
    text = re.sub(r"[ᵢⱼᵏₖ]", "", text)
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃⁿᶻ]+", lambda m: f"^({m[0].translate(RAISED)})", text)
    for sign, number in FRACTIONS.items():
        text = text.replace(sign, f" {number} ")
    return _Reader(TOKEN.findall(text.strip().rstrip(".,")), printed).whole()


class _Reader:
    """Sums of products of powers; what stands side by side is multiplied."""

    def __init__(self, tokens: list[str], printed: str) -> None:
        self.tokens, self.printed, self.at = tokens, printed, 0

    def whole(self) -> Callable:
        found = self.sum()
        if self.next:
            raise ValueError(f"{self.printed!r} cannot be read from {self.tokens[self.at :]} on")
        return lambda **names: found({"e": math.e, "π": math.pi, **names})

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *expected: str) -> str:
        token = self.next
        if not token or (expected and token not in expected):
            raise ValueError(f"{self.printed!r}: {expected or 'more'} is expected, not {token!r}")
        self.at += 1
        return token

    def sum(self) -> Callable:
        total = self.product()
        while self.next in ("+", "-"):
            add = np.add if self.take() == "+" else np.subtract
            total = _both(add, total, self.product())
        return total

    def product(self) -> Callable:
        if self.next == "-":
            self.take()
            inside = self.product()
            return lambda names: -inside(names)
        total = self.power()
        while self.next in ("·", "/") or self.starts_a_factor():
            sign = self.take() if self.next in ("·", "/") else "·"
            total = _both(np.divide if sign == "/" else np.multiply, total, self.power())
        return total

    def starts_a_factor(self) -> bool:
        return self.next in ("(", "[", "√") or self.next[:1].isalnum()

    def power(self) -> Callable:
        base = self.atom()
        if self.next == "^":
            self.take()
            exponent = self.atom()
            return _both(np.power, base, exponent)
        return base

    def atom(self) -> Callable:
        token = self.take()
        if token == "-":
            inside = self.atom()
            return lambda names: -inside(names)
        if token == "(":
            inside = self.sum()
            self.take(")")
            return inside
        if token == "|":
            inside = self.sum()
            self.take("|")
            return lambda names: np.abs(inside(names))
        if token == "[":
            return self.choice()
        if token in FUNCTIONS:
            return self.call(FUNCTIONS[token])
        if token[0].isdigit():
            return lambda names: float(token)
        if token[0].isalpha():
            return lambda names: names[token]
        raise ValueError(f"{self.printed!r} cannot be read at {token!r}")

    def call(self, function: Callable) -> Callable:
        """tanh(z), tanh z, tanh² z, max(0, z)."""
        exponent = None
        if self.next == "^":
            self.take()
            exponent = self.atom()
        if self.next == "(":
            self.take()
            arguments = [self.sum()]
            while self.next == ",":
                self.take()
                arguments.append(self.sum())
            self.take(")")
        else:
            arguments = [self.product() if function is np.sum else self.power()]

        def value(names):
            found = function(*(argument(names) for argument in arguments))
            return found if exponent is None else found ** exponent(names)

        return value

    def choice(self) -> Callable:
        """[one ? condition : another]."""
        one = self.sum()
        self.take("?")
        left, sign = self.sum(), self.take(">", "<", "≤", "=")
        right = self.sum()
        self.take(":")
        other = self.sum()
        self.take("]")
        holds = {">": np.greater, "<": np.less, "≤": np.less_equal, "=": np.equal}[sign]
        return lambda names: np.where(holds(left(names), right(names)), one(names), other(names))


def _both(function: Callable, left: Callable, right: Callable) -> Callable:
    return lambda names: function(left(names), right(names))
