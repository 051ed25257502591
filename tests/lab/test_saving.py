"""What is written into a reader's notebook when it is saved."""

import copy

from mathdl.explore import explore
from mathdl.lab.saving import WIDGET, keep_pictures
from mathdl.plots import SquarePlot


def saved(*cells):
    """Return a notebook of these cells as it is saved."""
    model = {"type": "notebook", "content": {"cells": copy.deepcopy(list(cells))}}
    keep_pictures(model=model, path="a.ipynb", contents_manager=None)
    return model["content"]["cells"]


def test_an_explorer_is_saved_as_its_picture():
    data, metadata = explore(SquarePlot())._repr_mimebundle_()
    assert WIDGET in data
    cell = {"cell_type": "code", "outputs": [{"data": data, "metadata": metadata}]}
    (kept,) = saved(cell)[0]["outputs"]
    assert kept == {
        "data": {kind: what for kind, what in data.items() if kind != WIDGET},
        "metadata": metadata,
    }
    assert "image/png" in kept["data"]


def test_nothing_else_is_changed():
    cells = [
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "code", "outputs": []},
        {"cell_type": "code", "outputs": [{"output_type": "stream", "text": "42"}]},
        {"cell_type": "code", "outputs": [{"data": {WIDGET: {"model_id": "a reader's own"}}}]},
    ]
    assert saved(*cells) == cells
    for other in ({"type": "file", "content": "text"}, {"type": "directory", "content": None}):
        keep_pictures(model=dict(other), path="a.txt", contents_manager=None)


def test_a_living_view_of_somebody_else_is_left_alone():
    """Other widgets carry pictures, too, as those of ipympl do."""
    ours, metadata = explore(SquarePlot())._repr_mimebundle_()
    canvas = {WIDGET: {"model_id": "1"}, "image/png": "iVBO", "text/plain": "Canvas(toolbar=…)"}
    for data, about in [
        (canvas, {}),
        (canvas, {"image/png": {"width": 640}}),
        (canvas, {"image/png": {"alt": "a picture"}}),
        ({WIDGET: {}, "image/png": "iVBO"}, {}),
        ({WIDGET: {}, "image/png": "iVBO", "text/plain": ""}, {"image/png": {"alt": ""}}),
        (ours, {}),
    ]:
        cell = {"cell_type": "code", "outputs": [{"data": data, "metadata": about}]}
        assert saved(cell) == [cell]
    cell = {"cell_type": "code", "outputs": [{"data": ours, "metadata": metadata}]}
    assert saved(cell) != [cell]


def test_a_sentence_in_lines_is_known_as_well():
    data, metadata = explore(SquarePlot())._repr_mimebundle_()
    data["text/plain"] = data["text/plain"].splitlines(keepends=True)
    cell = {"cell_type": "code", "outputs": [{"data": data, "metadata": metadata}]}
    (kept,) = saved(cell)[0]["outputs"]
    assert WIDGET not in kept["data"]


def test_odd_notebooks_are_saved_as_they_are():
    for content in (None, {}, {"worksheets": []}, {"cells": [{"outputs": [{}]}]}):
        keep_pictures(model={"type": "notebook", "content": content}, path="a.ipynb")
