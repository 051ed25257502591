"""Chapter 4, slopes of bends: relu, the sigmoid, SiLU."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake

_slope = dl.derivative(dl.sigmoid)


def _each(f: Callable) -> Callable:
    return lambda z: [float(f(x)) for x in z]


def _around_zero(rng: np.random.Generator) -> dict[str, tuple]:
    left, right = (rng.choice((0.25, 0.5, 1.5, 2, 3, 4), 2, replace=False) for _ in range(2))
    numbers = np.sort([*-left, 0, *right]).tolist()
    return {"z": tuple(int(x) if x == int(x) else x for x in numbers)}


EXERCISES = {
    "4.2": Exercise(
        title="ReLU and its slope",
        level=1,
        ask="What is relu′ at z = {z}, with this book's choice at 0? Give a list of five numbers.",
        numbers={"z": (-2, -0.5, 0, 0.5, 3)},
        draw=_around_zero,
        kind=Array(exact=True),
        right=_each(lambda x: x > 0),
        mistakes=(
            Mistake(
                _each(lambda x: max(x, 0)),
                "Those are relu's values; the question is its slope.",
            ),
            Mistake(
                _each(lambda x: x >= 0),
                "All right but one: at 0 there is no derivative, so libraries choose. Ours and "
                "PyTorch choose 0.",
            ),
            Mistake(
                _each(lambda x: (np.sign(x) + 1) / 2),
                "All right but one: ½ is what the central difference says at the kink. The engine "
                "chooses 0.",
            ),
            Mistake(
                _each(np.sign),
                "That is the slope of |z|. On the left relu does not fall, it is flat.",
            ),
            Mistake(
                _each(float),
                "Those are the five z. How much does relu(z) change for a small nudge at each?",
            ),
            Mistake(
                _each(lambda x: x < 0),
                "The other way round: relu rises where z is positive, and is flat on the left.",
            ),
        ),
        hints=(
            "Section 4.3: relu is flat on one side of 0 and rises on the other.",
            "At z = {z[0]} a nudge of z changes nothing, so the slope there is 0. At z = {z[4]} "
            "the result is z itself.",
            "At z = −1, 0, 1 the slopes are 0, 0, 1; the one in the middle is a choice.",
        ),
        worked="Left of 0 relu is flat: 0 and 0. At 0 the engine chooses 0. Right of 0 the result "
        "is z itself, with slope 1, however large z is: 1 and 1.",
        then="Going back this is a gate: where it says 1 a message passes, where it says 0 none "
        "does.",
    ),
    "4.3": Exercise(
        title="The slope of the sigmoid",
        level=2,
        ask="What is σ′({z}), to four decimals?",
        numbers={"z": 2},
        draw=lambda rng: {
            "z": (-4, -3, -2.5, -2, -1, -0.5, 0.75, 1, 2.5, 3, 4)[rng.integers(11)],
        },
        kind=Number(decimals=4),
        right=lambda z: _slope(float(z)),
        facts=lambda z: {"p": dl.sigmoid(z), "q": dl.sigmoid(-z), "mirror": -z},
        mistakes=(
            Mistake(
                lambda z: 0.25,
                "¼ is the largest slope; it is at z = 0. At {z} the curve is flatter.",
            ),
            Mistake(lambda z: dl.sigmoid(z), "That is σ({z}) itself. Its slope is σ·(1 − σ)."),
            Mistake(
                lambda z: dl.sigmoid(-z),
                "That is 1 − σ({z}). The other factor, σ({z}), is missing.",
            ),
            Mistake(
                lambda z: z * (1 - z),
                "That is z(1 − z). The formula p(1 − p) wants p = σ(z), here {p:.4f}.",
            ),
            Mistake(
                lambda z: _slope(dl.sigmoid(z)),
                "That is σ′ at σ({z}) instead of at {z}: the slope belongs to the number that "
                "goes in.",
            ),
            Mistake(
                lambda z: 1 - np.tanh(z) ** 2,
                "That is the slope of tanh at {z}. The sigmoid is half as steep in itself, and "
                "stretched: σ·(1 − σ).",
            ),
            Mistake(
                lambda z: np.exp(-z),
                "That is the size of the slope of u = 1 + e⁻ᶻ, one of two links. The other is "
                "−1/u².",
            ),
            Mistake(
                lambda z: -_slope(float(z)),
                "The right size, wrong sign: the sigmoid rises everywhere. Two minus signs make a "
                "plus.",
            ),
            Mistake(
                lambda z: -(dl.sigmoid(z) ** 2),
                "That is −1/u², the outer link. The inner one, −e⁻ᶻ, still has to multiply.",
            ),
            Mistake(
                lambda z: z * _slope(float(z)),
                "That is {z} times the slope. The formula σ·(1 − σ) is the whole of it.",
            ),
        ),
        hints=(
            "Section 4.4: σ′(z) = σ(z)·(1 − σ(z)).",
            "First the value: σ({z}) = {p:.4f}. What is 1 − σ({z})?",
            "At z = 0: σ(0) = ½ and 1 − ½ = ½, so σ′(0) = ½ · ½ = ¼.",
        ),
        worked="σ({z}) = {p:.4f} and 1 − σ({z}) = {q:.4f}, so σ′({z}) = {p:.4f} · {q:.4f} = "
        "{right:.4f}.",
        then="At {mirror} it is the same: σ({mirror}) = {q:.4f}, and the two factors change "
        "places.",
    ),
    "4.4": Exercise(
        title="A slope of your own",
        level=2,
        ask="Write `silu_slope(z)`, the derivative of SiLU(z) = z·σ(z), with `dl.sigmoid`. It is "
        "tried at −3, −1, 0, ½ and 2.",
        kind=Function(((-3.0,), (-1.0,), (0.0,), (0.5,), (2.0,)), "silu_slope"),
        right=lambda: lambda z: dl.sigmoid(z) + z * dl.sigmoid(z) * (1 - dl.sigmoid(z)),
        mistakes=(
            Mistake(
                lambda: lambda z: z * dl.sigmoid(z) * (1 - dl.sigmoid(z)),
                "That is one of two paths, the one through σ. The first factor, z, changes too, "
                "and its path adds σ(z).",
            ),
            Mistake(
                lambda: dl.sigmoid,
                "That is one of two paths, the one through the first factor. σ changes with z, "
                "too: its path adds z·σ(z)(1 − σ(z)).",
            ),
            Mistake(
                lambda: lambda z: dl.sigmoid(z) * (1 - dl.sigmoid(z)),
                "That is the slope of σ alone. In z·σ(z) a nudge of z reaches both factors.",
            ),
            Mistake(
                lambda: lambda z: dl.sigmoid(z) + dl.sigmoid(z) * (1 - dl.sigmoid(z)),
                "Both paths are there. On the one through σ the other factor, z, has gone missing: "
                "z·σ(z)(1 − σ(z)).",
            ),
            Mistake(
                lambda: lambda z: dl.sigmoid(z) - z * dl.sigmoid(z) * (1 - dl.sigmoid(z)),
                "Both paths are there, and paths *add*: σ rises with z.",
            ),
            Mistake(
                lambda: lambda z: float(z > 0),
                "That is relu's slope. Far from 0 it is near, but SiLU is smooth and dips below 0.",
            ),
            Mistake(
                lambda: lambda z: z * dl.sigmoid(z),
                "That is SiLU itself. How much does it change when z is nudged?",
            ),
            Mistake(
                lambda: lambda z: dl.sigmoid(z) + z * dl.sigmoid(z),
                "Both paths are there. But σ is not its own slope: that is σ(z)(1 − σ(z)).",
            ),
            Mistake(
                lambda: lambda z: dl.sigmoid(z) + z * (1 - dl.sigmoid(z)),
                "Both paths are there. In the slope of σ one factor is missing: it is σ(z)(1 − "
                "σ(z)).",
            ),
        ),
        hints=(
            "z goes into z·σ(z) twice, so there are two paths, and paths add: section 3.8.",
            "Freeze σ(z): the nudge of the factor z gives 1·σ(z). Freeze z: the nudge inside σ "
            "gives z·σ′(z).",
            "For z·z the same way: 1·z + z·1 = 2z. And for z·σ(z) at z = 0: ½ + 0 · ¼ = ½.",
        ),
        worked="`return dl.sigmoid(z) + z * dl.sigmoid(z) * (1 - dl.sigmoid(z))`: the path through "
        "the factor z adds σ(z), the path through σ adds z·σ′(z).",
        then="At −3 it is −0.0881: there a larger z gives a smaller result, which relu never does.",
    ),
}
