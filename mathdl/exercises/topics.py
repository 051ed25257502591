"""The folders of exercises, found by the table of chapters."""

from __future__ import annotations

from importlib import import_module

from mathdl.chapters import CHAPTERS

TOPICS = [
    import_module(f"mathdl.exercises.{chapter.topic}") for chapter in CHAPTERS if chapter.asks
]
