"""All notebooks that were handed in, a few at a time."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from mathdl.lab.marking.hand_ins import HandIn
from mathdl.lab.marking.one import FORKS, Marked, mark_one
from mathdl.lab.marking.run_cells import Limits

GRACE = 300.0  # seconds to start, to judge all answers of a notebook, and to tidy up behind it
PRELOADED = "mathdl.lab.marking.preloaded"


class _Running(NamedTuple):
    hand_in: HandIn
    process: multiprocessing.Process
    end: float


def mark_all(
    waiting: list[HandIn],
    exercises: tuple[str, ...],
    variant: str | None,
    limits: Limits,
    tell: Callable[[HandIn, Marked], None],
) -> None:
    """Mark notebooks in processes of their own, as many at once as there are processors.

    Parameters
    ----------
    waiting : list of HandIn
    exercises, variant : tuple of str, str or None
        What the teacher says about the sheet, where that counts more than what a notebook says.
    limits : Limits
    tell : function
        What to do with each, as soon as it is marked.
    """
    processors = len(os.sched_getaffinity(0)) if FORKS else os.cpu_count() or 1
    context = multiprocessing.get_context("forkserver" if FORKS else "spawn")
    if FORKS:  # one process loads everything, and each notebook begins as a copy of it
        context.set_forkserver_preload([PRELOADED])
    waiting = waiting[::-1]
    running: dict[Connection, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < processors:
                hand_in = waiting.pop()
                here, there = context.Pipe(duplex=False)
                arguments = there, hand_in, exercises, variant, limits
                process = context.Process(target=mark_one, args=arguments)
                process.start()
                there.close()
                end = time.monotonic() + limits.seconds + GRACE
                running[here] = _Running(hand_in, process, end)
            for here in wait(list(running), timeout=1.0):
                tell(running[here].hand_in, _received(here))
                running.pop(here).process.join()
                here.close()
            for here in [h for h, one in running.items() if time.monotonic() > one.end]:
                tell(running[here].hand_in, Marked(remark="Judging it took too long."))
                _stop(running.pop(here))
    finally:
        for one in running.values():
            _stop(one)


def _received(here: Connection) -> Marked:
    try:
        return Marked.from_json(here.recv_bytes())
    except (EOFError, OSError):
        return Marked(remark="The process that judged it broke down.")


def _stop(one: _Running) -> None:
    one.process.terminate()
    one.process.join(5)
    one.process.kill()
