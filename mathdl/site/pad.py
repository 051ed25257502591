"""The pad of chapter 10 on the web: not baked, for its net reads in the page itself."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from mathdl import nn
from mathdl.plots.digits.pad import NAMES, PadPlot, drawn
from mathdl.plots.digits.pad_net import base
from mathdl.plots.digits.paper import inky, speaking
from mathdl.plots.kit.drawing import Frame


def pad(plot: PadPlot, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Write down what a page needs to draw the pad and to read it, and where its controls start."""
    controls = plot.controls
    start = {name: values.get(name, control.default) for name, control in controls.items()}
    _, frame = plot.draw_frame(**start)
    examples = controls["example"].options
    return {
        "controls": [
            {
                "name": "example",
                "label": controls["example"].label,
                "form": "choice",
                "says": examples,
            },
            {
                "name": "drawing",
                "label": controls["drawing"].label,
                "form": "pixels",
                "says": [],
                "pen": controls["drawing"].pen,
                "when": [[0], [int(controls["drawing"].when({"example": e})) for e in examples]],
            },
            {
                "name": "ready",
                "label": controls["ready"].label,
                "form": "toggle",
                "says": ["False", "True"],
            },
        ],
        "pictures": [
            {
                "reads": True,
                "size": [plot.canvas.width, plot.canvas.height],
                "draggable": [],
                "still": frame.still,
                "layers": _layers(plot, frame),
                "styles": frame.styles,
                "names": NAMES,
                "bars": {n: getattr(plot.bars, n) for n in ("left", "top", "width", "pitch")},
                "examples": [drawn(style) for style in examples[1:]],
                "net": [_layer(part) for part in base() if isinstance(part, nn.Linear)],
                "ink": inky(np.linspace(0, 1, 256)).round().astype(int).tolist(),
                "votes": speaking(np.array([1.0, -1.0])).round().astype(int).tolist(),
            }
        ],
    }, [examples.index(start["example"]), start["drawing"], int(start["ready"])]


def _layer(part: nn.Linear) -> dict[str, Any]:
    """Write the weights of a layer, row by row, and its bias as half-precision numbers."""
    numbers = np.concatenate([part.weight.data, part.bias.data[None]]).astype("<f2")
    return {
        "shape": part.weight.data.shape,
        "numbers": base64.b64encode(numbers.tobytes()).decode(),
    }


def _layers(plot: PadPlot, frame: Frame) -> list[dict[str, Any]]:
    """Say of each part that moves what it is, and with which style and where it is drawn."""
    artists = plot.canvas.drawing.artists()
    known: dict[Any, dict[str, Any]] = {plot.title: {"is": "title"}, plot.bars.bars: {"is": "bars"}}
    known |= {square: {"is": "square", "k": k} for k, square in enumerate(plot.squares.values())}
    known |= {share: {"is": "share", "k": k} for k, share in enumerate(plot.bars.shares)}
    for best in range(len(NAMES)):  # each share is seen bold once, and plain
        plot.bars.show(np.where(np.arange(len(NAMES)) == best, 0.2, 0.08))
        told = plot.canvas.drawing.frame()
        for artist, marks in zip(artists, told.moving, strict=True):
            layer = known[artist]
            if layer["is"] == "share":
                look = "bold" if best == layer["k"] else "plain"
                layer[look] = marks[0]
            else:
                layer["mark"] = marks[0]
    return [known[artist] for artist in artists]
