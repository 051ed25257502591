"""The first start, as a reader has it: `mathdl` in a folder of theirs, with files of their own."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import headless
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

# As learners call their first files; whoever imports one leaves a trace.
THEIRS = ("random", "json", "typing", "numpy", "jupyterlab", "tornado", "re", "types", "helper")
TRACE = "import sys\nopen({!r}, 'a').write(__name__ + ' ')\nfound = 'in my notebook'\n"
CELLS = ["import helper, random\nprint(helper.found, random.random() < 1)"]
EXPOSED = "--LabApp.expose_app_in_browser=True"
NEWS = "Would you like to get notified about official Jupyter news?"
TRUSTED = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === "code").every(cell => cell.model.trusted)"""


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """Start `mathdl`; return its folder, the lines it has said, and a function that waits for one.

    The environment is that of a reader who has never started Jupyter.
    """
    folder = tmp_path_factory.mktemp("reader")
    for name in THEIRS:
        (folder / f"{name}.py").write_text(TRACE.format(str(folder / "trace")))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [new_code_cell(source) for source in CELLS]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "mine.ipynb")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    server = subprocess.Popen(
        [Path(sys.executable).with_name("mathdl"), ".", "--no-browser", "--port=0", EXPOSED],
        cwd=folder, env={**clean, "HOME": str(tmp_path_factory.mktemp("home"))}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said, news = [], threading.Event()

    def listen():
        for line in server.stdout:
            said.append(line.rstrip())
            if "Ctrl-C" in line:
                news.set()
        news.set()

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        news.wait(60)
        yield folder, said
    finally:
        server.terminate()
        server.wait(20)
        listener.join()
        server.stdout.close()


def test_the_first_start(browser, started):
    folder, said = started
    assert said[:2] == [f"The book is in {folder}.", "Open this address in a browser:"]
    address = urlsplit(said[2].strip())
    assert address.path.startswith("/lab/tree/00_")
    assert "token=" in address.query
    page = browser.new_page()
    page.set_default_timeout(30_000)
    page.goto(address.geturl())
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(headless.READY)
    page.wait_for_timeout(2000)  # the question about news comes late, if it comes
    assert NEWS not in page.content()
    assert page.locator(".jp-toastContainer .Toastify__toast").count() == 0
    assert page.locator(".jp-Dialog").count() == 0
    trusted = page.evaluate(TRUSTED)
    assert trusted
    headless.open_in(page, f"{address.scheme}://{address.netloc}", "mine.ipynb")
    headless.run_all(page)
    assert "in my notebook True" in page.locator(".jp-OutputArea-output").first.inner_text()
    assert (folder / "trace").read_text().split() == ["helper"]
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.close()
    assert said[3:] == ["To close JupyterLab, press Ctrl-C in this window."]
