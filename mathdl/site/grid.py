"""Which values of its controls a picture has on the web: an even, thinned-out grid."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np

from mathdl.plots.kit.controls import Choice, Clock, Control, Slider, Stepper, Text, Toggle

FEWEST = 3  # values that every slider keeps, however many controls there are
# Of a clock and of a seed: how many values they keep, and what is given up if that is too many.
LEAST = ((12, FEWEST), (12, 1), (6, 1), (FEWEST, 1))
SHORT = 45  # steps of a clock that are all kept
SEEN = 6  # times as many combinations as drawings: where controls are hidden, many look alike

Grid = dict[str, list[Any]]


def all_values(control: Control) -> list[Any]:
    """Return the values that a reader can reach in JupyterLab; of a text, the one it starts with.

    Examples
    --------
    >>> all_values(Slider(0.0, -0.2, 0.2, 0.1))
    [-0.2, -0.1, 0.0, 0.1, 0.2]
    """
    match control:
        case Slider():
            low, high = control.position(control.min), control.position(control.max)
            steps = low + control.step * np.arange(int((high - low) / control.step + 1e-6) + 1)
            exact = [float(f"{10.0**at if control.log else at:.10g}") for at in steps.tolist()]
            return [control.read(min(value, control.max)) for value in exact]
        case Choice():
            return list(control.options)
        case Toggle():
            return [False, True]
        case Stepper() | Clock():
            return list(range(control.max + 1))
    return [control.default]


def grid(
    controls: Mapping[str, Control],
    start: Mapping[str, Any],
    named: Mapping[str, Iterable[Any]],
    near: Iterable[float],
    states: int,
    hides: bool = True,
) -> Grid:
    """Choose values for each control, so that they combine to about `states` drawings.

    Parameters
    ----------
    controls, start : dict
        By name; where they start.
    named : dict
        Values that calls in the notebook name: they are kept, as ends, defaults and starts are.
    near : numbers
        What the text around the picture names: kept as well, if that is not too much.
    states : int
    hides : bool
        Whether a hidden control changes nothing, so that its values need no drawings of their own.
    """
    wanted = {n: [start[n], c.default, *named.get(n, ())] for n, c in controls.items()}
    also = {n: [*(near if _counts(c) else ()), *wanted[n]] for n, c in controls.items()}
    for kept in (also, wanted):
        chosen = _thinned(controls, kept, start, states, hides)
        if not _too_many(controls, chosen, start, states, hides):
            break
    return chosen


def _thinned(
    controls: Mapping[str, Control],
    wanted: Mapping[str, list[Any]],
    start: Mapping[str, Any],
    states: int,
    hides: bool,
) -> Grid:
    """Thin out the control with the most values, until there are few enough, or all are wanted."""
    wanted = {
        n: [c.read(v) if _counts(c) else v for v in wanted[n] if takes(c, v)]
        for n, c in controls.items()
    }
    full = {name: _with(control, wanted[name]) for name, control in controls.items()}
    kept = {
        name: {full[name][0], full[name][-1], *wanted[name]} & {*full[name]}
        if _counts(control)
        else set()
        for name, control in controls.items()
    }
    thinned = {name for name, control in controls.items() if _may_be_thinned(control, full[name])}
    for steps, seeds in LEAST:
        chosen = dict(full)
        least = {n: steps if isinstance(controls[n], Clock) else FEWEST for n in thinned}
        least = {n: max(fewest, len(kept[n])) for n, fewest in least.items()}
        if seeds == 1 and "seed" in thinned:
            chosen["seed"] = [start["seed"]]
        while _too_many(controls, chosen, start, states, hides):
            large = [name for name in sorted(thinned) if len(chosen[name]) > least[name]]
            if not large:
                break
            most = max(large, key=lambda name: len(chosen[name]))
            count = max(least[most], min(len(chosen[most]) - 1, len(chosen[most]) * 9 // 10))
            chosen[most] = thin(full[most], count, kept[most])
        else:
            break
    return chosen


def thin(values: list[Any], count: int, kept: set[Any]) -> list[Any]:
    """Take about `count` of the values, evenly, `kept` among them.

    Examples
    --------
    >>> thin(list(range(21)), 6, {0, 7, 20})
    [0, 4, 7, 12, 16, 20]
    """
    places = np.linspace(0, len(values) - 1, count).round().astype(int).tolist()
    for value in sorted(kept):
        at = values.index(value)
        if at in places:
            continue
        inner = [i for i, place in enumerate(places) if values[place] not in kept]
        nearest = min(inner, key=lambda i: abs(places[i] - at), default=None)
        if nearest is None:
            places.append(at)
        else:
            places[nearest] = at
    return [values[place] for place in sorted(set(places))]


def canonical(
    controls: Mapping[str, Control], values: Mapping[str, Any], start: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values with hidden controls where they start: what is hidden shows nothing."""
    return {
        name: value if control.when is None or control.when(values) else start[name]
        for (name, control), value in zip(controls.items(), values.values())
    }


def combinations(chosen: Grid) -> Iterable[dict[str, Any]]:
    """Yield all combinations of the values, those of the last control changing first."""
    return (dict(zip(chosen, values)) for values in itertools.product(*chosen.values()))


def _may_be_thinned(control: Control, full: list[Any]) -> bool:
    if isinstance(control, Clock):
        return len(full) > SHORT
    return isinstance(control, Slider) and len(full) > FEWEST


def _counts(control: Control) -> bool:
    return isinstance(control, Slider | Clock | Stepper)


def _with(control: Control, wanted: list[Any]) -> list[Any]:
    """Return all values of a control, and among them exactly those that are wanted."""
    values = all_values(control)
    if isinstance(control, Text):
        return list(dict.fromkeys([*values, *wanted]))
    if not isinstance(control, Slider):
        return values
    for value in map(control.read, wanted):
        same = partial(math.isclose, value, abs_tol=0 if control.log else control.step / 1000)
        values = [*(other for other in values if not same(other)), value]
    return sorted(values)


def takes(control: Control, value: Any) -> bool:
    """Whether a control can take a value."""
    if isinstance(control, Slider) and control.log and not value >= control.min * (1 - 1e-9):
        return False  # `read` forgives more at the end of a slider than its smallest value is
    try:
        control.read(value)
    except (ValueError, TypeError):
        return False
    return True


def _too_many(
    controls: Mapping[str, Control],
    chosen: Grid,
    start: Mapping[str, Any],
    states: int,
    hides: bool,
) -> bool:
    count = math.prod(map(len, chosen.values()))
    if count <= states:
        return False
    if not hides or count > SEEN * states or not any(c.when for c in controls.values()):
        return True
    shown = {tuple(canonical(controls, one, start).values()) for one in combinations(chosen)}
    return len(shown) > states
