"""Residuals: problems of chapter 5."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import exact, given, pick, row, whole
from mathdl.refusals import joined
from mathdl.words import brief


def _huber(r: np.ndarray, delta: float) -> np.ndarray:
    size = np.abs(r)
    return np.where(size <= delta, r * r / 2, delta * (size - delta / 2))


@skill("residuals", "5.3")
def residuals(rng: np.random.Generator, level: int) -> Exercise | None:
    """The loss of four predictions: MSE; MAE; Huber; Huber with halves."""
    n = 3 if level == 1 else 4
    target = [whole(rng, -5, 9) for _ in range(n)]
    r = np.array(row(rng, n, -4, 4)) * (0.5 if level == 4 else 1)
    prediction = [float(t + part) for t, part in zip(target, r)]
    delta = pick(rng, 1, 2) if level == 3 else pick(rng, 0.5, 1, 1.5)
    squares, sizes, prices = r * r, np.abs(r), _huber(r, delta)
    name = {1: "MSE", 2: "MAE", 3: "Huber loss", 4: "Huber loss"}[level]
    each = {"MSE": squares, "MAE": sizes, "Huber loss": prices}[name]
    right = float(each.mean())
    if round(right, 4) != right:
        return None  # no thirds
    if name == "Huber loss" and ((sizes <= delta).all() or (sizes > delta).all()):
        return None
    also = {
        "MSE": {
            "You averaged the residuals; their squares are averaged.": float(r.mean()),
            "Without a root: MSE is the mean of the squares.": math.sqrt(right),
            "MSE has no ½ in this book.": right / 2,
        },
        "MAE": {
            "Sizes are added: with their signs, misses would cancel.": float(r.mean()),
            "That is MSE. MAE counts a miss by its size.": float(squares.mean()),
            "The largest miss is only one of them.": float(sizes.max()),
        },
        "Huber loss": {
            "Near 0 Huber has a ½: ½r².": float(np.where(sizes <= delta, squares, prices).mean()),
            "Further out it costs δ·(|r| − ½δ).": float(
                np.where(sizes <= delta, squares / 2, delta * sizes).mean()
            ),
            "Beyond δ it is a straight line.": float((squares / 2).mean()),
            "That is MAE.": float(sizes.mean()),
        },
    }[name]
    with_delta = f" with {given(delta=delta)}" if name == "Huber loss" else ""
    rule = {
        "MSE": "square each residual",
        "MAE": "take the size of each residual",
        "Huber loss": "½r² up to δ, and δ·(|r| − ½δ) beyond",
    }[name]
    return problem(
        ask=f"{given(prediction=prediction, target=target)}. What is the {name}{with_delta}, as "
        "a mean?",
        kind=Number(exact=True),
        right=right,
        mistakes={"That is the sum. A mean is divided by how many there are.": right * n},
        also=also,
        hints=(
            "First the residuals, prediction − target.",
            f"They are {joined([brief(part) for part in r])}.",
            f"Now {rule}, and take the mean.",
        ),
        worked=f"Residuals: {joined([brief(part) for part in r])}. Each costs "
        f"{joined([brief(part) for part in each])}. Together {brief(each.sum())}, and "
        f"{brief(each.sum())}/{n} = {exact(right)}.",
    )
