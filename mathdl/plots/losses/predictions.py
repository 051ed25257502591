"""What a reader's own predictions cost, and whether they were as sure as they were right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from numbers import Real

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, FAINT, INPUT, LOSS, MUTED
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.plots.losses.surprise import SurprisePlot
from mathdl.refusals import shown, type_or_value
from mathdl.words import number, per_cent

# Right three times in five, and often too sure: section, how sure, whether right, of how many.
EXAMPLE = (
    ("1.2", 0.9, True, 2),
    ("1.4", 0.8, False, 2),
    ("1.6", 0.95, False, 2),
    ("1.7", 0.6, True, 2),
    ("2.4", 0.5, False, 2),
    ("2.6", 0.7, False, 2),
    ("2.7", 0.8, True, 2),
    ("2.9", 0.9, True, 2),
    ("3.2", 0.9, False, 3),
    ("3.6", 0.6, True, 2),
    ("3.9", 0.7, True, 2),
    ("3.10", 0.6, False, 3),
    ("4.2", 0.8, True, 2),
    ("4.8", 0.9, True, 3),
    ("5.1", 0.7, True, 3),
)
ENOUGH = 10  # predictions, before shares are worth looking at
BINS = (0.25, 0.65, 0.85, 1.0)


class PredictionsPlot(Plot):
    """Your predictions as points on −log p, where p is the probability you gave to what was right.

    Left, each prediction costs its surprise. Of a wrong one, what you had left is shared evenly
    among the other choices. The line is the mean; the dashed one is what guessing costs: log 2
    where there are two choices, log 3 where there are three. Right, from ten predictions, how many
    came true among those of which you were about equally sure: on the dashed line you are as right
    as you are sure, below it you are too sure.

    Parameters
    ----------
    predictions : sequence of (section, how sure, whether right[, how many choices]), optional
        As `mathdl.exercises.my_predictions` returns them; an example, if there are none. Without a
        number there were two choices.
    """

    size = (8, 4.4)
    TOP = 5.0  # nats; what costs more is told, and pointed at

    def __init__(self, predictions: Sequence[tuple[str, float, bool]] = ()) -> None:
        if not isinstance(predictions, tuple | list) or any(
            len(p) not in (3, 4) for p in predictions
        ):
            raise TypeError(
                "predictions are a list of (key, sure, right, choices), as my_predictions() "
                f"returns, not {shown(predictions)}"
            )
        for key, sure, right, *_ in predictions:
            if not isinstance(sure, Real) or not 0 <= sure <= 1:
                raise type_or_value(
                    sure, Real, f"how sure you were of {key} is from 0 to 1, not {shown(sure)}"
                )
            if not isinstance(right, bool | np.bool_):
                raise TypeError(f"{key} was right, True or False, not {shown(right)}")
        self.is_example = len(predictions) == 0
        rows = [(*row, 2)[:4] for row in predictions or EXAMPLE]
        self.keys, sure, right, choices = zip(*rows, strict=True)
        self.sure, self.right = np.array(sure), np.array(right)
        self.guessing = float(np.mean(np.log(choices)))
        left = (1 - self.sure) / (np.array(choices) - 1)  # for each of the others
        self.p = np.where(self.right, self.sure, left).round(9)
        self.losses = np.array([surprise(p) for p in self.p])
        self.mean = float(self.losses.mean())
        n, costliest = len(self.keys), int(np.argmax(self.losses))
        self.controls = {"which": Slider(costliest + 1, 1, n, 1, "prediction number")}

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(2, 1))
        left.set(xlim=(-0.02, 1.5), ylim=(-0.12, self.TOP + 0.3), ylabel="surprise in nats")
        left.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        left.set_xlabel("p, given to what was right", x=0.52 / 1.52)
        left.spines["bottom"].set_bounds(-0.02, 1.02)
        self._build_costs(left)
        right.set(xlim=(0.2, 1.06), ylim=(-0.22, 1.04), xlabel="how sure", ylabel="share right")
        right.set_xticks([0.25, 0.5, 0.75, 1], ["25 %", "50 %", "75 %", "100 %"])
        right.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
        right.spines["left"].set_bounds(0, 1)
        if len(self.keys) >= ENOUGH:
            self._build_shares(right)
        else:
            text = f"to be seen\nfrom {ENOUGH} predictions on;\nhere are {len(self.keys)}"
            note = right.text(0.63, 0.5, text, color=MUTED, **CENTRED, fontsize=11)
            note.set_in_layout(False)
        if self.is_example:
            figure.suptitle("an example: nobody’s predictions", color=MUTED, fontsize=13)

        mark = dict(color=INPUT, mfc="none", mew=2.6, animated=True, clip_on=False)
        (self.here,) = left.plot([], [], "o", **mark)
        (self.there,) = right.plot([], [], "o", ms=19, **mark)
        self.there.set_in_layout(False)  # where it stays without data it would claim the corner
        told = dict(x=0.3, s="", color=INPUT, va="center", animated=True)
        self.told = left.text(y=4.75, fontsize=17, weight="bold", **told)
        self.outcome = left.text(y=4.25, fontsize=13, **told)

    def _build_costs(self, axes: Axes) -> None:
        """Draw the curve, the points on it, and their mean."""
        p = np.geomspace(0.004, 1, 300)
        axes.plot(p, SurprisePlot.surprise(p), color=FAINT, lw=1.6, zorder=1)
        mean, coin = min(self.mean, self.TOP), self.guessing
        axes.plot([-0.02, 1.02], [mean] * 2, color=LOSS, lw=2.2, zorder=1)
        axes.plot([-0.02, 1.02], [coin] * 2, color=MUTED, lw=1.4, dashes=(4, 2), zorder=1)
        apart = max(0.0, 0.36 - abs(mean - coin)) / 2 * (1 if mean >= coin else -1)
        beside = dict(x=1.05, va="center")
        whose = "mean" if self.is_example else "your mean"
        axes.text(y=mean + apart, s=f"{whose} {nats(self.mean)}", weight="bold", **beside)
        axes.text(y=coin - apart, s=f"guessing: {nats(self.guessing)}", color=MUTED, **beside)
        # Those that came true first: where both kinds meet, at ½, both must be seen.
        looks = {True: dict(marker="o", mfc=LOSS), False: dict(marker="X", mfc="white")}
        for right, look in looks.items():
            for p_here, size in zip(self.p, self._sizes, strict=True):
                if right in self.right[self.p == p_here]:
                    loss = min(surprise(p_here), self.TOP)
                    axes.plot([p_here], [loss], mec=LOSS, ms=size, clip_on=False, **look)
        for y, word, look in zip((3.3, 2.95), ("right", "wrong"), looks.values(), strict=True):
            axes.plot([0.62], [y], mec=LOSS, ms=8, **look)
            axes.text(0.66, y, word, va="center")

    def _build_shares(self, axes: Axes) -> None:
        """Draw the share that came true in each bin, and how many those are."""
        axes.plot([0.25, 1], [0.25, 1], color=MUTED, lw=1.4, dashes=(4, 2))
        axes.text(1.05, 0.06, "too sure", ha="right", color=MUTED, fontsize=11)
        axes.text(0.22, 0.94, "not sure enough", color=MUTED, fontsize=11)
        points = []
        for k, (low, high) in enumerate(pairwise(BINS)):
            inside = self._bin == k
            if inside.any():
                points.append((self.sure[inside].mean(), self.right[inside].mean()))
                text = f"{self.right[inside].sum()}/{inside.sum()}"
                axes.text((low + high) / 2, -0.14, text, ha="center", color=CURVE)
        axes.plot(*zip(*points, strict=True), "o-", color=CURVE, lw=1.6, ms=8, clip_on=False)

    @property
    def _sizes(self) -> np.ndarray:
        """How large each point is: its area counts the predictions that lie there."""
        return np.array([min(8 * math.sqrt(np.sum(self.p == p)), 24) for p in self.p])

    @property
    def _bin(self) -> np.ndarray:
        return np.digitize(self.sure, BINS[1:-1])

    def update(self, which: int) -> str:
        i = which - 1
        sure, loss, outcome = self.sure[i], self.losses[i], "right" if self.right[i] else "wrong"
        self.here.set_data([self.p[i]], [min(loss, self.TOP)])
        self.here.set_markersize(self._sizes[i] + 10)
        self.told.set_text(f"{self.keys[i]}: {nats(loss)} nats")
        self.outcome.set_text(f"{per_cent(sure, digits=3)} sure, and {outcome}")
        if len(self.keys) >= ENOUGH:
            same = self._bin == self._bin[i]
            self.there.set_data([self.sure[same].mean()], [self.right[same].mean()])
        who = "An example, nobody’s predictions: somebody was" if self.is_example else "You were"
        cost = "infinitely many" if math.isinf(loss) else nats(loss)
        said = (
            f"{who} {per_cent(sure, digits=3)} sure of {self.keys[i]} and {outcome}: {cost} nats."
        )
        return f"{said} {self._summary()}"

    def _summary(self) -> str:
        n, coin = len(self.keys), f"guessing costs {number(self.guessing)}"
        if n == 1:
            return f"{coin[0].upper()}{coin[1:]}."
        if math.isinf(self.mean):
            lasting = self.losses[np.isfinite(self.losses)]
            without = (
                f"without, {nats(lasting.mean())}" if len(lasting) else "nothing is left without"
            )
            return f"Certain and wrong makes the mean of all {n} infinite; {without}."
        return f"The mean of all {n} is {nats(self.mean)}; {coin}."


def surprise(p: float) -> float:
    """Return −log p; to be certain and wrong costs more than any number."""
    return float(SurprisePlot.surprise(p)) if p > 0 else math.inf


def nats(loss: float) -> str:
    """Write a loss.

    Examples
    --------
    >>> nats(surprise(0.05)), nats(surprise(0.0))
    ('3.00', '∞')
    """
    return "∞" if math.isinf(loss) else number(loss, 2)
