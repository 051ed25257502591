"""Pictures as arrays of numbers: a portrait, and 64 small drawings made here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from matplotlib.cbook import get_sample_data
from matplotlib.colors import to_rgb
from PIL import Image

from mathdl.plots.kit.colours import PAINTS
from mathdl.refusals import is_numbers, shown, type_or_value

FACE = (98, 24, 418, 424)  # left, top, right, bottom, in pixels of the photograph


def portrait(rows: int = 60, columns: int = 48) -> np.ndarray:
    """Return a small colour portrait of Grace Hopper, who wrote the first compilers.

    From the photograph that comes with Matplotlib, which is in the public domain (US Navy), cut to
    the face and made smaller.

    Parameters
    ----------
    rows, columns : int

    Returns
    -------
    array of uint8 of shape (rows, columns, 3)
        Red, green and blue of every pixel, from 0 to 255.

    Examples
    --------
    >>> picture = portrait()
    >>> picture.shape, picture.dtype
    ((60, 48, 3), dtype('uint8'))
    """
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as photograph:
        face = photograph.convert("RGB").crop(FACE)
    return np.array(face.resize((columns, rows), Image.Resampling.LANCZOS))


def in_colours(picture: np.ndarray | None, least: int = 1) -> np.ndarray:
    """Return the picture to be shown, if it is one: the portrait by default."""
    picture = portrait() if picture is None else picture
    if not is_numbers(picture) or np.ndim(picture) != 3 or np.shape(picture)[-1] != 3:
        raise type_or_value(
            picture,
            np.ndarray,
            f"a picture is an array of shape (rows, columns, 3), not {shown(picture)}",
        )
    picture = np.asarray(picture)
    if min(picture.shape[:2]) < least:
        raise ValueError(f"a picture has at least {least} rows and columns, not {shown(picture)}")
    if not np.isfinite(picture).all():
        raise ValueError("a picture is made of finite numbers, and here are inf or nan")
    return picture


def grey(picture: np.ndarray) -> np.ndarray:
    """Turn a colour picture into a grey one: a matrix.

    Parameters
    ----------
    picture : array of uint8 of shape (rows, columns, 3)

    Returns
    -------
    array of uint8 of shape (rows, columns)
        How bright each pixel looks: green counts most, blue least.

    Examples
    --------
    >>> pixels = np.array([[[255, 255, 255], [0, 255, 0], [0, 0, 255]]], dtype=np.uint8)
    >>> grey(pixels)
    array([[255, 150,  29]], dtype=uint8)
    """
    return np.array(Image.fromarray(np.ascontiguousarray(picture)).convert("L"))


def small_pictures(rows: int = 20, columns: int = 16) -> np.ndarray:
    """Draw a batch of 64 small colour pictures: eight each of eight kinds, shuffled.

    Parameters
    ----------
    rows, columns : int

    Returns
    -------
    array of uint8 of shape (64, 3, rows, columns)
        Picture, channel, row, column.

    Examples
    --------
    >>> X = small_pictures()
    >>> X.shape, X.dtype
    ((64, 3, 20, 16), dtype('uint8'))
    >>> small_pictures(60, 48).shape  # the same pictures in more pixels
    (64, 3, 60, 48)
    """
    return _drawn(rows, columns).copy()


def kinds() -> list[str]:
    """Say what each of the 64 small pictures shows.

    Examples
    --------
    >>> kinds()[:4], len(kinds())
    (['fish', 'face', 'flower', 'tree'], 64)
    """
    names = [draw.__name__.strip("_") for draw in DRAWINGS]
    return [names[i % len(names)] for i in np.random.default_rng(98).permutation(64)]


class _Sheet:
    """Paper to paint on: x from −1 to 1 from left to right, y upwards, 0 in the middle."""

    FINER = 4  # painted with so many times the rows and columns, then averaged: soft edges

    def __init__(self, rows: int, columns: int) -> None:
        self.size = rows, columns
        height, width = rows * self.FINER, columns * self.FINER
        self.x = np.linspace(-1, 1, 2 * width + 1)[None, 1::2]
        self.y = np.linspace(1, -1, 2 * height + 1)[1::2, None] * rows / columns
        self.colours = np.ones((height, width, 3))

    def wash(self, above: str, below: str) -> None:
        """Fill the paper, one colour running into the other."""
        t = np.linspace(0, 1, len(self.y))[:, None, None]
        self.colours[:] = (1 - t) * np.array(to_rgb(above)) + t * np.array(to_rgb(below))

    def paint(self, where: np.ndarray, colour: str) -> None:
        self.colours[where] = to_rgb(colour)

    def oval(self, colour: str, x: float, y: float, wide: float, high: float) -> None:
        self.paint(((self.x - x) / wide) ** 2 + ((self.y - y) / high) ** 2 < 1, colour)

    def disc(self, colour: str, x: float, y: float, radius: float) -> None:
        self.oval(colour, x, y, radius, radius)

    def box(self, colour: str, left: float, bottom: float, right: float, top: float) -> None:
        self.shape(colour, (left, bottom), (right, bottom), (right, top), (left, top))

    def shape(self, colour: str, *corners: tuple[float, float]) -> None:
        """Paint a convex shape whose corners are listed counter-clockwise."""
        inside = np.ones(self.colours.shape[:2], dtype=bool)
        for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1]):
            inside &= (c - a) * (self.y - b) - (d - b) * (self.x - a) >= 0
        self.paint(inside, colour)

    def pixels(self) -> np.ndarray:
        rows, columns = self.size
        fine = self.colours.reshape(rows, self.FINER, columns, self.FINER, 3)
        return np.rint(255 * fine.mean(axis=(1, 3))).astype(np.uint8)


def _sun(sheet: _Sheet, k: int) -> None:
    sea = PAINTS["sea"][k]
    light = PAINTS["light"][k % 4]
    high = 0.3 - 0.12 * (k % 3)
    sheet.wash(*PAINTS["sky"][k])
    sheet.disc(light, 0.25 * (k % 3 - 1), high, 0.52)
    sheet.box(sea, -1, -2, 1, -0.35)
    for y, wide in ((-0.52, 0.42), (-0.75, 0.28), (-0.98, 0.16)):
        sheet.box(light, 0.25 * (k % 3 - 1) - wide, y - 0.06, 0.25 * (k % 3 - 1) + wide, y + 0.05)


def _house(sheet: _Sheet, k: int) -> None:
    wall = PAINTS["wall"][k]
    sheet.wash(*PAINTS["sky"][(k + 4) % 8])
    sheet.box(PAINTS["ground"][k], -1, -2, 1, -0.7)
    sheet.box(PAINTS["chimney"], 0.32, 0.3, 0.52, 0.92)
    sheet.box(wall, -0.66, -0.8, 0.66, 0.2)
    sheet.shape(PAINTS["bright"][k], (-0.86, 0.18), (0.86, 0.18), (0, 1.0))
    sheet.box(PAINTS["door"], -0.46, -0.8, -0.1, -0.16)
    sheet.box(PAINTS["window"], 0.12, -0.42, 0.46, -0.06)


def _boat(sheet: _Sheet, k: int) -> None:
    sheet.wash(*PAINTS["sky"][(k + 2) % 8])
    sheet.box(PAINTS["water"][k % 4], -1, -2, 1, -0.55)
    sheet.box(PAINTS["mast"], -0.1, -0.5, 0.0, 1.0)
    sail = PAINTS["bright"][(k + 3) % 8]
    sheet.shape("white" if k % 2 else sail, (0.06, -0.2), (0.74, -0.2), (0.06, 0.95))
    sheet.shape(sail if k % 2 else PAINTS["canvas"], (-0.62, -0.2), (-0.16, -0.2), (-0.16, 0.7))
    sheet.shape(PAINTS["bright"][k], (-0.8, -0.34), (-0.5, -0.8), (0.5, -0.8), (0.84, -0.34))


def _face(sheet: _Sheet, k: int) -> None:
    skin = PAINTS["skin"][k]
    hair = PAINTS["hair"][k]
    sheet.wash(*PAINTS["sky"][(k + 6) % 8][::-1])
    sheet.oval(PAINTS["bright"][(k + 2) % 8], 0, -1.3, 0.8, 0.62)
    sheet.oval(hair, 0, 0.14, 0.76, 0.86)
    sheet.oval(skin, 0, -0.06, 0.62, 0.74)
    for x in (-0.3125, 0.3125):  # the middle of a pixel where there are 16 columns
        sheet.oval(PAINTS["eye"], x, 0.0625, 0.1, 0.12)
    sheet.oval(PAINTS["mouth"], 0, -0.36, 0.34, 0.22 if k % 3 else 0.12)
    sheet.box(skin, -0.4, -0.34, 0.4, -0.1)


def _tree(sheet: _Sheet, k: int) -> None:
    leaf = PAINTS["leaf"][k]
    sheet.wash(*PAINTS["sky"][(k + 3) % 8])
    sheet.box(PAINTS["ground"][(k + 2) % 8], -1, -2, 1, -0.72)
    sheet.box(PAINTS["trunk"], -0.14, -0.9, 0.14, 0.1)
    if k % 2:
        for y, wide in ((-0.45, 0.72), (0.0, 0.58), (0.42, 0.42)):
            sheet.shape(leaf, (-wide, y), (wide, y), (0, y + 0.68))
    else:
        for x, y in ((-0.34, 0.12), (0.34, 0.12), (0, 0.5)):
            sheet.disc(leaf, x, y, 0.46)


def _fish(sheet: _Sheet, k: int) -> None:
    side = 1 if k % 2 else -1  # which way it looks
    sheet.wash(*PAINTS["depths"][k % 3])
    body = PAINTS["bright"][(0, 1, 4, 5, 1, 4, 0, 5)[k]]
    tail = [(-0.34 * side, 0.0), (-0.88 * side, 0.44), (-0.88 * side, -0.44)]
    sheet.shape(body, *(tail if side > 0 else tail[::-1]))
    sheet.oval(body, 0.12 * side, 0, 0.66, 0.46)
    for x in (-0.1, 0.16) if k % 4 < 2 else ():
        stripe = np.abs(sheet.x - x * side) < 0.07
        sheet.paint(stripe & ((sheet.x - 0.12 * side) ** 2 / 0.43 + sheet.y**2 / 0.21 < 1), "white")
    sheet.disc("white", 0.4375 * side, 0.125, 0.18)
    sheet.disc(PAINTS["pupil"], 0.4375 * side, 0.1875, 0.08)
    for y, size in ((0.62, 0.08), (0.88, 0.12)):
        sheet.disc(PAINTS["bubble"], 0.72 * side, y, size)


def _flower(sheet: _Sheet, k: int) -> None:
    sheet.wash(*PAINTS["sky"][(k + 5) % 8])
    sheet.box(PAINTS["stalk"], -0.07, -2, 0.07, 0.2)
    sheet.oval(PAINTS["blade"], 0.32, -0.72, 0.28, 0.13)
    sheet.oval(PAINTS["blade"], -0.32, -0.52, 0.28, 0.13)
    petals = 5 + k % 3
    for i in range(petals):
        angle = 2 * np.pi * i / petals + np.pi / 2
        petal = PAINTS["bright"][(k * 3) % 7]
        sheet.disc(petal, 0.4 * np.cos(angle), 0.28 + 0.4 * np.sin(angle), 0.3)
    middle = PAINTS["pale middle" if petal == PAINTS["bright"][4] else "middle"]
    sheet.disc(middle, 0, 0.28, 0.26)


def _mushroom(sheet: _Sheet, k: int) -> None:
    sheet.wash(*PAINTS["sky"][(k + 1) % 8])
    sheet.box(PAINTS["ground"][(k + 5) % 8], -1, -2, 1, -0.75)
    sheet.oval(PAINTS["stem"], 0, -0.5, 0.3, 0.56)
    cap = (sheet.x / 0.84) ** 2 + ((sheet.y + 0.1) / 0.86) ** 2 < 1
    sheet.paint(cap & (sheet.y > -0.1), PAINTS["bright"][(k * 5) % 8])
    for x, y, size in ((-0.4, 0.2, 0.14), (0.1, 0.46, 0.17), (0.46, 0.12, 0.12)):
        sheet.disc("white", x, y, size)


Drawing = Callable[[_Sheet, int], None]
DRAWINGS: tuple[Drawing, ...] = (_sun, _house, _boat, _face, _tree, _fish, _flower, _mushroom)


@cache
def _drawn(rows: int, columns: int) -> np.ndarray:
    drawings = {draw.__name__.strip("_"): draw for draw in DRAWINGS}
    seen = dict.fromkeys(drawings, 0)
    batch = []
    for kind in kinds():
        sheet = _Sheet(rows, columns)
        drawings[kind](sheet, seen[kind])
        seen[kind] += 1
        batch.append(sheet.pixels())
    return np.ascontiguousarray(np.moveaxis(np.array(batch), -1, 1))
