"""Work that takes longer than a frame, done in pieces while the page shows how far it is."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from weakref import WeakSet

from mathdl.explore.interrupt import on_interrupt

AT_ONCE = 0.02  # seconds of work before the first picture
PIECE = 0.12  # seconds of work between two pictures

_errands: WeakSet[Errand] = WeakSet()


def halt_all() -> None:
    """Stop all work, as the interrupt of the kernel does."""
    for errand in list(_errands):
        errand.halt()


class Errand:
    """One piece of long work at a time: a new one takes the place of the last.

    Parameters
    ----------
    draw : function
        Takes the values that can be drawn in the meantime and words that say how far the work is,
        or None when it is done.
    lock : RLock
        Held while working and drawing, so that nobody else moves the plot.
    """

    def __init__(self, draw: Callable[[tuple | None], None], lock: threading.RLock) -> None:
        self._draw, self._lock = draw, lock
        self._work: Iterator | None = None
        _errands.add(self)
        on_interrupt(halt_all)

    def begin(self, work: Iterator[tuple], patient: bool) -> None:
        """Work for a moment, draw, and go on in a thread if something is left; called under lock.

        If nobody watches, and one can be patient, all is done at once.
        """
        self._work = work
        if self._go_on(work, math.inf if patient else AT_ONCE):
            threading.Thread(
                target=self._finish, args=(work,), name="mathdl errand", daemon=True
            ).start()

    def halt(self) -> None:
        """Do not go on."""
        self._work = None

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return self._work is not None

    def _go_on(self, work: Iterator[tuple], seconds: float) -> bool:
        """Work for some time and draw; False if nothing is left."""
        end, meanwhile = time.perf_counter() + seconds, None
        while meanwhile is None or time.perf_counter() < end:
            meanwhile = next(work, None)
            if meanwhile is None:
                self._work = None
                break
        self._draw(meanwhile)
        return self._work is work

    def _finish(self, work: Iterator[tuple]) -> None:
        left = True
        while left:
            time.sleep(0.005)  # let those who wait for the lock have it
            with self._lock:
                try:
                    left = self._work is work and self._go_on(work, PIECE)
                except Exception:  # it stands in place of the picture already
                    self._work = None
                    return
