"""Play and pause: a clock that runs a picture by itself, no faster than the page can paint."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from weakref import WeakSet

import ipywidgets as widgets

from mathdl.explore.control_widgets import button, walk, wrapping
from mathdl.explore.interrupt import on_interrupt
from mathdl.explore.picture import Picture
from mathdl.plots.kit.controls import Clock

CATCH_UP = 3  # frames by which a clock may be late and still come back to its beat
PATIENCE = 2.0  # seconds without a word from the page, after which nobody is watching


_players: WeakSet[Player] = WeakSet()


def halt_all() -> None:
    """Stop every clock, as the interrupt of the kernel does."""
    for player in list(_players):
        player.halt()


class Player(widgets.HBox):
    """The row of a `Clock`: the slider, play or pause, a step back or on, back to the start.

    A thread moves the slider, so that the picture also plays while a cell computes. It stops at
    the end, on Pause, at an error, when the kernel is interrupted, when the row is hidden, and when
    the picture is no longer on a page; it never starts by itself.

    Parameters
    ----------
    control : Clock
    slider : IntSlider
        Holds the step number; drawing follows its value.
    picture : Picture
        Tells when it has painted.
    ended : function
        Whether more steps would change nothing any more.
    rest : function, optional
        Called when it stands still again.
    """

    def __init__(
        self,
        control: Clock,
        slider: widgets.IntSlider,
        picture: Picture,
        ended: Callable[[], bool] = lambda: False,
        rest: Callable[[], None] | None = None,
    ) -> None:
        self.control, self.slider, self.picture = control, slider, picture
        self.ended, self.rest = ended, rest
        self._stop = threading.Event()  # of the latest run: an earlier one may still draw its last
        self._stop.set()
        self._turn = threading.Lock()  # one thread at a time begins or ends a run
        self._thread: threading.Thread | None = None
        self.button = button("▶ Play", self.toggle)
        self.button.layout.min_width = "84px"  # also for Pause, so that nothing moves
        back = button("◀ Back", lambda: (self.pause(), walk(slider, -1)))
        step = button("Next ▶", lambda: (self.pause(), walk(slider, 1)))
        reset = button("Reset", self.reset)
        super().__init__([slider, self.button, back, step, reset], layout=wrapping())
        _players.add(self)
        on_interrupt(halt_all)
        picture.observe(self._left, "_view_count")
        self.layout.observe(self._hidden, "display")

    @property
    def playing(self) -> bool:
        """Whether the clock runs."""
        return not self._stop.is_set()

    def toggle(self) -> None:
        """Play or pause."""
        (self.pause if self.playing else self.play)()

    def play(self) -> None:
        """Start the clock, from the beginning if it stands at the end."""
        with self._turn:
            if self.playing:
                return
            if self.slider.value >= self.slider.max or self.ended():
                self.slider.value = 0
            stop = self._stop = threading.Event()
            self.button.description = "❚❚ Pause"
            self._thread = threading.Thread(
                target=self._run, args=(stop,), name="mathdl player", daemon=True
            )
            self._thread.start()

    def halt(self) -> None:
        """Stop the clock, without waiting for the frame that is being drawn."""
        self._stop.set()
        self.picture.wake()

    def pause(self) -> None:
        """Stop the clock and wait until the picture stands still."""
        self.halt()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(PATIENCE)

    def reset(self) -> None:
        """Stop, and go back to step 0."""
        self.pause()
        self.slider.value = 0

    def advance(self) -> bool:
        """Move on by one frame; False at the end."""
        walk(self.slider, self.control.per_frame)
        return self.slider.value < self.slider.max and not self.ended()

    def close(self) -> None:
        """Stop the clock, and close the row."""
        self.halt()
        super().close()

    def _run(self, stop: threading.Event) -> None:
        # An error stands in place of the picture already, and in a thread nobody could catch it.
        with suppress(Exception), self.picture.watched():
            running, due = True, time.perf_counter()
            while running and self.picture.wait_for_room(PATIENCE, stop):
                running = self.advance()
                # On the beat: what a late frame has lost, those after it make up, if it is little.
                late = time.perf_counter() - CATCH_UP * self.control.seconds
                due = max(due + self.control.seconds, late)
                stop.wait(due - time.perf_counter())
        with self._turn:
            stop.set()
            if stop is not self._stop:
                return
            self.button.description = "▶ Play"
        if self.rest:
            self.rest()

    def _left(self, change: dict) -> None:
        if not change["new"]:
            self.halt()

    def _hidden(self, change: dict) -> None:
        if change["new"] == "none":
            self.halt()
