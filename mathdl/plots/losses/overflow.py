"""Numbers that break: softmax and its loss, naive and stable (chapter 5)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, HALF, INPUT, LOSS, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, above, inside
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number, power, short

POWER = np.log10(np.e)  # e^z is 10^(POWER·z)
BASE = np.array([1.0, 0.0, -1.0])
MOST = 1000
SCALES = np.arange(MOST + 1)


def naive(logits: np.ndarray, label: int) -> np.ndarray:
    """Compute softmax and its loss just as they are written, whatever breaks.

    Parameters
    ----------
    logits : array of shape (3,)
    label : int
        The true class, counted from 0.

    Returns
    -------
    array of shape (5,)
        The largest exponential, the three shares, and −log of the true one, in the logits' dtype.

    Examples
    --------
    >>> naive(np.array([710.0, 0.0, -710.0]), 1)
    array([inf, nan,  0.,  0., inf])
    """
    with np.errstate(all="ignore"):
        e = np.exp(logits)
        shares = e / e.sum()
        return np.array([e.max(), *shares, -np.log(shares[label])])


def stable(logits: np.ndarray, label: int) -> np.ndarray:
    """Compute the same by the engine, which subtracts the largest logit first."""
    e, shares = np.exp(logits - logits.max()), dl.softmax(logits)
    return np.array([e.max(), *shares, dl.cross_entropy(logits, np.array(label))])


@lru_cache
def losses(label: int) -> np.ndarray:
    """Compute the true loss, −log of the share of class `label`, at every whole scale."""
    return dl.cross_entropy(SCALES[:, None] * BASE, np.full(len(SCALES), label), "none")


@lru_cache
def first_break(dtype: str, label: int) -> int:
    """Return the first whole scale at which the naive loss is no finite number.

    Examples
    --------
    >>> [[first_break(dtype, label) for label in range(3)] for dtype in ("float32", "float64")]
    [[89, 89, 52], [710, 710, 373]]
    """
    every = [naive(row, label)[-1] for row in (SCALES[:, None] * BASE).astype(dtype)]
    return int(np.argmin(np.isfinite(every)))


def printed(x: float) -> str:
    """Write a number, or what Python prints where there is none."""
    return short(float(x)) if np.isfinite(x) else str(float(x))


class OverflowPlot(Plot):
    """Logits (1, 0, −1) times a scale: the formula of softmax as written, and the stable one.

    Left above, the largest exponential and the share of the true class, with the band of numbers
    that the type can hold; what leaves the band becomes inf or 0. Below, the loss: the naive one
    ends where it breaks. Right, the numbers beside the true ones. Where even the stable share is 0,
    it has become too small for the type, and the loss, which needs no share, is right all the same.
    """

    controls = {
        "scale": Slider(100, 0, MOST, 1, "scale of the logits"),
        "dtype": Choice("float32", ("float32", "float64"), "type of number"),
        "truth": Choice(2, (1, 2, 3), "true class"),
    }
    draggable = (Point("largest", x="scale"), Point("here", x="scale"))
    size = (9, 5.2)
    FOOT = -440  # a share below 10^FOOT waits there, with its number beside it
    ROWS = ("largest", "p₁", "p₂", "p₃", "loss")
    COLUMNS = ((0.43, "naive", LOSS), (0.735, "stable", DARK[TARGET]), (1, "true", CURVE))

    def build(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.2), height_ratios=(1.4, 1))
        upper = figure.add_subplot(grid[0, 0])
        lower = figure.add_subplot(grid[1, 0], sharex=upper)
        self._build_sizes(upper)
        self._build_losses(lower)
        self._build_table(figure.add_subplot(grid[:, 1]))
        now = dict(color=FAINT, lw=1, dashes=(4, 3), zorder=1, animated=True)
        self.now = [axes.axvline(0, **now) for axes in (upper, lower)]

    def _build_sizes(self, axes: Axes) -> None:
        axes.set(xlim=(-50, MOST + 50), ylim=(self.FOOT - 45, 480))
        powers = (-300, 0, 300)
        axes.set_yticks(powers, [power(10, p) for p in powers])
        axes.tick_params(labelbottom=False)
        above(axes, 0, "● largest exponential", color=INPUT, weight="bold")
        above(axes, 1, "◆ share of truth", color=LOSS, weight="bold")
        moving = dict(animated=True)
        self.band = axes.axhspan(0, 1, color=PALE[TARGET], lw=0, zorder=0, **moving)
        self.holds = [
            axes.text(0, 0, "", fontsize=11, color=DARK[TARGET], **moving) for _ in range(2)
        ]
        inside = dict(lw=2.4, **moving)
        beyond = dict(lw=1.4, dashes=(1, 2), dash_capstyle="butt", **moving)
        self.lines = {}
        for name, color in (("largest", INPUT), ("share", LOSS)):
            two = [axes.plot([], [], color=color, **look)[0] for look in (inside, beyond)]
            self.lines[name] = two
        (self.largest,) = axes.plot([], [], "o", ms=11, color=INPUT, mew=2, **moving)
        (self.share,) = axes.plot([], [], "D", ms=8, color=LOSS, mew=2, **moving)
        self.below = axes.text(0, self.FOOT, "", color=LOSS, va="center", **moving)

    def _build_losses(self, axes: Axes) -> None:
        axes.set(ylim=(-240, 2250), xlabel="scale of the logits", ylabel="loss in nats")
        axes.set_xticks([0, 250, 500, 750, 1000], ["0", "250", "500", "750", "1,000"])
        axes.set_yticks([0, 1000, 2000], ["0", "1,000", "2,000"])
        moving = dict(animated=True)
        (self.stable,) = axes.plot([], [], color=HALF[TARGET], lw=5.5, zorder=2, **moving)
        (self.naive,) = axes.plot([], [], color=LOSS, lw=2, zorder=3, **moving)
        (self.end,) = axes.plot([], [], "x", color=LOSS, ms=11, mew=2.6, zorder=4, **moving)
        (self.here,) = axes.plot(
            [], [], "o", mfc="none", mec=DARK[TARGET], mew=2.6, ms=16, **moving
        )
        inside(axes, words="stable: goes on", y=0.99, color=DARK[TARGET], weight="bold")
        self.ends = inside(axes, y=0.84, color=LOSS, weight="bold")

    def _build_table(self, axes: Axes) -> None:
        axes.set(xlim=(0, 1), ylim=(-0.05, 1))
        axes.axis("off")
        head = dict(ha="right", va="center", **HEADLINE)
        for x, words, colour in self.COLUMNS:
            axes.text(x, 0.93, words, color=colour, **head)
        self.labels, self.cells = [], []
        for i in range(len(self.ROWS)):
            y = 0.79 - 0.155 * i
            axes.plot([0, 1], [y + 0.0775] * 2, color=FAINT, lw=0.8)
            cell = dict(y=y, s="", va="center", animated=True)
            self.labels.append(axes.text(x=0, fontsize=13, **cell))
            self.cells.append([axes.text(x=x, ha="right", **cell) for x, *_ in self.COLUMNS])
        self.verdict = axes.text(0, 0.01, "", va="center", weight="bold", animated=True)

    def update(self, scale: int, dtype: str, truth: int) -> str:
        label = truth - 1
        logits = (scale * BASE).astype(dtype)
        written, right = naive(logits, label), stable(logits, label)
        overflow, broken = np.isinf(written[0]), not np.isfinite(written[-1])
        self._draw_sizes(scale, np.finfo(dtype), label, overflow, broken)
        self._draw_losses(scale, dtype, label)
        self._draw_table(written, right, scale, label)
        for line in self.now:
            line.set_xdata([scale, scale])

        most, loss = short(float(np.finfo(dtype).max)), number(right[-1])
        said = f"At scale {scale:,} the largest exponential is {power('e', scale)}"
        if overflow:
            self.verdict.set_text("inf / inf is nan: not a number")
            lost = "is none either" if np.isnan(written[-1]) else "is infinite"
            return (
                f"{said}, more than {dtype} can hold (up to {most}), so it becomes infinite: naive "
                f"softmax divides infinity by infinity, which is no number, and the naive loss "
                f"{lost}. The stable loss goes on: {loss}."
            )
        if broken:  # only the third class: the others last until the overflow
            self.verdict.set_text("p₃ has become 0: −log 0 is inf")
            return (
                f"{said}, which {dtype} can hold, but p₃ = {power('e', -2 * scale)}, the share of "
                f"the true class, is so small that it becomes 0: the naive loss, −log 0, is "
                f"infinite. The stable loss goes on: {loss}."
            )
        self.verdict.set_text("")
        return (
            f"{said} = {short(float(written[0]))}, and {dtype} holds numbers up to {most}: the "
            f"naive and the stable formula agree on the loss, {loss}."
        )

    def _draw_sizes(
        self, scale: int, kind: np.finfo, label: int, overflow: bool, broken: bool
    ) -> None:
        """Draw both numbers as powers of ten; hollow where the naive formula has lost them."""
        high, low = np.log10(float(kind.max)), np.log10(float(kind.smallest_subnormal))
        self.band.set(y=low, height=high - low)
        wide = high > 100  # room for words inside the band
        up, down = self.holds
        up.set_text(f"{kind.dtype} up to {short(float(kind.max))}")
        down.set_text(f"from {short(float(kind.smallest_subnormal))}")
        side = dict(x=0 if wide else MOST, ha="left" if wide else "right")
        up.set(y=high + (-14 if wide else 14), va="top" if wide else "bottom", **side)
        down.set(y=low - 14, va="top", **side)

        exponents = {"largest": POWER * SCALES, "share": -POWER * losses(label)}
        for name, (held, beyond) in self.lines.items():
            size = exponents[name]
            holds = (low <= size) & (size <= high)
            held.set_data(SCALES[holds], size[holds])
            beyond.set_data(SCALES[~holds], size[~holds])
        self.largest.set_data([scale], [exponents["largest"][scale]])
        share = exponents["share"][scale]
        self.share.set_data([scale], [max(share, self.FOOT)])
        self.below.set_text(f"↓ {power(10, round(share))}" if share < self.FOOT else "")
        rightmost = scale > 0.7 * MOST
        self.below.set(x=scale + (-40 if rightmost else 40), ha="right" if rightmost else "left")
        self.largest.set_markerfacecolor("white" if overflow else INPUT)
        self.share.set_markerfacecolor("white" if broken else LOSS)

    def _draw_losses(self, scale: int, dtype: str, label: int) -> None:
        loss, end = losses(label), first_break(dtype, label)
        self.stable.set_data(SCALES, loss)
        self.naive.set_data(SCALES[:end], loss[:end])
        self.end.set_data([end], loss[[end]])
        self.ends.set_text(f"✗ naive: breaks at {end}")
        self.here.set_data([scale], loss[[scale]])

    def _draw_table(self, written: np.ndarray, right: np.ndarray, scale: int, label: int) -> None:
        for i, (name, cells) in enumerate(zip(self.ROWS, self.cells, strict=True)):
            self.labels[i].set_text(f"{name} ←" if i == label + 1 else name)
            self.labels[i].set_weight("bold" if i == label + 1 else "normal")
            for cell, value, largest in zip(cells, (written[i], right[i]), (scale, 0)):
                # 0 is never right: no share and no exponential is 0.
                good = np.isfinite(value) and (value > 0 or i == 4)
                if i == 0 and good:
                    cell.set_text(f"{_exponential(largest)} ✓")
                else:
                    cell.set_text(f"{printed(value)} {'✓' if good else '✗'}")
                cell.set_weight("normal" if good else "bold")
            cells[2].set_text(_true(i, scale, label))


def _exponential(exponent: int) -> str:
    return short(float(np.exp(np.longdouble(exponent)))) if exponent < 700 else power("e", exponent)


def _true(row: int, scale: int, label: int) -> str:
    """Write what is true, by its logarithm, however small or large."""
    logs = scale * BASE - dl.logsumexp(scale * BASE)
    if row == 4:
        return short(-float(logs[label]))
    if row == 0:
        return ""
    log = float(logs[row - 1])
    return short(float(np.exp(log))) if log > -600 else power(10, round(POWER * log))
