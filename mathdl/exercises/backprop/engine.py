"""Chapter 6, the project: an engine of one's own, put through its trials."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import Any

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.backprop.value import engine
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import short

PATIENCE = 100_000  # lines of code for the diamonds; who waits for every user needs some 2,000
DEEP, DIAMONDS = 5000, 60


def _compare(value: type, what: str, f: Callable, *places: float, look: str) -> str:
    """Say where an expression's value or gradients differ from mathdl's."""
    own, theirs = [value(x) for x in places], [dl.Tensor(x) for x in places]
    end, truth = f(*own), f(*theirs)
    if not hasattr(end, "data"):
        return f"{what} returned no Value but {end!r}"
    if not math.isclose(end.data, truth.item(), rel_tol=1e-9, abs_tol=1e-12):
        return f"{what} is {short(truth.item())}, and yours makes it {short(float(end.data))}"
    end.backward()
    truth.backward()
    for mine, right in zip(own, theirs):
        if not math.isclose(mine.grad, float(right.grad), rel_tol=1e-9, abs_tol=1e-12):
            return (
                f"in {what} a gradient is {short(float(right.grad))}, and yours is "
                f"{short(float(mine.grad))}. {look}"
            )
    return ""


def _begins(value: Any) -> str:
    if not isinstance(value, type):
        return "hand over the class itself, Value, not a number made with it"
    if not hasattr(value, "backward"):
        raise UnansweredError
    fresh = value(3.0)
    if getattr(fresh, "data", None) != 3.0 or getattr(fresh, "grad", None) != 0.0:
        return "Value(3.0) has .data 3.0 and, before anything went back, .grad 0.0"
    return ""


def _products(value: type) -> str:
    look = "In a product each factor hears the message times the *other* factor"
    return _compare(value, "w·x + b", lambda w, x, b: w * x + b, 3.0, -2.0, 1.5, look=look)


def _reused(value: type) -> str:
    look = "Messages that meet at one node add up: += and not ="
    return _compare(value, "x·x + x", lambda x: x * x + x, 3.0, look=look)


def _diamond(value: type) -> str:
    def diamond(x: Any) -> Any:
        u = x * x
        v, s = u * u, u + u
        return v * s + u

    look = "Let a node pass its total on once, when all its users have reported"
    return _compare(value, "the diamond with u = x·x", diamond, 1.5, look=look)


def _numbers(value: type) -> str:
    look = "A plain number is a Value that nobody asks for its gradient"
    turned = hasattr(value, "__radd__") and hasattr(value, "__rmul__")
    try:
        said = _compare(value, "x·3 + 1", lambda x: x * 3 + 1, 2.0, look=look)
    except (TypeError, AttributeError):
        return "x * 3 + 1 fails: make a Value of a plain number before you use it"
    if said or not turned:
        return said or "3 * x and 1 + x fail: Python looks for __rmul__ and __radd__"
    return _compare(value, "2·x + (1 + x)", lambda x: 2 * x + (1 + x), 2.0, look=look)


def _bends(value: type) -> str:
    def through(bend: str) -> Callable:
        return lambda x: getattr(x, bend)() * x if hasattr(x, bend) else getattr(dl, bend)(x) * x

    for bend, look in (
        ("tanh", "The slope of tanh is 1 − t², where t is its *value*"),
        ("relu", "relu's gate looks at its input: slope 1 above 0, and 0 below"),
    ):
        for x in (0.7, -0.7):
            what = f"x·{bend}(x) at {short(x)}"
            if said := _compare(value, what, through(bend), x, look=look):
                return said
    return ""


def _deep(value: type) -> str:
    x = end = value(1.0)
    for _ in range(DEEP):
        end = end + x * 0.001
    try:
        end.backward()
    except RecursionError:
        return (
            f"a chain of {DEEP:,} steps ends in a RecursionError: walk it with a list of nodes "
            "and a loop, not with a function that calls itself"
        )
    if not math.isclose(x.grad, 1 + 0.001 * DEEP, rel_tol=1e-9):
        return f"a chain of {DEEP:,} steps has slope {1 + 0.001 * DEEP:g}, yours is {x.grad:g}"
    return ""


def _many_paths(value: type) -> str:
    x = end = value(1.0)
    for _ in range(DIAMONDS):
        end = end + end
    if not _in_time(end.backward):
        return (
            f"{DIAMONDS} diamonds in a row take forever: your engine walks every path. Wait until "
            "all users have reported, and pass on once"
        )
    return "" if x.grad == 2.0**DIAMONDS else f"{DIAMONDS} diamonds: {x.grad:g}, not 2^{DIAMONDS}"


def _in_time(f: Callable) -> bool:
    """Call a function for `PATIENCE` lines of code at most; return whether it came to an end."""
    left = PATIENCE

    def count(frame: Any, event: str, argument: Any) -> Callable:
        nonlocal left
        left -= 1
        if left < 0:
            raise TimeoutError
        return count

    tracer = sys.gettrace()
    sys.settrace(count)
    try:
        f()
    except TimeoutError:
        return False
    finally:
        sys.settrace(tracer)
    return True


TRIALS = (_begins, _products, _reused, _diamond, _numbers, _bends, _many_paths, _deep)


EXERCISES = {
    "6.10": Exercise(
        title="Your own engine",
        level=4,
        ask="Write the class `Value`: a number with `.data` and `.grad` that can be added and "
        "multiplied, also with plain numbers on either side, with `.tanh()`, `.relu()` and "
        "`.backward()`. It is tried on hidden expressions: products, values used twice, diamonds, "
        f"plain numbers, both bends at 0.7 and −0.7, {DIAMONDS} diamonds in a row, and a chain of "
        f"{DEEP:,} steps.",
        kind=Built("Value", TRIALS),
        right=engine,
        mistakes=(
            Mistake(
                lambda: engine(factor=lambda a, b: a),
                "In a product the two factors have exchanged their slopes: for a·b, the slope in a "
                "is b.",
            ),
            Mistake(
                lambda: engine(gather=lambda old, message: message),
                "x·x + x uses x three times, and only the last message is left: `+=`, not `=`.",
            ),
            Mistake(
                lambda: engine(wait=False),
                "Each time a message arrives you pass on the running total, so that what came "
                "first goes on twice. Count the users, and pass on when the last has reported.",
            ),
            Mistake(
                lambda: engine(plain=False),
                "`x * 3 + 1` fails: 3 has no .data. Make a Value of it first.",
            ),
            Mistake(
                lambda: engine(turned=False),
                "`3 * x` fails: Python asks the number first, then looks for `__rmul__` and "
                "`__radd__` in your class. `__rmul__ = __mul__` is enough.",
            ),
            Mistake(
                lambda: engine(bent=lambda z, t: 1 - z * z),
                "In tanh you squared the input. Its slope is 1 − t², with the *output* t.",
            ),
            Mistake(
                lambda: engine(gate=lambda z: 1.0),
                "relu has no gate: where its input is negative, its slope is 0.",
            ),
            Mistake(
                lambda: engine(wait=False, pass_on=lambda message, total: message),
                "All gradients are right, but each path is walked separately, and sixty diamonds "
                "have 2⁶⁰ of them. Wait for all users, and pass on once.",
            ),
            Mistake(
                lambda: engine(loops=False),
                "All gradients are right, but a function that calls itself gets lost in a chain of "
                "thousands of steps. Keep a list of what is still to be done, and loop.",
            ),
        ),
        hints=(
            "Section 6.2 has the constructor and the edges of a sum and a product: make methods of "
            "them, `__add__` and `__mul__`. Section 6.4 has `backward`.",
            "First line of both: `other = other if isinstance(other, Value) else Value(other)`. "
            "Then `__radd__ = __add__` and `__rmul__ = __mul__`.",
            "tanh: `t = math.tanh(self.data)`, then `return Value(t, [(self, 1 - t * t)])`. relu "
            "has the edge `(self, float(self.data > 0))`.",
        ),
        worked="Appendix A has it in full, thirty-odd lines: `__init__` of section 6.2, four "
        "operations that return a Value with its edges, and `backward` of section 6.4.",
        then="Now let it train: the cells below do, and the picture replays every step.",
    ),
}
