"""Chapter 3, several inputs and several paths."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "3.6": Exercise(
        title="A gradient",
        level=2,
        ask="f(x, y) = x² + {c}xy. What is its gradient at ({a}, {b})? Give a list of two numbers.",
        numbers={"a": 3, "b": 5, "c": 4},
        draw=lambda rng: dict(zip("abc", rng.permutation(np.arange(2, 9))[:3].tolist())),
        kind=Array(exact=True),
        right=lambda a, b, c: [2 * a + c * b, c * a],
        facts=lambda a, b, c: {"two_a": 2 * a, "cb": c * b, "ca": c * a, "fx": 2 * a + c * b},
        mistakes=(
            Mistake(
                lambda a, b, c: [2 * a, c * a],
                "For ∂f/∂x the y is frozen at {b}, not at 0: {c}xy is then {cb}x and contributes "
                "{cb}.",
            ),
            Mistake(
                lambda a, b, c: [2 * a + c * b, c * b],
                "∂f/∂x is right. {cb} is the slope of {c}xy by x; for ∂f/∂y freeze x = {a} and "
                "let y move.",
            ),
            Mistake(
                lambda a, b, c: [2 * a, c * b],
                "Two slips. For ∂f/∂x freeze y = {b}: {c}xy is then {cb}x and contributes {cb}. "
                "For ∂f/∂y freeze x = {a}: {c}xy is then {ca}y.",
            ),
            Mistake(
                lambda a, b, c: [2 * a + c, c],
                "As if the slope of xy were 1. With y frozen, {c}xy is {c}·{b} times x: the "
                "frozen number stays as a factor.",
            ),
            Mistake(
                lambda a, b, c: [c * a, 2 * a + c * b],
                "Right numbers in the wrong order: first ∂f/∂x, then ∂f/∂y.",
            ),
            Mistake(
                lambda a, b, c: a * a + c * a * b,
                "That is f at this point. A gradient is a list of two slopes.",
            ),
            Mistake(
                lambda a, b, c: 2 * a + c * b + c * a,
                "A gradient is a list, one number per input; adding them loses the direction.",
            ),
            Mistake(
                lambda a, b, c: [2 * a + b, c * a],
                "∂f/∂y is right. In ∂f/∂x the {c} of {c}xy has gone missing: with y frozen it is "
                "{cb} times x.",
            ),
            Mistake(
                lambda a, b, c: [2 * a + c * b, c * a * b],
                "∂f/∂x is right. {c}xy itself stands where its slope by y belongs: freeze x = "
                "{a}, and it is {c}·{a} times y.",
            ),
        ),
        hints=(
            "One input at a time, the other one frozen.",
            "For ∂f/∂x freeze y = {b}: then f is x² + {cb}x, a function of one variable.",
            "For f = xy at (2, 5): ∂f/∂x = 5 and ∂f/∂y = 2, so the gradient is [5, 2].",
        ),
        worked="∂f/∂x = 2x + {c}y = {two_a} + {cb} = {fx}, and ∂f/∂y = {c}x = {ca}.",
    ),
    "3.7": Exercise(
        title="What the gradient promises",
        level=3,
        ask="Take f(x, y) = x² + {c}xy at ({a}, {b}), where the gradient is [{fx}, {fy}]. You "
        "step by ({dx}, {dy}). Which change of f does the gradient promise?",
        numbers={"a": 1, "b": 2, "c": 3, "dx": 0.01, "dy": -0.02},
        draw=lambda rng: {
            **dict(zip("abc", rng.integers(1, 6, 3).tolist())),
            "dx": int(rng.integers(1, 5)) / 100,
            "dy": -int(rng.integers(1, 5)) / 100,
        },
        kind=Number(tolerance=0.004, exact=True),
        right=lambda a, b, c, dx, dy: (2 * a + c * b) * dx + c * a * dy,
        facts=lambda a, b, c, dx, dy: {
            "fx": 2 * a + c * b,
            "fy": c * a,
            "first": (2 * a + c * b) * dx,
            "second": c * a * dy,
            "away": -c * a * dy,
            "true": (a + dx) ** 2 + c * (a + dx) * (b + dy) - a * a - c * a * b,
            "here": a * a + c * a * b,
        },
        mistakes=(
            Mistake(
                lambda a, b, c, dx, dy: (a + dx) ** 2 + c * (a + dx) * (b + dy) - a * a - c * a * b,
                "That is the true change. The gradient *promises* slope times step for each "
                "input, added; the gap is of second order: it dies faster than the step.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: (2 * a + c * b) * dx - c * a * dy,
                "The second step is negative, so its part is taken away: {first:.4g} − {away:.4g}.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: (2 * a + c * b + c * a) * (dx + dy),
                "That is the sum of the slopes times the sum of the steps; each slope "
                "belongs to its own step.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: a * a + c * a * b + (2 * a + c * b) * dx + c * a * dy,
                "That is where f will be; it is {here} now. By how much does it *change*?",
            ),
            Mistake(
                lambda a, b, c, dx, dy: 2 * a + c * b + c * a,
                "That is the sum of the two slopes. Each is to be multiplied by its own step.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: (2 * a + c * b) * dx,
                "That is what the first input promises. The second one makes its promise, too.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: c * a * dy,
                "That is what the second input promises. The first one makes its promise, too.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: (2 * a + c * b) * dy + c * a * dx,
                "Crossed slopes and steps give that: {fx} belongs to {dx}, and {fy} to {dy}.",
            ),
            Mistake(
                lambda a, b, c, dx, dy: -(2 * a + c * b) * dx - c * a * dy,
                "The right size, wrong sign: {first:.4g} − {away:.4g}.",
            ),
        ),
        hints=(
            "Each input makes its own promise: slope times step. Then add.",
            "The first input promises {fx} · {dx}.",
            "For the gradient [5, 2] and the step (0.1, 0.1): 0.5 + 0.2 = 0.7.",
        ),
        worked="{fx} · {dx} + {fy} · ({dy}) = {first:.4g} + ({second:.4g}) = {right:.4g}. The true "
        "change is {true:.4g}.",
        then="The true change is {true:.4g}. The gap is dx² + {c}·dx·dy: small squared.",
    ),
    "3.8": Exercise(
        title="Two paths",
        level=2,
        ask="u = x², v = {k}x, and z = u · v. Find dz/dx at x = {x} by adding the paths.",
        numbers={"x": 5, "k": 9},
        draw=lambda rng: {"x": int(rng.integers(2, 8)), "k": int(rng.integers(2, 10))},
        kind=Number(exact=True),
        right=lambda x, k: 3 * k * x * x,
        facts=lambda x, k: {
            "u": x * x,
            "v": k * x,
            "two_x": 2 * x,
            "via_u": 2 * k * x * x,
            "via_v": k * x * x,
        },
        mistakes=(
            Mistake(
                lambda x, k: 2 * k * x * x,
                "That is the path through u only. x also reaches z through v.",
            ),
            Mistake(lambda x, k: k * x * x, "That is the path through v only."),
            Mistake(
                lambda x, k: 2 * k * k * x**4,
                "Along a path multiply; between paths *add*.",
            ),
            Mistake(
                lambda x, k: 2 * x * k,
                "That is u′ · v′: the derivative of a product is not the product of the "
                "derivatives.",
            ),
            Mistake(
                lambda x, k: 3 * k * x,
                "Nearly: z = {k}x³ has the slope 3 · {k} · x *squared*.",
            ),
            Mistake(
                lambda x, k: 2 * x + k,
                "That is u′ + v′, the slope of u + v. On each path the other factor multiplies.",
            ),
            Mistake(
                lambda x, k: k * x**3, "That is z itself. How much does it move per unit of x?"
            ),
        ),
        hints=(
            "Which two paths lead from x to z?",
            "Through u: ∂z/∂u · du/dx = v · 2x = {v} · {two_x}.",
            "For z = x · x at x = 5, both paths give 5 · 1, together 10 = 2x.",
        ),
        worked="Through u: v · 2x = {v} · {two_x} = {via_u}. Through v: u · {k} = {u} · {k} = "
        "{via_v}. Together {right}.",
        then="Check it the other way: z = {k}x³, and its slope is 3 · {k}x².",
    ),
}
