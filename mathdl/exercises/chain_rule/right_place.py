"""Chapter 3, two functions in a row: where each slope is taken."""

from __future__ import annotations

from collections.abc import Callable

import mathdl as dl
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.chain_rule.one_input import pick_one
from mathdl.exercises.exercise import Exercise, Mistake

OUTER = {"sin(u)": dl.sin, "e^u": dl.exp, "u³": lambda u: u**3}
INNER = {"x²": lambda x: x * x, "3x − 1": lambda x: 3 * x - 1, "1/x": lambda x: 1 / x}


def _slopes(outer: str, inner: str, x: float) -> dict[str, float]:
    f, g = dl.derivative(OUTER[outer]), dl.derivative(INNER[inner])
    u = float(INNER[inner](x))
    return {"u": u, "f_u": f(u), "f_x": f(x), "g_x": g(x), "f_g": f(g(x)), "g_u": g(u)}


def _right_place(pick: Callable) -> Callable:
    return lambda **numbers: pick(**_slopes(**numbers))


EXERCISES = {
    "3.3": Exercise(
        title="The right place",
        level=2,
        ask="What is dy/dx for y = {outer} with u = {inner}, at x = {x:g}?",
        numbers={"outer": "e^u", "inner": "x²", "x": 1.4},
        draw=lambda rng: {
            "outer": pick_one(rng, *OUTER),
            "inner": pick_one(rng, *INNER),
            "x": round(float(rng.uniform(0.4, 1.9)), 1),
        },
        kind=Number(),
        right=_right_place(lambda f_u, g_x, **_: f_u * g_x),
        facts=_slopes,
        mistakes=(
            Mistake(
                _right_place(lambda f_x, g_x, **_: f_x * g_x),
                "That is with the outer derivative at x. But the outer function never sees x = "
                "{x:g}; it sees u = {u:.4g}.",
            ),
            Mistake(
                _right_place(lambda f_u, **_: f_u),
                "That is the outer derivative at the right place; the inner one, {g_x:.4g}, still "
                "has to multiply.",
            ),
            Mistake(
                _right_place(lambda f_g, **_: f_g),
                "That is the outer derivative at the inner *derivative*; it belongs at the inner "
                "value, u = {u:.4g}.",
            ),
            Mistake(
                _right_place(lambda f_u, g_u, **_: f_u * g_u),
                "The outer slope is right. The inner one was taken at u = {u:.4g}, but what the "
                "inner function receives is x = {x:g}.",
            ),
            Mistake(
                _right_place(lambda f_u, u, **_: f_u * u),
                "The outer slope times the inner *value*. It wants the inner slope, {g_x:.4g}.",
            ),
            Mistake(
                _right_place(lambda f_x, **_: f_x),
                "That is the outer slope at x. The outer function sees u = {u:.4g}; and the inner "
                "slope is missing, too.",
            ),
            Mistake(
                _right_place(lambda g_x, **_: g_x),
                "That is the inner slope alone. The outer function stretches the nudge once more.",
            ),
            Mistake(
                _right_place(lambda f_g, g_x, **_: f_g * g_x),
                "Two factors, and the second is right. The outer slope belongs at the inner "
                "*value*, u = {u:.4g}, not at the inner slope.",
            ),
            Mistake(
                _right_place(lambda f_u, g_x, **_: f_u + g_x),
                "The two slopes add up to that; stretches multiply.",
            ),
            Mistake(
                _right_place(lambda f_u, g_x, **_: -f_u * g_x),
                "Right size, wrong sign. Look at each of the two slopes again.",
            ),
        ),
        hints=(
            "Section 3.5: each link gives its slope at the number that it receives.",
            "At x = {x:g} the inner slope is {g_x:.4g}, and the outer function sees u = {u:.4g}.",
            "For y = u², u = 3x at x = 1: u = 3, the slopes are 3 and 2u = 6, so dy/dx = 18.",
        ),
        worked="The inner function gives u = {u:.4g} and has slope {g_x:.4g} at x = {x:g}. There "
        "the outer one has slope {f_u:.4g}. Together {f_u:.4g} · {g_x:.4g} = {right:.4f}.",
    ),
}
