"""Letters as points on a plane, moved by training alone (chapter 12)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.attention.language import LETTERS
from mathdl.plots.kit.cells import Cells, page
from mathdl.plots.kit.colours import DARK, FAINT, INPUT, RULE, WEIGHT
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record

MOMENTS = 0, 25, 50, 75, 100, 150, 200, 300, 400, 600
LEFT, RIGHT, LOW, HIGH = 14, 786, 14, 418
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
        axes = page(figure)
        axes.plot([LEFT, RIGHT, RIGHT, LEFT, LEFT], [LOW, LOW, HIGH, HIGH, LOW], color=RULE, lw=1)
        (self.line,) = axes.plot([], [], color=FAINT, lw=2, dashes=(5, 3), animated=True)
        bare = dict(lw=0, zorder=3)
        self.consonants = Cells(axes, (20, 20), "none", DARK[INPUT], 14, **bare)
        self.vowels = Cells(axes, (20, 20), "none", DARK[WEIGHT], 18, bold=True, **bare)
        head = dict(va="center", weight="bold")
        axes.text(LEFT, 440, "vowels", color=DARK[WEIGHT], **head)
        axes.text(LEFT + 90, 440, "consonants", color=DARK[INPUT], **head)
        self.title = axes.text(RIGHT, 440, "", ha="right", animated=True, **head)

    def update(self, moment: int, seed: int) -> str:
        points = np.array(record("attention/letters")["tables"][str(seed)][moment])[1:]
        parted, angle, offset = best_cut(moment, seed)
        low, high = points.min(0), points.max(0)
        size = np.array([RIGHT - LEFT, HIGH - LOW])
        scale = 0.88 * min(size / (high - low))  # the same both ways, so that angles stay
        centre = np.array([LEFT + RIGHT, LOW + HIGH]) / 2

        def on_page(xy: np.ndarray) -> np.ndarray:
            return centre + scale * (xy - (low + high) / 2)

        places = on_page(points) + np.array([-10, 10])  # upper left corners of cells of 20 pixels
        letters = np.array(list(LETTERS[1:]))
        self.vowels.show(places[VOWEL], letters[VOWEL], "none")
        self.consonants.show(places[~VOWEL], letters[~VOWEL], "none")
        normal = np.array([np.cos(angle), np.sin(angle)])
        along = np.array([-normal[1], normal[0]])
        self.line.set_data(*_clipped(on_page(normal * offset), along))
        step = MOMENTS[moment]
        self.title.set_text(f"step {step}: {parted} of 26 parted rightly")
        return (
            f"Step {step}, seed {seed}: the best straight line parts {parted} of 26 letters "
            "rightly into vowels and consonants."
        )


def _clipped(point: np.ndarray, along: np.ndarray) -> tuple[list[float], list[float]]:
    """Return the ends of the line through a point that lie on the frame."""
    ends = []
    for low, high, at, step in zip((LEFT, LOW), (RIGHT, HIGH), point, along):
        ends.append(sorted((edge - at) / (step or 1e-9) for edge in (low, high)))
    first, last = max(e[0] for e in ends), min(e[1] for e in ends)
    start, stop = point + first * along, point + max(first, last) * along
    return [start[0], stop[0]], [start[1], stop[1]]
