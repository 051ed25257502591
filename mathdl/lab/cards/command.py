"""The command ``mathdl cards``: a class sits as the graph of an expression, and passes numbers."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

from PIL import Image

from mathdl.lab.cards.brigade import Brigade
from mathdl.lab.cards.paper import write_pdf
from mathdl.lab.cards.reader import Expression, read_values
from mathdl.lab.cards.web import page
from mathdl.lab.commands import Words
from mathdl.plots import BackpropPlot
from mathdl.plots.backprop.step_words import name_of
from mathdl.trace import Trace, plain
from mathdl.words import counted

MOST = 30  # cards: a class
ABOUT = """\
One card for every node of an expression: a class sits as its graph, passes values forward and
messages back, and so acts out backpropagation. With the teacher's key.

    mathdl cards "sin(x*w) + b"                 cards.pdf and cards.html in this folder
    mathdl cards "sin(x*w) + b" --at "x=1, w=0.5, b=-2"
    mathdl cards "(relu(w*x + b) - 4)^2" --to tuesday"""


def cards(words: list[str]) -> int:
    """Write the cards; return 0, or 1 after saying what is wrong."""
    reader = Words("cards", ABOUT)
    reader.add_argument("expression", nargs="+", help="in quotes, as in Python")
    reader.add_argument(
        "--at", default="", help="its inputs; those that are not named get 1, 2, 3 … in turn"
    )
    reader.add_argument("--to", type=Path, default=Path(), help="the folder to write into")
    # An expression may begin with a minus sign, as options do.
    ready = [f" {word}" if re.match("-(?!-|h$)", word) else word for word in words]
    try:
        given = reader.parse_args(ready or ["--help"])
        folder = given.to.expanduser()
        brigade, graph = deal(" ".join(given.expression), given.at)
        folder.mkdir(parents=True, exist_ok=True)
        sheets = write_pdf(folder / "cards.pdf", brigade, graph)
        folder.joinpath("cards.html").write_text(page(brigade, graph), "utf-8")
    except SystemExit:  # --help has been said
        return 0
    except ValueError as error:
        print(f"{str(error).rstrip('.')}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The cards cannot be put into {error.filename} ({error.strerror}).", file=sys.stderr)
        return 1
    print(
        f"{counted(len(brigade.cards), 'card')} for {brigade.title} at "
        f"{', '.join(brigade.given)}: {folder / 'cards.pdf'} ({counted(sheets, 'sheet')} of A4, "
        f"the key at the end) and {folder / 'cards.html'}."
    )
    return 0


def deal(typed: str, at: str = "") -> tuple[Brigade, Image.Image]:
    """Return the cards of an expression that was typed, and the drawing of its graph.

    Raises
    ------
    ValueError
        If there is nothing to deal: the message says what is wrong.
    """
    f = Expression(typed)
    if not f.names:
        raise ValueError(f'"{f.typed}" has no input: write one with a name in it, as in "2*x + 1".')
    for name in BackpropPlot.RESERVED:
        if name in f.names:
            raise ValueError(f"An input cannot be called {name}: choose another name.")
    values = read_values(at, f.names)
    trace = Trace(f, **values)
    count = len(trace.nodes)
    if trace.end < trace.inputs:
        raise ValueError(f'"{f.typed}" computes nothing: write one that does, as in "2*x + 1".')
    if count > MOST:
        raise ValueError(
            f'"{f.typed}" makes {count} cards, and a class can play {MOST}: write a shorter one.'
        )
    for what, numbers in (
        ("value", [node.value for node in trace.nodes]),
        ("gradient", trace.gradients),
    ):
        for i, number in enumerate(numbers):
            if not math.isfinite(number):
                places = ", ".join(f"{name}={plain(x)}" for name, x in values.items())
                raise ValueError(
                    f"At {places} the {what} of {name_of(trace, i)} is {plain(number)}, which no "
                    "card can pass on: choose other numbers with --at."
                )
    plot = BackpropPlot(f, **values)
    if plot.refusal:
        raise ValueError(plot.refusal)
    plot.draw(step=plot.controls["step"].max)
    return Brigade(trace, f.typed), plot.canvas.image()
