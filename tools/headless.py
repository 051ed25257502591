"""JupyterLab in a headless Chromium, for browser tests and for measuring."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
READY = """() => {
    const session = window.jupyterapp?.shell?.currentWidget?.sessionContext;
    const kernel = session?.session?.kernel;
    return Boolean(session?.isReady && kernel?.connectionStatus === "connected"
        && kernel.status === "idle");
}"""
RUN_ALL = """() => {
    window.ran = null;
    window.jupyterapp.commands.execute("notebook:run-all-cells").then(
        (result) => { window.ran = String(result); },
        (error) => { window.ran = "error: " + error; });
}"""
FAILED = ", ".join(
    f".jp-Notebook [data-mime-type='application/vnd.jupyter.{kind}']"
    for kind in ("error", "stderr")
)


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine."""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; the variable CHROMIUM may name the program."""
    from playwright.sync_api import sync_playwright

    program = _program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=FLAGS, ignore_default_args=_not_wanted()
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def reader(browser: Browser, folder: Path) -> Iterator[BrowserContext]:
    """Start a second Chromium, which remembers in `folder` what it has loaded, as a reader's does.

    It opens JupyterLab in three quarters of the time.
    """
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=_program(), args=FLAGS, ignore_default_args=_not_wanted()
    )
    yield context
    context.close()


def _not_wanted() -> list[str]:
    """Return what Playwright says to Chromium and a reader does not.

    It lets Chromium share memory through files on the disk, because some containers have little
    shared memory. Where there is enough, writing them would be measured, too.
    """
    shared = Path("/dev/shm")
    enough = shared.exists() and shutil.disk_usage(shared).free > 2**30
    return ["--disable-dev-shm-usage"] * enough


def _program() -> str:
    program = next(filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM))), None)
    if not program:
        raise NoBrowserError(
            "no Chromium found; install it (Debian: apt-get install chromium) or set CHROMIUM"
        )
    return program


@contextlib.contextmanager
def jupyterlab(root: Path, home: Path, patience: float = 60.0) -> Iterator[str]:
    """Start a server as `make lab` does, showing `root`, with its own settings in `home`.

    Yields its address. The user's own settings are neither read nor changed.
    """
    port = free_port()
    command = [
        *(sys.executable, "-m", "mathdl.lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"),
        *(
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=",
            f"--ServerApp.root_dir={root}",
        ),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"),
    ]
    environment = {**os.environ, **{name: str(home / name) for name in FOLDERS}}
    log = home / "lab.log"
    home.mkdir(parents=True, exist_ok=True)
    with log.open("w") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + patience
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api")
                break
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError("JupyterLab does not answer:\n" + log.read_text())
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """Return the number of a port that nobody listens at."""
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def open_in(page: Page, address: str, name: str) -> None:
    """Open the notebook `name` of a server, and wait for its kernel."""
    page.goto(f"{address}/doc/tree/{name}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(READY)


def run_all(page: Page) -> None:
    """Run all cells; awaiting the command itself can hang, so its result is polled."""
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => window.ran !== null", timeout=120_000)
    page.wait_for_function(READY)
    said = page.locator(FAILED).all_inner_texts()
    assert page.evaluate("() => window.ran") == "true", f"a cell failed: {said}"
    assert page.locator(FAILED).count() == 0, "a cell printed an error"


@contextlib.contextmanager
def running(sources: Iterable[str]) -> Iterator[Page]:
    """Run a notebook of these code cells on a server of its own; yield its page."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    with tempfile.TemporaryDirectory() as folder:
        root, home = Path(folder, "root"), Path(folder, "home")
        root.mkdir()
        nbformat.write(notebook, root / "cells.ipynb")
        with jupyterlab(root, home) as address, chromium() as browser:
            page = browser.new_page(viewport={"width": 1300, "height": 1400})
            open_in(page, address, "cells.ipynb")
            run_all(page)
            yield page


def choose_theme(page: Page, name: str) -> None:
    """Choose what the server remembers, for the chapters that are opened after this one, too."""
    page.evaluate(
        """theme => window.jupyterapp.commands.execute("apputils:change-theme", { theme })""",
        f"JupyterLab {name}",
    )
    page.wait_for_function(
        "light => document.body.dataset.jpThemeLight === light", arg=str(name == "Light").lower()
    )


def says(page: Page, words: str) -> None:
    """Wait until the first explorer's sentence contains `words`."""
    page.wait_for_function(
        "words => document.querySelector('.mathdl-explorer [role=status]')?.textContent"
        ".includes(words)",
        arg=words,
    )
