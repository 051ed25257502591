"""What was trained beforehand and is replayed: JSON beside the pictures, made by the tools."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1]


def path(name: str) -> Path:
    """Return the file of a record.

    Parameters
    ----------
    name : str
        Its topic and its own name, as in "descent/edge".

    Examples
    --------
    >>> path("descent/edge").parts[-3:]
    ('plots', 'descent', 'edge.json')
    """
    return FOLDER / f"{name}.json"


@cache
def record(name: str) -> Any:
    """Return what was recorded, as the tool wrote it: nobody may change it.

    Examples
    --------
    >>> sorted(record("playground/seeds"))
    ['4-4', '5-3', '9']
    """
    return json.loads(path(name).read_text("utf-8"))
