"""A chain of many links and their product (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path

from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, GRADIENT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, factor, power, short


class ChainPlot(Plot):
    """What is left of a message of 1 after k links: the product of their local derivatives.

    Above, the chain itself; below, what has passed each link. On the log axis equal links make a
    straight line. The value 0 has no place on such an axis and gets a strip of its own. Full
    markers are positive, hollow ones negative.
    """

    ODD = 3  # which link may differ; early enough to be seen in short chains
    controls = {
        "n": Slider(4, 1, 50, 1, "links n"),
        "link": Slider(0.9, 0.0, 1.5, 0.05, "each link's slope"),
        "odd": Slider(0.9, -2.0, 2.0, 0.05, "odd third link", when=lambda values: values["n"] >= 3),
    }
    size = (8, 3.9)
    LOWEST, HIGHEST = 1e-3, 1e3  # sizes beyond leave the picture; their number stays

    def build(self, figure: Figure) -> None:
        chain, upper, strip = figure.subplots(3, 1, sharex=True, height_ratios=(1.2, 10, 1))
        chain.axis("off")
        oval = dict(marker=MarkerStyle(Path.unit_circle()).scaled(1, 0.7), lw=0, mew=2)
        chain.plot(np.arange(50) + 0.5, np.zeros(50), mec=EMPTY, mfc="none", ms=12, **oval)
        (self.links,) = chain.plot([], [], mec=CURVE, mfc="none", ms=12, animated=True, **oval)
        (self.odd_link,) = chain.plot([2.5], [0], color="black", ms=14, animated=True, **oval)
        upper.set(yscale="log", ylim=(self.LOWEST / 1.6, self.HIGHEST * 1.6), xlim=(-1, 60))
        upper.set_yticks(
            [1e-3, 1e-2, 0.1, 1, 10, 100, 1000], ["0.001", "", "", "1", "", "", "1,000"]
        )
        upper.set_ylabel("size of the message")
        upper.minorticks_off()
        upper.spines.bottom.set_visible(False)
        upper.tick_params(bottom=False)
        upper.axhline(1, color=FAINT, lw=0.8)
        strip.set(ylim=(-1, 1), xlabel="links that the message has passed")
        strip.set_xticks(range(0, 51, 10))
        strip.set_yticks([0], ["0"])

        self.odd_band = upper.axvspan(2, 3, color=EMPTY, animated=True, zorder=0)
        moving = dict(color=GRADIENT, animated=True)
        (self.path,) = upper.plot([], [], lw=1.6, **moving)
        (self.fall,) = upper.plot([], [], lw=1.6, dashes=(2, 1.5), **moving)
        (self.positive,) = upper.plot([], [], "o", ms=7, **moving)
        (self.negative,) = upper.plot([], [], "o", ms=7, mfc="white", mew=1.6, **moving)
        (self.silent,) = strip.plot([], [], "x", ms=7, mew=1.6, clip_on=False, **moving)
        told = dict(color=DARK[GRADIENT], weight="bold", animated=True)
        self.arrives = upper.text(0, 1, "", fontsize=14, **told)
        self.nothing = upper.text(0, self.LOWEST, "0: nothing arrives", **told)
        self.odd_name = upper.text(3.4, 1, "", va="center", animated=True)
        self.product = above(chain, y=1.3, color=DARK[GRADIENT], fontsize=14, weight="bold")
        above(chain, 1, "●  positive    ○  negative", y=1.3, color=DARK[GRADIENT])

    def update(self, n: int, link: float, odd: float) -> str:
        link, odd = round(link, 9), round(odd, 9)
        links = [link] * n
        differs = n >= self.ODD and odd != link
        if differs:
            links[self.ODD - 1] = odd
        left = np.cumprod([1.0, *links])  # after 0, 1, … n links

        self._draw(left)
        self._name_the_end(left)
        self.odd_band.set_visible(differs)
        self.odd_link.set_visible(differs)
        rises = link > 1 and odd != 0  # then there is room below the curve
        self.odd_name.set(y=1 / 600 if rises else 600)
        self.odd_name.set_text(f"odd link × {short(odd)}" if differs else "")
        self.product.set_text(_written(links) + f" = {short(left[-1])}" * (n > 1))

        said = f"A message of 1 passes {counted(n, 'link')} of slope {short(link)}"
        if differs:
            said += f", but the third of slope {short(odd)},"
        if left[-1] == 0:
            last = np.flatnonzero(left == 0)[0]
            return f"{said} and arrives as 0: from link {last} on, nothing is left."
        sign = ", with its sign changed" if left[-1] < 0 else ""
        return f"{said} and arrives as {short(left[-1])}{sign}."

    def _draw(self, left: np.ndarray) -> None:
        """Draw the size after each link, by its sign, and zeros in the strip below."""
        k, size = np.arange(len(left)), np.abs(left)
        self.links.set_data(k[1:] - 0.5, 0 * k[1:])
        alive = np.count_nonzero(left)  # a message once 0 stays 0
        self.path.set_data(k[:alive], size[:alive])
        _mark(self.positive, left > 0, k, size)
        _mark(self.negative, left < 0, k, size)
        _mark(self.silent, left == 0, k, size)
        dead = alive < len(left)
        bottom = self.positive.axes.get_ylim()[0]
        self.fall.set_data(*([alive - 1, alive], [size[alive - 1], bottom]) if dead else ([], []))
        self.nothing.set(x=alive + 0.7, visible=dead)

    def _name_the_end(self, left: np.ndarray) -> None:
        """Write the last number at the end of the curve, or where it leaves the picture."""
        n, size, end = len(left) - 1, np.abs(left), short(left[-1])
        beyond = (size < self.LOWEST) | (size > self.HIGHEST)
        leaves = int(np.argmax(beyond))
        if size[-1] == 0:
            self.arrives.set_text("")
        elif beyond[-1]:
            low = size[-1] < self.LOWEST
            told = f"{'↓' if low else '↑'} {end}" + f" after {n}" * (leaves < 40)
            self.arrives.set(x=min(leaves + 0.7, 50.3), text=told)
            self.arrives.set(
                y=self.LOWEST * 1.4 if low else self.HIGHEST, va="bottom" if low else "top"
            )
        else:
            self.arrives.set(x=n + 0.9, y=size[-1], va="center", text=end)
            if 0.3 < size[-1] < 3:  # keep off the line at 1
                self.arrives.set_va("bottom" if size[-1] >= 1 else "top")


def _mark(line: Line2D, where: np.ndarray, k: np.ndarray, size: np.ndarray) -> None:
    line.set_data(k[where], size[where])


def _written(links: list[float]) -> str:
    """Write a product of links, all but one of them equal: factor by factor if they are few."""
    if len(links) <= 4:
        first, *others = links
        return " × ".join([short(first), *(factor(short(x)) for x in others)])
    usual, odd = links[0], links[ChainPlot.ODD - 1]
    if usual == odd:
        return power(short(usual), len(links))
    return f"{power(short(usual), len(links) - 1)} × {factor(short(odd))}"
