"""The reader's own copies of the notebooks: brought up to date, never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

import mathdl
from mathdl.files import read_plain, write_whole

MANIFEST = ".mathdl.json"
MOST = 100_000_000  # bytes of a notebook; a larger one is the reader's, whatever is in it


def book() -> Path:
    """Return the folder of the notebooks: inside an installed package, beside a cloned one."""
    package = Path(mathdl.__file__).parent
    inside = package / "notebooks"
    return inside if inside.is_dir() else package.parent / "notebooks"


def copy_book(source: Path, folder: Path) -> dict[str, list[str]]:
    """Bring the notebooks in a reader's folder up to date.

    Beside the copies lies a manifest of what was copied. A notebook whose cells still read as they
    did then is ours: it is replaced when the book has a newer one, and removed when the book has it
    no longer; to run its cells does not change it. A notebook that the reader has written in stays
    as it is, and so does what is no plain file: links are not followed.

    Parameters
    ----------
    source : Path
        The book's notebooks.
    folder : Path
        The reader's; made if it is not there.

    Returns
    -------
    dict of str to list of str
        Names of notebooks: "renewed" were replaced, "kept" are the reader's where the book has
        other ones, "strange" are links and the like in the place of copies; "removed" and "left"
        are no longer in the book, unchanged ones and those that the reader has written in.
    """
    done: dict[str, list[str]] = {
        what: [] for what in ("renewed", "kept", "strange", "removed", "left")
    }
    if folder.resolve() == source.resolve():  # a clone's own notebooks need no copy
        return done
    originals = sorted(source.glob("*.ipynb"))
    if not originals:  # of a broken installation we must not learn that the book has no chapters
        raise OSError(None, f"there are no notebooks in {source}; install mathdl again")
    folder.mkdir(parents=True, exist_ok=True)
    before = _read_manifest(folder / MANIFEST)
    manifest = {}
    for original in originals:
        name, content = original.name, original.read_bytes()
        now, then = _prints(content), before.get(name, {})
        what = _bring(folder / name, content, now, then)
        manifest[name] = then if what in ("kept", "strange") else now
        if what:
            done[what].append(name)
    for name in sorted(before.keys() - manifest.keys()):  # renamed, or given up
        copy = folder / name
        if os.path.lexists(copy):
            is_ours = _is_one_of(_read(copy), before[name])
            done["removed" if is_ours else "left"].append(name)
            if is_ours:
                copy.unlink(missing_ok=True)
    if manifest != before:
        text = json.dumps({"copied by mathdl": manifest}, indent=1, sort_keys=True)
        write_whole(folder / MANIFEST, f"{text}\n".encode())
    return done


def _bring(copy: Path, content: bytes, now: dict, then: dict) -> str:
    """Bring one copy up to date, and return what became of it; nothing where all is as expected."""
    if not os.path.lexists(copy):
        write_whole(copy, content)
        return ""
    if copy.is_symlink() or not copy.is_file():
        return "strange"
    if then == now:
        return ""
    there = _read(copy)
    if there == content:  # another mathdl, which is doing the same, has put it there
        return ""
    if not _is_one_of(there, now, then):
        return "kept"
    write_whole(copy, content)
    return "renewed"


def _read(copy: Path) -> bytes:
    try:
        return read_plain(copy, MOST)
    except OSError:  # a link, a pipe, something huge: not ours, in any case
        return b""


def _is_one_of(content: bytes, *known: dict[str, Any]) -> bool:
    """Whether a notebook reads as one of those whose fingerprints are known."""
    cells = _cells(content)
    return cells is not None and cells in [prints.get("cells") for prints in known]


def _prints(content: bytes) -> dict[str, str | None]:
    """Return fingerprints of a notebook: of the whole file, and of what is written in its cells."""
    return {"file": hashlib.sha256(content).hexdigest(), "cells": _cells(content)}


def _cells(content: bytes) -> str | None:
    """Return a fingerprint of what is written, or None where that cannot be read."""
    try:
        written = [
            (cell["cell_type"], "".join(cell["source"]), cell.get("attachments") or {})
            for cell in json.loads(content)["cells"]
        ]
        text = json.dumps(written, sort_keys=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return hashlib.sha256(text.encode()).hexdigest()


def _read_manifest(path: Path) -> dict[str, dict[str, Any]]:
    """Return what is known of the copies; of a spoilt manifest, as much as makes sense.

    A name leads out of the folder for nobody, and what is not known to be ours is not removed.
    """
    try:
        manifest = json.loads(read_plain(path, 1_000_000))["copied by mathdl"]
        return {
            name: {k: v for k, v in prints.items() if k in ("file", "cells") and isinstance(v, str)}
            for name, prints in manifest.items()
            if re.fullmatch(r"[\w.-]+\.ipynb", name, re.ASCII) and isinstance(prints, dict)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
