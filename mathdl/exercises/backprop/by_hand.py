"""Chapter 6, backward by hand: along a chain, into a value used twice, across a diamond."""

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
    "6.3": Exercise(
        title="Wait for everybody",
        level=3,
        ask="A diamond: u₁ = x², u₂ = {p}·u₁, u₃ = {q}·u₁, L = u₂ + u₃, at x = {x}. Going back, "
        "the message of u₂ reaches u₁ before that of u₃. What is x.grad when (i) u₁ waits until "
        "both have reported and passes on once, (ii) u₁ passes on its *running total* each time a "
        "message arrives, (iii) u₁ passes on only once, at the first message? Give a list of three "
        "numbers.",
        numbers={"x": 1, "p": 2, "q": 7},
        draw=lambda rng: dict(
            zip("xpq", (int(rng.integers(1, 4)), *rng.permutation([2, 4, 6, 7, 8, 9])[:2].tolist()))
        ),
        kind=Array(exact=True),
        right=lambda x, p, q: [2 * x * (p + q), 2 * x * (2 * p + q), 2 * x * p],
        facts=lambda x, p, q: {
            "s": 2 * x,
            "sum": p + q,
            "all": 2 * x * (p + q),
            "first": 2 * x * p,
            "twice": 2 * x * (2 * p + q),
        },
        mistakes=(
            Mistake(
                lambda x, p, q: [2 * x * (p + q)] * 3,
                "(i) is right. (ii) sends the first {p} on twice, alone and in the running total. "
                "(iii) never sends the second message.",
            ),
            Mistake(
                lambda x, p, q: [16, 22, 6],
                "Those are the numbers of section 6.4, with 3 and 5. Here it is {p} and {q}.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 2 * x * (2 * p + q), 2 * x * (p + q)],
                "(iii) has all of it. But u₁ has passed on {p} when {q} arrives, and never again.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 4 * x * (p + q), 2 * x * p],
                "(ii) Not the whole total twice: the first time it is only {p}, then {sum}.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 2 * x * p, 2 * x * (2 * p + q)],
                "All three numbers are right; (ii) and (iii) have changed places.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 2 * x * (2 * p + q), 2 * x * (2 * p)],
                "(iii) u₁ passes on once, at the first message: {p}, and only {p}.",
            ),
            Mistake(
                lambda x, p, q: [p + q, 2 * p + q, p],
                "That is what u₁ passes on. Go on from u₁ to x: the slope there is {s}.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 2 * x * (p + q), 2 * x * p],
                "(ii) Passing on each *message* would give {all}; passing on the *total* does not.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 2 * x * (2 * p + q), 2 * x * q],
                "(iii) The first message is {p}, from u₂; the {q} from u₃ comes too late.",
            ),
            Mistake(
                lambda x, p, q: [2 * x * (p + q), 2 * x * (2 * q + p), 2 * x * p],
                "(ii) is what comes out if u₃ reports first. The message of u₂ comes first, so {p} "
                "is sent twice.",
            ),
        ),
        hints=(
            "Write down what arrives at u₁, in order, and what u₁ hands to x each time.",
            "{p} arrives first, then {q}; the running total is {p}, then {sum}. Each is "
            "multiplied by the slope of x², {s}, on its way to x.",
            "For messages 1 and 1 and a slope of 2: (i) 2·2 = 4, (ii) 1·2 + 2·2 = 6, (iii) "
            "1·2 = 2.",
        ),
        worked="(i) ({p} + {q})·{s} = {all}. (ii) {p}·{s} + ({p} + {q})·{s} = {twice}. (iii) "
        "{p}·{s} = {first}. Only the first is dL/dx.",
        then="So every node must come after all its users. Counting them is one way to ensure it; "
        "going back through time, youngest node first, is another.",
    ),
}
