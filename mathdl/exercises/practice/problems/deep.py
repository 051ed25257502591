"""Problems of chapter 8: products through depth, fair starts, normalising, clipping."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, some, whole
from mathdl.refusals import joined
from mathdl.words import brief, factor, listed, number


@skill("through depth", "8.1")
def through_depth(rng: np.random.Generator, level: int) -> Exercise | None:
    """What is left after n layers; with slopes and weights; how many layers; which factor."""
    keeps, layers = pick(rng, *range(50, 99), *range(102, 150)) / 100, whole(rng, 3, 50)
    if level == 1:
        right = keeps**layers
        if not 0.01 < right < 1000:
            return None
        return problem(
            ask=f"Every layer multiplies the signal by {given(factor=keeps)}. By how much is it "
            f"multiplied after {given(layers=layers)}? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "Layers in a row multiply: a power, not a product with their number.": keeps
                * layers,
                "One layer fewer.": keeps ** (layers - 1),
            },
            also={"Each layer takes its share of what arrives.": 1 + layers * (keeps - 1)},
            hints=(
                "After two layers it is factor·factor.",
                "After n layers it is factorⁿ.",
                f"Type {brief(keeps)}^{layers}.",
            ),
            worked=f"{brief(keeps)} to the power {layers} is {digits(right, 3)}.",
        )
    if level == 2:
        slope, weight = pick(rng, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5), pick(rng, 1.5, 2, 2.5, 3, 4, 5)
        n = pick(rng, 3, 4, 5)
        right = (slope * weight) ** n
        if abs(slope * weight - 1) < 0.05 or not 0.01 < right < 100:
            return None
        return problem(
            ask=f"A net of {given(layers=n)} with one unit each: every weight is "
            f"{given(w=weight)}, and every bend has the slope {given(slope=slope)} where it "
            "stands. How fast does the output change with the input? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "The bends flatten in every layer, and the weights stretch: both, n times.": (
                    slope**n
                ),
                "The weight counts in every layer, not once.": slope**n * weight,
            },
            also={
                "Layers multiply; they do not add up.": n * slope * weight,
                "That is one layer.": slope * weight,
                "One layer fewer.": (slope * weight) ** (n - 1),
            },
            hints=(
                "One layer: the slope of the bend times the weight.",
                f"That is {exact(slope * weight)}.",
                f"To the power {n}.",
            ),
            worked=f"({brief(slope)}·{brief(weight)})^{n} = {exact(slope * weight)}^{n} = "
            f"{digits(right, 3)}.",
        )
    if level == 3:
        share, keeps = pick(rng, 0.5, 0.1, 0.01, 0.001), whole(rng, 50, 97) / 100
        wanted = math.log(share) / math.log(keeps)
        right = math.ceil(wanted)
        if abs(wanted - round(wanted)) < 0.02:
            return None
        return problem(
            ask=f"Every layer leaves {given(factor=keeps)} of the gradient. After how many layers "
            f"is less than {given(share=share)} of it left for the first time?",
            kind=Number(tolerance=1e-3),
            right=right,
            mistakes={
                "One fewer is not yet enough.": right - 1,
                "What is the first *whole* number of layers?": wanted,
            },
            also={
                "Each layer takes from what arrives, not from the beginning.": math.ceil(
                    (1 - share) / (1 - keeps) - 1e-9
                ),
                "One fewer will do as well.": right + 1,
            },
            hints=(
                "After n layers factorⁿ is left.",
                f"{brief(keeps)}ⁿ < {share}: take logarithms.",
                f"n > ln {share} / ln {brief(keeps)}.",
            ),
            worked=f"ln {share} / ln {brief(keeps)} = {number(wanted, 2)}, so after {right}.",
        )
    layers, left = whole(rng, 8, 100), pick(rng, 0.01, 0.05, 0.1, 0.2, 0.5, 2, 5, 10)
    right = left ** (1 / layers)
    return problem(
        ask=f"After {given(layers=layers)} a gradient has {given(left=left)} times its size. By "
        "which factor did a layer multiply it, if all did alike? (Three decimals.)",
        kind=Number(decimals=3, tolerance=2e-4),
        right=right,
        mistakes={
            "Layers multiply: the factor is a root, not a quotient.": left / layers,
            "Turned round: that undoes what a layer does.": 1 / right,
        },
        also={"Each layer changes what arrives, not the beginning.": 1 + (left - 1) / layers},
        hints=(
            "factorⁿ is known, and n.",
            f"The {layers}th root.",
            f"Type {brief(left)}^(1/{layers}).",
        ),
        worked=f"{brief(left)} to the power 1/{layers} is {number(right, 3)}.",
    )


@skill("fair start", "8.3")
def fair_start(rng: np.random.Generator, level: int) -> Exercise | None:
    """The variance of a sum; the std of a start by He or Xavier; and through some layers."""
    n = pick(rng, 8, 10, 16, 20, 25, 32, 40, 50, 64, 100, 200)
    if level == 1:
        var_w, mean_square = pick(rng, 0.01, 0.02, 0.04, 0.1), pick(rng, 0.5, 1, 2, 4)
        right = n * var_w * mean_square
        return problem(
            ask=f"z = w·x has {given(inputs=n)}. The weights are drawn with mean 0 and "
            f"{given(variance=var_w)}, and the mean of x² is {given(mean_square=mean_square)}. "
            "What is the variance of z?",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "That is its std. Variances add up; the root comes last.": math.sqrt(right)
                if right != 1
                else 2.0,
                "Variances of so many products add up: times the number of inputs.": var_w
                * mean_square,
            },
            also={
                "The size of the inputs counts, too.": n * var_w,
                "Variances add up; it is stds that grow with the root.": math.sqrt(n)
                * var_w
                * mean_square,
            },
            hints=(
                "Each product w·x has the variance var(w)·mean(x²).",
                "Variances of independent numbers add up.",
                f"There are {n} of them.",
            ),
            worked=f"{n}·{brief(var_w)}·{brief(mean_square)} = {exact(right)}.",
        )
    if level == 2:
        n, he = whole(rng, 5, 400), bool(rng.integers(2))
        right = math.sqrt((2 if he else 1) / n)
        bend = "relu" if he else "tanh"
        return problem(
            ask=f"A layer with {bend} and {given(inputs=n)} to each unit. With which std are its "
            "weights drawn, so that signals keep their size? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "That is the variance. The std is its root.": right**2,
                "relu lets half of it through: the variance has a 2."
                if he
                else "The 2 is for relu, which cuts half away; tanh does not.": math.sqrt(
                    (1 if he else 2) / n
                ),
            },
            also={"The variances of all inputs add up; each has its 1/n.": 1.0},
            hints=(
                "The variance of a sum is n times that of a weight, times the mean of x².",
                "For tanh, near 0, that is to be 1; relu halves it, and so needs twice as much.",
                f"The variance is {2 if he else 1}/{n}; the std is its root.",
            ),
            worked=f"The root of {2 if he else 1}/{n} is {digits(right, 3)}.",
        )
    std, layers = pick(rng, 0.05, 0.1, 0.2, 0.3), pick(rng, 2, 3, 5, 10)
    relu = level == 4 or bool(rng.integers(2))
    one = n * std**2 / (2 if relu else 1)
    right = one if level == 3 else one ** (layers / 2)
    if abs(one - 1) < 0.05 or not 1e-3 < right < 1e4:
        return None
    if level == 3:
        return problem(
            ask=f"{given(width=n, std=std)}: by how much does a layer"
            f"{' with relu' if relu else ' without a bend'} multiply the mean square of its "
            "signal? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "relu lets half of the mean square through."
                if relu
                else "Without relu nothing is cut in half.": n * std**2 / (1 if relu else 2),
                "That is how the size grows, the root; the mean square is asked for.": math.sqrt(
                    right
                ),
            },
            also={"The std is squared: variances add up.": n * std / (2 if relu else 1)},
            hints=(
                "Before the bend: n·std² times the mean square of what comes in.",
                f"n·std² = {exact(n * std**2)}.",
                "relu halves it." if relu else "And there is no bend.",
            ),
            worked=f"{n}·{brief(std)}² = {exact(n * std**2)}"
            + (
                f", and half of it is {digits(right, 3)}."
                if relu
                else f", with three digits {digits(right, 3)}."
            ),
        )
    return problem(
        ask=f"{given(width=n, std=std, layers=layers)}, all with relu. By how much does such a net "
        "multiply the *size* of its signal, the root of the mean square? (Three digits.)",
        kind=Number(digits=3),
        right=right,
        mistakes={
            "That is the mean square; its root is the size.": one**layers,
            "That is one layer. They multiply.": math.sqrt(one),
        },
        also={"relu halves the mean square in every layer.": (n * std**2) ** (layers / 2)},
        hints=(
            "A layer multiplies the mean square by n·std²/2.",
            f"That is {exact(one)}, and the size by its root.",
            f"To the power {layers}.",
        ),
        worked=f"{n}·{brief(std)}²/2 = {exact(one)}; its root, to the power {layers}, is "
        f"{digits(right, 3)}.",
    )


@skill("normalise", "8.6", levels=range(2, 5))
def normalise(rng: np.random.Generator, level: int) -> Exercise:
    """Layer normalisation of a row that comes out even; one entry; with its gain and shift."""
    base = pick(rng, (-1, -1, 1, 1), (-1, 1, -1, 1), (1, -1, -1, 1), (-2, 0, 0, 2), (0, 2, -2, 0))
    spread = float(np.std(base))
    step, mean = whole(rng, 2, 5), some(rng, -6, 9)
    x = [int(mean + step * part) for part in base]
    std = spread * step
    right = [(part - mean) / std for part in x]
    if level == 2:
        k = whole(rng, 0, 3)
        return problem(
            ask=f"{given(x=x)}. Mean and std of this row (over its four numbers), in this order?",
            kind=Array(decimals=2, tolerance=0.006),
            right=[mean, std],
            mistakes={
                "The second is the variance. Its root is the std.": [mean, std**2],
                "In the other order.": [std, mean],
            },
            also={
                "Here one divides by four, not by three.": [mean, std * math.sqrt(4 / 3)],
                "The first is the sum. Divide by four.": [4 * mean, std],
                "The std is measured from the mean, not from 0.": [
                    mean,
                    float(np.sqrt(np.mean(np.square(x)))),
                ],
                f"x[{k}] is one of them, not their mean.": [x[k], std],
            },
            hints=(
                "The mean first.",
                f"It is {mean}. By how much does each number miss it?",
                "The mean of the squares of these, and its root.",
            ),
            worked=f"The mean is {brief(mean)}; the misses are "
            f"{joined([brief(part - mean) for part in x])}, the mean of their squares "
            f"{brief(std**2)}, its root {number(std, 2)}. So [{brief(mean)}, {number(std, 2)}].",
        )
    gain, shift = pick(rng, 2, 3, 0.5), some(rng, -3, 3)
    last = [gain * part + shift for part in right]
    answer = right if level == 3 else last
    return problem(
        ask=f"Layer normalisation of {given(x=x)} (ε = 0)"
        + (f", then {given(gain=gain, shift=shift)}" if level == 4 else "")
        + ". What comes out? (Four numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=answer,
        mistakes={
            "Divide by the std, not by the variance.": [
                (gain if level == 4 else 1) * part / std + (shift if level == 4 else 0)
                for part in right
            ],
            "The mean is taken away first."
            if level == 3
            else "gain stretches, and shift is added last.": [part / std for part in x]
            if level == 3
            else [gain * (part + shift) for part in right],
        },
        also={
            "Only the mean is gone; now divide by the std.": [float(part - mean) for part in x],
            "Normalised; gain and shift are to follow.": right,
            "In this sort of std one divides by four, not by three.": [
                part * math.sqrt(3 / 4) for part in right
            ],
        },
        hints=(
            "Mean and std of the four numbers.",
            f"Mean {brief(mean)}, std {number(std, 2)}.",
            "Take the mean away, divide by the std"
            + (", times gain, plus shift." if level == 4 else "."),
        ),
        worked=f"Mean {brief(mean)}, std {number(std, 2)}: {listed(right, lambda q: number(q, 2))}"
        + (
            f". Times {brief(gain)}, plus {factor(brief(shift))}: "
            f"{listed(last, lambda q: number(q, 2))}."
            if level == 4
            else "."
        ),
    )


@skill("clip", "8.8", levels=range(1, 4))
def clip(rng: np.random.Generator, level: int) -> Exercise | None:
    """By norm; by norm or value; and of two parts that count as one vector."""
    a, b, length = pick(rng, (3, 4, 5), (4, 3, 5), (6, 8, 10), (8, 6, 10), (5, 12, 13), (12, 5, 13))
    g = [a * pick(rng, -1, 1), b * pick(rng, -1, 1)]
    limit = pick(rng, 1, 2, 5, 20) if level < 3 else pick(rng, 1, 2, 3, 4)
    share = min(1, limit / length)
    by_norm = [part * share for part in g]
    by_value = [float(np.clip(part, -limit, limit)) for part in g]
    if level == 3:
        u, v = [g[0], 0], [0, g[1]]
        return problem(
            ask=f"A net has two vectors of parameters, with the gradients {given(g_w=u, g_b=v)}. "
            f"Clipped by norm at {given(limit=limit)}, all of it together: what becomes of `g_w`? "
            "(Two numbers, two decimals.)",
            kind=Array(decimals=2, tolerance=0.006),
            right=[g[0] * share, 0.0],
            mistakes={
                "Each was clipped by itself: all gradients count as one long vector.": [
                    math.copysign(limit, g[0]),
                    0.0,
                ],
                "That is not clipped at all.": [float(g[0]), 0.0],
            },
            hints=(
                "All gradients of a net count as one long vector.",
                f"Its length is {length}.",
                f"Everything is multiplied by {limit}/{length}.",
            ),
            worked=f"The length of all four is {length}, so everything is multiplied by "
            f"{limit}/{length}: [{number(g[0] * share, 2)}, 0].",
        )
    norm = level == 1 or bool(rng.integers(2))
    right, other = (by_norm, by_value) if norm else (by_value, by_norm)
    if level == 1 and limit > 10 and rng.random() < 0.5:
        return None
    return problem(
        ask=f"{given(g=g, limit=limit)}. What is the gradient when it is clipped by "
        f"{'norm' if norm else 'value'}? (Two numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=right,
        mistakes={},
        also={
            "That is clipping by value, entry by entry; by norm it keeps its direction."
            if norm
            else "That is clipping by norm; by value each entry is cut by itself.": other,
            "That is not clipped at all." if share < 1 else "It is long enough as it is.": [
                *map(float, g)
            ],
            "Shorter than the limit, it stays as it is.": [part * limit / length for part in g],
            "So it has length 1. The limit is another.": [part / length for part in g],
            "Divided by the limit, it is not yet as long as the limit.": [
                part / limit for part in g
            ],
            "The signs stay.": [abs(part) for part in right],
            "The length is the root of the sum of squares.": [
                part * limit / (abs(a) + abs(b)) for part in g
            ],
        },
        hints=(
            "How long is g? The root of the sum of its squares."
            if norm
            else "Look at each entry by itself.",
            f"It is {length} long." if norm else f"No entry may be larger than {limit} in size.",
            f"If that is more than {limit}, multiply g by {limit}/{length}."
            if norm
            else "What is smaller stays.",
        ),
        worked=(
            f"|g| = {length}"
            + (
                f", so g is multiplied by {limit}/{length}"
                if share < 1
                else f", below {limit}: nothing happens"
            )
            if norm
            else f"Each entry is cut at ±{limit}"
        )
        + f": {listed(right, lambda q: number(q, 2))}.",
    )
