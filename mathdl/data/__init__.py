"""Data sets: points in the plane made from a seed, digits by hand and by program, first names."""

from importlib import import_module
from typing import Any

from mathdl.data.batches import batches, split
from mathdl.data.bitmaps import count_blocks, prepare, warp
from mathdl.data.digits import digit_slots, digits
from mathdl.data.names import names
from mathdl.data.points import (
    blobs,
    circles,
    eight_houses,
    hills,
    house_prices,
    moons,
    noisy_line,
    rings,
    spirals,
    thirteen_parameters,
    tilt,
    xor,
)

__all__ = [
    "STYLES",
    "Habits",
    "batches",
    "blobs",
    "circles",
    "count_blocks",
    "digit_slots",
    "digits",
    "drawn_digits",
    "eight_houses",
    "hills",
    "house_prices",
    "moons",
    "names",
    "noisy_line",
    "prepare",
    "rings",
    "scribbles",
    "spirals",
    "split",
    "thirteen_parameters",
    "tilt",
    "warp",
    "xor",
]

# What draws is loaded when it is asked for, so that `import mathdl` stays quick.
_DRAWN = {
    "STYLES": "drawings",
    "Habits": "drawings",
    "drawn_digits": "drawings",
    "scribbles": "doodles",
}


def __getattr__(name: str) -> Any:
    """Return one of the names above."""
    if name not in _DRAWN:
        raise AttributeError(f"mathdl.data has no {name!r}")
    return getattr(import_module(f"mathdl.data.{_DRAWN[name]}"), name)
