"""Gradient of a weight: problems of chapter 6."""

from __future__ import annotations

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.worked import plus
from mathdl.exercises.practice.written import (
    block,
    data,
    given,
    matrix,
    pick,
    plain,
    row,
    some,
    sum_of,
    table,
    whole,
)
from mathdl.words import brief, factor, listed


@skill("gradient of a weight", "6.6")
def gradient_of_a_weight(rng: np.random.Generator, level: int) -> Exercise | None:
    """One linear unit; one with relu before it; two hidden units; a whole matrix."""
    x, target = some(rng, -3, 3), whole(rng, -4, 6)
    if level == 4:
        n, k = pick(rng, (2, 2), (2, 3))
        X, G = table(rng, n, k, -3, 3), table(rng, n, 2, -2, 3)
        right = np.array(X).T @ np.array(G)
        return problem(
            ask="Z = X @ W, and from above arrives G = ∂L/∂Z. What is ∂L/∂W? (A matrix, as in "
            f"[[1, 2], [3, 4]].){data(X=X, G=G)}",
            kind=Array(exact=True),
            right=right.tolist(),
            mistakes={
                "That is its transpose: ∂L/∂W has the shape of W.": right.T.tolist(),
            },
            also={
                "Without the transpose the examples are not added up.": (
                    np.array(X) @ np.array(G)
                ).tolist()
                if n == k
                else right.tolist(),
                "The examples are added up, not averaged: the loss has done that.": (
                    right / n
                ).tolist(),
                "Only the first example has its say; all of them are added up.": np.outer(
                    X[0], G[0]
                ).tolist(),
            },
            hints=(
                "∂L/∂W has the shape of W.",
                f"W has the shape {plain((k, 2))}. Which product of X and G has that?",
                "X.T @ G.",
            ),
            worked=f"∂L/∂W = X.T @ G:{block(*matrix('X.T', np.array(X).T), *matrix('G', G))}\n"
            f"Upper left: {sum_of([(X[i][0], G[i][0]) for i in range(n)])} = "
            f"{brief(right[0, 0])}. Together {listed(right)}.",
        )
    if level == 1:
        w, b = some(rng, -3, 3), some(rng, -3, 3)
        at = {"w": float(w)}

        def loss(w: float) -> float:
            return (plus(plus(x * w, abs(b), b), abs(target), -target)) ** 2

        out = w * x + b
        told = f"prediction = w·x + b, L = (prediction − target)². {given(x=x, b=b, w=w)}"
        right, miss, reach = 2 * (out - target) * x, out - target, x
        slip = 2 * (out - target) * w
    else:
        n = level - 1
        w, v = row(rng, n, -2, 3), row(rng, n, -3, 3)
        at = {"w": float(w[0])}
        hidden = [max(part * x, 0) for part in w]
        out = int(np.dot(hidden, v))

        def loss(w: float) -> float:
            rest = sum(h * part for h, part in zip(hidden[1:], v[1:]))
            end = dl.relu(w * x) * v[0]
            end = plus(end, abs(rest), rest) if rest else end
            return plus(end, abs(target), -target) ** 2

        wv = {"w": w[0], "v": v[0]} if n == 1 else {"w": w, "v": v}
        told = "hidden = relu(w·x), prediction = v·hidden, L = (prediction − target)². "
        told += given(x=x, **wv)
        awake = hidden[0] > 0
        miss, reach = out - target, v[0] * x * awake
        right, slip = 2 * miss * reach, 2 * miss * v[0] * w[0] * awake
        if not awake and rng.random() < 0.7:
            return None
    if not miss or abs(right) > 300:
        return None
    which = "w[0]" if level == 3 else "w"
    behind = {
        "The weight behind it stretches, too: times v.": 2 * miss * x,
        "The hidden unit is asleep: nothing comes back through it.": 2 * miss * v[0] * x,
    } if level > 1 else {}  # fmt: skip
    chained = f"2·{factor(brief(miss))}"
    steps = (
        f"{chained}·{factor(brief(x))}"
        if level == 1
        else f"{chained}·{factor(brief(v[0]))}·{1 if reach else 0}·{factor(brief(x))}"
    )
    return problem(
        ask=f"{told}, {given(target=target)}. What is ∂L/∂{which}?",
        kind=Number(exact=True),
        right=float(right),
        mistakes={},
        also={
            "The square has the slope 2·(prediction − target): the 2 is missing.": miss * reach,
            "That is how the loss feels the prediction. The weight is still further back.": 2
            * miss,
            "w moves w·x by x, not by w.": slip,
            "The sign: prediction − target, squared.": -right,
            "That is the loss itself.": miss * miss,
            "That is how the prediction feels the weight; the loss comes after it.": reach,
            **behind,
        },
        hints=(
            "Forward first: what is the prediction?",
            f"It is {brief(out)}, the target {target}; so the loss pulls with 2·"
            f"{factor(brief(miss))}.",
            "On the way back multiply by every local slope"
            + ("." if level == 1 else ": v, the slope of relu (0 or 1), x."),
        ),
        worked=f"Prediction {brief(out)}, missed by {brief(miss)}. Back: {steps} = {brief(right)}. "
        f"The engine, with all else as numbers:{block(str(dl.derivation(loss, **at)))}\nSo "
        f"{brief(right)}.",
    )
