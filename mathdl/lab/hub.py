"""The command ``mathdl hub``: what a JupyterHub starts for each of its users."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from mathdl.chapters import CHAPTERS
from mathdl.lab.__main__ import OPTIONS, environment
from mathdl.lab.copies import book, copy_book

HELP = """\
The book for the users of a JupyterHub: it gives each their own copies, in ~/mathdl-book, and opens
JupyterLab with the settings that keep sliders fast. JupyterHub starts it, when its configuration,
jupyterhub_config.py, has the line

    c.Spawner.cmd = ["mathdl", "hub"]"""
FOLDER = "mathdl-book"


def hub(words: list[str]) -> int:
    """Become the server of one user; return 1 after saying what is wrong."""
    if {"-h", "--help"} & set(words):
        print(HELP)
        return 0
    if not importlib.util.find_spec("jupyterhub"):
        print(
            "JupyterHub is not installed beside mathdl: python -m pip install jupyterhub",
            file=sys.stderr,
        )
        return 1
    if "JUPYTERHUB_API_TOKEN" not in os.environ:
        print("JupyterHub starts this itself; mathdl hub --help says how.", file=sys.stderr)
        return 1
    try:
        copy_book(book(), Path.home() / FOLDER)
    except OSError as error:  # a full disk; what is there can still be read
        print(f"The book cannot be put into {Path.home() / FOLDER} ({error}).", file=sys.stderr)
    os.environ.update(environment(os.environ))
    os.environ.setdefault("JUPYTERHUB_DEFAULT_URL", f"/lab/tree/{FOLDER}/{CHAPTERS[0].notebook}")
    command = [sys.executable, "-m", "jupyterhub.singleuser", *OPTIONS, *words]
    sys.stdout.flush()
    os.execv(command[0], command)  # JupyterHub watches, and stops, this process
