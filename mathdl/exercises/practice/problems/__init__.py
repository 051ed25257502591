"""The problems of practice: one file a topic, whose functions draw them."""

from importlib import import_module
from importlib.util import find_spec

from mathdl.chapters import CHAPTERS
from mathdl.exercises.practice.skill import SKILLS

for _chapter in CHAPTERS:
    if find_spec(f"{__name__}.{_chapter.topic}"):
        import_module(f"{__name__}.{_chapter.topic}")

__all__ = ["SKILLS"]
