"""Fold, cut, unfold: what one straight cut draws on folded paper (chapter 1)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from mathdl.plots.depth import folding
from mathdl.plots.depth.folding import FLATTEN, FOLD, TINY, CutPaper, Line
from mathdl.plots.kit.colours import EMPTY, FAINT, HALF, INPUT, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED, HEADLINE, above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.refusals import shown
from mathdl.words import counted, per_cent, short

SHEET = ((-1, -1), (1, -1), (1, 1), (-1, 1))
LETTER = (  # an F, of three strokes
    ((-0.92, -0.50), (-0.84, -0.50), (-0.84, -0.06), (-0.92, -0.06)),
    ((-0.84, -0.14), (-0.62, -0.14), (-0.62, -0.06), (-0.84, -0.06)),
    ((-0.84, -0.33), (-0.68, -0.33), (-0.68, -0.25), (-0.84, -0.25)),
)
LETTER_FOLDS = 4  # after more, the letter would be crumbs
SCALES = (1, 1.5, 2, 3)  # at which folded paper may be drawn
FILL = 2.2  # how wide and high it may be then; the flat sheet is 2
THIN, PRESSED = 0.6, 4.0  # lines around paper, and paper that has become a line


class SnowflakePlot(Plot):
    """The snowflake machine: fold a sheet of paper a few times, cut it once, unfold it.

    Left, the folded sheet, darker where more layers lie on each other and drawn larger where it has
    become small, and the straight cut; right, the flat sheet. A fold is p − 2·relu(v·p − c)·v,
    where the arrow v has length 1 and is at a right angle to the crease. So a net with one hidden
    layer for each fold, and the cut as its last layer, tells which points are cut away. Without the
    2, relu does not fold: it flattens what lies beyond the crease onto the crease.

    Parameters
    ----------
    creases : tuple of Line
        Six lines to fold along, one after the other.
    letter : bool
        Whether there is an F on the sheet, which shows what is mirrored.
    """

    controls = {
        "folds": Slider(2, 0, 6, 1, "folds"),
        "angle": Slider(30, 0, 180, 1, "angle of the cut (degrees)"),
        "offset": Slider(0.4, 0.0, 1.0, 0.01, "place of the cut"),
        "unfold": Slider(0.0, 0.0, 1.0, 0.01, "unfold", when=lambda v: v["relu"] == "fold"),
        "relu": Choice("fold", ("fold", "flatten"), "relu is used to"),
    }
    draggable = (Point("middle", y="offset", rates="pushed"),)
    size = (8, 4.6)

    def __init__(self, creases: tuple[Line, ...] = folding.CREASES, letter: bool = True) -> None:
        if not isinstance(creases, tuple) or not all(isinstance(c, Line) for c in creases):
            raise TypeError(
                f"creases are a tuple of Lines, as folding.CREASES, not {shown(creases)}"
            )
        self.creases = creases
        self.letter = LETTER if letter else ()
        # There are some hundred thousand cuts to drag through; those nearby are enough.
        self.parts = lru_cache(256)(
            lambda polygon, n, how: folding.crease(polygon, creases[:n], how)
        )
        self.windows = cache(lambda how: windows(folding.crease(SHEET, creases, how)))

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
        self.left = Sheet(left, (-1.3, 1.3), (-1.38, 1.3))  # room for the cut and the scissors
        self.right = Sheet(right, (-1.02, 1.02), (-1.02, 1.02))
        orange = dict(color=WEIGHT, animated=True, zorder=6)
        (self.cut,) = self.left.axes.plot([], [], lw=1.8, dashes=(4, 2.5), **orange)
        self.scissors = left.text(0, 0, "✂", fontsize=24, **CENTRED, **orange)
        self.enlarged = above(left, 0.5, y=1)

    def update(self, folds: int, angle: int, offset: float, unfold: float, relu: str) -> str:
        how = FOLD if relu == "fold" else FLATTEN
        layers, paper, edges, parameters = self.show_sheets(folds, angle, offset, unfold, how)
        size = f"{counted(folds, 'hidden layer')}{' of 3 units' if folds else ''}"
        size += f" and {parameters} parameters"
        if how == FLATTEN and folds:
            flat = sum(folding.area(p[:, 0]) for p in layers if folding.area(p[:, -1]) < 1e-9) / 4
            pressed = per_cent(round(flat, 9), digits=3)
            return (
                f"{counted(folds, 'bare relu')}, 1 cut, {counted(edges, 'edge')}: "
                f"{pressed} of the sheet is pressed onto the crease{'s' * (folds > 1)}, "
                f"and nothing can unfold it. The net has {size}, as many as with folds."
            )
        return (
            f"{counted(folds, 'fold')}, 1 cut, {counted(edges, 'edge')}: "
            f"{_went(len(paper.edges), len(layers), edges, bool(paper.kept))}. The net that says "
            f"what is cut away has {size}."
        )

    def middle(self, **_: Any) -> Place | None:
        """Tell where the cut can be taken hold of, while it is drawn."""
        ends = self.cut.get_xydata()
        return (self.left.axes, *ends.mean(axis=0)) if len(ends) else None

    def pushed(self, folds: int, angle: int, relu: str, **_: Any) -> Rates:
        """Return what the place of the cut becomes if it is pushed by 1; along itself, nothing."""
        how = FOLD if relu == "fold" else FLATTEN
        way = np.array(Line.towards(angle + 90).normal)
        paper = np.concatenate([part[:, -1] for part in self.parts(SHEET, folds, how)])
        (low, *_), (high, *_) = half_way(self.windows(how), folds)
        return {"offset": tuple(way * (high - low) / 2 / np.ptp(paper @ way))}

    def show_sheets(
        self, folds: int, angle: int, offset: float, unfold: float = 0.0, how: int = FOLD
    ) -> tuple[list[np.ndarray], CutPaper, int, int]:
        """Fold, cut and draw; return layers, cut paper, and how many edges and parameters."""
        layers = self.parts(SHEET, folds, how)
        across = Line.towards(angle + 90).beyond(np.concatenate([part[:, -1] for part in layers]))
        cut = Line.towards(angle + 90, across.min() + offset * np.ptp(across))
        paper = folding.cut_through(layers, cut)
        strokes = self.letter if folds <= LETTER_FOLDS else ()
        parts = [part for stroke in strokes for part in self.parts(stroke, folds, how)]
        letter = folding.cut_through(parts, cut)
        edges = folding.count_straight(np.reshape([e[:, 0] for e in paper.edges], (-1, 2, 2)))
        network = folding.fold_network(self.creases[:folds], cut, how)

        stage = folds * (1 - unfold) if how == FOLD else folds
        window = half_way(self.windows(how), stage)
        self.left.show(paper, letter, stage, window, opacity=0.6)
        self.right.show(paper, letter, 0, half_way(self.windows(how), 0))
        self._draw_cut(cut, paper, window, angle if stage == folds else None)
        scale = 2 / np.ptp(window[:, 0])
        larger = stage == folds and scale > 1 + TINY
        self.enlarged.set_text(f"drawn {short(scale)} times as large" if larger else "")
        self.left.caption.set_text(_stage(stage, folds, len(layers), how))
        self.right.caption.set_text(f"unfolded: {counted(edges, 'edge')}")
        return layers, paper, edges, folding.count_parameters(network)

    def _draw_cut(self, cut: Line, paper: CutPaper, window: np.ndarray, angle: int | None) -> None:
        """Draw the cut, a little longer than it is, as long as the sheet is folded."""
        across = np.array(cut.normal)
        along = np.array([across[1], -across[0]])
        if angle is None or not paper.edges:
            self.cut.set_data([], [])
            self.scissors.set_visible(False)
            return
        edges = zoom(np.concatenate([edge[:, -1] for edge in paper.edges]), window)
        way = edges @ along
        ends = np.outer((way.min() - 0.2, way.max() + 0.2), along) + (edges[0] @ across) * across
        self.cut.set_data(*ends.T)
        self.scissors.set(visible=True, position=ends[0], rotation=angle)


class Sheet:
    """The sheet at a stage of folding: what is kept, what is cut away, the letter, the edges."""

    def __init__(self, axes: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
        self.axes = axes
        axes.set(xlim=x, ylim=y, aspect="equal", anchor="S")
        axes.axis("off")
        caption = dict(xycoords="axes fraction", textcoords="offset points", ha="center", va="top")
        caption.update(HEADLINE, animated=True)
        outline = dict(facecolor="none", edgecolor=EMPTY, lw=1, animated=True)
        self.outline = axes.add_collection(PolyCollection([], **outline), autolim=False)
        dashed = dict(facecolor="none", edgecolor=FAINT, linestyle=(0, (3, 3)), animated=True)
        self.away = PolyCollection([], lw=THIN, **dashed)
        self.lost = PolyCollection([], facecolor=EMPTY, animated=True)
        self.kept = PolyCollection([], facecolor=HALF[INPUT], edgecolor=INPUT, animated=True)
        self.letter = PolyCollection([], color=INPUT, animated=True)
        self.edges = LineCollection([], color=WEIGHT, lw=2.2, animated=True)
        for order, artist in enumerate((self.away, self.lost, self.kept, self.letter, self.edges)):
            artist.set_zorder(1 + order)
            axes.add_collection(artist, autolim=False)
        self.caption = axes.annotate("", (0.5, 0), xytext=(0, -6), **caption)

    def show(
        self,
        paper: CutPaper,
        letter: CutPaper,
        stage: float,
        window: np.ndarray,
        opacity: float = 1,
    ) -> None:
        """Show what lies in a window after so many folds, as large as the flat sheet."""
        for artist, parts in (
            (self.away, paper.away),
            (self.kept, paper.kept),
            (self.edges, paper.edges),
            (self.lost, letter.away),
            (self.letter, letter.kept),
        ):
            artist.set_paths([zoom(half_way(part, stage), window) for part in parts])
        self.outline.set_paths([zoom(np.array(SHEET), window)])
        self.outline.set_alpha(np.clip(1.5 * np.ptp(window[:, 0]) - 2, 0, 1))  # too wide: none
        self.kept.set_alpha(opacity)
        for artist in (self.kept, self.letter):
            shapes = (path.vertices for path in artist.get_paths())
            artist.set_linewidth([PRESSED if folding.area(p) < 1e-9 else THIN for p in shapes])


def half_way(part: np.ndarray, stage: float) -> np.ndarray:
    """Return where a part lies after so many folds: 2.5 are two, and a flap standing upright.

    Seen from above, a flap that has turned by φ is shorter by the factor cos φ.
    """
    before = min(int(stage), part.shape[1] - 1)
    after = min(before + 1, part.shape[1] - 1)
    turned = (1 - np.cos(np.pi * (stage - before))) / 2
    return (1 - turned) * part[:, before] + turned * part[:, after]


def windows(parts: list[np.ndarray]) -> np.ndarray:
    """Return which square to look at after each number of folds, so that folded paper is not tiny.

    The scales are round, and never smaller after more folds.

    Parameters
    ----------
    parts : list of array of shape (corners, 1 + folds, 2)
        All parts of the sheet.

    Returns
    -------
    array of shape (2, 1 + folds, 2)
        The lower left and the upper right corner: like a part, so it can be taken half-way.
    """
    corners = np.concatenate(parts)
    low, high = corners.min(axis=0), corners.max(axis=0)
    sizes = (high - low).max(axis=1, keepdims=True)
    fits = np.where(sizes * SCALES <= FILL, SCALES, 1).max(axis=1, keepdims=True)
    scale = np.minimum.accumulate(fits[::-1])[::-1]
    room = FILL / 2 / scale
    # At its own size the paper stays where it is on the sheet, if it can.
    middle = np.where(scale > 1, (low + high) / 2, np.clip(0, high - room, low + room))
    return np.array([middle - 1 / scale, middle + 1 / scale])


def zoom(p: np.ndarray, window: np.ndarray) -> np.ndarray:
    """Move points so that the window becomes the square from −1 to 1."""
    low, high = window
    return (p - (low + high) / 2) * (2 / (high[0] - low[0]))


def _stage(stage: float, folds: int, layers: int, how: int) -> str:
    if how == FLATTEN and folds:
        return f"pressed onto the crease{'s' * (folds > 1)}"
    if stage == folds:
        return f"{'folded' if folds else 'not folded'}: {counted(layers, 'layer')}"
    return "unfolding" if stage else "flat again"


def _went(crossed: int, layers: int, edges: int, left: bool) -> str:
    """Say where the cut went, and why there may be fewer edges than layers."""
    if not crossed:
        return f"the cut leaves {'everything' if left else 'nothing'}"
    if crossed < layers:
        went = f"the cut goes through {crossed} of {layers} layers"
    else:
        went = f"the cut goes through {f'all {layers} layers' if layers > 1 else 'the one layer'}"
    joined = ", and edges that continue each other straight on count as one"
    return went + joined * (edges < crossed)
