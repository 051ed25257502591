"""Every chapter stands in the maps of README and of chapter 0, and appendix A leads to it."""

import re
from pathlib import Path

import chapter_map
import nbformat
import pytest

from mathdl.chapters import CHAPTERS, Chapter
from mathdl.exercises.book import BOOK

ROOT = Path(__file__).parents[2]
FILES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
STALE = "run `make index`"


def test_readmes_map_is_made_from_the_table():
    assert chapter_map.README.read_text("utf-8") == chapter_map.readme(), STALE


def test_the_map_of_chapter_0_is_made_from_the_table():
    assert chapter_map.START.read_text("utf-8") == chapter_map.start(), STALE


def test_readmes_map_has_every_notebook_in_order():
    rows = re.findall(r"^\| \[([^\]!]+)\]\(notebooks/(.+?)\) \|", chapter_map.readme(), re.M)
    assert [name for _, name in rows] == FILES


def test_a_row_says_what_it_leads_to_and_how_long_it_takes(tmp_path):
    assert chapter_map.in_start(CHAPTERS[3]) == (
        "| [3 Follow the chain rule](03_chain_rule.ipynb) | 90 | 0 |\n"
    )
    assert chapter_map.in_start(CHAPTERS[0]) == "| 0 Start here | 10 | |\n"
    assert chapter_map.in_readme(CHAPTERS[2]).endswith(
        "(notebooks/02_tensors.ipynb) | say from shapes alone what an operation gives | 80 |\n"
    )
    timeless = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Soon")])
    nbformat.write(timeless, tmp_path / "07_soon.ipynb")
    with pytest.raises(SystemExit, match=r"07_soon\.ipynb does not begin with its time in minutes"):
        chapter_map.minutes(Chapter(7, "soon", "Soon", "wait"), tmp_path)


def test_a_map_is_written_anew_once_and_what_stands_around_it_is_kept():
    stale = "Before.\n\n| Chapter |\n|---|\n| 0 Old |\n| [1 Gone](01_gone.ipynb) | 9 |\n\nAfter.\n"
    made = chapter_map.with_rows(stale, chapter_map.in_start)
    assert made.startswith("Before.\n\n| Chapter |\n|---|\n| 0 Start here | 10 | |\n| [1 See what")
    assert made.endswith(" |\n\nAfter.\n")
    assert made.count("\n| ") == len(CHAPTERS) + 1
    for text in ("no map", stale + stale):
        with pytest.raises(SystemExit, match="one map"):
            chapter_map.with_rows(text, chapter_map.in_start)


@pytest.mark.parametrize("number", sorted({int(key.split(".")[0]) for key in BOOK}))
def test_appendix_a_leads_to_every_chapter_with_exercises(number):
    appendix = nbformat.read(ROOT / "notebooks/a_answers.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in appendix.cells)
    file = CHAPTERS[number].notebook
    assert f"({file})" in text, f"link to {file} in notebooks/a_answers.ipynb"
