"""Controls that answer while a cell computes."""

from __future__ import annotations

import ipywidgets as widgets


def answer_while_cells_compute(widget: widgets.Widget) -> None:
    """Let the page's messages to `widget` and all it contains be handled at any time.

    JupyterLab sends them to a subshell, a thread of the kernel that is free while a cell computes.
    ipykernel 7.4 sends them on to the thread that spoke last through the same comm (its
    `BaseComm.publish_msg`): for a new widget the thread of the cells, so that the first press of
    Play would wait for them. Without that memory the page's wish holds; other versions of ipykernel
    have no such memory.
    """
    if widget.comm is not None:
        vars(widget.comm).pop("_reply_subshell_id", None)
    for child in getattr(widget, "children", ()):
        answer_while_cells_compute(child)
