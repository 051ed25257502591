"""Problems of chapter 6: messages in a graph, gradients of weights, shapes on the way back."""

from __future__ import annotations

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Array, Name, Number
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.problems.chain_rule import formula, plus, worked
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    distinct,
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


@skill("message", "6.3")
def message(rng: np.random.Generator, level: int) -> Exercise | None:
    """The gradient of an input: a product and a sum; a square; used twice; through relu or max."""
    at = {name: float(some(rng, -4, 4)) for name in "abc"}
    a, b, c = at.values()
    f, local, once = {
        1: (lambda a, b, c: (a + b) * c, 1, a + b),
        2: (lambda a, b, c: (a * b + c) ** 2, b, 2 * (a * b + c)),
        3: (lambda a, b, c: (a * b + c) * a, b, a * b + c),
        4: (
            lambda a, b, c: dl.relu(a * b - c) * a + dl.maximum(a, b),
            b,
            max(a * b - c, 0),
        ),
    }[level]
    if level == 4 and (a * b == c or a == b):
        return None
    run = dl.derivation(f, **at)
    name = "a" if level > 2 else pick(rng, "a", "c")
    right = run.gradients[name]
    if abs(right) > 300 or (not right and level < 4):
        return None
    also = {
        "That is another input's gradient.": run.gradients["b"],
        "That is the value at the end; how fast does it change?": run.value,
        "That is the local slope of one step. Multiply it by what arrives from above.": float(
            local
        ),
        "That is where this input stands, not how fast the end moves with it.": at[name],
        "Right up to its sign.": -right,
    }
    if level >= 3:
        also = {"It is used more than once: add up what comes back on every path.": once, **also}
        also["On that path alone; there are others."] = right - once
    if level == 4:
        also["max hands the gradient to the larger one only."] = right + (1 if a < b else -1)
        also["Where relu is asleep, nothing comes back through it."] = (
            2 * a * b - c + (1 if a > b else 0)
        )
    inputs = given(**at)
    return problem(
        ask=f"`y = {formula(f, **at)}` at {inputs}. What gradient arrives at `{name}`: what is "
        f"∂y/∂{name}?",
        kind=Number(exact=True),
        right=right,
        mistakes={},
        also=also,
        hints=(
            "Forward first: write the value of every step.",
            f"The end is {brief(run.value)}. Back: it begins with 1 at y.",
            "At each step: what arrives, times the local slope. Where a value is used twice, add.",
        ),
        worked=worked(f, f"So ∂y/∂{name} = {brief(right)}.", **at),
    )


@skill("gradient of a weight", "6.6")
def gradient_of_a_weight(rng: np.random.Generator, level: int) -> Exercise | None:
    """One linear unit; one with relu before it; two hidden units; a whole matrix."""
    x, target = some(rng, -3, 3), whole(rng, -4, 6)
    if level == 4:
        n, k = pick(rng, (2, 2), (2, 3))
        X, G = table(rng, n, k, -3, 3), table(rng, n, 2, -2, 3)
        right = np.array(X).T @ np.array(G)
        return problem(
            ask=f"Z = X @ W, and from above arrives G = ∂L/∂Z. {given(X=X, G=G)}. What is ∂L/∂W? "
            "(A matrix, as in [[1, 2], [3, 4]].)",
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


@skill("shapes back", "6.5", levels=range(1, 4))
def shapes_back(rng: np.random.Generator, level: int) -> Exercise:
    """The shape of a gradient; which product gives it; what broadcasting leaves to be added up."""
    n, d, k = distinct(rng, 3, 2, 12)
    shapes = f"`X.shape = {plain((n, d))}`, `W.shape = {plain((d, k))}`"
    if level == 1:
        name, right = pick(rng, ("X", (n, d)), ("W", (d, k)), ("b", (k,)))
        others = {"Z": (n, k), "X": (n, d), "W": (d, k)}
        wrong = {f"That is the shape of {o}.": s for o, s in others.items() if o != name}
        return problem(
            ask=f"Z = X @ W + b with {shapes}, `b.shape = {plain((k,))}`, and L is one number. "
            f"What is the shape of ∂L/∂{name}?",
            kind=Shape(),
            right=right,
            mistakes=wrong,
            also={
                "Turned round: a gradient has the very shape of what it belongs to.": right[::-1],
                "L is one number, but it has a slope for every entry.": (),
            },
            hints=(
                "A gradient holds one slope for each entry of what it belongs to.",
                f"So it has the shape of {name}.",
                f"What is {name}.shape?",
            ),
            worked=f"One slope for each entry of {name}: {plain(right)}.",
        )
    if level == 2:
        name, right = pick(rng, ("W", "Xᵀ @ G"), ("X", "G @ Wᵀ"))
        options = ("Xᵀ @ G", "G @ Wᵀ", "G @ Xᵀ", "Wᵀ @ G", "X @ G")
        own = (d, k) if name == "W" else (n, d)
        return problem(
            ask=f"Z = X @ W with {shapes}, and from above arrives G = ∂L/∂Z. Which product is "
            f"∂L/∂{name}? (Xᵀ is X.T.)",
            kind=Name(options),
            right=right,
            mistakes={
                "That is the gradient of the other factor.": options[right == options[0]],
                "Its inner lengths do not even agree: write the shapes down.": "X @ G",
            },
            hints=(
                f"∂L/∂{name} has the shape of {name}, {plain(own)}.",
                f"G has the shape of Z, {plain((n, k))}.",
                f"Which product of shapes gives {plain(own)}?",
            ),
            worked=f"∂L/∂{name} must be {plain(own)}, G is {plain((n, k))}. Only {right} fits: "
            + (
                f"{plain((d, n))} @ {plain((n, k))}."
                if name == "W"
                else f"{plain((n, k))} @ {plain((k, d))}."
            ),
        )
    rows = whole(rng, 2, 4)
    G = table(rng, rows, pick(rng, *(c for c in (2, 3, 4) if c != rows)), -4, 5)
    of_row = bool(rng.integers(2))
    right = np.sum(G, axis=0 if of_row else 1)
    other = np.sum(G, axis=1 if of_row else 0)
    own = (len(G[0]),) if of_row else (rows, 1)
    return problem(
        ask=f"Z = X + b, and b was stretched: `b.shape = {plain(own)}`. From above arrives "
        f"G = ∂L/∂Z, {given(G=G)}. What is ∂L/∂b? ({len(right)} numbers, in the order of b.)",
        kind=Array(exact=True),
        right=right.tolist(),
        mistakes={
            "You added up along the other axis: b has another length.": other.tolist(),
        },
        also={
            "Copies add up; they are not averaged.": np.mean(G, axis=0 if of_row else 1).tolist(),
            "Every copy has its part: that is the first one alone.": (
                G[0] if of_row else [line[0] for line in G]
            ),
            "Each entry of b has its own sum.": [int(np.sum(G))] * len(right),
        },
        hints=(
            "The gradient of a copied value is the sum over its copies.",
            f"Each entry of b was used {rows if of_row else len(G[0])} times.",
            f"Add up the {'columns' if of_row else 'rows'} of G.",
        ),
        worked=f"Each entry of b stands in a whole {'column' if of_row else 'row'} of Z, so its "
        f"gradient is the sum of that {'column' if of_row else 'row'}:{block(*matrix('G', G))}\n"
        f"∂L/∂b = {listed(right)}.",
    )
