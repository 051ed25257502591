"""What holds for every notebook as it is stored: run, with pictures that say what they show."""

import re
from pathlib import Path
from urllib.parse import unquote

import chapter_map
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
WITHOUT_QUESTION = ("CoverPlot", "SquarePlot", "NetworkPlot")
MOST_WORDS = 4500
WIDGET = "application/vnd.jupyter.widget-view+json"
FORBIDDEN = {
    r"^def plot|^    def plot": "a plot is made in mathdl.plots, not in a chapter",
    r"\bplt\b|pyplot": "pyplot keeps state; use a plot of mathdl.plots",
    r"\binteract\b|widgets\.Output": "sliders come from explore",
    r";\s*$": "nbval does not hide output behind a semicolon",
    r"%matplotlib": "plots need no magic",
}


def stored_faults(notebook):
    """Return what is wrong with outputs: pictures without words, cells not run, widget state."""
    faults = []
    if "widgets" in notebook.metadata:
        faults.append("widget state is stored")
    code = [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]
    if [c.execution_count for c in code] != list(range(1, len(code) + 1)):
        faults.append("the cells were not run from top to bottom")
    for cell in code:
        where = f"cell {cell.execution_count}"
        for output in cell.outputs:
            data = output.get("data", {})
            picture = output.get("metadata", {}).get("image/png", {})
            if output.output_type == "error" or output.get("name") == "stderr":
                faults.append(f"{where}: an error is stored")
            if WIDGET in data:
                faults.append(f"{where}: a widget is stored")
            if "image/png" in data and not (
                picture.get("alt") and picture["alt"] == data.get("text/plain")
            ):
                faults.append(f"{where}: a picture without text")
            if {"image/svg+xml", "image/jpeg"} & data.keys():
                faults.append(f"{where}: pictures are stored as PNG")
        if re.search(r"\.show\(|^explore\(", cell.source, re.M) and not any(
            "image/png" in output.get("data", {}) for output in cell.outputs
        ):
            faults.append(f"{where}: no picture is stored")
    return faults


def reveal_faults(notebook):
    """Return which explorers are not followed by a folded answer that carries its picture."""
    faults, cells = [], notebook.cells
    for place, cell in enumerate(cells):
        if cell.cell_type != "code":
            for name, alt in re.findall(r"!\[(.*)\]\(attachment:([\w.-]+)\)", cell.source):
                if alt not in cell.get("attachments", {}) or not name.strip():
                    faults.append(f"{alt} is not drawn: run make notebooks")
            continue
        explored = re.match(r"explore\((?:plots\.)?(\w+)\(", cell.source)
        if not explored or explored[1] in WITHOUT_QUESTION:
            continue
        below = cells[place + 1].source if place + 1 < len(cells) else ""
        if not below.startswith("<details>") or "<!-- reveal: " not in below:
            faults.append(f"{explored[1]}: no folded answer with its picture below the explorer")
    return faults


def writing_faults(notebook):
    """Return what is wrong with cells: too long, forbidden, explorers without a prediction."""
    faults, prose = [], ""
    lengths = []
    shown = set()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            prose = cell.source
            words = chapter_map.words(
                re.sub(r"<details>.*?</details>|\|.*\|", "", prose, flags=re.S)
            )
            if words > 150:
                faults.append(f"{words} words of prose in one cell: {prose[:40]!r}")
            continue
        lines = cell.source.splitlines()
        lengths.append(len(lines))
        if len(lines) > 20:
            faults.append(f"{len(lines)} lines of code in one cell: {lines[0]!r}")
        for pattern, reason in FORBIDDEN.items():
            if re.search(pattern, cell.source, re.M):
                faults.append(f"{reason}: {cell.source[:40]!r}")
        shown |= set(re.findall(r"(\w+Plot)\(.*\)\.show\(", cell.source))
        for name in re.findall(r"^explore\((?:plots\.)?(\w+Plot)\(", cell.source, re.M):
            if name in WITHOUT_QUESTION:
                continue
            if "**Predict.**" not in prose:
                faults.append(f"explore({name}) without a prediction before it")
            if name not in shown:
                faults.append(f"{name} lives only under a slider")
    if lengths and sorted(lengths)[int(0.9 * (len(lengths) - 1))] > 10:
        faults.append("more than a tenth of the code cells are longer than ten lines")
    return faults


