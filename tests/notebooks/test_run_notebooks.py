"""Running a notebook twice stores the same bytes."""

import importlib.util
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

TOOL = Path(__file__).parents[2] / "tools/run_notebooks.py"
spec = importlib.util.spec_from_file_location("run_notebooks", TOOL)
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)


def test_twice_the_same_bytes_without_widgets(tmp_path):
    source = """\
from mathdl.explore import explore
from mathdl.plots import SquarePlot
SquarePlot().show()
explore(SquarePlot(), side=2.0)"""
    cells = [new_markdown_cell("# A"), new_code_cell("6 * 7"), new_code_cell(source)]
    notebook = new_notebook(cells=cells)
    written = []
    for _ in range(2):
        tool.run(notebook, tmp_path)
        tool.normalise(notebook)
        written.append(nbformat.writes(notebook))
    assert written[0] == written[1]
    assert tool.WIDGET not in written[0]
    assert "widgets" not in notebook.metadata
    outputs = [o for cell in notebook.cells[1:] for o in cell.outputs]
    assert [o.output_type for o in outputs] == [
        *("execute_result", "display_data", "display_data", "execute_result")
    ]
    assert outputs[-1].metadata["image/png"]["alt"].startswith("A square with side 2.00")
