"""Nudge one parameter of the thirteen and watch what it reaches (chapter 6)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import mathdl as dl
from mathdl.plots.backprop.nudged_net import PLACES, forward, gradient
from mathdl.plots.backprop.value_box import ValueBox
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, INPUT, LOSS, MUTED, TARGET, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import brief, factor, number


@lru_cache(maxsize=len(PLACES))
def _curve(weight: str) -> np.ndarray:
    """Return the loss at each of `NudgePlot.NUDGES`."""
    return np.array([forward(weight, nudge)["L"].item() for nudge in NudgePlot.NUDGES])


class NudgePlot(Plot):
    """The thirteen-parameter network, one parameter nudged: what it reaches lights up.

    Below, the loss as a function of that nudge, with the straight line that the gradient promises.
    """

    NUDGES = np.linspace(-1.5, 1.5, 121)
    controls = {
        "weight": Choice("W2[0]", tuple(PLACES), "parameter"),
        "nudge": Slider(0.1, -1.5, 1.5, 0.05, "nudge"),
    }
    draggable = (Point("predicted", x="nudge"), Point("reached", x="nudge"))
    size = (9, 6)
    INPUTS, HIDDEN, OUTPUT = (474, 312), (522, 393, 264), 393  # heights, in pixels of the page

    def build(self, figure: Figure) -> None:
        figure.set_layout_engine("none")  # every place is fixed here
        net = figure.add_axes((0, 0, 1, 1))
        net.set(xlim=(0, 900), ylim=(0, 600))
        net.axis("off")
        self._build_net(net)
        self._build_chart(figure.add_axes((70 / 900, 56 / 600, 350 / 900, 132 / 600)))
        left = dict(va="center", fontsize=14, animated=True)
        self.change = net.text(470, 172, "", color=DARK[WEIGHT], weight="bold", **left)
        self.promise = net.text(496, 137, "", color=DARK[GRADIENT], **left)
        self.truth = net.text(496, 102, "", color=LOSS, **left)
        self.gap = net.text(496, 67, "", color=MUTED, **left)
        net.plot([479], [137], "D", ms=9, mfc="white", mec=GRADIENT, mew=2)
        net.plot([479], [102], "o", ms=9, color=LOSS)

    def _build_net(self, net: Axes) -> None:
        self.lines: dict[str, Line2D] = {}
        self.labels = {}
        out = (560, self.OUTPUT)
        for j, y in enumerate(self.HIDDEN):
            for i, start in enumerate(self.INPUTS):
                self._wire(net, f"W1[{i},{j}]", (92, start), (281, y), 0.68)
            self._wire(net, f"W2[{j}]", (439, y), out, 0.46)
        (self.last,) = net.plot([722, 762], [self.OUTPUT] * 2, zorder=1, animated=True)
        x = dl.data.thirteen_parameters()["X"][0]
        for i, y in enumerate(self.INPUTS):
            net.plot([58], [y], "o", ms=48, mfc="white", mec=INPUT, mew=2)
            net.text(58, y, f"x{'₁₂'[i]} = {brief(x[i])}", color=INPUT, **CENTRED)
        self.boxes = {f"unit {j}": ValueBox(net, 360, y, 158) for j, y in enumerate(self.HIDDEN)}
        self.boxes["output"] = ValueBox(net, 641, self.OUTPUT, 162)
        self.boxes["loss"] = ValueBox(net, 826, self.OUTPUT, 128)
        below = dict(**CENTRED, color=DARK[WEIGHT], fontsize=12, animated=True)
        for j, y in enumerate(self.HIDDEN):
            self.labels[f"b1[{j}]"] = net.text(360, y - 45, "", **below)
        self.labels["b2[0]"] = net.text(641, self.OUTPUT - 45, "", **below)
        state = dict(ha="right", va="center", fontsize=12, color=MUTED, animated=True)
        self.states = [net.text(437, y + 43, "", **state) for y in self.HIDDEN]
        grey = dict(**CENTRED, color=MUTED, fontsize=12)
        net.text(58, 586, "inputs", **grey)
        net.text(360, 586, "hidden units, a = relu(z)", **grey)
        net.text(641, self.OUTPUT + 54, "output, p = σ(z)", **grey)
        net.text(826, self.OUTPUT + 54, "truth y = 1", **(grey | dict(color=DARK[TARGET])))

    def _wire(self, net: Axes, name: str, start: tuple, end: tuple, part: float) -> None:
        """Draw a line for a weight, and its number on it."""
        (self.lines[name],) = net.plot(*zip(start, end), zorder=1, animated=True)
        x, y = ((1 - part) * a + part * b for a, b in zip(start, end))
        self.labels[name] = net.text(
            x, y, "", **CENTRED, color=DARK[WEIGHT], fontsize=12, zorder=3,
            bbox=dict(facecolor="white", edgecolor="none", pad=1), animated=True,
        )  # fmt: skip

    def _build_chart(self, chart: Axes) -> None:
        self.chart = chart
        chart.set(xlim=(-1.58, 1.58), xticks=np.arange(-1.5, 1.6, 0.5))
        chart.set_xticklabels([brief(x) for x in np.arange(-1.5, 1.6, 0.5)])
        chart.set_xlabel("nudge", labelpad=1)
        chart.set_ylabel("L", rotation=0, labelpad=10, va="center")
        (self.curve,) = chart.plot([], [], color=LOSS, animated=True)
        (self.line,) = chart.plot([], [], color=GRADIENT, lw=1.8, ls=(0, (4, 2)), animated=True)
        over = dict(clip_on=False, zorder=4, animated=True)
        (self.predicted,) = chart.plot([], [], "D", mfc="white", mec=GRADIENT, mew=2, **over)
        (self.reached,) = chart.plot([], [], "o", color=LOSS, ms=7, **over)

    def update(self, weight: str, nudge: float) -> str:
        nudge = round(nudge, 9)
        old, new, slope = forward(weight, 0.0), forward(weight, nudge), gradient(weight)
        name, index = PLACES[weight]
        was, now = old[name].data[index], new[name].data[index]
        promised = slope * nudge
        loss, after = old["L"].item(), new["L"].item()
        true = after - loss

        self._draw_numbers(weight, old, new)
        self._draw_paths(weight, nudge, old, new)
        self._draw_chart(weight, nudge, slope, loss, after)
        product = f"{brief(slope)} × {factor(brief(nudge))} = {number(promised)}"
        self.change.set_text(f"{weight}:  {brief(was)} → {brief(now)}")
        self.promise.set_text(f"predicted  {product}")
        self.truth.set_text(f"true change of L  {number(true)}")
        self.gap.set_text(f"gap  {number(abs(true - promised))}")
        start = f"{weight} is nudged by {brief(nudge)}, from {brief(was)} to {brief(now)}"
        if nudge == 0:
            start = f"{weight} stays at {brief(was)}"
        return (
            f"{start}. {self._reached(weight, nudge, old, new)} The gradient {brief(slope)} "
            f"predicts {product}; in truth L changes from {number(loss)} to {number(after)}, "
            f"by {number(true)}: a gap of {number(abs(true - promised))}."
        )

    def _draw_numbers(self, weight: str, old: dict, new: dict) -> None:
        """Write every number, and where it has changed the new one too."""
        for label, (name, index) in PLACES.items():
            a, b = old[name].data[index], new[name].data[index]
            value = brief(a) if a == b else f"{brief(a)} → {brief(b)}"
            text = self.labels[label]
            text.set_text(f"b = {value}" if name[0] == "b" else value)
            text.set_weight("bold" if label == weight else "normal")
        z, a = ([nodes[key].data[0] for nodes in (old, new)] for key in ("z1", "a1"))
        for j in range(3):
            self.boxes[f"unit {j}"].show(_line("z", z[0][j], z[1][j]), _line("a", a[0][j], a[1][j]))
            on = ["on" if side[j] > 0 else "off" for side in z]
            text = "off" if on == ["off", "off"] else "" if on[0] == on[1] else " → ".join(on)
            self.states[j].set_text(text)
            self.boxes[f"unit {j}"].frame.set_linestyle("--" if on[1] == "off" else "-")
        z, p, loss = ([nodes[key].item() for nodes in (old, new)] for key in ("z2", "p", "L"))
        self.boxes["output"].show(_line("z", *z), _line("p", *p))
        moved = _moved(*loss)
        self.boxes["loss"].show((f"L = {number(loss[0])}", False), (f"→ {number(loss[1])}", moved))

    def _draw_paths(self, weight: str, nudge: float, old: dict, new: dict) -> None:
        """Thicken the nudged weight's line and every line that hands its change on."""
        for name, line in self.lines.items():
            chosen = name == weight
            j = int(name[-2])
            carries = name[:2] == "W2" and _moved(old["a1"].data[0, j], new["a1"].data[0, j])
            lit = (chosen and nudge != 0) or carries
            line.set(
                color=WEIGHT if lit or chosen else FAINT, lw=5 if lit else 2.5 if chosen else 1.3
            )
            silent = name[:2] == "W2" and new["a1"].data[0, j] == 0
            line.set_linestyle("--" if silent else "-")
        lit = _moved(old["z2"].item(), new["z2"].item())
        self.last.set(color=WEIGHT if lit else FAINT, lw=5 if lit else 1.3)

    def _draw_chart(
        self, weight: str, nudge: float, slope: float, loss: float, after: float
    ) -> None:
        curve = _curve(weight)
        self.curve.set_data(self.NUDGES, curve)
        ends = self.NUDGES[[0, -1]]
        self.line.set_data(ends, loss + slope * ends)
        self.predicted.set_data([nudge], [loss + slope * nudge])
        self.reached.set_data([nudge], [after])
        # The limits belong to the parameter, so they stay put while the nudge moves.
        low = np.floor(min(0, curve.min(), *(loss + slope * ends)))
        high = np.ceil(max(curve.max(), *(loss + slope * ends)))
        if self.chart.get_ylim() != (low, high):
            step = 1 if high - low < 4 else 2
            ticks = np.arange(step * np.ceil(low / step), high + 0.5, step)
            self.chart.set(ylim=(low, high), yticks=ticks)
            self.chart.set_yticklabels([brief(tick) for tick in ticks])

    @staticmethod
    def _reached(weight: str, nudge: float, old: dict, new: dict) -> str:
        """Say in a sentence how far the nudge comes."""
        if nudge == 0:
            return "Nothing changes."
        z, a = ([nodes[key].data[0] for nodes in (old, new)] for key in ("z1", "a1"))
        j = int(weight[-2])  # the hidden unit, unless it is b2
        hidden = weight[:2] in ("W1", "b1")
        if weight[:2] == "W2" and a[0][j] == 0:
            return f"Hidden unit {j} is off, 0 times any weight is 0: nothing else changes."
        if not hidden:
            return "It reaches the output and the loss."
        which = ("first", "second", "third")[j]
        at = f"z of the {which} hidden unit, {brief(z[0][j])} → {brief(z[1][j])}"
        if not _moved(a[0][j], a[1][j]):
            return f"It reaches {at}, and no further: the unit stays off."
        if a[0][j] == 0:
            return f"It reaches {at}: the unit was off and wakes, which no gradient foretold."
        if a[1][j] == 0:
            return f"It reaches {at}: the unit falls asleep on the way."
        return f"It reaches {at}, its a, the output and the loss."


def _moved(a: float, b: float) -> bool:
    return bool(abs(a - b) > 1e-9)


def _line(name: str, old: float, new: float) -> tuple[str, bool]:
    """Write a number and, if it has changed, the new one; say whether it has."""
    moved = _moved(old, new)
    return f"{name} = {brief(old)}" + (f" → {brief(new)}" if moved else ""), moved