@every_notebook
def test_what_is_stored(path):
    assert stored_faults(nbformat.read(path, as_version=4)) == []


@every_notebook
def test_how_it_is_written(path):
    assert writing_faults(nbformat.read(path, as_version=4)) == []


@every_notebook
def test_every_question_is_answered_by_a_picture(path):
    assert reveal_faults(nbformat.read(path, as_version=4)) == []


@pytest.mark.parametrize(
    "path", [p for p in NOTEBOOKS if p.stem[0].isdigit()], ids=lambda p: p.stem
)
def test_a_chapter_is_no_longer_than_an_evening(path):
    cells = nbformat.read(path, as_version=4).cells
    words = sum(chapter_map.words(c.source) for c in cells if c.cell_type == "markdown")
    assert words <= MOST_WORDS
    assert chapter_map.measured(nbformat.read(path, as_version=4)) <= 120


@every_notebook
def test_the_opening(path):
    first = nbformat.read(path, as_version=4).cells[0].source
    assert first.startswith("# ")
    assert "?" in first, "a chapter opens with a question"
    assert "**You will learn**" in first
    assert "**You need**" in first
    assert "minutes" in first.lower()


@every_notebook
def test_links_lead_somewhere(path):
    text = "\n".join(c.source for c in nbformat.read(path, as_version=4).cells)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert links
    for link in links:
        assert (path.parent / unquote(link)).exists(), link


def test_there_are_notebooks():
    assert [p.stem for p in NOTEBOOKS][:1] == ["00_start"]


def picture(alt="A line.", text="A line."):
    output = new_output("display_data", {"image/png": "aGk=", "text/plain": text})
    output.metadata = {"image/png": {"alt": alt}}
    return output


def cell(source="LinePlot().show()", count=1, outputs=None):
    return new_code_cell(source, execution_count=count, outputs=outputs or [])


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([cell(outputs=[picture(alt="")])], "without text"),
        ([cell(outputs=[picture(alt="Another line.")])], "without text"),
        ([cell(outputs=[])], "no picture is stored"),
        ([cell(outputs=[new_output("error", ename="E", evalue="", traceback=[])])], "an error"),
        ([cell("1", None)], "not run"),
        ([cell("1", 2), cell("2", 1)], "not run"),
        ([cell("1", outputs=[new_output("display_data", {WIDGET: {}})])], "a widget is stored"),
    ],
)
def test_planted_faults_in_what_is_stored_are_found(cells, fault):
    assert stored_faults(new_notebook(cells=[cell(outputs=[picture()])])) == []
    assert any(fault in found for found in stored_faults(new_notebook(cells=cells)))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([new_markdown_cell("word " * 151)], "words of prose"),
        ([cell("x = 1\n" * 21)], "21 lines"),
        ([cell("x = 1;")], "semicolon"),
        ([cell("explore(LinePlot())")], "without a prediction"),
        ([cell("import matplotlib.pyplot as plt")], "pyplot"),
    ],
)
def test_planted_faults_in_writing_are_found(cells, fault):
    assert any(fault in found for found in writing_faults(new_notebook(cells=cells)))


ANSWER = (
    "<details><summary>Seen</summary>\n\n<!-- reveal: x -->\n![It.](attachment:r.png)\n\n</details>"
)


def folded(source=ANSWER, **attachments):
    made = new_markdown_cell(source)
    made.attachments = {name: {"image/png": "aGk="} for name in attachments.values()}
    return made


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([], "no folded answer"),
        ([folded("<details>Words only.</details>")], "no folded answer"),
        ([folded()], "r.png is not drawn"),
        ([folded(ANSWER.replace("It.", ""), name="r.png")], "r.png is not drawn"),
    ],
)
def test_planted_faults_in_reveals_are_found(cells, fault):
    explorer = new_code_cell("explore(LinePlot())")
    assert reveal_faults(new_notebook(cells=[explorer, folded(name="r.png")])) == []
    found = reveal_faults(new_notebook(cells=[explorer, *cells]))
    assert [fault in one for one in found] == [True]
