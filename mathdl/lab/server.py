"""What the book adds to the server of JupyterLab: saved pictures, trusted copies, few words.

The folder ``jupyter`` beside this file, on the server's path of configurations, switches it on, and
switches JupyterLab's question about news off. Nothing of it touches the reader's own settings.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from mathdl.lab.copies import book
from mathdl.lab.saving import keep_pictures

if TYPE_CHECKING:
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_server.serverapp import ServerApp

IPYKERNEL = {"-m", "ipykernel_launcher"}
OUTSIDE = (
    "import sys; sys.path = [p for p in sys.path if p]; "
    "from ipykernel import kernelapp; kernelapp.launch_new_instance()"
)
# Jupyter's words for what is said here in one line, and for what the page says.
SAID = re.compile(r"\s*(To access the server|Shutting down\.\.\.|Notebook .* is not trusted)")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "mathdl.lab.server"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Add to the hooks that the reader has configured, and take none away."""
    app.contents_manager.register_pre_save_hook(keep_pictures)
    trust_the_book(app)
    encrypt_kernels(app)
    start_kernels_outside(app)
    app.log.addFilter(is_news)
    logging.getLogger("asyncio").addFilter(is_news)
    # Jupyter's own timeout is longer than its interval, of which it complains at every start.
    pings = app.web_app.settings
    pings.setdefault("ws_ping_timeout", pings.get("ws_ping_interval", 30_000))
    asked = app.port  # the server looks for a free one later
    app.io_loop.add_callback(lambda: announce(app, asked))


def announce(app: ServerApp, asked: int) -> None:
    """Say the address; if nobody listens any more, as in ``mathdl | head``, in the log."""
    try:
        print(words(app, asked), flush=True)
    except OSError:
        app.log.critical(words(app, asked))


def is_news(record: logging.LogRecord) -> bool:
    """Whether a line of Jupyter's log says more than the terminal or the page says already."""
    kind = record.exc_info[0] if record.exc_info else None
    # The last words to a page that was closed just then reach nobody, and nobody misses them.
    to_a_closed_page = kind is not None and kind.__name__ == "WebSocketClosedError"
    return not (to_a_closed_page or SAID.match(record.getMessage()))


def words(app: ServerApp, asked: int) -> str:
    """Return the address, and how to stop."""
    address = app.display_url.split()[0].replace("?token=...", "")
    lines = [
        f"JupyterLab opens in your browser. If it does not, its address is\n    {address}"
        if app.open_browser
        else f"Open this address in a browser:\n    {address}"
    ]
    if asked not in (0, app.port):
        lines.insert(0, f"Port {asked} is taken, so JupyterLab uses port {app.port}.")
    return "\n".join([*lines, "To close JupyterLab, press Ctrl-C in this window."])


def encrypt_kernels(app: ServerApp) -> None:
    """Let kernels encrypt what they say where they can; those that could and do not complain."""
    import zmq
    from jupyter_client.manager import KernelManager

    # For a slider's frame of 120 kB it takes 0.3 ms.
    if "transport_encryption" in KernelManager.class_trait_names() and zmq.has("curve"):
        app.kernel_manager.config.KernelManager.setdefault("transport_encryption", "auto")


def start_kernels_outside(app: ServerApp) -> None:
    """Let a kernel load its own modules before the folder of its notebook stands on its path.

    ``python -m`` looks there first, so that a reader's ``types.py`` would be run in the place of
    Python's, and no kernel would start. IPython adds the folder when it is ready.
    """
    specs = app.kernel_spec_manager
    get = specs.get_kernel_spec

    def get_kernel_spec(name: str) -> KernelSpec:
        spec = get(name)
        if set(spec.argv) >= IPYKERNEL:
            at = spec.argv.index("-m")
            spec.argv[at : at + 2] = ["-c", OUTSIDE]
        return spec

    specs.get_kernel_spec = get_kernel_spec


def trust_the_book(app: ServerApp) -> None:
    """Sign the book's notebooks as this reader's own, so that their copies are trusted, too.

    A signature is of what a notebook holds, wherever it lies.
    """
    import nbformat

    with suppress(Exception):  # without it, the book works and the log says more
        for path in book().glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            if not app.contents_manager.notary.check_signature(notebook):
                app.contents_manager.notary.sign(notebook)
