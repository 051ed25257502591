"""The bucket brigade: water runs forward, a message runs back (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, PathPatch, Polygon
from matplotlib.path import Path

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT, LOSS, MUTED, PALE
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.words import short


class BrigadePlot(Plot):
    """People hand on water from the pond to the fire, and the fire's message back to the pond.

    Everybody multiplies the message by their own local derivative: how much more they pass on for
    a litre more that they get. The thicker the arrow, the larger the message; a hollow one is
    negative and says "pass less!".
    """

    DRAWN, ALIKE = "½, 1, 2, 1, ½", "all alike"
    PATTERN = (0.5, 1.0, 2.0, 1.0, 0.5)
    MANY = 20
    controls = {
        "people": Slider(5, 1, MANY, 1, "people"),
        "brigade": Choice(DRAWN, (DRAWN, ALIKE), "local derivatives"),
        "slope": Slider(
            0.5, -2.0, 3.0, 0.1, "everybody's", when=lambda values: values["brigade"] == "all alike"
        ),
        "odd": Choice(
            "nobody", ("nobody", "at the pond", "in the middle", "at the fire"), "who differs"
        ),
        "own": Slider(
            -1.0, -2.0, 3.0, 0.1, "their own", when=lambda values: values["odd"] != "nobody"
        ),
    }
    size = (8, 3.9)
    POND, FIRE = 108, 692  # all places in pixels of the page, about
    WATER, MESSAGE = 322, 150
    FAINTEST = 0.001  # nobody hears less

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, 800), ylim=(12, 350))
        axes.axis("off")
        _draw_pond(axes, 50, 245)
        _draw_fire(axes, 750, 212)
        axes.text(50, 195, "pond", color=INPUT, **CENTRED)
        axes.text(750, 195, "fire", color=LOSS, **CENTRED)
        axes.text(50, self.WATER, "water", color=INPUT, **CENTRED)
        axes.text(750, self.MESSAGE, "message", color=DARK[GRADIENT], **CENTRED)
        (self.heads,) = axes.plot([], [], "o", color=CURVE, animated=True)
        self.bodies = axes.add_collection(
            LineCollection([], color=CURVE, capstyle="round", animated=True)
        )
        lanes = range(self.MANY + 1)  # one more than people: the pond's and the fire's
        self.water = [_arrow(axes, INPUT) for _ in lanes]
        self.arrows = [_arrow(axes, GRADIENT) for _ in lanes]
        moving = dict(fontsize=13, animated=True, **CENTRED)
        self.sizes = [axes.text(0, 104, "", color=DARK[GRADIENT], **moving) for _ in lanes]
        self.slopes = [axes.text(0, 192, "", **moving) for _ in range(self.MANY)]
        below = dict(y=32, va="center", fontsize=15, color=DARK[GRADIENT], weight="bold")
        axes.text(8, 64, "heard at the pond", color=MUTED, va="center")
        axes.text(792, 64, "called at the fire", color=MUTED, va="center", ha="right")
        self.heard = axes.text(8, s="", animated=True, **below)
        axes.text(792, s="1  “Pass more water!”", ha="right", **below)

    def update(self, people: int, brigade: str, slope: float, odd: str, own: float) -> str:
        slope, own = round(slope, 9), round(own, 9)
        usual = (slope,) if brigade == self.ALIKE else self.PATTERN
        slopes = [usual[i % len(usual)] for i in range(people)]  # from the pond to the fire
        places = {"at the pond": 0, "in the middle": people // 2, "at the fire": people - 1}
        if odd in places:
            slopes[places[odd]] = own
        messages = [float(m) for m in np.cumprod([1.0, *slopes[::-1]])]  # from fire to pond

        self._place(slopes, places.get(odd, -1))
        self._send(messages)
        if len(set(slopes)) == 1:
            row = f"local derivative {short(slopes[0])}{' each' * (people > 1)}"
        else:
            row = f"local derivatives {', '.join(map(short, slopes if people <= 5 else usual))}"
            row += " and so on" * (people > 5 and len(usual) > 1)
            row += f", but {short(own)} {odd}" * (people > 5 and odd in places)
        return (
            f"{people} {'people' if people > 1 else 'person'} with {row}. The fire's message is 1: "
            f"a litre more there shrinks the loss by 1. {self._at_the_pond(messages[-1])}"
        )

    def _place(self, slopes: list[float], changed: int) -> None:
        """Line the people up between pond and fire, each under their local derivative."""
        n = len(slopes)
        pitch = (self.FIRE - self.POND) / (n + 1)
        self.stations = self.POND + pitch * np.arange(n + 2)
        self.gap = max(3.0, 0.09 * pitch)
        people, arm = self.stations[1:-1], min(21.0, 0.32 * pitch)
        self.heads.set_data(people, [255 + 1.05 * arm] * n)
        self.heads.set_markersize(0.8 * arm)
        limbs = np.array(  # trunk, arms raised for the bucket, legs; across and up
            [
                [(0, 251), (0, 238)],
                [(-0.35, 251), (-1.2, 298)],
                [(0.35, 251), (1.2, 298)],
                [(-0.2, 238), (-0.35, 214)],
                [(0.2, 238), (0.35, 214)],
            ]
        )
        self.bodies.set_segments([limb * (arm, 1) + (x, 0) for x in people for limb in limbs])
        self.bodies.set_linewidth(np.tile([0.75, 0.3, 0.3, 0.34, 0.34], n) * arm)
        every = 1 + (n > 8) + 2 * (n > 14)
        for i, text in enumerate(self.slopes):
            told = i < n and (i == changed or (i - max(changed, 0)) % every == 0)
            text.set_text(f"× {short(slopes[i])}" if told else "")
            text.set_x(people[i] if told else 0)
            text.set_weight("bold" if i == changed else "normal")

    def _send(self, messages: list[float]) -> None:
        """Draw water and message between the people, the message as thick as it is large."""
        n = len(messages)
        every = 1 + (n > 7) + (n > 12) + (n > 17)
        for i in range(self.MANY + 1):
            there = i < n  # the i-th from the fire
            self.water[i].set_visible(there)
            self.arrows[i].set_visible(there and messages[i] != 0)
            self.sizes[i].set_text("")
            if not there:
                continue
            left, right = self.stations[n - 1 - i] + self.gap, self.stations[n - i] - self.gap
            self.water[i].set_xy(_corners(left, right, self.WATER, 0.5))
            self.arrows[i].set_xy(_corners(right, left, self.MESSAGE, abs(messages[i])))
            self.arrows[i].set_facecolor(GRADIENT if messages[i] > 0 else "white")
            if i == 0 or (i >= every and (n - 1 - i) % every == 0):
                self.sizes[i].set_text(short(messages[i]))
                self.sizes[i].set_x((left + right) / 2)

    def _at_the_pond(self, message: float) -> str:
        """Write at the pond what is heard there; return it as a sentence."""
        size = short(message)
        self.heard.set_text(f"“Pass {'more' if message > 0 else 'less'}!”  {size}")
        if message == 0:
            self.heard.set_text("Silence  0")
            return "At the pond 0 arrives: somebody lets nothing through, and it is silent there."
        if abs(message) < self.FAINTEST:
            self.heard.set_text(f"Too faint to hear  {size}")
            return f"At the pond {size} arrives: it has dried out, and nobody there hears it."
        if message < 0:
            grows = f"a litre more there makes the loss grow by {short(-message)}"
            return f"At the pond {size} arrives, with its sign changed: {grows}. Pass less!"
        change = "swollen" if message > 1 else "as it set out" if message == 1 else "weakened"
        return (
            f"At the pond {size} arrives, {change}: a litre more there shrinks the loss by {size}."
        )


def _corners(tail: float, tip: float, y: float, size: float) -> list[tuple[float, float]]:
    """Return the outline of an arrow from `tail` to `tip`, as thick as `size`, up to a limit."""
    half = min(6 * size, 20.0)
    head = half + 6 * min(1.0, size) ** 0.25
    neck = tip + np.sign(tail - tip) * min(1.2 * head, 0.7 * abs(tail - tip))
    return [
        (tail, y + half),
        (neck, y + half),
        (neck, y + head),
        (tip, y),
        (neck, y - head),
        (neck, y - half),
        (tail, y - half),
    ]


def _arrow(axes: Axes, colour: str) -> Polygon:
    return axes.add_patch(
        Polygon([(0, 0)] * 7, facecolor=colour, edgecolor=colour, lw=1.6, animated=True)
    )


def _draw_pond(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(Ellipse((x, y), 88, 46, facecolor=PALE[INPUT], edgecolor=INPUT, lw=2))
    for left, height in ((-24, 6), (-4, -5), (4, 9)):
        ripple = np.linspace(0, 22, 30)
        axes.plot(x + left + ripple, y + height + 2 * np.sin(ripple / 3.5), color=INPUT, lw=1.6)


def _draw_fire(axes: Axes, x: float, y: float) -> None:
    """Draw a flame; it is what is to become small, so it has the colour of the loss."""
    for scale, colour in ((1.0, LOSS), (0.5, "white")):
        flame = [(0, 0), (-34, 0), (-40, 34), (-18, 56), (-8, 66), (-6, 82), (-6, 96)]
        flame += [(10, 86), (16, 70), (16, 58), (22, 60), (24, 66), (24, 72)]
        flame += [(46, 40), (36, 0), (0, 0)]
        corners = [(x + scale * a, y + 4 * (1 - scale) + scale * b) for a, b in flame]
        codes = [Path.MOVETO] + [Path.CURVE4] * (len(corners) - 1)
        axes.add_patch(PathPatch(Path(corners, codes), facecolor=colour, edgecolor="none"))
