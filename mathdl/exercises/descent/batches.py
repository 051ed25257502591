"""Chapter 7, noise and schedules."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.optim import cosine


def _noises(times: int, tenths: int) -> dict[str, float]:
    return {"one": times * tenths / 10, "wanted": tenths / 10}


def _rate(peak: float, steps: int, warmup: int, step: int) -> float:
    return cosine(peak, steps, warmup=warmup)(step)


def _part(peak: float, steps: int, warmup: int, step: int) -> float:
    return (step - warmup) / (steps - warmup)


EXERCISES = {
    "7.7": Exercise(
        title="Quieter",
        level=2,
        ask="The gradient from one example has noise {one}. From a batch of how many does it have "
        "noise {wanted}?",
        numbers={"one": 2.7, "wanted": 0.3},
        draw=lambda rng: _noises(int(rng.integers(3, 13)), int(rng.integers(1, 6))),
        kind=Whole(),
        right=lambda one, wanted: round(one / wanted) ** 2,
        facts=lambda one, wanted: {"times": round(one / wanted)},
        mistakes=(
            Mistake(
                lambda one, wanted: round(one / wanted),
                "Noise falls with the *root* of the batch: {times} examples divide it by "
                "√{times} only.",
            ),
            Mistake(
                lambda one, wanted: round(one / wanted) ** 3,
                "That is {times} cubed.",
            ),
            Mistake(
                lambda one, wanted: 2 * round(one / wanted),
                "{times} squared, not doubled.",
            ),
            Mistake(
                lambda one, wanted: np.sqrt(round(one / wanted)),
                "Square {times}, do not take its root.",
            ),
            Mistake(
                lambda one, wanted: round(one**2 / wanted, 6),
                "Square the whole quotient, {times}, not only {one}.",
            ),
            Mistake(
                lambda one, wanted: round(one / wanted) ** 2 - 1,
                "One too few: √B is to be {times}.",
            ),
        ),
        hints=(
            "Section 7.6: a batch of B has the noise of one example, divided by √B.",
            "It must become {times} times as small. Of which number is {times} the root?",
            "Noise 1 becomes ½ with a batch of 4.",
        ),
        worked="{one}/{wanted} = {times} = √B, so B = {times}² = {right}.",
        then="Half the noise always takes four times the work. That is why batches stay small.",
    ),
    "7.8": Exercise(
        title="Which rate?",
        level=2,
        ask="`cosine({peak}, steps={steps}, warmup={warmup})` rises in a straight line for "
        "{warmup} steps, then falls along half a cosine to 0. Which rate does step {step} have?",
        numbers={"peak": 0.4, "steps": 1000, "warmup": 100, "step": 325},
        draw=lambda rng: {
            "peak": (0.1, 0.2, 0.4, 0.8)[rng.integers(4)],
            "steps": 1000,
            "warmup": (100, 200)[k := rng.integers(2)],
            "step": ((325, 400, 460), (440, 480, 520))[k][rng.integers(3)],
        },
        kind=Number(tolerance=0.004),
        right=_rate,
        facts=lambda peak, steps, warmup, step: {
            "t": _part(peak, steps, warmup, step),
            "gone": step - warmup,
            "fall": steps - warmup,
        },
        mistakes=(
            Mistake(
                lambda **n: n["peak"] * (1 - _part(**n)),
                "That is a straight line down. The cosine begins slowly.",
            ),
            Mistake(
                lambda peak, steps, warmup, step: _rate(peak, steps, 0, step),
                "The fall begins after the warm-up: of {fall} steps {gone} are gone.",
            ),
            Mistake(
                lambda peak, steps, warmup, step: (
                    peak * (1 + np.cos(np.pi * (step - warmup) / steps)) / 2
                ),
                "The fall takes the {fall} steps after the warm-up, not all {steps}.",
            ),
            Mistake(
                lambda **n: n["peak"] * np.cos(np.pi / 2 * _part(**n)),
                "That is a quarter of a wave, from 1 to 0; here it is half a wave, lifted by 1 and "
                "halved.",
            ),
            Mistake(
                lambda **n: n["peak"] * (1 - np.cos(np.pi * _part(**n))) / 2,
                "That is what the rate has lost by now.",
            ),
            Mistake(
                lambda peak, steps, warmup, step: peak * step / warmup,
                "The warm-up ended at step {warmup}.",
            ),
            Mistake(
                lambda **n: n["peak"] * np.cos(np.pi * _part(**n)),
                "Half a cosine goes down to −1: add 1, then halve.",
            ),
            Mistake(
                lambda **n: n["peak"] * (1 + np.cos(np.pi * _part(**n))),
                "(1 + cos)/2 starts at 1; yours starts at 2.",
            ),
            Mistake(
                lambda **n: n["peak"] * (1 + np.cos(np.radians(np.pi * _part(**n)))) / 2,
                "Still the peak? Is your calculator set to degrees? π·t is in radians.",
            ),
        ),
        hints=(
            "Section 7.7: peak · (1 + cos(π·t))/2, where t goes from 0 to 1 *after* the warm-up.",
            "t = ({step} − {warmup})/({steps} − {warmup}).",
            "Half-way down, at t = ½, the cosine is 0 and the rate half its peak.",
        ),
        worked="t = {gone}/{fall} = {t:.4g}, and {peak}·(1 + cos(π·{t:.4g}))/2 = {right:.4f}.",
        then="A quarter of the way it has lost only 15 per cent; the last quarter is nearly all "
        "small steps.",
    ),
}
