"""Points from a reader's own file: two columns of numbers, and a third to be told from them."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import Any

import numpy as np

from mathdl.playground.given import MOST_CLASSES
from mathdl.refusals import shown

Row = tuple[int, list[str]]  # its line in the file, and its cells
MISSING = "", "?", "na", "n/a", "nan", "null"
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


def is_file(start: Any) -> bool:
    """Whether something names a file of points."""
    return isinstance(start, os.PathLike) or (
        isinstance(start, str) and start.lower().endswith(".csv")
    )


def from_csv(path: str | os.PathLike) -> tuple[np.ndarray, np.ndarray, tuple[str, str]]:
    """Read points from a file: two columns of numbers, and a third with the class or the height.

    A first line of names is taken as such; blank lines and those that begin with # are passed
    over. Columns are parted by commas, semicolons or tabs; where it is not by commas, a comma in a
    number stands before its decimals.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,)
    names : (str, str)

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it does not hold such columns.
    """
    text = _decoded(Path(path).expanduser().read_bytes())
    try:
        return _points(*_rows(text))
    except (ValueError, csv.Error) as error:
        raise ValueError(f"{os.fspath(path)}: {error}") from None


def _decoded(written: bytes) -> str:
    """Return the text of a file as spreadsheets write it."""
    if written.startswith((b"\xff\xfe", b"\xfe\xff")):
        return written.decode("utf-16", "replace")
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")


def _rows(text: str) -> tuple[list[Row], bool]:
    """Return the rows of a text, parted so that most have three cells, and whether by commas."""
    by = {mark: _parted(text, mark) for mark in "\t;,"}

    def fits(mark: str) -> tuple[int, int]:
        widths = [len(cells) for _, cells in by[mark]]
        return widths.count(3), sum(widths)

    best = max(by, key=fits)
    return by[best], best == ","


def _parted(text: str, mark: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    rows = [(reader.line_num, [" ".join(cell.split()) for cell in cells]) for cells in reader]
    return [(line, cells) for line, cells in rows if any(cells) and not cells[0].startswith("#")]


def _points(rows: list[Row], commas: bool) -> tuple[np.ndarray, np.ndarray, tuple[str, str]]:
    for line, cells in rows:
        if len(cells) != 3:
            raise ValueError(
                f"three columns are wanted, two of numbers and the class; line {line} has "
                f"{len(cells)}"
            )
    names = ("", "")
    if rows and _is_head(rows, commas):
        (_, (left, right, _)), *rows = rows
        names = left, right
    if not rows:
        raise ValueError("it holds no points")
    X = np.array([[_number(line, cell, commas) for cell in cells[:2]] for line, cells in rows])
    return X, _answers(rows, commas), names


def _is_head(rows: list[Row], commas: bool) -> bool:
    """Whether the first row holds names: no numbers, or a class that no other row has."""
    (_, (left, right, last)), *others = rows
    if _read(left, commas) is None and _read(right, commas) is None:
        return True
    return _read(last, commas) is None and all(cells[2] != last for _, cells in others)


def _answers(rows: list[Row], commas: bool) -> np.ndarray:
    """Return the third column: numbers if it has nothing else, words otherwise."""
    numbers = [_read(cells[2], commas) for _, cells in rows]
    words = [(line, cells[2]) for (line, cells), n in zip(rows, numbers) if n is None]
    for line, word in words:
        if word.lower() in MISSING:
            raise ValueError(f"line {line} has no class but {word!r}: leave such lines out")
    if not words:
        return np.array(numbers)
    if len({cells[2] for _, cells in rows}) > MOST_CLASSES and 2 * len(words) < len(rows):
        _number(*words[0], commas)
    return np.array([cells[2] for _, cells in rows])


def _number(line: int, cell: str, commas: bool) -> float:
    value = _read(cell, commas)
    if value is not None:
        return value
    if cell.lower() in MISSING:
        hint = ": leave such lines out"
    elif commas and "," in cell:
        hint = ": where commas part the columns, decimals stand after a point"
    else:
        hint = ""
    raise ValueError(f"in line {line} {shown(cell)} is no number{hint}")


def _read(cell: str, commas: bool) -> float | None:
    """Return the number that a cell holds, if it does."""
    cell = cell if commas else cell.replace(",", ".")
    return float(cell) if NUMBER.fullmatch(cell) else None
