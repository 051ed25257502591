"""What is written into a reader's notebook when it is saved."""

import copy

from mathdl.explore import explore
from mathdl.lab.__main__ import command
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


def test_the_book_is_opened_with_it():
    assert f"--ContentsManager.pre_save_hook={keep_pictures.__module__}.keep_pictures" in command(
        [], {}, "linux"
    )
