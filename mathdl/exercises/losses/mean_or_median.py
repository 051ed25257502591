"""Chapter 5, one number for all: the mean for squares, the median for sizes."""

from __future__ import annotations

from statistics import mean, median

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake


def _four_and_an_outlier(rng: np.random.Generator) -> dict[str, tuple[int, ...]]:
    return {
        "data": tuple(
            rng.permutation(
                [*rng.permutation(np.arange(1, 10))[:4], rng.integers(60, 121)],
            ).tolist()
        )
    }


EXERCISES = {
    "5.3": Exercise(
        title="One number for all",
        level=2,
        ask="The data are {data}. One constant is to stand for all five. Which has the smallest "
        "MSE, which the smallest MAE? Give a list [for MSE, for MAE].",
        numbers={"data": (2, 4, 1, 100, 3)},
        draw=_four_and_an_outlier,
        kind=Array(),
        right=lambda data: [mean(data), median(data)],
        facts=lambda data: {
            "order": sorted(data),
            "sum": sum(data),
            "mean": mean(data),
            "median": median(data),
            "far": max(data),
            "miss": max(data) - median(data),
        },
        mistakes=(
            Mistake(
                lambda data: [median(data), mean(data)],
                "Swapped: it is the squares that listen to the outlier.",
            ),
            Mistake(
                lambda data: [mean(data)] * 2,
                "{mean:g} is right for MSE. For MAE move it to the left: four points come nearer, "
                "and only one goes away.",
            ),
            Mistake(
                lambda data: [median(data)] * 2,
                "{median} is right for MAE. The squares would not stand the {far} so far away: it "
                "alone would cost {miss}².",
            ),
            Mistake(
                lambda data: [mean(sorted(data)[:4]), median(data)],
                "MAE is right. For MSE that is the mean without the {far}; it is data too.",
            ),
            Mistake(
                lambda data: [mean(data), mean(sorted(data)[1:3])],
                "MSE is right. The median of five is the third by size, not between the second "
                "and the third: as many are above it as below.",
            ),
            Mistake(
                lambda data: [mean(data), sorted(data)[1]],
                "MSE is right. By size {order}: the middle one is the third, with two on either "
                "side.",
            ),
            Mistake(
                lambda data: [sum(data) / 4, median(data)],
                "MAE is right. For MSE there are five data: divide by 5.",
            ),
            Mistake(
                lambda data: [sum(data), median(data)],
                "MAE is right. For MSE that is the sum; divide it by 5.",
            ),
            Mistake(
                lambda data: [mean(data), (max(data) + min(data)) / 2],
                "MSE is right. Half-way between the smallest and the largest is where the "
                "*largest* miss is least; MAE takes the median.",
            ),
            Mistake(
                lambda data: [mean(data), data[2]],
                "MSE is right. {data[2]} stands in the middle of the list as it is written; the "
                "median is the middle one by *size*.",
            ),
            Mistake(
                lambda data: [mean(data), sorted(data)[3]],
                "MSE is right. By size {order}: yours is the fourth, and three lie below it.",
            ),
        ),
        hints=(
            "Section 5.3: one of the two is the mean, the other the median.",
            "By size the data are {order}, and their sum is {sum}.",
            "For 7, 0 and 2: the mean is 9/3 = 3, the median 2. So MSE takes 3, MAE takes 2.",
        ),
        worked="MSE takes the mean, {sum}/5 = {mean:g}. MAE takes the median, the third of "
        "{order}: {median}.",
        then="Make the {far} ten times as large: the mean runs after it, the median stays.",
    ),
}
