"""The interrupt button of the kernel stops what plays, too."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

_stops: dict[Callable[[], None], None] = {}  # in the order in which they came


def on_interrupt(stop: Callable[[], None]) -> None:
    """Call `stop`, and all that were given before, when the kernel is interrupted.

    Interrupted while a cell computes, the cell ends with an error, and IPython tells. Between cells
    ipykernel takes no notice of interrupts: after each cell it puts back the handler that it found
    before it and keeps in `saved_sigint_handler`. There stands ours from now on.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    kernel = getattr(shell, "kernel", None)
    _stops[stop] = None
    if kernel is None:
        return

    def between_cells(*_: Any) -> None:
        threading.Thread(target=_stop_all).start()  # a handler of signals must not wait for a lock

    def after_a_cell(result: Any) -> None:
        if isinstance(result.error_in_exec, KeyboardInterrupt):
            _stop_all()

    if hasattr(kernel, "saved_sigint_handler"):
        kernel.saved_sigint_handler = between_cells
    if not getattr(shell, "mathdl_heeds_interrupts", False):
        shell.mathdl_heeds_interrupts = True
        shell.events.register("post_run_cell", after_a_cell)


def _stop_all() -> None:
    for stop in _stops:
        stop()
