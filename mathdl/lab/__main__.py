"""JupyterLab with the book's settings: ``python -m mathdl.lab [notebook] [its options]``."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

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
CONFIGURATION = Path(__file__).with_name("jupyter")
OPTIONS = [
    "--ServerApp.kernel_websocket_connection_class=mathdl.lab.connection.PromptConnection",
    "--ServerApp.answer_yes=True",  # whoever presses Ctrl-C means it
    "--log-level=WARN",
    "--LabApp.log_level=WARN",
]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the server and its kernels; what the user has set stays."""
    paths = [given.get("JUPYTER_CONFIG_PATH", ""), str(CONFIGURATION)]
    path = os.pathsep.join(filter(None, paths))
    return {**SETTINGS, **given, "JUPYTER_CONFIG_PATH": path}


def options(
    arguments: list[str], given: Mapping[str, str], platform: str = sys.platform, root: bool = False
) -> list[str]:
    """Return the options with which JupyterLab is opened.

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
    line = [*OPTIONS]
    if root:
        line.append("--allow-root")
    display = not platform.startswith("linux") or {"DISPLAY", "WAYLAND_DISPLAY"} & given.keys()
    if not display and "--no-browser" not in arguments:
        line.append("--no-browser")
    return line + arguments


def serve(arguments: list[str]) -> int:
    """Run JupyterLab in this process until the user stops it.

    Returns 0, or 1 without JupyterLab; JupyterLab raises SystemExit where it cannot start.

    Parameters
    ----------
    arguments : list of str
        A notebook to open, and options of ``jupyter lab``.
    """
    if said := complaint():
        print(said, flush=True)
    if not importlib.util.find_spec("jupyterlab"):
        return 1
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with a_home():
        line = options(arguments, os.environ, root=root)
        os.environ.update(environment(os.environ))
        with suppress(KeyboardInterrupt):
            from jupyterlab.labapp import LabApp

            LabApp.launch_instance(line)
    return 0


@contextmanager
def a_home() -> Iterator[None]:
    """Lend a home folder to whoever has none, as in some containers: Jupyter needs one."""
    home = os.path.expanduser("~") if os.environ.get("HOME") != "" else ""
    if os.path.isabs(home) and os.access(home, os.W_OK | os.X_OK):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="mathdl-home-") as lent:
        os.environ["HOME"] = lent
        print(
            "There is no home folder to write in, so your progress and your settings are kept "
            "until you close JupyterLab, and no longer.",
            flush=True,
        )
        yield


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
