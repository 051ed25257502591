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


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.topic)
def test_time_and_ways_are_made_from_the_table(chapter):
    stored = (chapter_map.NOTEBOOKS / chapter.notebook).read_text("utf-8")
    assert stored == chapter_map.opened(chapter), STALE


def test_time_is_words_pictures_and_exercises():
    cells = [nbformat.v4.new_markdown_cell("word " * 900)]  # five minutes
    cells += [nbformat.v4.new_code_cell(f"explore(plots.SquarePlot(), side={n})") for n in (1, 2)]
    cells += [nbformat.v4.new_code_cell('ask("1.1")'), nbformat.v4.new_code_cell("ask = 1")]
    assert chapter_map.measured(nbformat.v4.new_notebook(cells=cells)) == 20  # 16, to the next five


def test_a_chapter_leads_both_ways():
    assert chapter_map.way(CHAPTERS[0]) == "[1 See what depth buys](01_depth.ipynb) →"
    assert chapter_map.way(CHAPTERS[1]) == (
        "[Contents](00_start.ipynb) · [2 Hold data in tensors](02_tensors.ipynb) →"
    )
    assert chapter_map.way(CHAPTERS[2]) == (
        "← [1 See what depth buys](01_depth.ipynb) · [Contents](00_start.ipynb) · "
        "[3 Follow the chain rule](03_chain_rule.ipynb) →"
    )


def test_readmes_map_has_every_notebook_in_order():
    rows = re.findall(r"^\| \[([^\]!]+)\]\(notebooks/(.+?)\) \|", chapter_map.readme(), re.M)
    assert [name for _, name in rows] == FILES


def test_a_row_says_what_it_leads_to_and_how_long_it_takes(tmp_path):
    time = chapter_map.minutes(CHAPTERS[3])
    assert chapter_map.in_start(CHAPTERS[3]) == (
        f"| [3 Follow the chain rule](03_chain_rule.ipynb) | {time} | 0 |\n"
    )
    time = chapter_map.minutes(CHAPTERS[2])
    assert chapter_map.in_readme(CHAPTERS[2]).endswith(
        f"(notebooks/02_tensors.ipynb) | say from shapes alone what an operation gives | {time} |\n"
    )
    timeless = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Soon")])
    nbformat.write(timeless, tmp_path / "07_soon.ipynb")
    with pytest.raises(SystemExit, match=r'07_soon\.ipynb: write "\*\*Time\*\*: about'):
        chapter_map.opened(Chapter(7, "soon", "Soon", "wait"), tmp_path)


def test_a_map_is_written_anew_once_and_what_stands_around_it_is_kept():
    stale = "Before.\n\n| Chapter |\n|---|\n| 0 Old |\n| [1 Gone](01_gone.ipynb) | 9 |\n\nAfter.\n"
    made = chapter_map.with_rows(stale, chapter_map.in_start)
    assert made.startswith("Before.\n\n| Chapter |\n|---|\n| 0 Start here | ")
    assert "\n| [1 See what" in made
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
