"""All that the workbench shows of one moment of one training, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

import mathdl as dl
from mathdl.playground.problems import BY_WORD, Data
from mathdl.playground.settings import Settings
from mathdl.playground.training import Look, Training, classes_of, inputs, objective, weights
from mathdl.plots.kit.plane import Box, grid
from mathdl.tensor import value_of

BOX = (-1.15, 1.15, -1.15, 1.15)
CELLS = 50  # of the large map
SMALL = 32  # cells of a unit's map, at most


@dataclass(frozen=True)
class Moment:
    """One moment of one training.

    Attributes
    ----------
    settings, data, training
        Whose moment it is.
    step : int
        How many steps have been taken: fewer than the settings say, if training has ended before.
    net : Sequential
    look : Look
    maps : list of arrays of shape (units, side, side)
        Of each unit of each layer, the features first and the answer last.
    answer : array of shape (51², outputs)
        The logits or heights on the large map.
    seen : array of shape (51²,), optional
        What the chosen unit sees on the large map.
    messages : list of float
        RMS of n·∂L/∂z, for each layer of weights: how much the loss of a point feels its sums z.
    moves : list of float
        The largest change of a weight in the last step, by layer.
    slopes : list of arrays
        The loss's gradient in the weights, by layer.
    felt : list of arrays
        RMS of n·∂L/∂z of each unit, by layer.
    off : list of bool arrays of shape (units,)
        Which units of each layer are 0 for every point that is seen.
    counts : array of shape (classes, classes)
        Unseen points by true class (row) and answer (column).
    """

    settings: Settings
    data: Data
    training: Training
    step: int
    net: dl.nn.Sequential
    look: Look
    maps: list[np.ndarray]
    answer: np.ndarray
    seen: np.ndarray | None
    messages: list[float]
    moves: list[float]
    slopes: list[np.ndarray]
    felt: list[np.ndarray]
    off: list[np.ndarray]
    counts: np.ndarray


def box_of(settings: Settings) -> Box:
    """Return the square that is shown."""
    problem = BY_WORD.get(settings.data)
    return problem.box if problem else BOX


def moment(
    settings: Settings,
    data: Data,
    training: Training,
    side: int,
    effects: bool = False,
    chosen: tuple[int, int] = (0, 0),
) -> Moment:
    """Measure a moment.

    Parameters
    ----------
    side : int
        Cells of a unit's map in either direction.
    effects : bool
        Whether maps are of what units do for the answer, not of what they see.
    chosen : (int, int)
        The layer and the unit that the large map is of, counted from 1; layer 0 for the answer.
    """
    step, net = training.at(settings.step)
    layer, unit = chosen
    with np.errstate(all="ignore"):
        box = box_of(settings)
        small, large = (inputs(settings, X) for X in (_middles(box, side), grid(box, CELLS)))
        made = net.outputs(large)
        seen = _layers(net, made)[layer - 1][:, unit - 1] if layer else None
        points, unseen = training.inputs
        says = value_of(net(unseen))
        sent = net.outputs(dl.Tensor(points))
        objective(settings, data, lambda _: sent[-1], points, data.y).backward()
        sums = [out for part, out in zip(net, sent) if isinstance(part, dl.nn.Linear)]
        felt = [len(points) * _rms(z.grad) for z in sums]
        slopes = [part.weight.grad for part in weights(net)]
        off = [~out.any(axis=0) for out in _layers(net, sent)]
        # Last, for it sends something else back through the same weights.
        maps = _effects(net, small) if effects else [small, *_layers(net, net.outputs(small))]
    return Moment(
        settings, data, training, step, net, training.judged(value_of(sent[-1]), says),
        [_square(part, side) for part in maps], value_of(made[-1]), seen,
        [float(_rms(one)) for one in felt], _moves(training, step, net),
        slopes, felt, off, _counts(says, data),
    )  # fmt: skip


@lru_cache(maxsize=32)
def _middles(box: Box, side: int) -> np.ndarray:
    """Return the middles of side × side cells, row by row from the bottom up."""
    left, right, bottom, top = box
    half = (right - left) / side / 2
    return grid((left + half, right - half, bottom + half, top - half), side - 1)


def _layers(net: dl.nn.Sequential, made: list) -> list[np.ndarray]:
    """Return what each layer puts out, after its bend if it has one."""
    return [value_of(made[i]) for i in _ends(net)]


def _ends(net: dl.nn.Sequential) -> list[int]:
    """Return the places of the last part of each layer: its bend, or itself without one."""
    begins = [i for i, part in enumerate(net) if isinstance(part, dl.nn.Linear)]
    return [*(i - 1 for i in begins[1:]), len(net) - 1]


def _effects(net: dl.nn.Sequential, X: np.ndarray) -> list[np.ndarray]:
    """Return, at points X, the slope of the answer in every feature and every unit's output."""
    first = dl.Tensor(X)
    made = net.outputs(first)
    score = made[-1][:, -1] - made[-1][:, 0] if made[-1].shape[1] > 1 else made[-1][:, 0]
    score.sum().backward()
    return [first.grad, *(np.broadcast_to(made[i].grad, made[i].shape) for i in _ends(net))]


def _rms(a: np.ndarray) -> np.ndarray:
    """Return the root of the mean square over the first axis, however large the numbers are."""
    largest = np.max(np.abs(a)) or 1.0
    return largest * np.sqrt(np.mean((a / largest) ** 2, axis=0))


def _square(part: np.ndarray, side: int) -> np.ndarray:
    return part.T.reshape(part.shape[1], side, side)


def _moves(training: Training, step: int, net: dl.nn.Sequential) -> list[float]:
    """Return the largest change of a weight in the last step, by layer."""
    if not step:
        return [0.0] * len(weights(net))
    now, before = training.run.state(step), training.run.state(step - 1)
    changes = [float(np.max(np.abs(new - old))) for new, old in zip(now, before, strict=True)]
    return changes[::2]  # each layer has its weights, and then its biases


def _counts(logits: np.ndarray, data: Data) -> np.ndarray:
    if not data.classes:
        return np.zeros((0, 0), int)
    counts = np.zeros((data.classes, data.classes), int)
    np.add.at(counts, (data.v, classes_of(logits)), 1)
    return counts
