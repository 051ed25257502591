"""Data sets: points in the plane made from a seed, handwritten digits, and drawings of digits."""

from mathdl.data.batches import batches, split
from mathdl.data.bitmaps import count_blocks, prepare, warp
from mathdl.data.digits import digit_slots, digits
from mathdl.data.drawings import STYLES, Habits, drawn_digits
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
from mathdl.data.scribbles import scribbles

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
