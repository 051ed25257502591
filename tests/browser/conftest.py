"""A real JupyterLab server and a real Chromium; skipped with a clear reason where there is none."""

import contextlib
import os
import shutil
from pathlib import Path

import headless
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook


def faulty(said):
    """Whether the console says that something is wrong.

    Pictures of Markdown cells are asked for by their names before JupyterLab has looked them up.
    """
    return said.type == "error" and not said.location["url"].startswith("attachment:")


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Return address and folder of a running server."""
    root, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home")
    with headless.jupyterlab(root, home) as address:
        yield address, root


@pytest.fixture(scope="session")
def reader(browser, tmp_path_factory):
    """A reader's browser, which has opened JupyterLab before."""
    with headless.reader(browser, tmp_path_factory.mktemp("reader")) as reader:
        yield reader


@pytest.fixture(scope="session")
def opening(reader, lab):
    """Return a context in which notebooks are opened, and their complaints are gathered."""
    address, root = lab

    @contextlib.contextmanager
    def notebooks(height=1000):
        pages, problems = [], []

        def open_page(path, *, run=True):
            if path.parent != root:
                shutil.copy(path, root)
            page = reader.new_page()
            pages.append(page)
            page.set_viewport_size({"width": 1300, "height": height})
            page.set_default_timeout(30_000)
            page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
            page.on("console", lambda said: problems.append(said.text) if faulty(said) else None)
            headless.open_in(page, address, path.name)
            if run:
                headless.run_all(page)
            return page

        yield open_page, problems
        for page in pages:
            page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
            page.close()

    return notebooks


@pytest.fixture
def opened(opening):
    """Open notebooks for one test, and close them after it; complaints fail the test."""
    with opening() as (open_page, problems):
        yield open_page, problems
    assert problems == []


@pytest.fixture
def open_notebook(opened):
    """Open a notebook in JupyterLab, run it unless told otherwise, and return the page."""
    return opened[0]


@pytest.fixture
def problems(opened):
    """What the pages complained about; a test that leaves something here has failed."""
    return opened[1]


@pytest.fixture
def open_cells(open_notebook, tmp_path):
    """Open and run a notebook of these cells, and bring its first widget to the screen."""

    def open_page(*sources):
        cells = [new_code_cell(source) for source in sources]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        path = tmp_path / "cells.ipynb"
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
        page = open_notebook(path)
        page.locator(".mathdl-explorer, .mathdl-ask").first.scroll_into_view_if_needed()
        return page

    return open_page


@pytest.fixture(scope="session")
def screenshots():
    """Return the folder for screenshots, if the environment names one."""
    folder = os.environ.get("MATHDL_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None
