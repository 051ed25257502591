"""One notebook: run in a confined process, judged in this one, which is nobody else's."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

from mathdl.exercises.exercise import Posed, Verdict
from mathdl.lab.marking.confine import WALLS, guard_memory, separate
from mathdl.lab.marking.hand_ins import (
    CannotMarkError,
    HandIn,
    read_cells,
    remove,
    sheet_of,
)
from mathdl.lab.marking.plain import coded, from_plain
from mathdl.lab.marking.run_cells import Limits, Task, run_cells
from mathdl.lab.sheets.chapter_cells import answer_name, stub

FORKS = sys.platform == "linux"  # elsewhere processes are started afresh, which takes longer
MOST_TOLD = 20_000_000  # bytes of all answers together
TO_START = 60.0  # seconds, which do not count
PATIENCE = 20.0  # seconds in which one answer has to be judged


@dataclass
class Answer:
    """How an answer was judged.

    Attributes
    ----------
    key : str
    status, says : str
        As of `Verdict`.
    mistake : int, optional
        Which of the exercise's mistakes it is.
    source : str
        The cells that gave it.
    """

    key: str
    status: str
    says: str
    mistake: int | None = None
    source: str = ""


@dataclass
class Marked:
    """What became of a notebook that was handed in.

    Attributes
    ----------
    keys, variant : list of str, str or None
        Its sheet.
    name : str
        Who it says it is of.
    answers : list of Answer
    remark : str
        What went wrong with the notebook as a whole, if anything.
    missing : list of str
        Which of `WALLS` the system could not build around it.
    """

    keys: list[str] = field(default_factory=list)
    variant: str | None = None
    name: str = ""
    answers: list[Answer] = field(default_factory=list)
    remark: str = ""
    missing: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, text: bytes | str) -> Marked:
        """Return what `to_json` wrote."""
        told = json.loads(text)
        return cls(**told | {"answers": [Answer(**answer) for answer in told["answers"]]})

    def to_json(self) -> str:
        """Write it as text."""
        return json.dumps(asdict(self))


def mark_one(
    to_main: Connection,
    hand_in: HandIn,
    exercises: tuple[str, ...],
    variant: str | None,
    limits: Limits,
) -> None:
    """Mark a notebook, and send what became of it as text; the body of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        marked = _marked(hand_in, exercises, variant, limits)
    except CannotMarkError as error:
        marked = Marked(remark=str(error))
    to_main.send_bytes(marked.to_json().encode())


def _marked(
    hand_in: HandIn, exercises: tuple[str, ...], variant: str | None, limits: Limits
) -> Marked:
    cells, told = read_cells(hand_in)
    sheet = sheet_of(cells, told, exercises, variant)
    said = _Said()
    with _own_folder() as folder:
        walls = separate()
        _listen(said, Task(hand_in, cells, sheet, folder, limits, "processes" in walls))
        walls |= said.walls
    marked = Marked(list(sheet.keys), sheet.variant, said.name, remark=said.remark)
    marked.missing = [wall for wall in WALLS if wall not in walls]
    for key, posed in sheet.posed.items():
        marked.answers.append(_answer(key, posed, said, cells))
    return marked


class _Said:
    """What a learner's process has said so far; the last word on an answer counts."""

    def __init__(self) -> None:
        self.walls: set[str] = set()
        self.answers: dict[str, dict[str, Any]] = {}
        self.errors: dict[int, str] = {}
        self.name = self.remark = ""
        self.size = 0

    def hear(self, message: bytes) -> bool:
        """Note what is said; return whether it was the last."""
        self.size += len(message)
        if self.size > MOST_TOLD:
            raise ValueError
        match json.loads(message):
            case {"walls": [*walls]} if self.size == len(message):  # before any cell is run
                self.walls = set(walls)
            case {"cell": int() as place, "error": str() as error}:
                self.errors[place] = error[:300]
            case {"name": str() as name}:
                self.name = "" if name == "..." else name[:200]
            case {"done": True}:
                return True
            case {"key": str() as key} as answer:
                self.answers[key] = answer
            case _:
                raise ValueError
        return False


def _listen(said: _Said, task: Task) -> None:
    """Run the notebook, and listen for as long as it may take."""
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    here, there = context.Pipe(duplex=False)
    learner = context.Process(target=run_cells, args=(there, task))
    learner.start()
    there.close()
    guard_memory()
    try:
        with _no_longer_than(TO_START):
            said.hear(here.recv_bytes(MOST_TOLD))  # which walls there are
        with _no_longer_than(task.limits.seconds):
            while not said.hear(here.recv_bytes(MOST_TOLD)):
                pass
    except TimeoutError:
        said.remark = f"It was stopped after {task.limits.seconds:g} seconds."
    except EOFError:
        said.remark = "It ended before all its answers were read."
    except (OSError, ValueError, RecursionError, MemoryError):
        said.remark = "It said what no notebook says, and was stopped."
    finally:
        _end(learner)
        here.close()


def _end(learner: multiprocessing.Process) -> None:
    """End a process, and all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(learner.pid, signal.SIGKILL)
    learner.kill()
    learner.join()


def _answer(key: str, posed: Posed, said: _Said, cells: list[str]) -> Answer:
    """Judge what was said to be the answer."""
    name = re.compile(rf"\b{answer_name(key)}\b")
    places = [i for i, cell in enumerate(cells) if name.search(cell)]
    source = "\n\n".join(cells[i] for i in places)[:4000]
    told = said.answers.get(key, {})
    begun = posed.kind.box == "code" and stub(key).strip() in map(str.strip, cells)
    try:
        with _no_longer_than(PATIENCE):
            verdict = _verdict(posed, told)
    except TimeoutError:
        verdict = Verdict("unreadable", f"judging it takes longer than {PATIENCE:g} seconds.")
    except Exception:  # it said something that is no answer of this kind
        verdict = Verdict("unreadable", "this is no answer of the kind that is asked for.")
    if not told and said.remark:
        verdict = Verdict("unanswered", "it ended before this answer was read.")
    error = next((said.errors[i] for i in reversed(places) if i in said.errors), "")
    if verdict.status != "right" and begun:
        verdict = Verdict("unanswered", "not answered yet.")
    elif verdict.status == "unanswered" and error:
        verdict = Verdict("unreadable", f"its cell raised {error.rstrip('.')}.")
    named = [i for i, known in enumerate(posed.exercise.mistakes) if known is verdict.mistake]
    return Answer(key, verdict.status, verdict.says[:1000], named[0] if named else None, source)


def _verdict(posed: Posed, told: dict[str, Any]) -> Verdict:
    match told:
        case {"status": "unanswered"}:
            return Verdict("unanswered", "not answered yet.")
        case {"status": "unreadable", "says": str() as says}:
            return Verdict("unreadable", says)
        case {"value": value, "names": [*names]} if posed.kind.box == "code":
            return posed.weigh(from_plain(value), coded([str(name) for name in names]))
        case {"answer": answer} if posed.kind.box == "text":
            return posed.judge(from_plain(answer))
    return Verdict("unanswered", "not answered yet.")


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    """Lend a folder, and remove it, whatever has been put into it."""
    folder = Path(tempfile.mkdtemp(prefix="mathdl-mark-")).resolve()
    try:
        yield folder
    finally:
        remove(folder)


@contextlib.contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes longer; where that cannot be done, others watch the time."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
