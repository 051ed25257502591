"""Make, mend or leave alone the virtual environment that a target of make needs.

``python tools/environment.py .venv/.installed-dev``. What is asked for is a stamp, a file that
says what was installed. Whatever came in between (an interrupt, a Python that was removed, a
folder that was moved), the environment is as the stamp says afterwards, or one sentence says why
it is not.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

ROOT = Path(__file__).resolve().parents[1]
UNFINISHED = ".unfinished"  # stands in the environment while something is being installed
FIND = """
import importlib.util, json, sys
specs = {name: importlib.util.find_spec(name) for name in sys.argv[1:]}
print(json.dumps({name: spec.origin for name, spec in specs.items() if spec}))
"""


class Trouble(Exception):
    """What is wrong, in one sentence."""


@dataclass(frozen=True)
class Level:
    """What a stamp stands for.

    Attributes
    ----------
    what : str
        In words.
    pins : str
        The file that names the versions.
    installs : tuple of tuple of str
        The arguments of ``pip install``, run by run.
    finds : tuple of str
        Modules that are there afterwards.
    holds : tuple of str
        Stamps that are true as well.
    """

    what: str
    pins: str
    installs: tuple[tuple[str, ...], ...]
    finds: tuple[str, ...]
    holds: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        """Return what the stamp must say: it changes with what is to be installed."""
        files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", self.pins)]
        return hashlib.sha256(b"\0".join([repr(self.installs).encode(), *files])).hexdigest()


def _pinned(extra: str) -> tuple[tuple[str, ...], ...]:
    return (("-c", "constraints.txt", "-e", f".{extra}"),)


LAB = ("mathdl", "numpy", "matplotlib", "PIL", "ipywidgets", "anywidget", "jupyterlab")
TOOLS = (*LAB, "pytest", "nbval", "ruff", "sphinx", "myst_nb")
LEVELS = {
    ".venv/.installed": Level("mathdl and JupyterLab", "constraints.txt", _pinned(""), LAB),
    ".venv/.installed-dev": Level(
        "the tools that test the book and build its web edition",
        "constraints.txt",
        _pinned("[dev,site]"),
        TOOLS,
        (".venv/.installed",),
    ),
    ".venv/.installed-parity": Level(
        "PyTorch, beside the tools that test the book",
        "constraints.txt",
        _pinned("[parity,site]"),
        (*TOOLS, "torch"),
        (".venv/.installed", ".venv/.installed-dev"),
    ),
    ".venv-lowest/.installed": Level(
        "mathdl beside the lowest versions it allows",
        "requirements-lowest.txt",
        (("-r", "requirements-lowest.txt"), ("--no-deps", "-e", ".")),
        ("mathdl", "numpy", "matplotlib", "ipywidgets", "anywidget", "pytest", "nbval"),
    ),
}


def prepare(name: str) -> None:
    """See to it that the stamp `name` is there and true."""
    level, folder = LEVELS[name], ROOT / Path(name).parent
    with _alone(folder):
        stamped, found = _read(ROOT / name) == level.fingerprint(), _found(folder, level.finds)
        if stamped and not _lacking(folder, found, level.finds):
            return
        if why := _broken(folder, found, stamped):
            _make(folder, why)
        _install(folder, name, level)


def _broken(folder: Path, found: dict[str, str] | None, stamped: bool) -> str:
    """Return why the environment must be made anew; empty if pip can go on from what is there."""
    if not folder.exists():
        return "there is none yet"
    if (folder / UNFINISHED).exists():
        return "it was left half-made"
    if found is None:
        return "its Python does not run"
    if "pip" not in found:
        return "it has no pip"
    if not Path(found.get("mathdl", ROOT)).is_relative_to(ROOT):
        return "it belongs to another folder"
    return "packages are missing from it" if stamped else ""


def _lacking(folder: Path, found: dict[str, str] | None, names: tuple[str, ...]) -> bool:
    """Return whether something that the stamp promises is not there."""
    if found is None or (folder / UNFINISHED).exists():
        return True
    here = found.get("mathdl") == str(ROOT / "mathdl" / "__init__.py")
    return not here or any(name not in found for name in names)


def _found(folder: Path, names: tuple[str, ...]) -> dict[str, str] | None:
    """Return where the environment finds modules; None if its Python does not run."""
    line = [_python(folder), "-I", "-c", FIND, "pip", *names]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def _make(folder: Path, why: str) -> None:
    """Make the environment, and first remove what is there."""
    if folder.exists():
        if not any((folder / sign).exists() for sign in ("pyvenv.cfg", UNFINISHED)):
            raise Trouble(f"{folder.name} is no virtual environment ({why})")
        print(f"{folder.name} cannot be used as it is ({why}), so it is made anew.", flush=True)
        shutil.rmtree(folder)
    print(f"Making {folder.name} with Python {sys.version.split()[0]} …", flush=True)
    folder.mkdir()
    (folder / UNFINISHED).touch()
    # The Python below, in case this one is that of an activated environment.
    line = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(folder)]
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"{folder.name} cannot be made; Python says: {_last(done)}")


def _install(folder: Path, name: str, level: Level) -> None:
    print(f"Installing {level.what} into {folder.name} (this takes a minute or two) …", flush=True)
    for stamp in (name, *level.holds):
        (ROOT / stamp).unlink(missing_ok=True)
    (folder / UNFINISHED).touch()
    # -I: what lies in the user's own folders or in PYTHONPATH is not in the environment.
    pip = [_python(folder), "-I", "-m", "pip", "install", "--quiet", "--no-input"]
    for arguments in level.installs:
        line = [*pip, "--disable-pip-version-check", *arguments]
        done = subprocess.run(line, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        if done.returncode:  # pip has taken back what it began
            (folder / UNFINISHED).unlink()
            sys.stderr.write(done.stderr)
            raise Trouble(f"pip could not install {level.what}; it needs a network")
    for stamp in (name, *level.holds):
        (ROOT / stamp).write_text(LEVELS[stamp].fingerprint())
    (folder / UNFINISHED).unlink()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other make works here. The lock ends with its process, whatever happens."""
    with (ROOT / "Makefile").open() as file:
        if fcntl:
            with contextlib.suppress(OSError):  # some network file systems know no locks
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    print(f"Another make is preparing {folder.name}; waiting for it …", flush=True)
                    fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _python(folder: Path) -> str:
    return str(folder / "bin" / "python")


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _last(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last line that a command said."""
    return ["nothing", *(done.stderr or done.stdout).strip().splitlines()][-1]


def main() -> int:
    """Prepare the environment of the stamp that is named; return what make shall hear."""
    try:
        prepare(sys.argv[1])
    except KeyboardInterrupt:
        print("\nStopped; the next make begins where nothing is half-made.", file=sys.stderr)
        return 130
    except (Trouble, OSError) as error:
        said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else error
        print(f"{said}. Try again; if it comes back, run 'make clean' first.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
