"""Folding by ReLUs: a sheet of paper folded and cut, and a line folded into straight pieces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

import mathdl as dl

FOLD, FLATTEN = 2, 1  # how often relu(v·p − c)·v is taken away: mirrored, or only pushed back
REACH = 2.0  # no point of the sheet, folded or not, has a coordinate beyond ±REACH
TINY = 1e-9


class Line(NamedTuple):
    """The line v·p = c, with an arrow v of length 1: what lies beyond, v·p > c, moves or is cut."""

    normal: tuple[float, float]
    offset: float = 0.0

    @classmethod
    def towards(cls, degrees: float, offset: float = 0.0) -> Line:
        """Return the line whose arrow points that way, counted from the x axis."""
        angle = np.radians(degrees)
        return cls((float(np.cos(angle)), float(np.sin(angle))), offset)

    def beyond(self, p: np.ndarray) -> np.ndarray:
        """Return v·p − c for points p of shape (..., 2)."""
        return p @ np.array(self.normal) - self.offset


# In half, in quarters, in eighths, in sixteenths, all through the middle; then the long thin wedge
# twice across, so that its four parts lie on each other.
CREASES = (
    Line.towards(180),
    Line.towards(270),
    Line.towards(-45),
    Line.towards(-22.5),
    Line.towards(78.75, 0.62),
    Line.towards(78.75, 0.36),
)


def fold(p: np.ndarray, line: Line, strength: int = FOLD) -> np.ndarray:
    """Mirror what lies beyond the line: p − 2·relu(v·p − c)·v; with strength 1, flatten it.

    Parameters
    ----------
    p : array of shape (..., 2)
    line : Line
    strength : int
        2 folds; 1, a bare relu, pushes everything beyond the line onto the line.

    Examples
    --------
    >>> fold(np.array([[3.0, 1.0], [-3.0, 1.0]]), Line((1.0, 0.0)))
    array([[-3.,  1.],
           [-3.,  1.]])
    """
    return p - strength * dl.relu(line.beyond(p))[..., None] * np.array(line.normal)


def fold_network(creases: Sequence[Line], cut: Line, strength: int = FOLD) -> dl.nn.Sequential:
    """Build the net that folds a sheet along the creases, one layer each, and cuts it once.

    Its output is v·q − c of the cut, where q is the point after all folds: positive is cut away.
    A hidden layer has three relu units: v·p − c, and both coordinates, shifted so that relu lets
    them pass. So the net is exact where no coordinate is below −2, and the creases must have
    c ≥ 0, which keeps every folded point as near to the middle as it was.

    Parameters
    ----------
    creases : sequence of Line
    cut : Line
    strength : int
        2 folds, 1 flattens.

    Examples
    --------
    >>> fold_network([Line((1.0, 0.0))], Line((0.0, 1.0)))
    Sequential()
      0: Linear(2, 3)  weight (2, 3), bias (3,): 9 parameters
      1: relu
      2: Linear(3, 1)  weight (3, 1), bias (1,): 4 parameters
      in all 13 parameters
    """
    read, shift = np.eye(2), np.zeros(2)  # the point p from what comes in: p = h @ read + shift
    layers = []
    for normal, offset in creases:
        if offset < 0:
            raise ValueError(f"a crease must not move the middle of the sheet: c = {offset} < 0")
        ask = np.column_stack([np.eye(2), normal])
        layers += [affine(read @ ask, shift @ ask + (REACH, REACH, -offset)), dl.relu]
        read = np.vstack([np.eye(2), -strength * np.array(normal)])
        shift = np.full(2, -REACH)
    normal = np.array(cut.normal)[:, None]
    return dl.nn.Sequential(*layers, affine(read @ normal, shift @ normal - cut.offset))


def affine(weight: np.ndarray, bias: np.ndarray) -> dl.nn.Linear:
    """Return a layer with given weights and biases."""
    layer = dl.nn.Linear(*weight.shape, init=lambda shape, rng: weight)
    layer.bias = dl.Tensor(np.array(bias, dtype=float))
    return layer


def count_parameters(network: dl.nn.Module) -> int:
    """Count all weights and biases, also those that happen to be 0."""
    return sum(p.size for p in network.parameters())


def crease(polygon: np.ndarray, lines: Sequence[Line], strength: int = FOLD) -> list[np.ndarray]:
    """Fold a convex polygon, and return the parts into which the creases divide it.

    Parameters
    ----------
    polygon : array of shape (corners, 2)
    lines : sequence of Line
    strength : int
        2 folds, 1 flattens.

    Returns
    -------
    list of array of shape (corners, 1 + folds, 2)
        Each part is a convex polygon on the flat sheet, [:, 0], and moves without bending: after
        k folds it is [:, k].
    """
    parts = [np.asarray(polygon, dtype=float)[:, None]]
    for line in lines:
        halves = [h for part in parts for h in divide(part, line.beyond(part[:, -1])) if len(h)]
        parts = [np.append(h, fold(h[:, -1:], line, strength), axis=1) for h in halves]
    return parts


def divide(part: np.ndarray, side: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Divide a convex polygon where `side`, known at its corners, is 0: below, and above.

    All stages of folding are divided alike, since each moves the part without bending it. A half
    that is no more than a line comes back without corners.
    """
    side = np.where(np.abs(side) < TINY, 0.0, side)
    if not (side > 0).any() or not (side < 0).any():
        empty = part[:0]
        return (empty, part) if (side > 0).any() else (part, empty)
    turn = np.roll(np.arange(len(side)), -1)
    below, above = [], []
    for p, q, a, b in zip(part, part[turn], side, side[turn]):
        if a <= 0:
            below.append(p)
        if a >= 0:
            above.append(p)
        if a * b < 0:
            crossing = p + a / (a - b) * (q - p)
            below.append(crossing)
            above.append(crossing)
    return np.array(below), np.array(above)


