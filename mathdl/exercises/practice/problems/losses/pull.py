"""Pull: problems of chapter 5."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import given, pick, row, whole
from mathdl.refusals import joined
from mathdl.words import brief, listed


@skill("pull", "5.3", levels=range(2, 5))
def pull(rng: np.random.Generator, level: int) -> Exercise | None:
    """The gradient of a loss with respect to the predictions: MSE, MAE as well, Huber."""
    n = pick(rng, 2, 4)
    target, r = [whole(rng, -5, 9) for _ in range(n)], np.array(row(rng, n, -4, 4))
    prediction = [int(t + part) for t, part in zip(target, r)]
    name = {2: "MSE", 3: "MAE", 4: "Huber loss"}[level]
    delta = pick(rng, 1, 2)
    clipped = np.clip(r, -delta, delta)
    each = {"MSE": 2.0 * r, "MAE": np.sign(r), "Huber loss": clipped}[name]
    right = each / n
    if name == "Huber loss" and (np.abs(r) <= delta).all():
        return None
    with_delta = f" with {given(delta=delta)}" if name == "Huber loss" else ""
    return problem(
        ask=f"{given(prediction=prediction, target=target)}. What is the gradient of the {name}"
        f"{with_delta} (a mean) with respect to the predictions? ({n} numbers.)",
        kind=Array(exact=True),
        right=right.tolist(),
        mistakes={
            "The loss is a mean of four: each has a quarter of the pull."
            if n > 2
            else "The loss is a mean of two: each has half of the pull.": each.tolist(),
            "Those slopes are with respect to the targets: the signs are turned round.": (
                (-right).tolist()
            ),
        },
        also={
            "A square has the slope 2r: the 2 is missing."
            if name == "MSE"
            else "That is how MSE pulls.": (r / n if name == "MSE" else 2 * r / n).tolist(),
            "Only the sign counts under MAE, not the size."
            if name == "MAE"
            else "Beyond δ the pull stays at δ.": (r / n).tolist(),
            "Each prediction has its own pull; they are not added up.": [float(right.sum())] * n,
        },
        hints=(
            "First the residuals, prediction − target.",
            f"They are {joined([brief(part) for part in r])}.",
            {
                "MSE": "The slope of r² is 2r.",
                "MAE": "The slope of |r| is 1 or −1.",
                "Huber loss": "The slope is r up to δ, and ±δ beyond.",
            }[name]
            + f" And the mean divides by {n}.",
        ),
        worked=f"Residuals: {joined([brief(part) for part in r])}. Slopes: "
        f"{joined([brief(part) for part in each])}. Divided by {n}: {listed(right)}.",
    )
