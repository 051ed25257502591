"""What forward stores so that backward can use it (chapter 6)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.colours import DARK, FAINT, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, inside
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

    Left, one layer's arrays, all drawn to one scale, so that areas are bytes; right, the bytes of
    the whole net for every batch. Each layer is linear and relu, and the engine keeps both outputs.
    """

    MOST = 512  # examples in a batch
    controls = {
        "depth": Slider(10, 1, 100, 1, "layers"),
        "width": Choice(64, (16, 64, 256), "units in a layer"),
        "batch": Slider(64, 1, MOST, 1, "examples in a batch"),
    }
    size = (8, 4.1)
    COLUMNS = {"weights": 135, "linear": 490, "relu": 845}  # where the middle of each array is

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.9, 1))
        left.set(xlim=(-10, 1010), ylim=(-565, 20), aspect="equal", anchor="NW")
        left.axis("off")
        self._build_layer(left)
        batches = np.array([1, self.MOST])
        right.set(xscale="log", yscale="log", xlim=(0.8, 700), ylim=(60, 5e8))
        right.set_xticks([1, 8, 64, 512], ["1", "8", "64", "512"])
        right.set_yticks([1e2, 1e4, 1e6, 1e8], ["100 B", "10 kB", "1 MB", "100 MB"])
        right.minorticks_off()
        right.set_xlabel("examples in a batch")
        self.batches = batches
        (self.rising,) = right.plot([], [], color=INPUT, animated=True)
        (self.flat,) = right.plot([], [], color=WEIGHT, dashes=(5, 2), animated=True)
        (self.rate,) = right.plot([], [], color=FAINT, lw=1.2, animated=True, zorder=1)
        (self.now,) = right.plot([], [], "o", color=INPUT, ms=13, animated=True)
        (self.same,) = right.plot([], [], "s", color=WEIGHT, ms=7, animated=True)
        self.title = inside(right, y=1.2, **HEADLINE)
        self.kept = inside(right, y=1.11, color=INPUT, **HEADLINE)
        self.learnt = inside(right, y=1.02, color=DARK[WEIGHT], **HEADLINE)

    def _build_layer(self, axes: Axes) -> None:
        """Draw the arrays of a layer hanging from one line, so that a larger batch grows down."""
        axes.text(0, 158, "one layer, areas to scale", **HEADLINE, va="top")
        names = {"weights": "weights, bias", "linear": "linear’s output", "relu": "relu’s output"}
        self.arrays, self.shapes, self.ghosts = {}, {}, {}
        for name, x in self.COLUMNS.items():
            colour = DARK[WEIGHT] if name == "weights" else INPUT
            axes.text(x, 66, names[name], ha="center", va="bottom", color=colour, weight="bold")
            self.shapes[name] = axes.text(x, 14, "", ha="center", va="bottom", animated=True)
            face = dict(facecolor=PALE[WEIGHT], hatch="//") if name == "weights" else {}
            face = face or dict(facecolor=PALE[INPUT])
            edge = dict(edgecolor=WEIGHT if name == "weights" else INPUT, lw=1.6, animated=True)
            self.arrays[name] = axes.add_patch(Rectangle((0, 0), 1, 1, **face, **edge))
            if name != "weights":
                ghost = dict(fill=False, edgecolor=FAINT, lw=1, ls=(0, (4, 3)), animated=True)
                self.ghosts[name] = axes.add_patch(Rectangle((0, 0), 1, 1, zorder=0, **ghost))
        axes.text(668, -self.MOST - 8, "up to 512 examples", ha="center", color=MUTED, va="top")
        edge = dict(facecolor=WEIGHT, edgecolor=WEIGHT, lw=1.2, animated=True)
        self.bias = axes.add_patch(Rectangle((0, 0), 1, 1, **edge))

    def update(self, depth: int, width: int, batch: int) -> str:
        activations, parameters = stored_bytes(depth, width, batch)
        for name, array in self.arrays.items():
            rows = width if name == "weights" else batch
            array.set_bounds(self.COLUMNS[name] - width / 2, -rows, width, rows)
            self.shapes[name].set_text(f"{rows} × {width}" + f", {width}" * (name == "weights"))
        for name, ghost in self.ghosts.items():
            ghost.set_bounds(self.COLUMNS[name] - width / 2, -self.MOST, width, self.MOST)
        self.bias.set_bounds(self.COLUMNS["weights"] - width / 2, -width - 14, width, 1)

        rising = [stored_bytes(depth, width, int(n))[0] for n in self.batches]
        self.rising.set_data(self.batches, rising)
        self.flat.set_data(self.batches, [parameters] * 2)
        self.rate.set_data([batch] * 2, sorted([activations, parameters]))
        self.now.set_data([batch], [activations])
        self.same.set_data([batch], [parameters])
        layers = counted(depth, "layer")
        self.title.set_text(f"all {layers}" if depth > 1 else "the one layer")
        self.kept.set_text(f"● activations {size(activations)}")
        self.learnt.set_text(f"■ parameters {size(parameters)}")

        ratio = activations / parameters
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
