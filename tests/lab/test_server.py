"""What the book adds to Jupyter's server; one is started for a reader who has a hook already."""

import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
import time
import types
import urllib.request

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tornado.websocket import WebSocketClosedError

from mathdl.explore import explore
from mathdl.lab import server
from mathdl.lab.saving import WIDGET
from mathdl.plots import SquarePlot

HOOK = """
import warnings
def hook(model, **_):
    if model["type"] == "notebook":
        model["content"]["metadata"]["hook"] = "the reader's"
c.FileContentsManager.pre_save_hook = hook
"""


def record(words, error=None):
    what = (type(error), error, None) if error else None
    return logging.LogRecord("ServerApp", logging.WARNING, "", 0, words, (), what)


def test_what_jupyter_says_twice_is_said_once():
    for words in ("\n    \n    To access the server, open …", "Notebook a b.ipynb is not trusted"):
        assert not server.is_news(record(words))
    for words in ("The port 80 is already in use.", "Saving error", "what is not trusted"):
        assert server.is_news(record(words))
    lost = "Task exception was never retrieved"
    assert not server.is_news(record(lost, WebSocketClosedError()))
    assert server.is_news(record(lost, ValueError()))


@pytest.mark.parametrize("browser", [True, False])
def test_the_address_and_the_port(browser):
    address = "http://localhost:8889/lab?token=abc"
    app = types.SimpleNamespace(
        display_url=f"{address}\n    http://127.0.0.1:8889/lab?token=abc",
        open_browser=browser, port=8889,
    )  # fmt: skip
    lines = server.words(app, 8888).splitlines()
    assert lines[0] == "Port 8888 is taken, so JupyterLab uses port 8889."
    assert lines[1].startswith("JupyterLab opens" if browser else "Open this address")
    assert lines[2].strip() == address
    assert lines[3] == "To close JupyterLab, press Ctrl-C in this window."
    for asked in (0, 8889):
        assert server.words(app, asked).splitlines() == lines[1:]
    app.display_url = "http://localhost:8889/lab?token=..."
    assert server.words(app, 0).splitlines()[1].strip() == "http://localhost:8889/lab"


def test_an_address_that_nobody_hears_goes_to_the_log(monkeypatch):
    def gone(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", gone)
    logged = []
    app = types.SimpleNamespace(
        display_url="http://localhost:8888/lab", open_browser=False, port=8888,
        log=types.SimpleNamespace(critical=logged.append),
    )  # fmt: skip
    server.announce(app, 8888)
    assert "http://localhost:8888/lab" in logged[0]


def test_a_kernel_of_another_language_is_started_as_it_is():
    argv = ["R", "--slave", "-e", "IRkernel::main()"]
    specs = types.SimpleNamespace(get_kernel_spec=lambda _: types.SimpleNamespace(argv=[*argv]))
    server.start_kernels_outside(types.SimpleNamespace(kernel_spec_manager=specs))
    assert specs.get_kernel_spec("ir").argv == argv


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A server on a taken port, of a reader who has a hook; yield its address, folder and words."""
    folder, home = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("home")
    (home / ".jupyter").mkdir()
    (home / ".jupyter/jupyter_server_config.py").write_text(HOOK)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    ours, terminal = os.openpty() if hasattr(os, "openpty") else (None, None)
    with contextlib.closing(socket.socket()) as other:
        other.bind(("localhost", 0))
        other.listen()
        port = other.getsockname()[1]
        program = subprocess.Popen(
            [sys.executable, "-m", "mathdl.lab", "--no-browser", f"--port={port}"],
            cwd=folder, env={**clean, "HOME": str(home)}, text=True,
            stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        said = [""]
        while program.poll() is None and "Ctrl-C" not in said[-1]:
            said.append(program.stdout.readline().strip())
        said = said[-4:]  # Jupyter may warn of the hook before
    yield types.SimpleNamespace(said=said, port=port, folder=folder, program=program)
    program.kill()
    program.communicate()
    for end in filter(None, (ours, terminal)):
        os.close(end)


def api(running, path, body=None):
    address, token = running.said[2].split("/lab?token=")
    request = urllib.request.Request(
        f"{address}/{path}",
        data=body and json.dumps(body).encode(),
        headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
        method="PUT" if body else "GET",
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_a_taken_port_is_said(running):
    assert running.said[0].startswith(f"Port {running.port} is taken, so JupyterLab uses port ")
    assert running.said[1] == "Open this address in a browser:"
    assert running.said[0].rstrip(".").split()[-1] in running.said[2]
    assert running.said[3].startswith("To close JupyterLab")


def test_the_readers_own_hook_is_called_as_well(running):
    data, metadata = explore(SquarePlot())._repr_mimebundle_()
    outputs = [new_output("display_data", data, metadata=metadata)]
    notebook = new_notebook(cells=[new_code_cell("1", outputs=outputs)])
    model = {"type": "notebook", "format": "json", "content": notebook}
    api(running, "api/contents/a.ipynb", model)
    kept = nbformat.read(running.folder / "a.ipynb", as_version=4)
    assert kept.metadata["hook"] == "the reader's"
    assert WIDGET not in kept.cells[0].outputs[0].data
    assert "image/png" in kept.cells[0].outputs[0].data


def test_nobody_is_asked_about_news_at_the_first_start(running):
    about = "@jupyterlab/apputils-extension:notification"
    answer = api(running, f"lab/api/settings/{about}")
    assert answer["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert answer["raw"] == "{}", "the reader's own settings are not written"


def test_an_interrupt_ends_it_quietly(running):
    begun = time.perf_counter()
    running.program.send_signal(2 if os.name != "nt" else 1)
    said, _ = running.program.communicate(timeout=30)
    assert said == ""
    assert running.program.returncode == 0
    assert time.perf_counter() - begun < 20
