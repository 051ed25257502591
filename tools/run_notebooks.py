"""Run every notebook and store its outputs so that running twice gives the same bytes.

``python tools/run_notebooks.py [--check] [notebook …]``; with ``--check`` nothing is written, and
the exit code says whether anything would change.
"""

import argparse
import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from tqdm import tqdm

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
WIDGET = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


# In a folded answer: the picture that answers, as code, and the place where it is to stand.
REVEAL = re.compile(
    r"<!-- reveal: (?P<code>.+?) -->\s*!\[(?P<alt>.*)\]\(attachment:(?P<name>[\w-]+\.png)\)"
)


def reveal(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run all cells, and put the pictures that answer into the folded answers.

    A picture is drawn where its answer stands, by the kernel that runs the notebook, so it may
    use the notebook's own names; its alternative text is what it says of itself.
    """
    cells, places = [], []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type != "markdown":
            continue
        cell.pop("attachments", None)
        for match in REVEAL.finditer(cell.source):
            cells.append(new_code_cell(match["code"]))
            places.append((cell, match["name"], cells[-1]))
    written, notebook.cells = notebook.cells, cells
    run(notebook, folder)
    notebook.cells = written
    for cell, name, drawn in places:
        data = [o.data for o in drawn.outputs if "image/png" in o.get("data", {})]
        if len(data) != 1:
            raise SystemExit(f"{drawn.source} shows {len(data)} pictures; one is to be revealed")
        attachments = cell.setdefault("attachments", nbformat.NotebookNode())
        if name in attachments:
            raise SystemExit(f"two reveals of one cell are called {name}: {drawn.source}")
        attachments[name] = {"image/png": data[0]["image/png"]}
        before, _, after = cell.source.partition(f"](attachment:{name})")
        alt = data[0]["text/plain"].replace("[", "(").replace("]", ")")  # which would end it
        cell.source = f"{before[: before.rindex('![')]}![{alt}](attachment:{name}){after}"


def run(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run all cells in a fresh kernel, in the notebook's own folder."""
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,  # else it is chance where a print is parted in two
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()


def normalise(notebook: nbformat.NotebookNode) -> None:
    """Drop what differs from run to run: widget ids, times, names of machines; count the cells."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(
            {k: v for k, v in cell.metadata.items() if k in ("tags", "jupyter")}
        )
        if cell.cell_type != "code":
            continue
        if cell.source.strip():
            count += 1
            cell.execution_count = count
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET, None)
            if "execution_count" in output:
                output.execution_count = cell.execution_count


def main() -> int:
    """Run the notebooks given, or all."""
    os.environ["MATHDL_RECORD"] = "0"  # what is stored must not depend on who runs it
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("notebooks", nargs="*", type=Path)
    options = parser.parse_args()
    stale = []
    for path in tqdm(options.notebooks or sorted(NOTEBOOKS.glob("*.ipynb")), unit="notebook"):
        before = path.read_bytes()
        notebook = nbformat.reads(before.decode(), as_version=4)
        reveal(notebook, path.parent)
        normalise(notebook)
        nbformat.validate(notebook)
        after = (nbformat.writes(notebook) + "\n").encode()
        if after != before:
            stale.append(path.name)
            if not options.check:
                path.write_bytes(after)
    print("changed: " + ", ".join(stale) if stale else "nothing changed")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
