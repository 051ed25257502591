"""What `test_adding.py` adds to a copy of the project: one thing of every kind, and who guards it.

Each kind is a row of KINDS. Its pieces are what a person writes, place by place: from the text that
stands there (empty where nothing does) to the text with the new thing in it.
"""

import re
from pathlib import Path

import nbformat
from added_operations import ACTIVATION, OPERATION
from kind_of_addition import Kind, before, both, new
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from promises import MADE, sections

from mathdl.chapters import CHAPTERS
from mathdl.exercises.book import BOOK


def cells(*added, after=None):
    """Put cells into a notebook, behind the part that begins so, or at the end."""

    def put(old):
        notebook = nbformat.reads(old, as_version=4)
        place = len(notebook.cells)
        if after:
            place = next(i for i, c in enumerate(notebook.cells) if c.source.startswith(after)) + 1
            while place < len(notebook.cells) and not notebook.cells[place].source.startswith("##"):
                place += 1
        notebook.cells[place:place] = added
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for count, cell in enumerate(code, 1):  # as if it had been run, by `make notebooks`
            cell.execution_count = count
        return nbformat.writes(notebook)

    return put


PICTURE = '''
"""A number and its double."""

from __future__ import annotations

from matplotlib.figure import Figure

from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import number


class DoublingPlot(Plot):
    """A number and its double, on a line."""

    controls = {"x": Slider(1.0, -2.0, 2.0, 0.1, "x")}

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-2.5, 2.5), ylim=(-5, 5))
        (self.point,) = axes.plot([], [], "o", animated=True)

    def update(self, x: float) -> str:
        self.point.set_data([x], [2 * x])
        return f"Twice {number(x, 1)} is {number(2 * x, 1)}."
'''.lstrip()
PLOT = Kind(
    at_most=2,
    pieces={
        "mathdl/plots/chain_rule/doubling.py": new(PICTURE),
        "mathdl/plots/__init__.py": before(
            "from mathdl.plots.chain_rule.gradient",
            "from mathdl.plots.chain_rule.doubling import DoublingPlot\n",
        ),
    },
    guards="tests/plots/test_exports.py tests/plots/test_every_plot.py tests/test_layers.py "
    "tests/explore/test_explorer.py tests/wrong_calls/test_sweep.py "
    "-k Doubling or doubling or up_to_date",
    left_out={
        "mathdl/plots/chain_rule/doubling.py": (
            "tests/plots/test_exports.py",
            "No module named 'mathdl.plots.chain_rule.doubling'",
        ),
        "mathdl/plots/__init__.py": (
            "tests/plots/test_exports.py",
            "import DoublingPlot in mathdl/plots/__init__.py",
        ),
    },
)

COLOUR = '''
@dataclass(frozen=True)
class Colour(Control):
    """A colour, as in "#d55e00"."""

    default: str
    label: str = ""

    def __post_init__(self) -> None:
        self.read(self.default)

    def read(self, value: Any) -> str:
        if not (isinstance(value, str) and len(value) == 7 and set(value) <= set("#0123456789abcdef")):
            raise ValueError(f"{shown(value)} is not a colour, write for example #d55e00")
        return value

    def tries(self) -> tuple:
        return self.default, "#000000"

    def random(self, rng: np.random.Generator) -> str:
        return f"#{rng.integers(2**24):06x}"


'''.lstrip()  # noqa: E501
PICKER = """
@value_widget.register
def _(control: Colour, value: str) -> widgets.Widget:
    return widgets.ColorPicker(value=value)


""".lstrip()
CONTROL = Kind(
    at_most=3,
    pieces={
        "mathdl/plots/kit/controls.py": both(
            before('"Slider", "Stepper", "Text"', '"Colour", '),
            before("def _require_float", COLOUR),
        ),
        "mathdl/explore/control_widgets.py": both(
            before("    Lessons,\n", "    Colour,\n"), before("def labelled", PICKER)
        ),
        "tests/kinds.py": both(
            before("Plot, Slider,", "Colour, "),
            before('        "more": ', '        "colour": Colour("#d55e00", "colour"),\n'),
        ),
    },
    guards="tests/explore/test_control_widgets.py tests/explore/test_explorer.py "
    "tests/wrong_calls/test_sweep.py tests/wrong_calls/test_pictures.py "
    "-k test_control_widgets or Colour or (kind_of_control and not every_plot) or two_explorers "
    "or wrong_value",
    left_out={
        "mathdl/plots/kit/controls.py": (
            "tests/explore/test_control_widgets.py",
            "cannot import name 'Colour'",
        ),
        "mathdl/explore/control_widgets.py": (
            "tests/explore/test_control_widgets.py",
            "no widget for a Colour: register one in mathdl/explore/control_widgets.py",
        ),
        "tests/kinds.py": (
            "tests/explore/test_control_widgets.py",
            "give Colour its line in tests/kinds.py",
        ),
    },
)

