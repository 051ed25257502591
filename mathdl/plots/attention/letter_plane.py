"""Letters as points on a plane, moved by training alone (chapter 12)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.attention.language import LETTERS
from mathdl.plots.kit.colours import DARK, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record

MOMENTS = 0, 25, 50, 75, 100, 150, 200, 300, 400, 600
VOWEL = np.isin(list(LETTERS[1:]), list("aeiou"))


@lru_cache(maxsize=64)
def best_cut(moment: int, seed: int) -> tuple[int, float, float]:
    """Return how many letters the best straight line parts rightly, its angle and its offset."""
    points = np.array(record("attention/letters")["tables"][str(seed)][moment])[1:]
    best = 0, 0.0, 0.0
    for angle in np.linspace(0, 2 * np.pi, 180, endpoint=False):
        across = points @ (np.cos(angle), np.sin(angle))
        order = np.argsort(across)
        # Vowels beyond the line, others before it: one line between each two neighbours.
        right = np.concatenate([[0], np.cumsum(~VOWEL[order])]) + np.concatenate(
            [np.cumsum(VOWEL[order][::-1])[::-1], [0]]
        )
        at = int(right.argmax())
        if right[at] > best[0]:
            edges = np.concatenate([[across.min() - 1], np.sort(across), [across.max() + 1]])
            best = int(right[at]), float(angle), float(edges[at : at + 2].mean())
    return best


class LetterPlanePlot(Plot):
    """A small net reads the last three letters, each looked up as two numbers: a point.

    Vowels are bold, consonants blue. The line is the one that parts them best; nobody told the net
    which letters are vowels.
    """

    controls = {
        "moment": Clock(0, len(MOMENTS) - 1, "moment of training", seconds=0.5),
        "seed": Slider(0, 0, 4, 1, "seed"),
    }
    size = (8, 4.6)

    def build(self, figure: Figure) -> None:
        axes = self.axes = figure.subplots()
        axes.set(xticks=[], yticks=[], xlim=(-1, 1), ylim=(-1, 1))
        for side in axes.spines.values():
            side.set_visible(True)
        (self.line,) = axes.plot([], [], color=FAINT, lw=2, dashes=(5, 3), animated=True)
        self.letters = [
            axes.text(0, 0, letter, ha="center", va="center", animated=True,
                      fontsize=18 if vowel else 14, weight="bold" if vowel else "normal",
                      color=DARK[WEIGHT] if vowel else DARK[INPUT])
            for letter, vowel in zip(LETTERS[1:], VOWEL)
        ]  # fmt: skip
        above(axes, 0, "vowels, in bold", color=DARK[WEIGHT], weight="bold")
        self.title = above(axes, 0.5, weight="bold", color=MUTED)
        above(axes, 1, "consonants", color=DARK[INPUT], weight="bold")

    def update(self, moment: int, seed: int) -> str:
        points = np.array(record("attention/letters")["tables"][str(seed)][moment])[1:]
        parted, angle, offset = best_cut(moment, seed)
        low, high = points.min(0), points.max(0)
        middle, half = (low + high) / 2, 1.12 * max((high - low) / 2)
        half = half * np.array([1.7, 1.0])  # the frame is wider than high, and angles stay
        half = half / max(1.0, min(half / (1.12 * (high - low) / 2)))
        placed = (points - middle) / half
        for text, (x, y) in zip(self.letters, placed):
            text.set_position((x, y))
        normal = np.array([np.cos(angle), np.sin(angle)])
        foot = normal * offset - middle
        along = np.array([-normal[1], normal[0]]) * 100
        self.line.set_data(*np.stack([(foot - along) / half, (foot + along) / half], axis=1))
        step = MOMENTS[moment]
        self.title.set_text(f"step {step}: {parted} of 26")
        return (
            f"Step {step}, seed {seed}: the best straight line parts {parted} of 26 letters "
            "rightly into vowels and consonants."
        )
