"""A picture as data: for each artist a short list of marks, which a page paints on its canvas.

A mark is a list. The first entry is the number of its style; then come

- of a path, the path as SVG writes it, in tenths of a pixel; where it is clipped to; and, for a
  marker, the places where it stands, each from the one before;
- of words, the words and where they begin, in tenths of a pixel; and where they are clipped to;
- of an image, its bytes; left, top, width and height in tenths of a pixel; and a clip.
"""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox, Transform
from PIL import Image

from mathdl.plots.kit.night import by_night
from mathdl.plots.kit.strokes import TENTHS, pieces, svg, tenths, upright

PIXELS_PER_INCH = 100  # on the page
FINER = 8  # times as many pixels to measure words with
ON_PICTURE = "on a picture"  # the gid of what keeps its colour by night, as what is behind it does
BEYOND = 50  # pixels outside the picture within which markers are still drawn


class Recorder(RendererBase):
    """What artists believe to be a canvas; it writes down what they draw.

    Parameters
    ----------
    width, height : int
        In pixels of the page.

    Attributes
    ----------
    styles : list of dict
        What marks refer to by number; it only grows.
    marks : list
        What was drawn since it was last emptied.
    """

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.width, self.height, self.dpi = width, height, PIXELS_PER_INCH
        self.styles: list[dict] = []
        self.marks: list[list] = []
        self.halo: tuple[tuple[str, str], float] | None = None
        self._numbers: dict[str, int] = {}
        self._groups: list[str | None] = []
        self._measure = RendererAgg(8, 8, FINER * PIXELS_PER_INCH)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    def points_to_pixels(self, points: float) -> float:
        """How many pixels so many points are."""
        return points * self.dpi / 72

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple:
        """How large words are: measured large, where letters are not bent to whole pixels."""
        measured = self._measure.get_text_width_height_descent(s, prop, ismath)
        return tuple(length / FINER for length in measured)

    def flipy(self) -> bool:
        """Words are placed from above."""
        return True

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Remember whose marks follow; artists call this before they draw."""
        self._groups.append(gid)

    def close_group(self, s: str) -> None:
        """Forget it; artists call this afterwards."""
        self._groups.pop()

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        """Write down a path."""
        style = self._path_style(gc, rgbFace)
        path = path.transformed(transform)
        if upright(path):
            style["snap"] = True
        drawn = self._svg(path, line=rgbFace is None)
        if len(style) > ("snap" in style) and drawn:
            self._add(style, drawn, self._clip(gc))

    def draw_segments(self, gc: GraphicsContextBase, segments: np.ndarray) -> None:
        """Write down straight lines, each by itself: an array of shape (n, 2, 2)."""
        if len(segments):
            points = tenths(segments.reshape(-1, 2), self.height)
            self._add(self._path_style(gc, None), pieces(points, "ml" * len(segments)), "")

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,
    ) -> None:
        """Write down one shape and the many places where it stands."""
        places = trans.transform(path.vertices)
        margin = np.array([self.width, self.height]) + BEYOND
        places = places[np.isfinite(places).all(1)]
        places = tenths(places[((places > -BEYOND) & (places < margin)).all(1)], self.height)
        style = self._path_style(gc, rgbFace)
        shape = svg(marker_path.transformed(marker_trans).cleaned(curves=True), 0)
        if style and shape and len(places):
            steps = np.diff(places, axis=0, prepend=np.zeros((1, 2), int))
            self._add(style, shape, self._clip(gc), steps.ravel().tolist())

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Text | None = None,
    ) -> None:
        """Write down words as words; formulas as the paths of their letters."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        size = round(self.points_to_pixels(prop.get_size_in_points()), 3)
        slope = "italic " if prop.get_style() != "normal" else ""
        bold = "bold " if prop.get_weight() in ("bold", "semibold", "heavy", 600, 700) else ""
        style: dict[str, Any] = {"font": f"{slope}{bold}{size:.5g}px", "fill": self._colour(gc)}
        if angle:
            style["angle"] = angle
        if self.halo:
            style["halo"] = self.halo
        at = round(TENTHS * x), round(TENTHS * y)
        self._add(style, s, *at, self._clip(gc))

    def draw_cells(
        self,
        cells: Image.Image,
        box: tuple[float, float, float, float],
        smooth: Bbox | None = None,
    ) -> None:
        """Write down an image by its own cells, however large they are on the page.

        Parameters
        ----------
        cells : Image
        box : (left, top, width, height)
            In pixels of the page.
        smooth : Bbox, optional
            Let colours go over into each other, instead of showing each cell as a square, from the
            middle of the outer cells on; they are clipped to this box, in pixels from below.
        """
        file = io.BytesIO()
        cells.save(file, "PNG")
        png = base64.b64encode(file.getvalue()).decode()
        style = {"image": "cells" if smooth is None else "smooth"}
        at = [round(TENTHS * length) for length in box]
        self._add(style, png, *at, "" if smooth is None else self._rectangle(smooth))

    def draw_image(
        self, gc: GraphicsContextBase, x: float, y: float, im: np.ndarray, transform: Any = None
    ) -> None:
        """Write down an image that Matplotlib has scaled to the page already."""
        height, width = im.shape[:2]
        image = Image.fromarray(np.ascontiguousarray(im[::-1]))
        self.draw_cells(image, (x, self.height - y - height, width, height))

    def _add(self, style: dict, *parts: Any) -> None:
        key = json.dumps(style)
        if key not in self._numbers:
            self._numbers[key] = len(self.styles)
            self.styles.append(style)
        if parts[-1] == "":  # not clipped
            parts = parts[:-1]
        self.marks.append([self._numbers[key], *parts])

    def _svg(self, path: Path, line: bool = False) -> str:
        half = 0.5  # a pixel beyond on Agg’s finer canvas, where it lets dashes begin
        inside = (-half, -half, self.width + half, self.height + half)
        clip = inside if line and path.codes is None else None
        simple = path.should_simplify if line else False
        return svg(
            path.cleaned(remove_nans=True, curves=True, simplify=simple, clip=clip), self.height
        )

    def _clip(self, gc: GraphicsContextBase) -> str:
        """Return where a mark is clipped to, if that is not the whole page."""
        path, transform = gc.get_clip_path()
        if path is not None:
            return self._svg(path.transformed(transform))
        box = gc.get_clip_rectangle()
        if box is None or (
            box.x0 <= 0 and box.y0 <= 0 and box.x1 >= self.width and box.y1 >= self.height
        ):
            return ""
        return self._rectangle(box)

    def _rectangle(self, box: Bbox) -> str:
        # Agg clips to whole pixels.
        left, right = round(box.x0 - 0.5), round(box.x1 + 0.5)
        top, bottom = round(self.height - box.y1 - 0.5), round(self.height - box.y0 + 0.5)
        left, right, top, bottom = (TENTHS * v for v in (left, right, top, bottom))
        return f"M{left} {top}H{right}V{bottom}H{left}z"

    def _path_style(self, gc: GraphicsContextBase, face: Any) -> dict:
        style: dict[str, Any] = {}
        if face is not None:
            style["fill"] = self._colour(gc, face)
        if gc.get_hatch():
            width = self.points_to_pixels(gc.get_hatch_linewidth())
            style["hatch"] = [gc.get_hatch(), css(gc.get_hatch_color()), round(width, 2)]
        width = self.points_to_pixels(gc.get_linewidth())
        if width > 0 and not self._colour(gc)[0].endswith("00", 7):
            style |= {"stroke": self._colour(gc), "width": round(width, 2)}
            style["cap"] = {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle())
            style["join"] = gc.get_joinstyle()
            offset, dashes = gc.get_dashes()
            if dashes is not None:
                style["dash"] = [round(self.points_to_pixels(d), 3) for d in (offset, *dashes)]
        return style

    def _colour(self, gc: GraphicsContextBase, face: Any = None) -> tuple[str, str]:
        rgb = gc.get_rgb() if face is None else face
        by_day, by_night = css((*rgb[:3], gc.get_alpha()) if gc.get_forced_alpha() else rgb)
        return by_day, by_day if ON_PICTURE in self._groups else by_night


def css(rgb: Any) -> tuple[str, str]:
    """Write a colour as CSS does, by day and by night.

    The last two of eight digits say how opaque it is.
    """
    written = "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
    written = written.removesuffix("ff") if len(written) == 9 else written
    return written, by_night(written)
