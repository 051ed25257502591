"""What a learner has solved and predicted: one small file on their own computer."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO, Any

from platformdirs import user_data_path

from mathdl.exercises.saying import say

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


PATIENCE = 2.0  # seconds to wait for another kernel, which needs a few thousandths
_told: set[str] = set()


def is_on() -> bool:
    """Whether anything is recorded: in a learner's notebook, and nowhere else.

    Off under continuous integration, under pytest and hence nbval, in Appendix A, where the book
    itself answers, and wherever no notebook is open. ``MATHDL_RECORD=0`` switches it off
    everywhere, ``MATHDL_RECORD=1`` switches it on in any other Python.
    """
    switch = os.environ.get("MATHDL_RECORD")
    if switch == "0" or _is_tested():
        return False
    return switch == "1" or _in_notebook()


def _is_tested() -> bool:
    # pytest passes its version on to every process it starts, nbval's kernels among them.
    ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return ci or "PYTEST_VERSION" in os.environ


def _in_notebook() -> bool:
    """Whether this is the kernel of an open notebook; one that only re-runs a file has no name."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if not hasattr(shell, "kernel"):
        return False
    # The first is set by Jupyter's server, the second by Visual Studio Code.
    name = os.environ.get("JPY_SESSION_NAME") or shell.user_ns.get("__vsc_ipynb_file__")
    return bool(name) and not PurePath(name).name.startswith("a_answers")


class Record:
    """The record in a folder.

    Parameters
    ----------
    folder : Path
        Made when something is first kept.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     record = Record(Path(folder))
    ...     record.change(lambda kept: kept["solved"].append("3.1"))
    ...     record.read()
    {'solved': ['3.1'], 'predictions': {}}
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "progress.json"

    def read(self) -> dict[str, Any]:
        """Return what is kept: ``{"solved": [keys], "predictions": {key: {choice, sure}}}``.

        Raises
        ------
        ValueError
            If the file is not a record.
        OSError
            If it cannot be read.
        """
        try:
            kept = json.loads(self.file.read_text("utf-8"))
        except FileNotFoundError:
            return {"solved": [], "predictions": {}}
        if not _is_record(kept):
            raise ValueError(f"{self.file} holds something else")
        return kept

    def change(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Read, change and write while no other kernel does; raise OSError if that is impossible.

        The new file takes the old one's place in one step: whatever happens, one of them is whole.
        """
        with self._alone():
            try:
                kept = self.read()
            except ValueError:
                self._put_aside()
                kept = self.read()
            before = json.dumps(kept)
            change(kept)
            if json.dumps(kept) != before:
                new = self.file.with_suffix(".new")
                new.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")
                _patiently(lambda: os.replace(new, self.file))

    def remove(self) -> None:
        """Remove the record, all that was put aside, and the folder if nothing else is in it."""
        if not self.folder.exists():
            return
        with self._alone():
            for file in self.folder.glob("progress*"):
                file.unlink()
        with suppress(OSError):  # another kernel may have begun anew
            self._lock_file.unlink()
            self.folder.rmdir()

    @property
    def _lock_file(self) -> Path:
        return self.folder / "lock"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one kernel in at a time; the lock of one that dies falls with it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock_file.open("w") as file:
            _patiently(lambda: _lock(file))
            try:
                yield
            finally:
                _unlock(file)

    def _put_aside(self) -> None:
        """Keep a file that cannot be read under another name: somebody may still mend it."""
        n = 1
        while (aside := self.folder / f"progress.unreadable-{n}.json").exists():
            n += 1
        os.replace(self.file, aside)
        _tell(f"Your record could not be read. It is put aside as {aside}, and a new one begins.")


def _is_record(kept: Any) -> bool:
    if not isinstance(kept, dict):
        return False
    solved, predictions = kept.get("solved"), kept.get("predictions")
    return (
        isinstance(solved, list)
        and all(isinstance(key, str) for key in solved)
        and isinstance(predictions, dict)
        and all(
            isinstance(p, dict) and {"choice", "sure"} <= p.keys() for p in predictions.values()
        )
    )


def _patiently(act: Callable[[], object]) -> None:
    """Try until it works: on Windows even a file that is being read cannot be replaced."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            act()
        except (BlockingIOError, PermissionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.005)
        else:
            return


def _tell(sentence: str) -> None:
    """Say something once: a learner who cannot record need not read it after every answer."""
    if sentence not in _told:
        _told.add(sentence)
        say(sentence)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def my_record() -> Record:
    """Return the learner's own record, in their data folder."""
    return Record(user_data_path("mathdl", appauthor=False))


def load() -> dict[str, Any]:
    """Return what is kept, as `Record.read`; nothing where nothing is recorded."""
    if is_on():
        try:
            return my_record().read()
        except ValueError:
            _tell(f"Your record, {my_record().file}, cannot be read: it counts as empty.")
        except OSError as error:
            _tell(f"Your record cannot be read ({_why(error)}): it counts as empty.")
    return {"solved": [], "predictions": {}}


def keep(change: Callable[[dict[str, Any]], object]) -> bool:
    """Change the record, and return whether it could be kept; never raise."""
    if not is_on():
        return False
    try:
        my_record().change(change)
    except OSError as error:
        _tell(f"Your progress cannot be kept ({_why(error)}). The book works without.")
        return False
    return True


def keep_solved(key: str) -> None:
    """Note that an exercise is solved."""

    def note(kept: dict[str, Any]) -> None:
        if key not in kept["solved"]:
            kept["solved"].append(key)

    keep(note)


def forget() -> None:
    """Remove all that was recorded of you: exercises solved, and predictions.

    Examples
    --------
    >>> forget()
    Nothing is recorded here, and nothing was removed.
    """
    if _is_tested():
        say("Nothing is recorded here, and nothing was removed.")
        return
    record = my_record()
    try:
        record.remove()
    except OSError as error:
        say(f"{record.file} could not be removed ({_why(error)}). You may delete it by hand.")
    else:
        say(f"Forgotten: {record.file} is gone.")
