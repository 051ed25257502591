"""Chapter 6, backward by hand: along a chain, and into a value used three times."""

from __future__ import annotations

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "6.1": Exercise(
        title="Once through and back",
        level=1,
        ask="L = (w·x + b − y)² at x = {x}, w = {w}, b = {b}, y = {y}. Go forward, then back. What "
        "are ∂L/∂w, ∂L/∂b and ∂L/∂x? Give a list [w, b, x] of three numbers.",
        numbers={"x": 3, "w": 2, "b": 2, "y": 5},
        draw=lambda rng: dict(zip("xwby", rng.integers(1, 8, 4).tolist())),
        kind=Array(exact=True),
        right=lambda x, w, b, y: [2 * (w * x + b - y) * s for s in (x, 1, w)],
        facts=lambda x, w, b, y: {
            "r": w * x + b - y,
            "top": 2 * (w * x + b - y),
            "loss": (w * x + b - y) ** 2,
        },
        mistakes=(
            Mistake(
                lambda x, w, b, y: [2 * (w * x + b - y) * s for s in (w, 1, x)],
                "w and x are crossed: in w·x the local derivative for w is *x*.",
            ),
            Mistake(
                lambda x, w, b, y: [(w * x + b - y) * s for s in (x, 1, w)],
                "The square's local derivative is 2r; the 2 is missing.",
            ),
            Mistake(
                lambda x, w, b, y: [-2 * (w * x + b - y) * s for s in (x, 1, w)],
                "All three have the wrong sign: r = w·x + b − y is {r}.",
            ),
            Mistake(
                lambda x, w, b, y: [(w * x + b - y) ** 2 * s for s in (x, 1, w)],
                "That is with the loss L = {loss} sent back. What travels is the derivative of "
                "the square, 2r = {top}.",
            ),
            Mistake(
                lambda x, w, b, y: [2 * (w * x + b - y)] * 3,
                "{top} reaches the sum, and b. The product multiplies it on: by x for w, by w for "
                "x.",
            ),
            Mistake(
                lambda x, w, b, y: [2 * (w * x + b - y) * s for s in (x, 1, 1)],
                "w and b are right. x stands in the product too, with the local derivative w.",
            ),
            Mistake(
                lambda x, w, b, y: [2 * (w * x + b - y) * s for s in (x, 0, w)],
                "Nothing reaches b? A sum hands its message on to both summands: {top} for b.",
            ),
            Mistake(
                lambda x, w, b, y: [2 * (w * x + b) * s for s in (x, 1, w)],
                "The square is of r = w·x + b − y, so the message starts from r = {r}: the y was "
                "left out.",
            ),
            Mistake(
                lambda x, w, b, y: [2 * (w * x + b - y) * s for s in (x, b, w)],
                "For b you multiplied by b. In a sum the local derivative is 1.",
            ),
            Mistake(
                lambda x, w, b, y: [x, 1, w],
                "Those are the local derivatives of w·x + b. Multiply each by what comes from "
                "above, 2r = {top}.",
            ),
            Mistake(
                lambda x, w, b, y: [4 * (w * x + b - y) * s for s in (x, 1, w)],
                "Twice too much: the 2 of the square is in {top} = 2r already, and counts once.",
            ),
            Mistake(
                lambda x, w, b, y: [(w * x + b - y) * s for s in (2 * x, 1, 2 * w)],
                "w and x are right. The sum hands on the whole message to b, {top} and not {r}.",
            ),
        ),
        hints=(
            "Section 6.3: each step back is local derivative times gradient from above.",
            "Forward: r = {w}·{x} + {b} − {y} = {r}. The first message back is 2r = {top}.",
            "For x = 1, w = 2, b = 0, y = 1: r = 1, the message is 2, and [2·1, 2, 2·2] = "
            "[2, 2, 4].",
        ),
        worked="Forward r = {r} and L = {loss}. Back: 2r = {top} reaches the sum and passes "
        "unchanged to b; w gets {top}·{x}, x gets {top}·{w}: {right}.",
        then="One pass back gave all three. Let the engine step through it and compare.",
    ),
    "6.2": Exercise(
        title="Used three times",
        level=2,
        ask="L = x·x + {k}·x at x = {x}. Go back node by node. What is x.grad in the end?",
        numbers={"x": 4, "k": 3},
        draw=lambda rng: {"x": int(rng.integers(3, 12)), "k": int(rng.integers(2, 12))},
        kind=Number(exact=True),
        right=lambda x, k: 2 * x + k,
        facts=lambda x, k: {"two_x": 2 * x},
        mistakes=(
            Mistake(
                lambda x, k: x + k,
                "x stands twice in x·x: that makes two edges, and {x} arrives by each.",
            ),
            Mistake(lambda x, k: 2 * x, "The edge through {k}·x is missing."),
            Mistake(
                lambda x, k: k,
                "That is the last message alone, as if it replaced those before: gradients that "
                "meet *add* (`+=`, not `=`).",
            ),
            Mistake(
                lambda x, k: x,
                "That is one message alone. Three arrive at x; add them all.",
            ),
            Mistake(
                lambda x, k: x * x * k,
                "That multiplies all three messages. Along a path multiply, between paths add.",
            ),
            Mistake(
                lambda x, k: x * x,
                "That is the value of x·x. Going back, {x} arrives twice from there.",
            ),
            Mistake(
                lambda x, k: 2 * x * k,
                "Along a path one multiplies; where paths meet, one adds: {two_x} + {k}.",
            ),
            Mistake(
                lambda x, k: x * x + k,
                "x·x was taken as its own slope. Two edges lead back from it, {x} by each.",
            ),
            Mistake(lambda x, k: x * x + k * x, "That is L, the value. Now walk back from it."),
            Mistake(
                lambda x, k: k * x,
                "That is the value of {k}·x. Its slope is {k}; and {x} arrives twice from x·x.",
            ),
        ),
        hints=(
            "How many edges of the graph end at x?",
            "Two edges come from x·x, each with local derivative {x}. The third comes from {k}·x.",
            "For L = x·x + x at x = 1: messages 1, 1 and 1, so x.grad is 3.",
        ),
        worked="Each of the two edges of x·x brings {x}, the edge of {k}·x brings {k}: {x} + {x} + "
        "{k} = {right}.",
        then="Check it the other way: the derivative of x² + {k}x is 2x + {k}.",
    ),
}
