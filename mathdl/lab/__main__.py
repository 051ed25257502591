"""JupyterLab with the book's settings: ``python -m mathdl.lab [notebook] [its options]``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from mathdl.lab.setup import complaint

# glibc gives memory back to the system after every large array and asks for it again at the next,
# which doubles the time of a training step; both thresholds together stop that. At the book's
# sizes one BLAS thread is as fast as two, and steadier.
SETTINGS = {
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
CONNECTION = "mathdl.lab.connection.PromptConnection"
SAVING = "mathdl.lab.saving.keep_pictures"


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the server and its kernels; what the user has set stays."""
    return {**SETTINGS, **given}


def command(
    arguments: list[str], given: Mapping[str, str], platform: str = sys.platform, root: bool = False
) -> list[str]:
    """Return the command that opens JupyterLab.

    Parameters
    ----------
    arguments : list of str
        A notebook to open, and options of ``jupyter lab``.
    given : mapping
        The user's environment.
    platform : str
        As `sys.platform`.
    root : bool
        Whether the user is root, to whom Jupyter wants to be told to start.
    """
    line = [sys.executable, "-m", "jupyterlab"]
    line.append(f"--ServerApp.kernel_websocket_connection_class={CONNECTION}")
    line.append(f"--ContentsManager.pre_save_hook={SAVING}")
    if root:
        line.append("--allow-root")
    display = not platform.startswith("linux") or {"DISPLAY", "WAYLAND_DISPLAY"} & given.keys()
    if not display and "--no-browser" not in arguments:
        line.append("--no-browser")
    return line + arguments


def serve(arguments: list[str]) -> int:
    """Run JupyterLab until the user stops it.

    Parameters
    ----------
    arguments : list of str
        A notebook to open, and options of ``jupyter lab``.
    """
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    line, given = command(arguments, os.environ, root=root), environment(os.environ)
    if said := complaint():
        print(said, flush=True)
    if "--no-browser" in line:
        print("JupyterLab prints an address below: open it in a browser.", flush=True)
    if os.name == "posix":  # this process becomes JupyterLab, so that signals reach it
        os.execve(line[0], line, given)
    with subprocess.Popen(line, env=given) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                pass  # JupyterLab has heard it too, and closes when it has asked


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
