"""A learner's notebook, run cell by cell in a process that has been confined."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from mathdl.exercises.answers.function import names_used
from mathdl.exercises.answers.kind import UnansweredError, UnreadableError
from mathdl.exercises.exercise import Posed
from mathdl.lab.marking.confine import enclose, hand_over, own_disk
from mathdl.lab.marking.hand_ins import HandIn, copy_files
from mathdl.lab.marking.plain import to_plain
from mathdl.lab.sheets.chapter_cells import answer_name
from mathdl.lab.sheets.sheet import NAME, Sheet

SETTINGS = {
    "LANG": "C.UTF-8",
    "MATHDL_RECORD": "0",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "PIP_NO_INDEX": "1",  # else pip tries for long to reach what cannot be reached
    "TERM": "dumb",
}


class Limits(NamedTuple):
    """How long a notebook may run in all, in seconds, and what memory it may take."""

    seconds: float
    megabytes: int


class Task(NamedTuple):
    """A notebook to run: its code cells, where, within which limits, and whether it is alone.

    Alone is who sees no other processes.
    """

    hand_in: HandIn
    cells: list[str]
    sheet: Sheet
    folder: Path
    limits: Limits
    alone: bool


class Shell(InteractiveShell):
    """IPython, which needs no terminal for what it calls."""

    system = InteractiveShell.system_raw

    def init_history(self) -> None:
        """Keep no history."""
        super().init_history()
        self.history_manager.enabled = False

    def _tee(self, channel: str) -> contextlib.AbstractContextManager:
        """Keep nothing of what is printed, which may be without end, and fill the memory."""
        return contextlib.nullcontext()

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no windows: pictures are drawn, and nobody looks at them."""


def run_cells(to_judge: Connection, task: Task) -> None:
    """Run cells in order, and tell the answers as data; what fails costs only itself.

    A cell may take a sixth of the time; two thirds are for cells, and the rest is for answers.
    """

    def tell(**said: Any) -> None:
        to_judge.send_bytes(json.dumps(said).encode())

    _, sources, sheet, folder, limits, _ = task
    walls = own_disk(folder)
    copy_files(task.hand_in, folder)
    hand_over(folder)
    walls |= enclose(folder, *limits, task.alone)
    _shut_doors(to_judge, folder, limits.seconds)
    tell(walls=sorted(walls))
    shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    names, known = shell.user_ns, {}
    plain = {key: posed for key, posed in sheet.posed.items() if posed.kind.box == "text"}
    end = time.monotonic() + limits.seconds * 2 / 3
    for place, source in enumerate(sources):
        with _no_longer_than(min(limits.seconds / 6, end - time.monotonic())) as patience:
            error = _run(shell, source) if patience else "TimeoutError: the time is used up"
        if error:
            tell(cell=place, error=error)
        # Told at once: whatever ends this process later does not take these with it.
        for key in plain:
            given = names.get(answer_name(key), ...)
            if known.get(key, ...) is not given:
                known[key] = given
                _guarded(tell, key, lambda given=given: {"answer": to_plain(given)})
    tell(name=str(names.get(NAME, ""))[:200])
    for key, posed in sheet.posed.items():
        given = names.get(answer_name(key), ...)
        with _no_longer_than(limits.seconds / 6):
            if key in plain:
                _guarded(tell, key, lambda given=given: {"answer": to_plain(given)})
            else:
                _guarded(tell, key, lambda given=given, posed=posed: _read(posed, given))
    tell(done=True)
    os._exit(0)  # nothing of the learner's is asked to close


def _read(posed: Posed, given: Any) -> dict[str, Any]:
    try:
        value = posed.read(given)
    except UnansweredError as error:
        return {"status": "unanswered", "says": str(error)}
    except UnreadableError as error:
        return {"status": "unreadable", "says": f"{error}."}
    used = sorted(names_used(getattr(given, "__code__", None)))
    return {"value": to_plain(value), "names": used[:200]}


def _guarded(tell: Callable, key: str, read: Callable[[], dict[str, Any]]) -> None:
    """Tell an answer; a learner's object may do anything while it is looked at."""
    try:
        said = read()
    except BaseException as error:
        words = f"looking at it raised {type(error).__name__}."
        said = {"status": "unreadable", "says": words}
    tell(key=key, **said)


def _run(shell: Shell, source: str) -> str:
    """Run a cell, and return what it raised in one line, or nothing."""
    try:
        done = shell.run_cell(source, store_history=False)
    except BaseException as error:
        return type(error).__name__
    error = done.error_before_exec or done.error_in_exec
    if error is None:
        return ""
    try:
        return " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())[:300]
    except BaseException:
        return type(error).__name__


@contextlib.contextmanager
def _no_longer_than(seconds: float) -> Iterator[bool]:
    """Interrupt what takes longer, again and again; yield whether there is any time at all."""
    if not hasattr(signal, "setitimer"):
        yield seconds > 0
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt(f"it took longer than {seconds:.3g} seconds")

    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), 1.0)
    try:
        yield seconds > 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _shut_doors(to_judge: Connection, folder: Path, seconds: float) -> None:
    """Leave nothing open but the way to the judge, and no setting of the teacher's."""
    os.chdir(folder)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    if os.name == "posix":
        os.closerange(3, to_judge.fileno())
        os.closerange(to_judge.fileno() + 1, 4096)
    sys.stdin, sys.stdout, sys.stderr = map(os.fdopen, range(3), "rww")
    os.environ.clear()
    homes = dict.fromkeys(("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"), str(folder))
    os.environ.update(SETTINGS | homes)
    sys.path.insert(0, str(folder))
    if os.name != "posix":  # nobody else interrupts it there
        threading.Timer(seconds, os._exit, [1]).start()
