"""Shapes back: problems of chapter 6."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Name
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    data,
    distinct,
    matrix,
    pick,
    plain,
    table,
    whole,
)
from mathdl.words import listed


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
        f"G = ∂L/∂Z. What is ∂L/∂b? ({len(right)} numbers, in the order of b.){data(G=G)}",
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
