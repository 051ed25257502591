"""What several plots under one explorer share: their controls, and where those start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from mathdl.plots.kit.controls import Clock, Control
from mathdl.plots.kit.plot import Plot


def shared_controls(plots: tuple[Plot, ...]) -> dict[str, Control]:
    """Return the controls of several plots, which share those of the same name."""
    shared: dict[str, Control] = {}
    for plot in plots:
        if not isinstance(plot, Plot):
            hint = "; write explore(Name(…)), with parentheses" if isinstance(plot, type) else ""
            raise TypeError(f"explore takes plots, this is {plot!r}{hint}")
        for name, control in plot.controls.items():
            if shared.setdefault(name, control) != control:
                raise ValueError(f"the plots disagree about the control {name!r}")
    if not plots:
        raise TypeError("explore takes at least one plot, for example explore(SquarePlot())")
    return shared


def start_values(
    plots: tuple[Plot, ...], controls: dict[str, Control], given: dict
) -> dict[str, Any]:
    """Check where the controls shall start."""
    for name in given:
        if name not in controls and not any(plot.refusal for plot in plots):
            raise TypeError(
                f"there is no control {name!r}; there is {', '.join(controls) or 'none'}"
            )
    for plot in plots:
        plot.values(**{name: value for name, value in given.items() if name in plot.controls})
    return {name: given.get(name, control.default) for name, control in controls.items()}


def label_of(name: str, control: Control) -> str:
    """Return what stands beside a control."""
    return control.label or name


def ended(explorer: Any) -> bool:
    """Whether more steps would change nothing any more."""
    for plot in explorer.plots:
        values = explorer.values_of(plot)
        last = plot.last_step(**values)
        clocks = (n for n, control in plot.controls.items() if isinstance(control, Clock))
        if last is not None and values[next(clocks)] >= last:
            return True
    return False


def points_of(
    plot: Plot, controls: Mapping[str, widgets.Widget], data: Mapping[str, Control]
) -> list[dict]:
    """Say what never changes about the points of a plot."""
    points = []
    for point in plot.draggable:
        sliders = [
            {"name": name, "min": w.min, "max": w.max, "step": w.step}
            for name in point.sliders
            for w in [controls[name]]
        ]
        label = point.label or " and ".join(label_of(name, data[name]) for name in point.sliders)
        still = {"label": label, "sliders": sliders, "turn": point.turn, "fixed": point.fixed}
        points.append(still | ({"field": point.area(plot)} if point.field else {}))
    return points
