"""Chapter 4, bends at work: hinges in a row, sigmoids in a chain, a unit that is never on."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake


def _pieces(rng: np.random.Generator) -> dict[str, int]:
    first, second = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4), 2, replace=False).tolist()
    place = int(rng.integers(1, 4))
    return {"a": place, "b": place + int(rng.integers(1, 4)), "s": first, "t": second}


def _around_four(rng: np.random.Generator) -> dict[str, float]:
    """Draw two weights, as far below 4 as above, in either order."""
    below = (1.2, 1.6, 2, 2.4, 2.5, 2.8, 3.2)[rng.integers(7)]
    return dict(zip("ab", (below, round(8 - below, 1))[:: rng.choice((1, -1))]))


EXERCISES = {
    "4.5": Exercise(
        title="Build it from hinges",
        level=3,
        ask="f is 0 up to x = 0. From there to x = {a} its slope is {s}, from {a} to {b} it is "
        "{t}, and after {b} it stays level. Find f(x) = c₀·relu(x) + c₁·relu(x − {a}) + "
        "c₂·relu(x − {b}). Give a list [c₀, c₁, c₂].",
        numbers={"a": 1, "b": 3, "s": 1, "t": -2},
        draw=_pieces,
        kind=Array(exact=True),
        right=lambda a, b, s, t: [s, t - s, -t],
        facts=lambda a, b, s, t: {"c1": t - s, "c2": -t, "size": abs(t - s)},
        mistakes=(
            Mistake(
                lambda a, b, s, t: [s, t, 0],
                "Those are the slopes. A hinge that has started never stops: each c is the "
                "*change* of slope.",
            ),
            Mistake(
                lambda a, b, s, t: [s, t - s, t],
                "The last sign: at x = {b} the slope goes from {t} to 0. The change is new slope "
                "minus old slope.",
            ),
            Mistake(
                lambda a, b, s, t: [s, s - t, -t],
                "At x = {a} the size of the change, {size}, is right, its sign is not: new slope "
                "minus old slope.",
            ),
            Mistake(
                lambda a, b, s, t: [s, s - t, t],
                "The sizes are right. Both changes were taken as old slope minus new: turn the "
                "last two round.",
            ),
            Mistake(
                lambda a, b, s, t: [s, t - s, 0],
                "The first two are right. After {b} the slope would still be {t}; the last hinge "
                "has to bring it back to 0.",
            ),
            Mistake(
                lambda a, b, s, t: [0, s * a, s * a + t * (b - a)],
                "Those are the heights of f at 0, {a} and {b}. A hinge does not set a height, it "
                "changes the slope.",
            ),
            Mistake(
                lambda s, t, a, b: [s, t, -t],
                "The first and the last are right. At x = {a} the slope goes from {s} to {t}: "
                "the change is {t} − {s}.",
            ),
            Mistake(
                lambda a, b, s, t: [s, t - s, s],
                "The first two are right. Beyond {b} the slope would be {t} + {s}, and it is to "
                "be 0.",
            ),
        ),
        hints=(
            "Section 4.6: read each c as a change of slope, not as a slope.",
            "At x = 0 the slope goes from 0 to {s}, so c₀ = {s}. At x = {a} it goes from {s} to "
            "{t}. By how much is that?",
            "Up with slope 1 from 0 to 1, then level: relu(x) − relu(x − 1). The slope changes by "
            "1, then by −1.",
        ),
        worked="The slope goes 0, {s}, {t}, 0. Its changes are {s} at 0, {c1} at {a} and {c2} at "
        "{b}: {right}.",
        then="The three changes add up to 0: that is why f is level in the end.",
    ),
    "4.6": Exercise(
        title="Ten sigmoids",
        level=2,
        ask="A chain of ten links z → σ(w·z + b), from x to y. Five weights are {a} and five are "
        "{b}; the biases and x are yours to choose. What is the largest size that dy/dx can have? "
        "Give three digits.",
        numbers={"a": 3, "b": 5},
        draw=_around_four,
        kind=Number(tolerance=0.01, digits=3),
        right=lambda a, b: (a / 4) ** 5 * (b / 4) ** 5,
        facts=lambda a, b: {"p": a / 4, "q": b / 4, "pair": a / 4 * b / 4},
        mistakes=(
            Mistake(
                lambda a, b: ((a + b) / 8) ** 10,
                "That is the mean weight in all ten links. Links multiply: {p:g} · {q:g} is less "
                "than 1.",
            ),
            Mistake(
                lambda a, b: (a / 4) ** 10,
                "That is with the weight {a} in all ten links. Five of them have {b}.",
            ),
            Mistake(
                lambda a, b: (b / 4) ** 10,
                "That is with the weight {b} in all ten links. Five of them have {a}.",
            ),
            Mistake(
                lambda a, b: 0.25**10,
                "That is ¼ for each link, the largest slope of σ. The weights are missing: each "
                "link also multiplies by its own.",
            ),
            Mistake(
                lambda a, b: (a * b) ** 5,
                "Those are the weights alone. The slope of the sigmoid, at most ¼ in each link, "
                "is missing.",
            ),
            Mistake(
                lambda a, b: 5 * a / 4 + 5 * b / 4,
                "The ten links add up to that. Links multiply.",
            ),
            Mistake(
                lambda a, b: (a / 4) ** 5 + (b / 4) ** 5,
                "Both fives are right, but added. The message passes through all ten links, so "
                "they multiply.",
            ),
            Mistake(
                lambda a, b: a * b * 0.25**10,
                "Each weight is there once, and ¼ ten times. Every link multiplies by its *own* "
                "weight, so each of the two comes five times.",
            ),
            Mistake(
                lambda a, b: (a * b / 16) ** 10,
                "That is for ten links of each weight. There are five of each.",
            ),
            Mistake(
                lambda a, b: a / 4 * b / 4,
                "That is one link of each weight, and right for two. There are five of each.",
            ),
        ),
        hints=(
            "Section 4.8: each link multiplies by its weight times the slope of its bend.",
            "The slope of σ is at most ¼. So a link of weight {a} gives at most {p:g}, and one of "
            "weight {b} at most {q:g}.",
            "Two links, of weights 1 and 8: at most ¼ and 2, and together ¼ · 2 = ½.",
        ),
        worked="One link of each weight: at most {a} · ¼ = {p:g} and {b} · ¼ = {q:g}, together "
        "{pair:g}. There are five such pairs: {pair:g} to the power 5, which is {right:.3g}. "
        "Biases that hold every sum at 0 reach it.",
        then="Up and down by the same amount is not even: {p:g} · {q:g} < 1. From which weight on "
        "can ten equal links stop shrinking the message? (4.)",
    ),
    "4.7": Exercise(
        title="Dead before birth",
        level=3,
        ask="A relu unit in the first layer has w = ({v}, {w}), and both inputs of every example "
        "lie between 0 and 1. What is the largest bias for which it is off, z ≤ 0, whatever the "
        "example?",
        numbers={"v": 2, "w": 1},
        draw=lambda rng: dict(zip("vw", rng.permutation(np.arange(1, 10))[:2].tolist())),
        kind=Number(exact=True),
        right=lambda v, w: -(v + w),
        facts=lambda v, w: {
            "sum": v + w,
            "half": (v + w) / 2,
            "large": max(v, w),
            "small": min(v, w),
        },
        mistakes=(
            Mistake(
                lambda v, w: v + w,
                "The right size, but +{sum} switches it *on* everywhere. Which sign pulls z down?",
            ),
            Mistake(
                lambda v, w: -max(v, w),
                "That holds down the input of weight {large} alone. The other input can add its "
                "{small}.",
            ),
            Mistake(
                lambda v, w: -min(v, w),
                "That holds down the input of weight {small} alone. The other input can add its "
                "{large}.",
            ),
            Mistake(
                lambda v, w: -(v + w) / 2,
                "Off for the average example, (½, ½). At the corner (1, 1) the weighted sum "
                "reaches {sum}, and z = {half:g} is on.",
            ),
            Mistake(
                lambda v, w: 0,
                "With b = 0 it is on nearly everywhere: at (1, 1) z is {v} + {w} = {sum}.",
            ),
        ),
        hints=(
            "Section 4.9: dead means off for *every* example. Which example is the hardest to hold "
            "down?",
            "Both weights are positive, so z = {v}·x₁ + {w}·x₂ + b is largest where both inputs "
            "are 1.",
            "With one input and w = 5: z = 5x + b is largest at x = 1, so 5 + b ≤ 0, and b is at "
            "most −5.",
        ),
        worked="z is largest at (1, 1): {v} + {w} + b = {sum} + b. It is off there, and so "
        "everywhere, if b ≤ {right}.",
        then="What is ∂L/∂w then, for any loss? (0, 0): the unit cannot learn its way back.",
    ),
}
