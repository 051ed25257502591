"""What a learner has solved and predicted: one small file on their own computer."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from platformdirs import user_data_path

from mathdl.exercises.lines import Lines
from mathdl.exercises.say import say
from mathdl.files import read_plain

MOST = 100_000  # bytes of a record; whoever solves the whole book needs about ten thousand
MOST_OF_A_YEAR = 1_000_000  # bytes of answers in practice: about forty a day
BEGINNINGS = (b'{"solved": [', b'{"predictions": {')  # any other line need not be understood
_told: set[str] = set()
_unkept: list[
    bytes
] = []  # answers in practice that are in no file: they live as long as this Python


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
    """The record in a folder: a file to which every kernel adds lines, and which none rewrites.

    So no kernel waits for another, there is no lock that could be missing or left behind, and a
    line that was spoilt takes no other with it. Each line is a small record of its own; what they
    say together is what is kept, and of two predictions the later one.

    Parameters
    ----------
    folder : Path
        Made when something is first kept.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     record = Record(Path(folder))
    ...     record.add({"solved": ["3.1"]})
    ...     record.read()
    {'solved': ['3.1'], 'predictions': {}}
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "progress.jsonl"
        self.lines = Lines(self.file, MOST)
        self.first = folder / "progress.json"  # of version 0.1.0: one object, read and left alone

    def read(self) -> dict[str, Any]:
        """Return what is kept: ``{"solved": [keys], "predictions": {key: {choice, sure}}}``.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        lines: list[bytes] = []
        with suppress(OSError):
            lines.append(read_plain(self.first, MOST))
        lines += [line for line in self.lines.read() if line.startswith(BEGINNINGS)]
        return _together([_understood(line) for line in lines])

    def add(self, more: dict[str, Any]) -> None:
        """Add what was solved or predicted, as `read` returns it.

        Raises
        ------
        OSError
            If it cannot be kept. Where nothing is raised, it is on the disk.
        """
        self.lines.add(json.dumps(more).encode(), lambda: self._has(more))

    def _has(self, more: dict[str, Any]) -> bool:
        kept = self.read()
        return _together([kept, more]) == kept

    def diary(self, year: int) -> Lines:
        """Return where the answers given in practice in a year are kept: in a file of their own.

        So many of them come together that they must not crowd out the rest, and those of years
        ago no longer say what a learner knows.
        """
        return Lines(self.folder / f"progress_practice_{year}.jsonl", MOST_OF_A_YEAR)

    def remove(self) -> None:
        """Remove the record, what older versions kept, and the folder if nothing else is in it."""
        for file in (*self.folder.glob("progress*"), self.folder / "lock"):
            file.unlink(missing_ok=True)
        with suppress(OSError):  # another kernel may have begun anew
            self.folder.rmdir()


def _understood(line: bytes) -> dict[str, Any]:
    """Return what can be understood of a line, whatever is in it."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    said = said if isinstance(said, dict) else {}
    solved, predictions = said.get("solved"), said.get("predictions")
    solved = solved if isinstance(solved, list) else []
    predictions = predictions if isinstance(predictions, dict) else {}
    return {
        "solved": [key for key in solved if isinstance(key, str)],
        "predictions": {
            key: given
            for key, given in predictions.items()
            if isinstance(given, dict) and {"choice", "sure"} <= given.keys()
        },
    }


def _together(records: list[dict[str, Any]]) -> dict[str, Any]:
    solved: dict[str, None] = {}
    predictions: dict[str, dict] = {}
    for record in records:
        solved |= dict.fromkeys(record.get("solved", ()))
        predictions |= record.get("predictions", {})
    return {"solved": list(solved), "predictions": predictions}


def my_record() -> Record:
    """Return the learner's own record, in their data folder.

    Raises
    ------
    OSError
        If they have no such folder, as in some containers.
    """
    try:
        folder = user_data_path("mathdl", appauthor=False)
    except (RuntimeError, ValueError, KeyError):
        folder = Path()
    if not folder.is_absolute():
        raise OSError(None, "there is no home folder")
    return Record(folder)


def load() -> dict[str, Any]:
    """Return what is kept, as `Record.read`; nothing where nothing is recorded."""
    if is_on():
        try:
            return my_record().read()
        except OSError as error:
            _tell_why(error)
    return {"solved": [], "predictions": {}}


def keep(more: dict[str, Any]) -> bool:
    """Add to the record, as `Record.add`, and return whether it could be kept; never raise."""
    if not is_on():
        return False
    try:
        my_record().add(more)
    except OSError as error:
        _tell_why(error)
        return False
    return True


def keep_solved(key: str) -> None:
    """Note that an exercise is solved."""
    keep({"solved": [key]})


def diary(year: int) -> list[bytes]:
    """Return the answers given in practice in this year and the one before, a line each."""
    lines = list(_unkept)
    if is_on():
        try:
            mine = my_record()
            lines += mine.diary(year - 1).read() + mine.diary(year).read()
        except NotADirectoryError:
            pass  # where there is no folder nothing is kept: writing will say why
        except OSError as error:
            _tell_why(error)
    return lines


def note(line: bytes, year: int) -> None:
    """Keep an answer given in practice: on the disk, or else for as long as this Python lives."""
    if is_on():
        try:
            lines = my_record().diary(year)
            return lines.add(line, lambda: line in lines.read())
        except OSError as error:
            _tell_why(error)
    _unkept.append(line)


def forget() -> None:
    """Remove all that was recorded of you: exercises solved, predictions, and practice.

    Examples
    --------
    >>> forget()
    Nothing is recorded here, and nothing was removed.
    """
    _unkept.clear()
    try:
        record = None if _is_tested() else my_record()
    except OSError:
        record = None
    if record is None:
        say("Nothing is recorded here, and nothing was removed.")
        return
    try:
        record.remove()
    except OSError as error:
        say(f"Your record could not be removed ({_why(error)}).")
    else:
        say(f"Forgotten: {record.file} is gone.")


def _tell_why(error: OSError) -> None:
    """Say once why nothing is kept: whoever cannot change it need not read it at every answer."""
    sentence = f"Your progress cannot be kept ({_why(error)}). The book works without."
    if sentence not in _told:
        _told.add(sentence)
        say(sentence)


def _why(error: OSError) -> str:
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or type(error).__name__}{where}"