class CutPaper(NamedTuple):
    """Parts of a sheet after a cut, all of shape (corners, 1 + folds, 2); an edge has two ends."""

    kept: list[np.ndarray]
    away: list[np.ndarray]
    edges: list[np.ndarray]


def cut_through(parts: Sequence[np.ndarray], cut: Line) -> CutPaper:
    """Cut folded parts, as `crease` returns them, in all layers; what lies beyond is cut away."""
    paper = CutPaper([], [], [])
    for part in parts:
        below, above = divide(part, cut.beyond(part[:, -1]))
        paper.kept.extend([below] if len(below) else [])
        paper.away.extend([above] if len(above) else [])
        if len(below) and len(above):
            paper.edges.append(below[np.abs(cut.beyond(below[:, -1])) < TINY])
    return paper


def count_straight(edges: np.ndarray) -> int:
    """Count edges, where those that continue each other in a straight line are one.

    Parameters
    ----------
    edges : array of shape (n, 2, 2)
        The two ends of each.

    Examples
    --------
    >>> count_straight(np.array([[[0, 0], [1, 0]], [[2, 0], [1, 0]], [[2, 0], [2, 1]]]))
    2
    """
    x, y = (edges[:, 1] - edges[:, 0]).T
    gaps = np.linalg.norm(edges[:, None, :, None] - edges[None, :, None, :], axis=-1)
    touch = gaps.min(axis=(2, 3), initial=np.inf) < TINY
    parallel = np.abs(np.outer(x, y) - np.outer(y, x)) < TINY
    return len(edges) - int(np.triu(touch & parallel, 1).sum())


def area(polygon: np.ndarray) -> float:
    """Return the area of a polygon with the given corners.

    Examples
    --------
    >>> area(np.array([[0, 0], [2, 0], [2, 1]]))
    1.0
    """
    x, y = polygon.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def zigzag_network(layers: int) -> dl.nn.Sequential:
    """Fold the line from 0 to 1 in half, as often as there are layers.

    One fold is tent(x) = 2·relu(x) − 4·relu(x − ½), two are tent(tent(x)), and so on. Two units a
    layer: k folds make 2ᵏ straight pieces, with 6k + 1 parameters.

    Examples
    --------
    >>> zigzag_network(2)(np.array([[0.0], [0.25], [0.5], [0.75], [1.0]])).data[:, 0]
    array([0., 1., 0., 1., 0.])
    """
    ask, read = np.array([[1.0, 1.0]]), np.array([[2.0], [-4.0]])
    shift = np.array([0.0, -0.5])
    linear = [affine(ask, shift), *(affine(read @ ask, shift) for _ in range(layers - 1))]
    hidden = (part for layer in linear for part in (layer, dl.relu))
    return dl.nn.Sequential(*hidden, affine(read, np.zeros(1)))


BUDGET = 301  # parameters: those of one hidden layer of 100 units between one input and one output


def width_for(layers: int) -> int:
    """Return how wide equal hidden layers must be for about 301 parameters, one input, one output.

    Examples
    --------
    >>> [width_for(layers) for layers in range(1, 11)]
    [100, 15, 11, 9, 8, 7, 6, 6, 5, 5]
    """
    return min(range(1, BUDGET), key=lambda w: abs((layers - 1) * (w * w + w) + 3 * w + 1 - BUDGET))


def random_network(layers: int, seed: int) -> dl.nn.Sequential:
    """Draw a net of about 301 parameters by He's rule, with biases of std ½.

    With all biases 0, as a layer has them at the start of training, there would be one corner at
    most, at x = 0.
    """
    rng = np.random.default_rng((layers, seed))
    sizes = [1, *[width_for(layers)] * layers, 1]
    parts = []
    for linear in (dl.nn.Linear(m, n, rng=rng) for m, n in pairwise(sizes)):
        linear.bias = dl.Tensor(rng.normal(0, 0.5, linear.bias.shape))
        parts += [linear, dl.relu]
    return dl.nn.Sequential(*parts[:-1])


def corners(network: dl.nn.Sequential, low: float, high: float) -> np.ndarray:
    """Return low, high and every x between where the graph of a relu net bends, in order.

    Between neighbours the graph is straight, so there is one piece fewer than there are numbers.
    Found by walking through the layers: as long as the numbers before a relu change straight
    between neighbours, a change of sign tells exactly where the relu adds a corner.

    Parameters
    ----------
    network : Sequential
        One input, one output; linear layers and `dl.relu`.
    low, high : float

    Examples
    --------
    >>> corners(zigzag_network(2), 0, 1)
    array([0.  , 0.25, 0.5 , 0.75, 1.  ])
    """
    x = np.array([low, high], dtype=float)
    for i, layer in enumerate(network):
        if layer is dl.relu:
            z = dl.nn.Sequential(*network.layers[:i])(dl.Tensor(x[:, None])).data
            gap, unit = np.nonzero(z[:-1] * z[1:] < 0)
            a, b = z[gap, unit], z[gap + 1, unit]
            x = np.unique(np.append(x, x[gap] + a / (a - b) * (x[gap + 1] - x[gap])))
    middle = dl.Tensor(((x[:-1] + x[1:]) / 2)[:, None])
    network(middle).sum().backward()
    slope = middle.grad[:, 0]
    # A corner of one unit can be lost where all units after it are off.
    bends = np.abs(np.diff(slope)) > TINY * np.abs(slope).max()
    return x[np.concatenate([[True], bends, [True]])]