LAST = [key for key in BOOK if key.startswith("6.")][-1]
KEY = f"6.{int(LAST.split('.')[1]) + 1}"
EXERCISE_ENTRY = f'''
    "{KEY}": Exercise(
        title="Back through a square",
        level=1,
        ask="y = x² at x = {{x}}, and 1 arrives at y. What reaches x?",
        numbers={{"x": 3}},
        draw=lambda rng: {{"x": int(rng.integers(3, 40))}},
        kind=Whole(),
        right=lambda x: 2 * x,
        mistakes=(
            Mistake(lambda x: x * x, "That is y itself, and not its slope."),
            Mistake(lambda x: x, "x is used twice, and hears from both places."),
        ),
        hints=("Section 6.4.", "x² is x·x: two edges lead to x.", "At x = 1 it would be 2."),
        worked="Each of the two edges brings {{x}}, and together they are {{right}}.",
    ),
'''.lstrip("\n")
RIGHT = new_output("stream", name="stdout", text=f"{KEY}: right.\n")
ANSWER = f"### {KEY} Back through a square\n\n> What reaches $x$?\n\nTwice the number itself."
EXERCISE = Kind(
    at_most=3,
    pieces={
        "mathdl/exercises/backprop/engine.py": both(
            before(
                "UnansweredError\nfrom",
                "Whole, ",
            ),
            lambda old: old.removesuffix("}\n") + EXERCISE_ENTRY + "}\n",
        ),
        "notebooks/06_backprop.ipynb": cells(new_code_cell(f'ask("{KEY}")')),
        "notebooks/a_answers.ipynb": cells(
            new_markdown_cell(ANSWER),
            new_code_cell(f'check("{KEY}", 3 + 3)', outputs=[RIGHT]),
            after=f"### {LAST} ",
        ),
    },
    guards="tests/exercises/test_book.py tests/exercises/test_learners.py "
    "tests/exercises/test_backprop.py tests/wrong_calls/test_exercises.py "
    "tests/notebooks/test_answers.py tests/notebooks/test_structure.py "
    "mathdl/exercises/progress.py --doctest-modules "
    f"-k {KEY} or numbered or numbers_of_the_book or asks_for or asked_once or 99.9 or "
    "every_exercise_is or progress.progress or (test_structure and (06_backprop or a_answers))",
    left_out={
        "mathdl/exercises/backprop/engine.py": (
            "tests/notebooks/test_answers.py",
            f"{KEY} is asked, and there is no such exercise: add it in mathdl/exercises/backprop",
        ),
        "notebooks/06_backprop.ipynb": (
            "tests/notebooks/test_answers.py",
            f'{KEY} is not asked once: write ask("{KEY}") in notebooks/06_backprop.ipynb',
        ),
        "notebooks/a_answers.ipynb": (
            "tests/notebooks/test_answers.py",
            f"{KEY} has no answer: write '### {KEY} Back through a square' in notebooks/a_answers",
        ),
    },
)

DRAWN = '''
"""Halving: problems of chapter 7."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, given, whole


@skill("halving", "7.7")
def halving(rng: np.random.Generator, level: int) -> Exercise:
    """A rate that is halved again and again."""
    lr, times = whole(rng, 1, 90) / 10, whole(rng, 1, 3) + level
    right = lr / 2**times
    return problem(
        ask=f"{given(lr=lr)} is halved {given(times=times)} in a row. What is it? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "One time fewer.": 2 * right,
            "Halving again halves what is left.": lr / 2 / times,
        },
        hints=("Once?", "Twice?", "So often."),
        worked=f"Divided by 2 so often it is {digits(right, 2)}.",
    )
'''
SOLVED = """

@solves("halving")
def _(q):
    rate = q["lr"]
    for _ in range(q["times"]):
        rate -= rate / 2
    return rate
"""
SKILL = Kind(
    at_most=2,
    pieces={
        "mathdl/exercises/practice/problems/descent/halving.py": new(DRAWN.lstrip()),
        "tests/solved_otherwise.py": lambda old: old + SOLVED,
    },
    guards="tests/exercises/practice/test_problems.py -k halving or every_chapter",
    left_out={
        "mathdl/exercises/practice/problems/descent/halving.py": (
            "tests/exercises/practice/test_problems.py -k halving",
            "halving: draw it in a file in mathdl/exercises/practice/problems/",
        ),
        "tests/solved_otherwise.py": (
            "tests/exercises/practice/test_problems.py -k halving",
            "halving: say in tests/solved_otherwise.py how to solve it another way",
        ),
    },
)

