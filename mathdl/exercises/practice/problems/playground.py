"""Problems of chapter 9: baselines, budgets, error bars."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, whole
from mathdl.refusals import joined
from mathdl.words import brief, number


@skill("baseline", "9.2", levels=range(1, 4))
def baseline(rng: np.random.Generator, level: int) -> Exercise | None:
    """The commonest class; the lead in points; the share of its mistakes that is gone."""
    counts = [whole(rng, 4, 60) for _ in range(pick(rng, 2, 3, 4))]
    total, most = sum(counts), max(counts)
    if level == 1:
        if 1000 * most % total or counts.count(most) > 1:
            return None
        return problem(
            ask=f"In a test set the classes have {given(counts=counts)}. Which share is right for "
            "somebody who always names the commonest one?",
            kind=Number(exact=True),
            right=most / total,
            mistakes={
                "That would be for guessing: the commonest class is commoner.": 1 / len(counts),
                "That is how many. Which share of all?": most,
            },
            also={
                "That share is wrong.": 1 - most / total,
                "Of the others? Divide by all.": most / (total - most),
            },
            hints=(
                "How many are there in all?",
                f"{total}. How many does the commonest class have?",
                "Divide.",
            ),
            worked=f"{most} of {total}: {exact(most / total)}.",
        )
    n = pick(rng, 100, 200, 250, 400, 500)
    base, own = whole(rng, n // 2, n * 9 // 10), whole(rng, n // 2, n - 1)
    if level == 2:
        gap = 100 * (own - base) / n
        if not gap:
            return None
        return problem(
            ask=f"Of {given(test=n)} examples the nearest neighbour reads {given(neighbour=base)} "
            f"rightly, and your net {given(net=own)}. By how many percentage points is the net "
            "ahead? (Below 0 if it is behind.)",
            kind=Number(exact=True, tolerance=0.002),
            right=gap,
            mistakes={
                "That is the number of examples. As points, of all of them?": own - base
                if n != 100
                else gap / 100,
                "The other way round.": -gap,
            },
            also={
                "Points are differences of shares; you divided one by the other.": 100
                * (own / base - 1),
                "That is a share; a hundredth is a point.": gap / 100,
            },
            hints=(
                "Both as per cent of all examples.",
                f"The neighbour: {brief(100 * base / n)} %.",
                "Take one from the other.",
            ),
            worked=f"{brief(100 * own / n)} % less {brief(100 * base / n)} % is {exact(gap)} "
            "points.",
        )
    if own <= base:
        return None
    right = (own - base) / (n - base)
    return problem(
        ask=f"Of {given(test=n)} examples the baseline gets {given(baseline=base)} right and your "
        f"net {given(net=own)}. Which share of the baseline's mistakes is gone, if only their "
        "number counts? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "That is of all examples. Of the mistakes?": (own - base) / n,
            "That share of the mistakes is left.": 1 - right,
        },
        also={"You compared what is right; look at what is wrong.": own / base - 1},
        hints=(
            "How many mistakes does each of them make?",
            f"The baseline {n - base}, the net {n - own}.",
            "By how much did they shrink, as a share of the baseline's?",
        ),
        worked=f"{n - base} mistakes became {n - own}: {own - base} of {n - base} are gone, "
        f"{digits(right, 2)}.",
    )


@skill("error bar", "9.6")
def error_bar(rng: np.random.Generator, level: int) -> Exercise | None:
    """Of a mean from std and number; the std of runs; of a difference; and what it says."""
    n, s = whole(rng, 4, 40), whole(rng, 5, 40) / 10
    if level == 1:
        right = s / math.sqrt(n)
        return problem(
            ask=f"{given(runs=n)} of a net scatter with {given(std=s)} points. What is the "
            "standard error of their mean? (Two digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "The root of the number of runs: luck cancels slowly.": s / n,
                "One run scatters so; their mean scatters less.": s,
            },
            also={"The mean scatters less, not more.": s * math.sqrt(n)},
            hints=(
                "The more runs, the less does their mean scatter.",
                "It shrinks with the root of their number.",
                f"Type {s}/sqrt({n}).",
            ),
            worked=f"{s}/√{n} = {number(right, 3)}, with two digits {digits(right, 2)}.",
        )
    if level == 2:
        mean = whole(rng, 82, 94)
        away = pick(rng, (-2, 0, 2), (-3, 1, 2), (-1, 0, 1), (-3, 0, 3), (-1, -1, 2), (-2, -1, 3),
                    (-3, -1, 4), (-4, 1, 3))  # fmt: skip
        x = [mean + part for part in rng.permutation(away).tolist()]
        squares = sum(part * part for part in away)
        right = math.sqrt(squares / 2)
        return problem(
            ask=f"Three runs: {given(x=x)} per cent. What is their std, with n − 1 below? (Two "
            "digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "You divided by n. The mean comes from the same runs, hence n − 1.": math.sqrt(
                    squares / 3
                ),
                "That is the sum of squares; divide, and take the root.": squares,
            },
            also={
                "That is the variance; the std is its root.": squares / 2,
                "That is the standard error of the mean.": right / math.sqrt(3),
                "That is from the lowest to the highest.": max(x) - min(x),
            },
            hints=(
                "The mean first.",
                f"It is {mean}; the runs miss it by {joined([brief(part - mean) for part in x])}.",
                f"The squares add up to {squares}. Divide by 2, and take the root.",
            ),
            worked=f"The mean is {mean}, the squares of the misses add up to {squares}. The root "
            f"of {squares}/2 is {number(right, 3)}, with two digits {digits(right, 2)}.",
        )
    a, b = sorted([whole(rng, 2, 30) / 10, whole(rng, 2, 30) / 10])
    right = math.hypot(a, b)
    if level == 3:
        return problem(
            ask=f"Two designs have means with the standard errors {given(first=a, second=b)}. What "
            "is the standard error of their difference? (Two digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "Luck does not always pull the same way: squares add up.": a + b,
                "In a difference the errors do not cancel.": b - a,
            },
            also={
                "That is the mean of the two.": (a + b) / 2,
                "That is its square.": right**2 if right != 1 else a * b,
            },
            hints=(
                "Variances add up, also in a difference.",
                f"{a}² + {b}² = {exact(a * a + b * b)}.",
                "Its root.",
            ),
            worked=f"√({a}² + {b}²) = √{exact(a * a + b * b)}, with two digits {digits(right, 2)}.",
        )
    gap = whole(rng, 3, 50) / 10
    ratio = gap / right
    return problem(
        ask=f"One design is ahead by {given(gap=gap)} points; the standard errors of the two means "
        f"are {given(first=a, second=b)}. How many standard errors of the difference is that? "
        "(Two digits. Above 2 one may begin to believe it.)",
        kind=Number(digits=2, tolerance=0.012),
        right=ratio,
        mistakes={
            "Luck does not always pull the same way: squares add up.": gap / (a + b),
            "That is by the larger of the two alone; both are uncertain.": gap / b,
        },
        also={
            "That is by the smaller of the two alone; both are uncertain.": gap / a,
            "That is the standard error itself. How many of them is the gap?": right,
            "Divide the gap by the error, and not the other way round.": 1 / ratio,
        },
        hints=(
            "First the standard error of the difference.",
            f"It is {number(right, 3)}.",
            f"How many of these is {gap}?",
        ),
        worked=f"√({a}² + {b}²) = {number(right, 3)}, and {gap}/{number(right, 3)} is "
        f"{digits(ratio, 2)}.",
    )


@skill("budget", "9.5", levels=range(1, 4))
def budget(rng: np.random.Generator, level: int) -> Exercise | None:
    """Settings of a grid; runs of a search with seeds; and rates drawn in powers of ten."""
    sizes = [whole(rng, 2, 6) for _ in range(whole(rng, 3, 4))]
    if level == 1:
        return problem(
            ask=f"You want to try {len(sizes)} hyperparameters with {given(values=sizes)}, "
            "each value with each. How many settings are that?",
            kind=Whole(),
            right=math.prod(sizes),
            mistakes={
                "Each with each: they multiply.": sum(sizes),
                "The last one, too.": math.prod(sizes[:-1]),
            },
            hints=(
                "For each value of the first there are all values of the second.",
                f"The first two make {sizes[0] * sizes[1]}.",
                "Multiply all.",
            ),
            worked=f"{'·'.join(map(str, sizes))} = {math.prod(sizes)}.",
        )
    if level == 2:
        seeds = pick(rng, 3, 5)
        once = sum(sizes) - len(sizes) + 1
        return problem(
            ask=f"One at a time: {len(sizes)} hyperparameters with {given(values=sizes)}. You "
            "try all values of the first, keep the best, go on to the next (the setting you have "
            f"is not run again). Every setting is run with {given(seeds=seeds)}. How many runs?",
            kind=Whole(),
            right=once * seeds,
            mistakes={
                "The setting that you have already is not run again.": sum(sizes) * seeds,
                "That is each with each.": math.prod(sizes) * seeds,
            },
            also={
                "With every seed, too.": once,
                "After the first, only the new values: but all of the first.": (once - 1) * seeds,
            },
            hints=(
                "The first one: all of its values.",
                "Each further one: all of its values but the one you have.",
                f"{once} settings.",
            ),
            worked=f"{sizes[0]} + {' + '.join(f'({s} − 1)' for s in sizes[1:])} = {once} settings, "
            f"times {seeds} seeds: {once * seeds}.",
        )
    low = pick(rng, 1, 2, 3, 5) * 10.0 ** whole(rng, -4, -2)
    high = pick(rng, 1, 2, 3, 5) * 10.0 ** whole(rng, -1, 1)
    right = math.sqrt(low * high)
    return problem(
        ask=f"You draw learning rates between {given(low=low, high=high)}, evenly in powers of "
        "ten. Below which rate does half of them lie? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "That is the middle of the rates themselves; in powers of ten most are smaller.": (
                (low + high) / 2
            ),
            "The middle of the two exponents: the root of their product, not the product.": (
                low * high
            ),
        },
        also={
            "That is ten times too large.": right * 10,
            "That is ten times too small.": right / 10,
        },
        hints=(
            "The logarithms are drawn evenly; half of them lie below their middle.",
            f"log10 of them is {number(math.log10(low), 3)} and {number(math.log10(high), 3)}.",
            "10 to the middle of the two, which is the root of low·high.",
        ),
        worked=f"The middle of {number(math.log10(low), 3)} and {number(math.log10(high), 3)} is "
        f"{number(math.log10(right), 3)}, and 10 to that power is {digits(right, 2)}.",
    )
