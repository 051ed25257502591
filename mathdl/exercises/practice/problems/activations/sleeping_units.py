"""Sleeping units: problems of chapter 4."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import data, given, row, some, whole
from mathdl.refusals import joined
from mathdl.words import brief


@skill("sleeping units", "4.9", levels=range(1, 5))
def sleeping_units(rng: np.random.Generator, level: int) -> Exercise | None:
    """For how many points is a relu unit awake; with two inputs; how many units are dead."""
    n, k = whole(rng, 5, 7), 1 if level == 1 else 2
    X = [row(rng, k, -4, 4) for _ in range(n)]
    if level == 4:
        w = row(rng, k, -3, 3)
        heights = (np.array(X) @ w).tolist()
        right = -max(heights)
        return problem(
            ask="A relu unit with the weights w sees these points, the rows of X. At which bias b "
            "is it dead for all of them for the first time, when b is lowered step by step? (The "
            f"largest b at which no w·x + b is above 0.){data(w=w, X=X)}",
            kind=Number(exact=True),
            right=right,
            mistakes={
                "At that bias the point that lies highest is not yet asleep.": -min(heights),
                "The sign: the bias has to pull the highest one down to 0.": max(heights),
            },
            also={
                "One more step than needed: at 0 relu is already asleep.": right - 1,
                "On average 0 is not enough: all of them must sleep.": -float(np.mean(heights)),
            },
            hints=(
                "Compute w·x for every point.",
                f"They are {joined([brief(h) for h in heights])}. Which one keeps the unit awake "
                "longest?",
                "That one must come down to 0.",
            ),
            worked=f"w·x is {joined([brief(h) for h in heights])}. The highest, "
            f"{brief(max(heights))}, falls asleep at b = {brief(right)}, and the others before.",
        )
    if level == 3:
        units = whole(rng, 3, 4)
        W, b = [row(rng, units, -2, 2) for _ in range(k)], row(rng, units, -7, 2)
        z = np.array(X) @ np.array(W) + b
        awake = (z > 0).sum(axis=0)
        right = int((awake == 0).sum())
        counts = [f"unit {j + 1} for {c}" for j, c in enumerate(awake)]
        return problem(
            ask="A layer relu(X @ W + b) sees these points, the rows of X. How many of its units "
            f"are dead: asleep for every point?{data(X=X, W=W, b=b)}",
            kind=Whole(),
            right=right,
            mistakes={},
            also={
                "Those are the units that are awake for some point.": units - right,
                "Asleep for some point is not dead: dead is asleep for all.": int(
                    (awake < n).sum()
                ),
                "Look at the biases with the weights: a negative bias alone kills nobody.": sum(
                    part < 0 for part in b
                ),
                "That is how many pairs of point and unit are asleep.": int((z <= 0).sum()),
            },
            hints=(
                "A unit belongs to a column of W.",
                "For each unit look for one point with w·x + b > 0.",
                f"Unit 1 is awake for {awake[0]} of the points.",
            ),
            worked=f"Awake are {joined(counts)} of the {n} points. Dead: {right}.",
        )
    w, b = row(rng, k, -3, 3), some(rng, -5, 5)
    z = np.array(X) @ w + b
    right = int((z > 0).sum())
    x, asks = [point[0] for point in X], "For how many of them does it pass a gradient back?"
    return problem(
        ask=f"A relu unit with {given(w=w[0], b=b)} sees the points {given(X=x)}. {asks}"
        if level == 1
        else f"A relu unit sees these points, the rows of X. {asks}{data(w=w, b=b, X=X)}",
        kind=Whole(),
        right=right,
        mistakes={"Those are the points at which it sleeps.": n - right},
        also={
            "At exactly 0 this book takes the slope 0: it sleeps there.": int((z >= 0).sum()),
            "The bias is missing: look at w·x + b.": int((z - b > 0).sum()),
            "The weights are missing: look at w·x + b, not at x.": int(
                (np.array(X).sum(axis=1) > 0).sum()
            ),
            "The bias is added: look at w·x + b.": int((z - 2 * b > 0).sum()),
            "For all of them it would have to be awake.": n,
        },
        hints=(
            "relu passes back only where its input is above 0.",
            f"For the first point w·x + b = {brief(z[0])}.",
            "Compute it for every point and count the positive ones.",
        ),
        worked=f"w·x + b is {joined([brief(part) for part in z])}. Above 0: {right}.",
    )
