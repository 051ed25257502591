"""The colours of the book can be told apart by colour-blind readers, and from white paper.

They stand in one file, so that this holds for every picture.

Colour blindness is simulated after Machado, Oliveira and Fernandes (2009), at full severity.
"""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from contrast import LEAST, contrast
from matplotlib import rc_params_from_file
from matplotlib.colors import to_hex, to_rgb

from mathdl import plots
from mathdl.plots.kit import colours
from mathdl.plots.kit.canvas import STYLE

PLOTS = Path(plots.__file__).parent

SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "no colour at all": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
NAMES = ("INPUT", "WEIGHT", "GRADIENT", "TARGET", "LOSS", "CURVE", "FAINT")
MEANINGS = {name: getattr(colours, name) for name in NAMES}
WORDS = (
    colours.INK, colours.MUTED, colours.INPUT, colours.LOSS, colours.CURVE, colours.THIRD,
    *colours.DARK.values(), *colours.RGB_INKS,
)  # fmt: skip
HEX = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']""")


def seen(colour, sight):
    """The place of a colour in CIELAB, where distance is how different two colours look."""
    rgb = np.array(to_rgb(colour))
    light = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(SIGHT[sight] @ light, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def closest(palette, sight):
    """The least distance between two colours of a palette, and which two."""
    pairs = combinations(palette, 2)
    far = {
        (a, b): np.linalg.norm(seen(palette[a], sight) - seen(palette[b], sight)) for a, b in pairs
    }
    pair = min(far, key=far.get)
    return far[pair], pair


@pytest.mark.parametrize("sight", [s for s in SIGHT if s != "no colour at all"])
def test_meanings_can_be_told_apart(sight):
    distance, pair = closest(MEANINGS, sight)
    assert distance > 10, f"{' and '.join(pair)} look alike"  # 2.3 is just noticeable


@pytest.mark.parametrize("sight", SIGHT)
def test_every_colour_stands_out_from_white(sight):
    for name, colour in MEANINGS.items():
        assert 100 - seen(colour, sight)[0] > 25, f"{name} is too pale"


def test_words_stand_out_more_than_lines():
    for line, words in colours.DARK.items():
        assert seen(words, "full")[0] < min(50, seen(line, "full")[0])


@pytest.mark.parametrize("colour", WORDS)
def test_words_can_be_read_on_white(colour):
    assert contrast(colour) >= LEAST


@pytest.mark.parametrize("meaning", colours.PALE)
def test_words_can_be_read_on_the_tint_of_their_meaning(meaning):
    ground = colours.PALE[meaning]
    assert contrast(colours.DARK.get(meaning, meaning), ground) >= LEAST
    assert contrast(colours.INK, ground) >= LEAST


def test_contrast_is_that_of_wcag():
    assert contrast("black") == pytest.approx(21)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.005)  # famous for just failing


def test_no_picture_has_a_colour_of_its_own():
    # The examples of night.py say what some are on a dark page.
    files = set(PLOTS.rglob("*.py")) - {
        PLOTS / "kit" / f"{name}.py" for name in ("colours", "night")
    }
    own = {f"{file.name}: {found}" for file in files for found in HEX.findall(file.read_text())}
    assert len(files) > 60
    assert not own
    assert HEX.findall("color=\"#666666\", c='#abc'") == ['"#666666"', "'#abc'"]


def test_the_style_writes_in_the_ink_of_the_book():
    style = rc_params_from_file(STYLE, use_default_template=False)
    written = ("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor")
    assert {to_hex(style[name]).upper() for name in written} == {colours.INK}
    assert contrast(style["axes.edgecolor"]) >= LEAST


def test_a_planted_pair_that_looks_alike_is_found():
    planted = {"red": "#c04000", "green": "#708000", **MEANINGS}
    assert closest(planted, "full")[0] > 10
    assert closest({k: planted[k] for k in ("red", "green")}, "deuteranopia")[0] < 10
    assert closest({"INPUT": "#0072B2", "other": "#0072B8"}, "full")[0] < 10
