"""What was trained beforehand for the pictures of chapter 9, by tools/measure_playground.py."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


def path(name: str) -> Path:
    """Return the file of a record."""
    return Path(__file__).with_name(f"{name}.json")


@cache
def record(name: str) -> Any:
    """Return what was recorded, as the tool wrote it: nobody may change it."""
    return json.loads(path(name).read_text())
