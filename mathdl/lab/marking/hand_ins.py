"""Finding what was handed in, and reading it with care."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mathdl.exercises.book import BOOK
from mathdl.files import read_plain
from mathdl.lab.sheets.sheet import Sheet

MOST = 20_000_000  # bytes of a notebook
BESIDE = 50_000_000  # bytes of the files beside it
RESULTS = "marks.json"
_ANSWER = re.compile(r"^answer_(\d+_\d+)\s*=", re.M)


class HandIn(NamedTuple):
    """A notebook of a learner.

    Attributes
    ----------
    learner : str
        The name of their folder, or of the file.
    notebook : str
        Where it lies in the folder of all, or nothing if a learner's folder has none.
    path : Path
        The file.
    has_folder : bool
        Whether the files beside it are the learner's, too.
    """

    learner: str
    notebook: str
    path: Path
    has_folder: bool


class CannotMarkError(Exception):
    """What was handed in cannot be marked; the message says why."""


def hand_ins(folder: Path) -> list[HandIn]:
    """Find all that was handed in: a single notebook, or those in a folder.

    They lie in the folder itself, in one folder for each learner, or as nbgrader collects
    them, in ``submitted/learner/assignment/``. Links are not followed.
    """
    if folder.is_file():
        return [HandIn(folder.stem, folder.name, folder, False)]
    submitted = folder / "submitted"
    root = submitted if submitted.is_dir() and not submitted.is_symlink() else folder
    found = []
    for path in sorted(root.iterdir()):
        if path.name.startswith((".", "_")) or (path / RESULTS).is_file():
            continue
        if path.suffix == ".ipynb":
            found.append(HandIn(path.stem, path.name, path, False))
        elif path.is_dir() and not path.is_symlink():
            inside = sorted(_notebooks(path))
            found += [HandIn(path.name, str(p.relative_to(root)), p, True) for p in inside]
            if not inside:
                found.append(HandIn(path.name, "", path, True))
    return found


def _notebooks(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for name in files:
            if name.endswith(".ipynb") and not name.startswith("."):
                yield Path(place, name)


def read_cells(hand_in: HandIn) -> tuple[list[str], dict[str, Any]]:
    """Return the code cells of a notebook, and what it says about its sheet."""
    if not hand_in.notebook:
        raise CannotMarkError("There is no notebook in this folder.")
    try:
        notebook = json.loads(read_plain(hand_in.path, MOST))
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise CannotMarkError(f"The file has more than {MOST // 10**6} MB.") from None
        raise CannotMarkError("This is no plain file that can be read.") from None
    except (ValueError, RecursionError, MemoryError):
        raise CannotMarkError("The file is no notebook, or a broken one.") from None
    try:
        if notebook["nbformat"] != 4:
            raise CannotMarkError("It is in an old format: open it in JupyterLab and save it.")
        cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
        told = notebook["metadata"].get("mathdl", {}).get("sheet", {})
        return cells, {"exercises": told.get("exercises"), "variant": told.get("variant")}
    except (KeyError, TypeError, AttributeError):
        raise CannotMarkError("The file is no notebook, or a broken one.") from None


def sheet_of(
    cells: list[str], told: dict[str, Any], exercises: tuple[str, ...], variant: str | None
) -> Sheet:
    """Return the sheet that a notebook answers.

    What the teacher says counts, then what the notebook says of itself. Programs that drop that
    leave the names of the answers; the variant is then the teacher's, or the book's.
    """
    named = [name.replace("_", ".") for cell in cells for name in _ANSWER.findall(cell)]
    said = told["exercises"] if isinstance(told["exercises"], list) else named
    known = set(exercises or [key for key in said if isinstance(key, str)])
    keys = tuple(key for key in BOOK if key in known)
    if not keys:
        raise CannotMarkError("It is no sheet: it answers none of the book's exercises.")
    word = variant if variant is not None else told["variant"]
    return Sheet(keys, word[:200] if isinstance(word, str) else None)


def files_beside(hand_in: HandIn) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield the plain files in a learner's folder, until they are too much."""
    left = BESIDE
    for place, _, files in os.walk(hand_in.path.parent if hand_in.has_folder else os.devnull):
        for name in sorted(files):
            path = Path(place, name)
            with contextlib.suppress(OSError):
                about = path.lstat()
                if stat.S_ISREG(about.st_mode) and about.st_size <= left:
                    left -= max(about.st_size, 4096)
                    yield path, about


def copy_files(hand_in: HandIn, folder: Path) -> None:
    """Copy a learner's files to where the notebook runs."""
    for path, _ in files_beside(hand_in):
        copy = folder / path.relative_to(hand_in.path.parent)
        with contextlib.suppress(OSError):  # what cannot be copied is not there
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy, follow_symlinks=False)


def remove(folder: Path) -> None:
    """Remove a folder, however many lie in one another: inner ones are brought to the top first."""
    with contextlib.suppress(OSError):
        while inside := next(_folders(folder), None):
            for inner in _folders(inside):
                inner.rename(folder / secrets.token_hex(8))
            for path in inside.iterdir():
                path.unlink()
            inside.rmdir()
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def _folders(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder, after making them ours to change."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
            yield path
