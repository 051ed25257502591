"""The bucket brigade: water runs forward, a message runs back (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.text import Text

from mathdl.plots.chain_rule.brigade_scene import (
    People,
    corners,
    draw_fire,
    draw_pond,
    wide_arrow,
)
from mathdl.plots.kit.colours import DARK, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.words import short


class BrigadePlot(Plot):
    """People hand on water from the pond to the fire, and the fire's message back to the pond.

    Everybody multiplies both by their own local derivative: how much more they pass on for a litre
    more that they get. Above, what becomes of one litre more that is dipped at the pond; below,
    what a litre more is worth at the fire, heard by everyone in turn. The thicker an arrow, the
    more; a hollow one is negative and says "pass less!".
    """

    DRAWN, ALIKE = "½, 1, 2, 1, ½", "all alike"
    PATTERN = (0.5, 1.0, 2.0, 1.0, 0.5)
    MANY = 20
    controls = {
        "people": Slider(5, 1, MANY, 1, "people"),
        "brigade": Choice(DRAWN, (DRAWN, ALIKE), "local derivatives"),
        "slope": Slider(
            0.5, -2.0, 3.0, 0.1, "for each", when=lambda values: values["brigade"] == "all alike"
        ),
        "odd": Choice(
            "nobody", ("nobody", "at the pond", "in the middle", "at the fire"), "who differs"
        ),
        "own": Slider(
            -1.0, -2.0, 3.0, 0.1, "that person's", when=lambda values: values["odd"] != "nobody"
        ),
    }
    size = (8, 4.2)
    POND, FIRE = 108, 692  # all places in pixels of the page, about
    WATER, MESSAGE = 348, 150
    FAINTEST = 0.001  # nobody hears less

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, 800), ylim=(12, 406))
        axes.axis("off")
        draw_pond(axes, 50, 245)
        draw_fire(axes, 750, 212)
        axes.text(50, 195, "pond", color=INPUT, **CENTRED)
        axes.text(750, 195, "fire", color=DARK[GRADIENT], **CENTRED)
        axes.text(50, self.WATER, "a litre\nmore", color=DARK[INPUT], **CENTRED)
        axes.text(750, self.MESSAGE, "message", color=DARK[GRADIENT], **CENTRED)
        self.people = People(axes)
        lanes = range(self.MANY + 1)  # one more than people: the pond's and the fire's
        self.water = [wide_arrow(axes, INPUT) for _ in lanes]
        self.arrows = [wide_arrow(axes, GRADIENT) for _ in lanes]
        moving = dict(fontsize=13, animated=True, **CENTRED)
        self.litres = [axes.text(0, 390, "", color=DARK[INPUT], **moving) for _ in lanes]
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
        litres = [float(w) for w in np.cumprod([1.0, *slopes])]  # from pond to fire
        messages = [float(m) for m in np.cumprod([1.0, *slopes[::-1]])]  # from fire to pond

        self._place(slopes, places.get(odd, -1), litres)
        self._send(self.water, self.litres, litres, INPUT, forward=True)
        self._send(self.arrows, self.sizes, messages, GRADIENT, forward=False)
        if len(set(slopes)) == 1:
            row = f"local derivative {short(slopes[0])}{' each' * (people > 1)}"
        else:
            row = f"local derivatives {', '.join(map(short, slopes if people <= 5 else usual))}"
            row += " and so on" * (people > 5 and len(usual) > 1)
            row += f", but {short(own)} {odd}" * (people > 5 and odd in places)
        return (
            f"{people} {'people' if people > 1 else 'person'} with {row}. The fire calls 1. "
            f"{self._at_the_pond(messages[-1])}"
        )

    def _place(self, slopes: list[float], changed: int, litres: list[float]) -> None:
        """Line the people up between pond and fire, each over their local derivative."""
        n = len(slopes)
        pitch = (self.FIRE - self.POND) / (n + 1)
        self.stations = self.POND + pitch * np.arange(n + 2)
        self.gap = max(3.0, 0.09 * pitch)
        people = self.stations[1:-1]
        self.people.place(people, min(21.0, 0.32 * pitch), litres[1:])
        every = 1 + (n > 8) + 2 * (n > 14)
        for i, text in enumerate(self.slopes):
            told = i < n and (i == changed or (i - max(changed, 0)) % every == 0)
            text.set_text(f"× {short(slopes[i])}" if told else "")
            text.set_x(people[i] if told else 0)
            text.set_weight("bold" if i == changed else "normal")

    def _send(
        self,
        arrows: list[Polygon],
        words: list[Text],
        sizes: list[float],
        colour: str,
        forward: bool,
    ) -> None:
        """Draw water or message between the people, as thick as it is large."""
        n = len(sizes)
        every = 1 + (n > 7) + (n > 12) + (n > 17)
        lane = self.WATER if forward else self.MESSAGE
        for i in range(self.MANY + 1):
            there = i < n  # the i-th from where it sets out
            arrows[i].set_visible(there and sizes[i] != 0)
            words[i].set_text("")
            if not there:
                continue
            k = i if forward else n - 1 - i
            ends = [self.stations[k] + self.gap, self.stations[k + 1] - self.gap]
            arrows[i].set_xy(corners(*ends[:: 1 if forward else -1], lane, abs(sizes[i])))
            arrows[i].set_facecolor(colour if sizes[i] > 0 else "white")
            if i == 0 or (i >= every and (n - 1 - i) % every == 0):
                words[i].set_text(short(sizes[i]))
                words[i].set_x(sum(ends) / 2)

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
        litres = "litre" if abs(message) == 1 else "litres"
        if message < 0:
            short_of = f"a litre more there leaves the fire {short(-message)} {litres} short"
            return f"At the pond {size} arrives, with its sign changed: {short_of}. Pass less!"
        change = "swollen" if message > 1 else "as it set out" if message == 1 else "weakened"
        return (
            f"At the pond {size} arrives, {change}: a litre more there is worth {size} {litres} "
            "at the fire."
        )
