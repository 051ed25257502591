"""Chapter 1, shallow against deep: what bends and what folds make."""

from __future__ import annotations

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "1.6": Exercise(
        title="How many pieces?",
        level=2,
        ask="A network has one input, one hidden layer of {n} relu units, and one output, a "
        "weighted sum. Draw the output over the input: at most how many straight pieces does "
        "the curve have?",
        numbers={"n": 12},
        draw=lambda rng: {"n": int(rng.integers(5, 21))},
        kind=Whole(),
        right=lambda n: n + 1,
        facts=lambda n: {"patterns": 2**n},
        mistakes=(
            Mistake(
                lambda n: n,
                "{n} bends, yes. But a line with one bend has two pieces: pieces are one more than "
                "bends.",
            ),
            Mistake(
                lambda n: n + 2,
                "One too many: {n} bends divide a line into {right} pieces, and the two outer ones "
                "are among them.",
            ),
            Mistake(
                lambda n: n - 1,
                "Those are the pieces *between* two bends. Before the first bend and after the "
                "last there is one more each.",
            ),
            Mistake(
                lambda n: 2 * n + 1,
                "Each unit bends once, at the place where its sum is 0, and not twice.",
            ),
            Mistake(
                lambda n: 2 * n,
                "Each unit by itself has two pieces, but units share the stretches between the "
                "bends.",
            ),
            Mistake(
                lambda n: 2**n,
                "Each unit can be on or off, which makes {patterns:,} patterns. But walking along "
                "the line you meet the bend of each unit once, and see only {right} of them.",
            ),
            Mistake(
                lambda n: 2,
                "One unit alone makes two pieces. The sum of {n} such units bends wherever one "
                "of them does.",
            ),
            Mistake(
                lambda n: n * n,
                "A second layer could multiply. Units side by side only add a bend each.",
            ),
        ),
        hints=(
            "Section 1.2: relu is 0 on one side and a straight line on the other. How many bends "
            "is that for one unit?",
            "The output adds up the units, so it can bend only where one of them bends: at most "
            "{n} places.",
            "One unit has one bend and makes 2 pieces; two units make at most 3.",
        ),
        worked="Each of the {n} units bends once, so the output bends at no more than {n} places, "
        "and {n} bends part a curve into {right} pieces.",
        then="At most: two units that bend at the same place make one bend of the curve.",
    ),
    "1.7": Exercise(
        title="Fold, fold, cut",
        level=2,
        ask="Fold a long strip of paper in half, end on end, {k} times. Then make one straight cut "
        "through the whole stack, parallel to the creases and not on one. How many pieces of paper "
        "are there?",
        numbers={"k": 5},
        draw=lambda rng: {"k": int(rng.integers(7, 13))},
        kind=Whole(),
        right=lambda k: 2**k + 1,
        facts=lambda k: {"layers": 2**k, "parameters": 6 * k + 1},
        mistakes=(
            Mistake(
                lambda k: 2**k,
                "That is the number of layers, and so of cuts. One cut gives two pieces, two cuts "
                "three, and so on.",
            ),
            Mistake(
                lambda k: 2**k - 1,
                "That is the number of creases, one fewer than layers. The cut goes through all "
                "{layers} layers, and the pieces are one more than the cuts.",
            ),
            Mistake(
                lambda k: 2 ** (k + 1),
                "That counts two ends for each of the {layers} layers; but neighbouring layers "
                "hang together at a crease. Count cuts in the unfolded strip, and then the pieces "
                "between them.",
            ),
            Mistake(
                lambda k: k,
                "Those are the folds. The cut goes through {layers} layers of paper.",
            ),
            Mistake(
                lambda k: 2 ** (k - 1) + 1,
                "That is one fold fewer: one fold already makes 2 layers, {k} folds make {layers}.",
            ),
            Mistake(
                lambda k: k + 1,
                "One cut goes through *all* layers. Count the layers after each fold: 2, 4, 8, and "
                "so on.",
            ),
            Mistake(
                lambda k: 2 * k + 1,
                "That is two layers more with each fold. A fold multiplies the layers by two: 2, "
                "4, 8, and so on.",
            ),
            Mistake(
                lambda k: 2 * k,
                "That is {k} times two. A fold multiplies the layers by two: 2, 4, 8, and so on; "
                "and pieces are one more than cuts.",
            ),
            Mistake(
                lambda k: k**2 + 1,
                "That is {k}² + 1. Doubling {k} times is 2 to the power {k}, not {k} squared.",
            ),
            Mistake(
                lambda k: k**2,
                "That is {k}². Doubling {k} times is 2 to the power {k}; and pieces are one more "
                "than cuts.",
            ),
            Mistake(
                lambda k: 2,
                "The cut goes through all {layers} layers of the stack, not through one.",
            ),
            Mistake(
                lambda k: 2**k + 2,
                "One too many: {layers} cuts leave one piece more than there are cuts.",
            ),
            Mistake(
                lambda k: 2 ** (k - 1),
                "That is one fold fewer, and pieces are one more than cuts.",
            ),
        ),
        hints=(
            "Section 1.6: every fold doubles. How many layers does the cut go through?",
            "After one fold 2 layers, after two folds 4; after {k} folds? Each layer is cut once.",
            "One fold: 2 layers, 2 cuts in the unfolded strip, and so 3 pieces.",
        ),
        worked="{k} folds make 2 to the power {k} = {layers} layers. In the unfolded strip those "
        "are {layers} cuts, and {layers} cuts make {right} pieces.",
        then="A network with one input, {k} hidden layers of two units each and one output can "
        "change its answer {layers} times along a line. Count its parameters: {parameters}.",
    ),
}
