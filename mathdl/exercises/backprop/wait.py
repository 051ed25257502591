"""Chapter 6, wait for everybody: what three ways to pass on make of a diamond."""

from __future__ import annotations

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
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