N = len(CHAPTERS)
PAGE = f"{N:02}_downhill.ipynb"
OPENING = """# Walk downhill

How far should a step go?

**You will learn** to choose a learning rate. **You need** [chapter 6](06_backprop.ipynb).

**Time**: about 20 minutes."""
IN_PYTORCH = "**The same in PyTorch.**\n\n```python\nimport torch\n\nprint(3)  # 3\n```"
# What earlier chapters promise of this one, by the section that they name.
PROMISED = {
    place.partition(".")[2] or "1": f"\n\n> *{word}*, promised in section {here}, is this."
    for page in sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9]*.ipynb"))
    for here, text in sections(nbformat.read(page, as_version=4))
    for word, place in MADE.findall(text)
    if place.partition(".")[0] == str(N)
}
QUESTIONS = "".join(
    f'    "{N}.{i}": Question("Is step {i} too long?", ("yes", "no"), "{right}"),\n'
    for i, right in enumerate(["yes", "no", "no"], 1)
)
CHAPTER = Kind(
    at_most=4,
    pieces={
        f"notebooks/{PAGE}": lambda old: nbformat.writes(
            new_notebook(
                cells=[
                    new_markdown_cell(OPENING),
                    *(
                        new_markdown_cell(
                            f"## {N}.{i} Step\n\n**Predict.** So? {PROMISED.get(str(i), '')}"
                        )
                        for i in range(1, 10)
                    ),
                    new_markdown_cell(IN_PYTORCH),
                ]
            )
        ),
        "mathdl/plots/downhill/": {"__init__.py": new(f'"""The pictures of chapter {N}."""\n')},
        "mathdl/exercises/downhill/": {
            "__init__.py": new(
                f'"""What chapter {N} asks."""\n\n'
                "from mathdl.exercises.downhill.predictions import PREDICTIONS as PREDICTIONS\n\n"
                "EXERCISES = {}\n"
            ),
            "predictions.py": new(
                f'"""What chapter {N} asks before a slider is moved."""\n\n'
                "from mathdl.exercises.exercise import Question\n\n"
                f"PREDICTIONS = {{\n{QUESTIONS}}}\n"
            ),
        },
        "mathdl/chapters.py": lambda old: re.sub(
            r"\)\n\Z",
            f'    Chapter({N}, "downhill", "Walk downhill", "choose a rate", needs="6"),\n)\n',
            old,
        ),
    },
    guards="tests/test_chapters.py tests/notebooks/test_syllabus.py "
    "tests/notebooks/test_structure.py tests/notebooks/test_answers.py "
    "tests/notebooks/test_promises.py tests/notebooks/test_index.py "
    "tests/notebooks/test_printed_derivatives.py tests/notebooks/test_same_in_pytorch.py "
    "tests/exercises/test_predict.py tests/test_layers.py mathdl/exercises/progress.py "
    "--doctest-modules "
    f"-k test_chapters or test_syllabus or {PAGE[:-6]} or downhill or is_not_stale or "
    "up_to_date or promises_are_kept or three_to_five or neither_place or progress.progress or "
    f"{N}.1",
    left_out={
        f"notebooks/{PAGE}": (
            "tests/test_chapters.py",
            f"chapter {N} has no notebooks/{PAGE}: write it",
        ),
        "mathdl/plots/downhill/": (
            "tests/test_chapters.py",
            f"chapter {N} has no mathdl/plots/downhill/__init__.py",
        ),
        "mathdl/exercises/downhill/": (
            "tests/test_chapters.py",
            f"chapter {N} has no mathdl/exercises/downhill/__init__.py",
        ),
        "mathdl/chapters.py": (
            "tests/test_chapters.py",
            f"notebooks/{PAGE} is of no chapter: give it its line in mathdl/chapters.py",
        ),
        "tools/make_index.py": ("tests/notebooks/test_syllabus.py", "run `make index`"),
    },
    made="tools/make_index.py",
)

KINDS = {
    "operation": OPERATION,
    "activation": ACTIVATION,
    "plot": PLOT,
    "control": CONTROL,
    "exercise": EXERCISE,
    "skill": SKILL,
    "chapter": CHAPTER,
}
