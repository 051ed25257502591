"""What forward stores so that backward can use it (chapter 6)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.colours import DARK, FAINT, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, short

FLOAT32 = 4  # bytes


def stored_bytes(depth: int, width: int, batch: int) -> tuple[int, int]:
    """Count the bytes of activations that forward keeps for backward, and those of parameters.

    The net is `depth` times a linear layer from `width` to `width` and a relu, in float32. The
    engine keeps two arrays of batch × width numbers a layer, the outputs of linear and of relu;
    the input batch, which is there anyway, is not counted.

    Parameters
    ----------
    depth, width, batch : int

    Returns
    -------
    activations, parameters : int
        In bytes.

    Examples
    --------
    >>> stored_bytes(10, 64, 64)
    (327680, 166400)
    """
    return 2 * depth * batch * width * FLOAT32, depth * (width * width + width) * FLOAT32


class StoragePlot(Plot):
    """What a net keeps in memory between forward and backward: activations beside parameters.

    Areas are numbers kept, all to one scale. Each column is an array: the outputs of linear and of
    relu, two a layer, as high as the batch; the parameters are as high as a layer is wide.
    """

    MOST = 512  # examples in a batch
    controls = {
        "depth": Slider(10, 1, 100, 1, "layers"),
        "width": Choice(64, (16, 64, 256), "units in a layer"),
        "batch": Slider(64, 1, MOST, 1, "examples in a batch"),
    }
    size = (8, 4.4)
    DRAWN = 40  # layers: with more, the lines between their columns would fill the picture

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        # One layer's parameters are one unit wide, its two arrays one unit each.
        axes.set(xlim=(-0.02, 3.22), ylim=(0, self.MOST), yticks=[0, 128, 256, 384, 512], xticks=[])
        axes.set_ylabel("rows: examples in a batch")
        axes.spines["bottom"].set_visible(False)
        frame = dict(fill=False, edgecolor=FAINT, lw=1.2, ls=(0, (4, 3)), clip_on=False)
        axes.add_patch(Rectangle((1.2, 0), 2, self.MOST, **frame))
        look = dict(ha="center", va="top", color=MUTED, animated=True)
        self.room = axes.text(2.2, 500, "room for 512 examples", **look)
        blue = dict(facecolor=PALE[INPUT], edgecolor=INPUT, lw=1.6, animated=True, clip_on=False)
        orange = dict(facecolor=PALE[WEIGHT], edgecolor=WEIGHT, lw=1.6, hatch="//", animated=True)
        self.kept = axes.add_patch(Rectangle((1.2, 0), 2, 1, **blue))
        self.learnt = axes.add_patch(Rectangle((0, 0), 1, 1, clip_on=False, **orange))
        line = dict(color=INPUT, lw=0.8, animated=True)
        (self.columns,) = axes.plot([], [], **line)
        self.told_learnt = above(axes, 0, color=DARK[WEIGHT], **HEADLINE)
        self.told_kept = above(axes, 1, color=DARK[INPUT], **HEADLINE)
        self.shape = axes.text(2.2, 0, "", ha="center", color=DARK[INPUT], animated=True)
        self.ratio = axes.text(
            0.5, 0, "", ha="center", va="bottom", linespacing=1.3, animated=True, **HEADLINE
        )

    def update(self, depth: int, width: int, batch: int) -> str:
        activations, parameters = stored_bytes(depth, width, batch)
        self.kept.set_height(batch)
        self.learnt.set_height(width + 1)  # W has a row for each input, and b is one more
        drawn = depth if depth <= self.DRAWN else 0
        edges = 1.2 + 2 * np.arange(1, 2 * drawn) / max(2 * drawn, 1)
        gaps = np.full(len(edges), np.nan)
        self.columns.set_data(
            np.stack([edges, edges, gaps], 1).ravel(),
            np.stack([0 * edges, 0 * edges + batch, gaps], 1).ravel(),
        )
        layers = counted(depth, "layer")
        ratio = activations / parameters
        self.told_learnt.set_text(f"■ parameters {size(parameters)}")
        self.told_kept.set_text(f"● activations {size(activations)}")
        high = batch > self.MOST - 90
        self.room.set_visible(not high)
        at = dict(y=batch - 40, va="top") if high else dict(y=batch + 8, va="bottom")
        self.shape.set(text=f"{2 * depth} arrays of {batch} × {width}", **at)
        self.ratio.set(text=f"activations:\n{short(ratio)} times\nas much", y=width + 24)

        examples = counted(batch, "example")
        keep = "keep" if depth > 1 else "keeps"
        return (
            f"For {examples}, {layers} of {width} units {keep} the outputs of linear and of relu, "
            f"{2 * depth} arrays of {batch} × {width} numbers of 4 bytes: {size(activations)}. "
            f"The parameters take {size(parameters)} for any batch; activations take "
            f"{short(ratio)} times as much."
        )


def size(count: int) -> str:
    """Write a number of bytes.

    Examples
    --------
    >>> size(800), size(327_680), size(104_857_600)
    ('800 B', '328 kB', '105 MB')
    """
    for unit, name in ((1_000_000, "MB"), (1000, "kB")):
        if count >= unit:
            return f"{short(count / unit)} {name}"
    return f"{count} B"
