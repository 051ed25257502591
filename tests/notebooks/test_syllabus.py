"""Every chapter that stands in the folder stands in README, in `progress` and in the appendices."""

import re
from pathlib import Path

import nbformat
import pytest

from mathdl.exercises.book import BOOK
from mathdl.exercises.progress import CHAPTERS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
FILES = sorted((ROOT / "notebooks").glob("*.ipynb"))
NUMBERED = [path for path in FILES if path.name[:2].isdigit()]


def words(path):
    """All that is written in a notebook."""
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


def title(path):
    """The first heading of a file."""
    return re.search(r"^# (?:\d+ )?(.+)$", words(path), re.M)[1]


def asks(path):
    """The chapter's number if it has exercises."""
    return (
        int(path.name[:2]) if any(key.startswith(f"{int(path.name[:2])}.") for key in BOOK) else 0
    )


def test_readmes_map_has_every_file_in_order_under_its_title():
    rows = re.findall(r"^\| \[([^\]!]+)\]\(notebooks/(.+?)\) \|", README, re.M)
    assert [name for _, name in rows] == [path.name for path in FILES]
    for (named, _), path in zip(
        rows[1:], FILES[1:], strict=True
    ):  # chapter 0 opens with the book's
        last_words = named.lower().removeprefix(f"{path.name[1]} ").removeprefix("appendix b: ")
        assert title(path).lower() == last_words


def test_progress_counts_every_chapter_with_exercises():
    found = {asks(path): title(path) for path in NUMBERED if asks(path)}
    assert found == CHAPTERS
    assert {int(key.split(".")[0]) for key in BOOK} == set(CHAPTERS)


@pytest.mark.parametrize("path", [path for path in NUMBERED if asks(path)], ids=lambda p: p.stem)
def test_the_appendices_lead_to_it(path):
    for appendix in FILES:
        if appendix not in NUMBERED:
            assert f"({path.name}" in words(appendix), appendix.name
