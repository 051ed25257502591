"""A real JupyterLab server and a real Chromium; skipped with a clear reason where there is none."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
IDLE = """() => {
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


def missing(reason):
    """Skip, or fail where the environment says that a browser must be there."""
    (pytest.fail if os.environ.get("MATHDL_REQUIRE_BROWSER") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    program = next(filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES))), None)
    if not program:
        missing("no Chromium found; install it (Debian: apt-get install chromium) or set CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Start a server as `make lab` does, with settings of its own; return address and folder."""
    root, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home")
    page_config = home / "JUPYTER_CONFIG_DIR/labconfig/page_config.json"
    page_config.parent.mkdir(parents=True)
    page_config.write_text(
        '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
    )
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
    with log.open("w") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/api")
            break
        if server.poll() is not None:
            break
        time.sleep(0.1)
    else:
        pytest.fail("JupyterLab does not answer:\n" + log.read_text())
    if server.poll() is not None:
        pytest.fail("JupyterLab ended:\n" + log.read_text())
    yield address, root
    server.terminate()
    server.wait(20)


@pytest.fixture
def problems():
    """What the pages complained about; a test that leaves something here has failed."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def open_notebook(browser, lab, problems):
    """Open a notebook in JupyterLab, run it unless told otherwise, and return the page."""
    address, root = lab
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    context.set_default_timeout(20_000)

    def open_page(path, *, run=True, dark=False):
        if path.parent != root:
            shutil.copy(path, root)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
        page.on(
            "console",
            lambda said: problems.append(said.text) if said.type == "error" else None,
        )
        page.goto(f"{address}/doc/tree/{path.name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(IDLE)
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        page.wait_for_function(
            "dark => document.body.dataset.jpThemeLight === String(!dark)", arg=dark
        )
        if run:
            run_all(page)
        return page

    yield open_page
    for page in context.pages:
        page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    context.close()


def run_all(page):
    """Run all cells; awaiting the command itself can hang, so its result is polled."""
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => window.ran !== null", timeout=120_000)
    page.wait_for_function(IDLE)
    assert page.evaluate("() => window.ran") == "true", "a cell failed"
    assert page.locator(FAILED).count() == 0


@pytest.fixture
def screenshots():
    """Return the folder for screenshots, if the environment names one."""
    folder = os.environ.get("MATHDL_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None
