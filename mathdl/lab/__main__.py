"""Open JupyterLab for the book: ``python -m mathdl.lab [notebook] [options of jupyter lab]``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

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
    if root:
        line.append("--allow-root")
    if platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & given.keys():
        line.append("--no-browser")
    return line + arguments


def main() -> int:
    """Run JupyterLab until the user stops it."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    line = command(sys.argv[1:], os.environ, root=root)
    if "--no-browser" in line:
        print("JupyterLab prints an address below: open it in a browser.", flush=True)
    try:
        return subprocess.call(line, env=environment(os.environ))
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
