"""Problems of chapter 10: confusion matrices, votes, calibration, nudges."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import block, digits, exact, given, matrix, pick, whole
from mathdl.refusals import joined
from mathdl.words import brief, listed, number


@skill("confusion", "10.7")
def confusion(rng: np.random.Generator, level: int) -> Exercise | None:
    """Accuracy of a confusion matrix; recall; precision; both of one class out of four."""
    n = 4 if level == 4 else 3
    M = np.array([[whole(rng, 0, 6) for _ in range(n)] for _ in range(n)])
    M[np.arange(n), np.arange(n)] = [whole(rng, 10, 40) for _ in range(n)]
    k = whole(rng, 0, n - 1)
    diagonal, total = int(M.trace()), int(M.sum())
    row, column = int(M[k].sum()), int(M[:, k].sum())
    hits = int(M[k, k])
    recall, precision, accuracy = hits / row, hits / column, diagonal / total
    told = f"Rows are what was written, columns what was read: {given(M=M)}."
    shown = f"Once more:{block(*matrix('M', M))}\n"
    if row == column or recall == 1 or precision == 1:
        return None
    if level == 1:
        return problem(
            ask=f"{told} Which share of all was read rightly? (Three digits.)",
            kind=Number(digits=3, tolerance=0.003),
            right=accuracy,
            mistakes={
                "Those are the ones read wrongly.": 1 - accuracy,
                "That is how many, not which share.": diagonal,
            },
            also={
                "That is the mean of the recalls; large classes count more here.": float(
                    np.mean(M.diagonal() / M.sum(axis=1))
                ),
                "Right divided by wrong; divide by all.": diagonal / (total - diagonal),
            },
            hints=(
                "Where in the matrix are those read rightly?",
                f"On the diagonal: {diagonal}.",
                "Divide by the sum of all.",
            ),
            worked=f"{shown}On the diagonal stand {diagonal}, in all {total}: "
            f"{digits(accuracy, 3)}.",
        )
    if level == 4:
        return problem(
            ask=f"{told} What are recall and precision of class {k}, in this order? (Counted "
            "from 0; two decimals.)",
            kind=Array(decimals=2, tolerance=0.006),
            right=[recall, precision],
            mistakes={
                "In the other order: recall looks along the row.": [precision, recall],
                "Class 0 comes first.": [
                    M[k - 1, k - 1] / M[k - 1].sum(),
                    M[k - 1, k - 1] / M[:, k - 1].sum(),
                ],
            },
            also={"Of all examples? Of those of this class.": [M[k, k] / total] * 2},
            hints=(
                "Recall: of those written so, which share was read so?",
                f"Along row {k}: {M[k, k]} of {row}.",
                f"Down column {k}: {M[k, k]} of {column}.",
            ),
            worked=f"{shown}Recall {M[k, k]}/{row}, precision {M[k, k]}/{column}: "
            f"[{number(recall, 2)}, {number(precision, 2)}].",
        )
    if level == 2:
        name, right, other, of, where = "recall", recall, precision, row, f"row {k}"
    else:
        name, right, other, of, where = "precision", precision, recall, column, f"column {k}"
    return problem(
        ask=f"{told} What is the {name} of class {k}? (Counted from 0; three digits.)",
        kind=Number(digits=3, tolerance=0.003),
        right=right,
        mistakes={
            "That is the precision: of those *read* so. Recall looks along the row."
            if level == 2
            else "That is the recall: of those *written* so. Precision looks down the "
            "column.": other,
            "That is the accuracy, of all classes.": accuracy,
        },
        also={
            "That is the share that was missed.": 1 - right,
            "Of all examples? Of those of this class.": M[k, k] / total,
            "Class 0 comes first.": M[k - 1, k - 1]
            / (M[k - 1].sum() if level == 2 else M[:, k - 1].sum()),
        },
        hints=(
            "Recall: of those written so, which share was read so? Precision: of those read so, "
            "which share was written so?",
            f"Look at {where}.",
            f"{M[k, k]} of {of}.",
        ),
        worked=f"{shown}In {where} stand {of}, of which {M[k, k]} on the diagonal: "
        f"{M[k, k]}/{of} = {digits(right, 3)}.",
    )


@skill("how sure", "10.11", levels=range(2, 5))
def how_sure(rng: np.random.Generator, level: int) -> Exercise | None:
    """Overconfidence in points; what a temperature does; which temperature halves the odds."""
    if level == 2:
        n = pick(rng, 4, 5)
        sure = [pick(rng, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0) for _ in range(n)]
        was = [int(rng.random() < 0.7) for _ in range(n)]
        mean, share = sum(sure) / n, sum(was) / n
        right = 100 * (mean - share)
        if round(right, 6) == 0 or len({*sure}) < 3:
            return None
        return problem(
            ask=f"A net was {given(sure=sure)} sure of its answers; they were right (1) or wrong "
            f"(0): {given(right=was)}. By how many percentage points is it surer, on average, "
            "than it is right? (Below 0 if it is too modest.)",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "The sign: sure less right.": -right,
                "So sure was it on average; how often was it right?": 100 * mean,
            },
            also={
                "That is a share; a hundredth is a point.": right / 100,
                "So often was it right.": 100 * share,
            },
            hints=(
                "How sure was it, on average?",
                f"{brief(100 * mean)} %. And which share was right?",
                f"{brief(100 * share)} %.",
            ),
            worked=f"On average {brief(100 * mean)} % sure and {brief(100 * share)} % right: "
            f"{exact(right)} points.",
        )
    gap, T = whole(rng, 2, 14) / 2, pick(rng, 1.5, 2, 2.5, 3, 4)
    if level == 3:
        z = [float(gap), 0.0]
        p, cold = softmax(np.array(z) / T)[0], softmax(np.array(z))[0]
        return problem(
            ask=f"A net gives two answers the scores {given(z=z)}. With the temperature "
            f"{given(T=T)}, how sure is it of the first? (Two decimals.)",
            kind=Number(decimals=2, tolerance=0.005),
            right=p,
            mistakes={
                "The temperature is missing: divide the scores by T first.": cold,
                "That is the other answer.": 1 - p,
            },
            also={
                "A temperature divides the scores, not the probability.": cold / T,
                "You multiplied the scores by T; that makes it surer.": softmax(np.array(z) * T)[0],
            },
            hints=(
                "Divide both scores by T, then softmax.",
                f"{exact(round(gap / T, 4))} and 0. With two scores softmax is a sigmoid of the "
                "difference.",
                "1/(1 + exp(−difference/T)).",
            ),
            worked=f"The difference is {brief(gap)}/{brief(T)} = {number(gap / T, 3)}, and "
            f"1/(1 + exp(−{number(gap / T, 3)})) = {number(p, 2)}.",
        )
    wish = pick(rng, 0.6, 0.7, 0.75, 0.8, 0.9)
    odds = math.log(wish / (1 - wish))
    right = gap / odds
    if not 1.2 < right < 9:
        return None
    return problem(
        ask=f"Two answers have scores that differ by {given(gap=gap)}. With which temperature is "
        f"the net {given(sure=wish)} sure of the higher one? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "The other way round: a temperature divides the scores.": odds / gap,
            "That is the difference that is left then. Which T leaves it?": odds,
        },
        also={"ln of the odds p/(1 − p), not of p.": gap / -math.log(wish)},
        hints=(
            "σ(gap/T) is to be so much.",
            "So gap/T is ln(p/(1 − p)).",
            f"ln({wish}/{exact(1 - wish)}) = {number(odds, 3)}.",
        ),
        worked=f"gap/T = ln({wish}/{exact(1 - wish)}) = {number(odds, 3)}, so T = "
        f"{brief(gap)}/{number(odds, 3)}, with two digits {digits(right, 2)}.",
    )


@skill("nudge", "10.10", levels=range(1, 4))
def nudge(rng: np.random.Generator, level: int) -> Exercise | None:
    """Each pixel a step by the sign of its slope; clipped at the edges; and what it can do."""
    n, eps = 4, pick(rng, 0.05, 0.1, 0.2)
    low, high = (2, 8) if level == 1 else (0, 10)
    x = [whole(rng, low, high) / 10 for _ in range(n)]
    slopes = [pick(rng, -1, 1) * whole(rng, 1, 30) / 10 for _ in range(n)]
    moved = [a + eps * math.copysign(1, s) for a, s in zip(x, slopes)]
    right = [min(max(a, 0), 1) for a in moved]
    if level == 3:
        right = eps * sum(map(abs, slopes))
        return problem(
            ask=f"The slopes of a loss by the pixels are {given(slope=slopes)}. Each pixel may "
            f"move by at most {given(epsilon=eps)}. By how much can the loss rise, as far as the "
            "slopes tell?",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "Every pixel moves in its own direction: all contributions are positive.": eps
                * sum(slopes),
                "That is by moving one pixel, the one with the steepest slope; all may move.": eps
                * max(map(abs, slopes)),
            },
            also={
                "So would a step along the gradient; here each pixel has its own limit.": eps
                * math.sqrt(sum(s * s for s in slopes)),
                "Without the step it is only the sum of the slopes.": sum(map(abs, slopes)),
            },
            hints=(
                "A pixel that moves by ε with its slope brings ε·|slope|.",
                "Whichever sign a slope has: one direction goes up.",
                f"The sizes add up to {exact(sum(map(abs, slopes)))}.",
            ),
            worked=f"{brief(eps)}·({' + '.join(exact(abs(s)) for s in slopes)}) = {exact(right)}.",
        )
    clipped = moved != right
    if clipped != (level == 2):
        return None
    return problem(
        ask=f"A picture of four pixels {given(x=x)}, between 0 and 1; the slopes of the loss by "
        f"them are {given(slope=slopes)}. Which picture raises the loss most, if no pixel moves "
        f"by more than {given(epsilon=eps)}? (Four numbers.)",
        kind=Array(exact=True),
        right=right,
        mistakes={
            "That lowers the loss: go with the slopes.": [
                min(max(2 * a - b, 0), 1) for a, b in zip(x, moved)
            ],
            "Only the signs count: each pixel goes as far as it may.": [
                min(max(a + eps * s, 0), 1) for a, s in zip(x, slopes)
            ],
        },
        also={
            "Ink stays between 0 and 1.": moved,
            "That is how far they go. From where?": [b - a for a, b in zip(x, right)],
        },
        hints=(
            "For each pixel: does more ink raise the loss, or less?",
            "Up where the slope is above 0, down where it is below, always by ε.",
            "And no pixel leaves 0 to 1.",
        ),
        worked=f"By the signs of the slopes: "
        f"{joined([('+' if s > 0 else '−') + brief(eps) for s in slopes])}. So "
        f"{listed(right, exact)}{', where ink stays between 0 and 1' * clipped}.",
    )
