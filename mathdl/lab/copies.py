"""The reader's own copies of the notebooks: brought up to date, never overwritten."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import mathdl

MANIFEST = ".mathdl.json"


def book() -> Path:
    """Return the folder of the notebooks: inside an installed package, beside a cloned one."""
    package = Path(mathdl.__file__).parent
    inside = package / "notebooks"
    return inside if inside.is_dir() else package.parent / "notebooks"


def copy_book(source: Path, folder: Path) -> dict[str, list[str]]:
    """Bring the notebooks in a reader's folder up to date.

    Beside the copies lies a manifest of what was copied. A notebook whose cells still read as they
    did then is replaced when the book has a newer one; to run its cells does not change it. A
    notebook that the reader has written in stays as it is. Nothing is ever deleted.

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
        other ones.
    """
    done: dict[str, list[str]] = {"renewed": [], "kept": []}
    if folder.resolve() == source.resolve():  # a clone's own notebooks need no copy
        return done
    folder.mkdir(parents=True, exist_ok=True)
    manifest = _read_manifest(folder / MANIFEST)
    for original in sorted(source.glob("*.ipynb")):
        name, copy = original.name, folder / original.name
        now, then = _prints(original), manifest.get(name, {})
        if copy.exists():
            if then == now:
                continue
            if _cells(copy) not in (then.get("cells", now["cells"]), now["cells"]):
                done["kept"].append(name)
                continue
            done["renewed"].append(name)
        _replace(copy, original)
        manifest[name] = now
    text = json.dumps({"copied by mathdl": manifest}, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return done


def _prints(notebook: Path) -> dict[str, str | None]:
    """Return fingerprints: of the whole file, and of what is written in its cells."""
    whole = hashlib.sha256(notebook.read_bytes()).hexdigest()
    return {"file": whole, "cells": _cells(notebook)}


def _cells(notebook: Path) -> str | None:
    """Return a fingerprint of what is written, or None where that cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        written = [
            (cell["cell_type"], "".join(cell["source"]), cell.get("attachments") or {})
            for cell in cells
        ]
    except (ValueError, KeyError, TypeError):
        return None
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def _read_manifest(path: Path) -> dict[str, dict]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))["copied by mathdl"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _replace(copy: Path, original: Path) -> None:
    """Copy in one step: a copy that is interrupted leaves the old file."""
    part = copy.with_name(f".{copy.name}.part")
    shutil.copyfile(original, part)
    part.replace(copy)
