"""Problems of chapter 4: slopes of bends, sleeping units, softmax."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number, Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, row, some, whole
from mathdl.refusals import joined
from mathdl.words import added, brief, factor, listed, number


@skill("bends", "4.4")
def bends(rng: np.random.Generator, level: int) -> Exercise | None:
    """Leaky relu; slopes of sigmoid and tanh from their values; with a weight; two in a row."""
    s = pick(rng, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
    t = some(rng, -9, 9) / 10
    w, b = some(rng, -5, 5), some(rng, -3, 3)
    if level == 1:
        z, slope = some(rng, -9, 9) / 2, pick(rng, 0.1, 0.2, 0.01)
        asks_slope = bool(rng.integers(2))
        right = (1 if z > 0 else slope) if asks_slope else (z if z > 0 else slope * z)
        what = "the slope of leaky relu" if asks_slope else "leaky relu"
        side = "right" if z > 0 else "left"
        return problem(
            ask=f"Leaky relu with {given(negative_slope=slope)}. What is {what} at {given(z=z)}?",
            kind=Number(exact=True),
            right=right,
            mistakes={},
            also={
                "relu would do that; the leaky one has a slope on the left, too.": 0,
                "That is its slope; its value is asked for.": 1 if z > 0 else slope,
                "That is its value; its slope is asked for.": z if z > 0 else slope * z,
                "On the right of 0 it is z itself, on the left negative_slope·z.": slope * z
                if z > 0
                else z,
                "The sign stays: on the left it is below 0.": -slope * z,
                "Right of 0 its slope is 1.": slope,
                "Left of 0 its slope is negative_slope.": 1,
            },
            hints=(
                f"On which side of 0 is {brief(z)}?",
                "On the right it is z, on the left negative_slope·z.",
                "Its slope is 1 on the right, negative_slope on the left.",
            ),
            worked=f"{brief(z)} lies {side} of 0. There the value is "
            f"{'z' if z > 0 else f'{brief(slope)}·z'} and the slope "
            f"{'1' if z > 0 else brief(slope)}: {brief(right)}.",
        )
    ds, dt = s * (1 - s), 1 - t * t
    if level == 2:
        is_sigmoid = bool(rng.integers(2))
        name, y, right = ("sigmoid", s, ds) if is_sigmoid else ("tanh", t, dt)
        formula = f"{brief(y)}·(1 − {brief(y)})" if is_sigmoid else f"1 − {factor(brief(y))}²"
        return problem(
            ask=f"Somewhere {name}(z) is {given(y=y)}. How steep is {name} there?",
            kind=Number(exact=True),
            right=right,
            mistakes={"That is its value. The slope follows from it, without z.": y},
            also={
                "That is the slope of tanh, by its value; for sigmoid it is y·(1 − y).": 1 - y * y,
                "That is the slope of sigmoid, by its value; for tanh it is 1 − y².": y * (1 - y),
                "That is only one of two factors.": 1 - y,
                "The square is missing.": 1 - abs(y),
                "Its steepest place is in the middle; here it is flatter.": 0.25
                if is_sigmoid
                else 1,
            },
            hints=(
                "The slope can be computed from the value alone.",
                "σ′ = σ·(1 − σ), and tanh′ = 1 − tanh².",
                f"Put {brief(y)} in for the value of {name}.",
            ),
            worked=f"{formula} = {exact(right)}.",
        )
    if level == 3:
        is_sigmoid = bool(rng.integers(2))
        name, y, own = ("sigmoid", s, ds) if is_sigmoid else ("tanh", t, dt)
        right = w * own
        inside = f"{brief(w)}·x {added(brief(b))}"
        formula = f"{brief(y)}·(1 − {brief(y)})" if is_sigmoid else f"1 − {factor(brief(y))}²"
        return problem(
            ask=f"y = {name}({inside}), and at some x it comes to {given(y=y)}. What is dy/dx "
            "there?",
            kind=Number(exact=True),
            right=right,
            mistakes={
                f"That is the slope of {name} alone. What is inside moves {brief(w)} times as "
                "fast as x.": own,
                "That is the slope of what is inside. The bend flattens it.": w,
            },
            also={
                "You multiplied by the value; its slope is asked for.": w * y,
                "One factor is missing: σ′ = σ·(1 − σ).": w * (1 - y),
                "The other bend has that slope.": w * ((1 - y * y) if is_sigmoid else y * (1 - y)),
                "The bias moves nothing: it has no slope.": right + b,
            },
            hints=(
                "Two functions in a row: the line inside, the bend outside.",
                f"The bend's slope follows from its value: {formula}.",
                "Multiply it by the slope of the line.",
            ),
            worked=f"The bend: {formula} = {exact(own)}. The line: {brief(w)}. "
            f"Together {exact(right)}.",
        )
    v = some(rng, -5, 5)
    right = dt * v * ds * w
    return problem(
        ask=f"s = sigmoid(w·x + b) and y = tanh(v·s + c), with {given(w=w, v=v)}. At some x they "
        f"are {given(s=s, y=t)}. What is dy/dx there? (Three digits.)",
        kind=Number(digits=3),
        right=right,
        mistakes={
            "Both bends are there; the weights stretch, too.": dt * ds,
            "Both weights are there; the bends flatten, too.": v * w,
        },
        also={
            "The first layer is missing: x reaches s only through sigmoid and w.": dt * v,
            "The second layer is missing: s reaches y through v and tanh.": ds * w,
            "Each bend has its own slope: σ′ = s·(1 − s), tanh′ = 1 − y².": (
                t * (1 - t) * v * ds * w
            ),
            "You multiplied by the values of the bends, not by their slopes.": t * v * s * w,
        },
        hints=(
            "Four functions in a row: two lines, two bends.",
            f"Slopes of the bends: s·(1 − s) = {number(ds, 2)}, 1 − y² = {number(dt, 2)}.",
            "Multiply all four slopes.",
        ),
        worked=f"From x: {brief(w)}, then {brief(s)}·(1 − {brief(s)}) = {number(ds, 2)}, then "
        f"{brief(v)}, then 1 − {factor(brief(t))}² = {number(dt, 2)}. Their product is "
        f"{digits(right, 3)}.",
    )


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
            ask=f"A relu unit with the weights {given(w=w)} sees the points {given(X=X)}. At which "
            "bias b is it dead for all of them for the first time, when b is lowered step by "
            "step? (The largest b at which no w·x + b is above 0.)",
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
            ask=f"A layer relu(X @ W + b) sees the points {given(X=X)}, {given(W=W, b=b)}. How "
            "many of its units are dead: asleep for every point?",
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
    x = [point[0] for point in X] if level == 1 else X
    return problem(
        ask=f"A relu unit with {given(w=w[0] if level == 1 else w, b=b)} sees the points "
        f"{given(X=x)}. For how many of them does it pass a gradient back?",
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


@skill("softmax", "4.10")
def softmax_shares(rng: np.random.Generator, level: int) -> Exercise | None:
    """Shares that come out even; of whole scores; with a temperature; and a slope of softmax."""
    if level == 1:
        parts = pick(rng, (1, 1, 2), (1, 3, 4), (1, 2, 5), (1, 4, 5), (2, 3, 5), (3, 3, 4),
                     (1, 1, 3), (1, 1, 6), (1, 2, 7))  # fmt: skip
        parts = [int(part) for part in rng.permutation(parts)]
        total = sum(parts)
        right = [part / total for part in parts]
        scores = ", ".join("0" if part == 1 else f"ln {part}" for part in parts)
        return problem(
            ask=f"The scores are {scores}. What does softmax make of them? (Three shares, "
            "exactly.)",
            kind=Array(exact=True),
            right=right,
            mistakes={"exp undoes ln: that is right. Shares add up to 1.": parts},
            also={
                "Scores are no shares yet: first exp, then divide.": [
                    math.log(part) / math.log(math.prod(parts)) for part in parts
                ]
                if math.prod(parts) > 1
                else parts,
                "One third each would be for equal scores.": [1 / 3] * 3,
                "That is the winner alone; softmax shares.": [
                    float(p == max(parts)) for p in parts
                ],
                "The order is that of the scores.": right[::-1],
            },
            hints=(
                "exp of each score first.",
                f"exp gives {joined([str(part) for part in parts])}.",
                f"Divide each by their sum, {total}.",
            ),
            worked=f"exp gives {joined([str(part) for part in parts])}, together {total}: "
            f"{', '.join(f'{part}/{total}' for part in parts)}, which is {listed(right)}.",
        )
    T = pick(rng, 0.5, 2, 4) if level == 3 else 1
    z = [whole(rng, -2, 4) for _ in range(3)]
    p = softmax(np.array(z) / T)
    if len({*z}) < 3 or p.min() < 0.01 or p.max() > 0.97:
        return None
    raised = np.exp(np.array(z) / T)
    steps = f"exp gives {', '.join(number(e, 3) for e in raised)}, together "
    steps += f"{number(raised.sum(), 3)}; the shares are {', '.join(number(q, 3) for q in p)}"
    if level == 4:
        i, j = whole(rng, 0, 2), whole(rng, 0, 2)
        right = p[i] * ((i == j) - p[j])
        if abs(right) < 0.02:
            return None
        what = f"p[{i}]·(1 − p[{i}])" if i == j else f"−p[{i}]·p[{j}]"
        return problem(
            ask=f"`p = softmax(z)` with {given(z=z)}. How fast does `p[{i}]` change with `z[{j}]`: "
            f"what is ∂p[{i}]/∂z[{j}]? (Two digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "That is the share itself. How fast does it change?": p[i],
                "The sign: a share grows with its own score, and shrinks with every other "
                "one.": -right,
            },
            also={
                "That would be so if there were no other scores: with them the sum grows, too.": p[
                    j
                ]
                * (1 - p[j])
                if i != j
                else -p[i] * p[i],
                "For its own score: p·(1 − p), both factors.": 1 - p[i],
            },
            hints=(
                "First the shares.",
                f"They are {', '.join(number(q, 3) for q in p)}.",
                "∂pᵢ/∂zᵢ = pᵢ·(1 − pᵢ), and ∂pᵢ/∂zⱼ = −pᵢ·pⱼ for two different ones.",
            ),
            worked=f"{steps[0].upper()}{steps[1:]}. {what} = {number(right, 3)}, with two digits "
            f"{digits(right, 2)}.",
        )
    also = {
        "Divide the scores by T, do not multiply.": softmax(np.array(z) * T).tolist(),
        "The temperature is missing: divide the scores by T first.": softmax(
            np.array(z, float)
        ).tolist(),
    }
    return problem(
        ask=f"{given(z=z)}{f', and the temperature is {given(T=T)}' * (level == 3)}. What does "
        f"softmax make of {'z/T' if level == 3 else 'them'}? (Three shares, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=p.tolist(),
        mistakes={
            "Shares add up to 1: divide by the sum.": raised.tolist(),
            "That is the winner alone; softmax shares.": [float(q == max(p)) for q in p],
        },
        also={
            **(also if level == 3 else {}),
            "The order is that of the scores.": p[::-1].tolist(),
            "The larger the score, the larger its share.": softmax(-np.array(z) / T).tolist(),
        },
        hints=(
            "Divide by T, then exp of each, then divide by the sum."
            if level == 3
            else "exp of each, then divide by the sum.",
            f"The first: exp({brief(z[0] / T)}) = {number(raised[0], 3)}.",
            f"Their sum is {number(raised.sum(), 3)}.",
        ),
        worked=f"{steps[0].upper()}{steps[1:]}. With two decimals: "
        f"{listed(p, lambda q: number(q, 2))}.",
    )
