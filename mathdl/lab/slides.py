"""The command ``mathdl slides``: a chapter as slides, in one file that needs no network."""

from __future__ import annotations

import sys
from pathlib import Path

from mathdl.chapters import CHAPTERS
from mathdl.lab.commands import Words
from mathdl.lab.copies import book

ABOUT = """\
A chapter as slides: its questions, its pictures under their sliders, and what they answer.

    mathdl slides 3                      03_chain_rule.slides.html, in this folder
    mathdl slides 3 --to lessons
    mathdl slides lessons/03_chain_rule.ipynb    of your own copy, with your changes

Open the file with a double click; it needs no network. Arrow keys go from slide to slide, or move
the slider that has the focus; Esc shows all slides, S the speaker's notes, D dark and light.
The first time, all states of the pictures are drawn, which takes a minute or two."""


def slides(words: list[str]) -> int:
    """Write the slides of a chapter; return 0, or 1 after saying what is wrong."""
    reader = Words("slides", ABOUT)
    reader.add_argument("chapter", help="its number, or a notebook")
    reader.add_argument("--to", type=Path, default=Path(), help="the folder to write into")
    try:
        given = reader.parse_args(words or ["--help"])
        notebook = notebook_of(given.chapter)
        from mathdl.site.slides.write import write_deck  # loads much

        file, count = write_deck(notebook, given.to.expanduser().resolve())
    except SystemExit:  # --help has been said
        return 0
    except ImportError as error:
        what = f"Slides need {error.name}, which is not installed"
        print(f"{what}: python -m pip install {error.name}", file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"{str(error).rstrip('.')}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"The slides cannot be written to {error.filename} ({error.strerror}).", file=sys.stderr
        )
        return 1
    print(f"{count} slides: {file}")
    return 0


def notebook_of(chapter: str) -> Path:
    """Return the notebook of a chapter, by its number or its path."""
    if chapter.endswith(".ipynb"):
        path = Path(chapter).expanduser().resolve()
        if not path.is_file():
            raise ValueError(
                f"There is no notebook {chapter}; a chapter's number is enough: mathdl slides 3"
            )
        return path
    numbers = {str(c.number): c.notebook for c in CHAPTERS}
    if chapter not in numbers:
        raise ValueError(
            f"There are chapters 0 to {CHAPTERS[-1].number}, not {chapter}: mathdl slides 3"
        )
    return book() / numbers[chapter]
