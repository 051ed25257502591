"""Chapter 10, what can be said before a net has learnt anything."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise, Mistake


def _steps(rng: np.random.Generator) -> dict[str, int]:
    n, batch = int(rng.integers(900, 1700)), int(rng.choice([32, 48, 64, 100]))
    return {"n": n, "batch": batch, "epochs": int(rng.choice([20, 30, 40, 50]))}


EXERCISES = {
    "10.3": Exercise(
        title="Before learning",
        level=1,
        ask="A net has {k} classes and has learnt nothing yet: it gives every class about the same "
        "probability. What is its cross-entropy, to four decimals?",
        numbers={"k": 10},
        draw=lambda rng: {"k": int(rng.choice([5, 6, 7, 8, 12, 20, 26]))},
        kind=Number(tolerance=0.002, decimals=4),
        right=lambda k: math.log(k),
        mistakes=(
            Mistake(lambda k: math.log2(k), "Those are bits. The book counts in nats: ln."),
            Mistake(lambda k: math.log10(k), "That is the logarithm of base 10. Take ln."),
            Mistake(lambda k: 1 / k, "That is the probability; the loss is its −ln."),
            Mistake(
                lambda k: -math.log(1 - 1 / k),
                "That is the surprise at a net that is *wrong* with probability 1/{k}. The right "
                "class has 1/{k}.",
            ),
            Mistake(lambda k: -math.log(k), "Minus ln of 1/{k} is *plus* ln {k}."),
            Mistake(
                lambda k: math.log(2), "That is for two classes, a coin. Here there are {k}."
            ),
            Mistake(
                lambda k: math.log(k) / k,
                "Only the right class counts, once: the mean over examples is not divided by "
                "the classes.",
            ),
            Mistake(lambda k: 1 - 1 / k, "That is how often it errs. The loss is −ln p."),
        ),
        hints=(
            "Section 5.7: the loss of one example is −ln of the probability of the right class.",
            "What probability does the right class get, if all {k} get the same?",
            "Four classes: −ln 0.25 = 1.386.",
        ),
        worked="−ln(1/{k}) = ln {k} = {right:.4f}.",
        then="A fresh net often begins a little above it: chance has opinions, too.",
    ),
    "10.4": Exercise(
        title="How many steps?",
        level=1,
        ask="{n:,} digits, batches of {batch}, {epochs} epochs. How many steps does the optimiser "
        "take?",
        numbers={"n": 1287, "batch": 64, "epochs": 60},
        draw=_steps,
        kind=Whole(),
        right=lambda n, batch, epochs: epochs * -(-n // batch),
        facts=lambda n, batch, epochs: {
            "full": n // batch,
            "rest": n % batch,
            "each": -(-n // batch),
        },
        mistakes=(
            Mistake(
                lambda n, batch, epochs: epochs * (n // batch),
                "The short batch counts, too: the last {rest} digits of every epoch.",
            ),
            Mistake(
                lambda n, batch, epochs: math.ceil(n * epochs / batch),
                "Round up in every epoch, since each one ends with its own short batch.",
            ),
            Mistake(
                lambda n, batch, epochs: n * epochs // batch,
                "Every epoch ends with a short batch of its own: round up, epoch by epoch.",
            ),
            Mistake(
                lambda n, batch, epochs: n * epochs,
                "That is how many digits it looks at. A step looks at {batch} of them.",
            ),
            Mistake(lambda n, batch, epochs: -(-n // batch), "That is one epoch."),
            Mistake(
                lambda n, batch, epochs: n // batch,
                "That is one epoch, and without its short batch of {rest}.",
            ),
            Mistake(lambda n, batch, epochs: batch * epochs, "Batches *of* {batch}, not {batch} of "
                    "them."),
            Mistake(lambda n, batch, epochs: epochs, "An epoch is a whole pass, many steps."),
        ),
        hints=(
            "Section 7.5: a batch, a step. How many batches make an epoch?",
            "{n} / {batch} is not whole. What happens to the rest?",
            "10 digits in batches of 4 for 3 epochs: 4, 4, 2, three times, so 9 steps.",
        ),
        worked="{full} full batches and one of {rest} make {each} steps an epoch: "
        "{each}·{epochs} = {right:,}.",
        then="At a fraction of a millisecond each: that is why it takes less than a second.",
    ),
}  # fmt: skip
