"""Where the boxes of a graph stand: in layers from left to right, with few crossings.

After Sugiyama and others: every node goes to a layer, edges that span several layers get a dummy
node in each between, sweeps order the layers, and every layer settles near its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[int, int]
SWEEPS = 12
WIRE = 12.0  # the height that an edge takes where it passes a layer


@dataclass(frozen=True)
class Layout:
    """Positions: of each node its layer and its height, of each edge the points it passes.

    Attributes
    ----------
    layers : list of int
    heights : list of float
        Of the middle of each box, from the top.
    routes : list of list of (int, float)
        For each edge, layer and height at its start, in each layer between, and at its end.
    height : float
        So much is needed.
    """

    layers: list[int]
    heights: list[float]
    routes: list[list[tuple[int, float]]]
    height: float


def layered(
    sizes: Sequence[float], edges: Sequence[Edge], gap: float = 16.0, height: float = 0.0
) -> Layout:
    """Lay out a graph without cycles.

    Parameters
    ----------
    sizes : sequence of float
        How high each node's box is.
    edges : sequence of (int, int)
        From node to node; each node's number is larger than those of its predecessors, or edges
        must at least not run in a circle. An edge may occur twice.
    gap : float
        Between neighbours in a layer, at least.
    height : float
        To be used where it suffices.

    Returns
    -------
    Layout

    Examples
    --------
    >>> layout = layered([40, 40, 40], [(0, 2), (1, 2)])
    >>> layout.layers, layout.heights
    ([0, 0, 1], [20.0, 76.0, 48.0])
    """
    layers = _layers(len(sizes), edges)
    sizes, layer_of, short, chains = _with_dummies(sizes, layers, edges)
    columns = [
        [i for i, layer in enumerate(layer_of) if layer == k] for k in range(max(layers) + 1)
    ]
    columns = _ordered(columns, short)
    needed = max(sum(sizes[i] for i in column) + gap * (len(column) - 1) for column in columns)
    place = _settled(columns, sizes, short, gap, max(height, needed))
    routes = [[(layer_of[i], place[i]) for i in chain] for chain in chains]
    return Layout(layers, place[: len(layers)], routes, needed)


def crossings(columns: Sequence[Sequence[int]], edges: Sequence[Edge]) -> int:
    """Count how many pairs of edges between neighbouring columns cross."""
    at = {node: i for column in columns for i, node in enumerate(column)}
    column_of = {node: k for k, column in enumerate(columns) for node in column}
    total = 0
    for i, (a, b) in enumerate(edges):
        for c, d in edges[:i]:
            if column_of[a] == column_of[c]:
                total += (at[a] - at[c]) * (at[b] - at[d]) < 0
    return total


def _layers(count: int, edges: Sequence[Edge]) -> list[int]:
    """Layers by the longest path; what nothing flows into stands right before its first user."""
    after: list[list[int]] = [[] for _ in range(count)]
    missing = [0] * count
    for a, b in edges:
        after[a].append(b)
        missing[b] += 1
    sources = [i for i in range(count) if not missing[i]]
    layers, ready = [0] * count, list(sources)
    for node in ready:  # the list grows while we walk along it
        for b in after[node]:
            layers[b] = max(layers[b], layers[node] + 1)
            missing[b] -= 1
            if not missing[b]:
                ready.append(b)
    for i in sources:
        layers[i] = min((layers[b] - 1 for b in after[i]), default=0)
    return layers


def _with_dummies(
    sizes: Sequence[float], layers: list[int], edges: Sequence[Edge]
) -> tuple[list[float], list[int], list[Edge], list[list[int]]]:
    """Cut every edge where it passes a layer; return sizes, layers, short edges, and the chains."""
    sizes, layer_of, chains = list(sizes), list(layers), []
    for a, b in edges:
        between = range(layers[a] + 1, layers[b])
        chains.append([a, *range(len(sizes), len(sizes) + len(between)), b])
        sizes += [WIRE] * len(between)
        layer_of += between
    return sizes, layer_of, [edge for chain in chains for edge in pairwise(chain)], chains


def _ordered(columns: list[list[int]], edges: list[Edge]) -> list[list[int]]:
    """Sweep over the columns, sort each by the mean place of its neighbours; keep the best."""
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for a, b in edges:
        before.setdefault(b, []).append(a)
        after.setdefault(a, []).append(b)
    best, fewest = columns, crossings(columns, edges)
    for start in (columns, [column[::-1] for column in columns]):
        current = [list(column) for column in start]
        for sweep in range(SWEEPS):
            if not fewest:
                break
            forth = sweep % 2 == 0
            neighbours = before if forth else after
            at: dict[int, float] = {}
            for column in current if forth else current[::-1]:
                middle = {i: (k + 0.5) / len(column) for k, i in enumerate(column)}
                for i in column:
                    near = [at[j] for j in neighbours.get(i, ())]
                    middle[i] = sum(near) / len(near) if near else middle[i]
                column.sort(key=middle.__getitem__)
                at |= {i: (k + 0.5) / len(column) for k, i in enumerate(column)}
            _swap_neighbours(current, edges)
            if (count := crossings(current, edges)) < fewest:
                best, fewest = [list(column) for column in current], count
    return best


def _swap_neighbours(columns: list[list[int]], edges: list[Edge]) -> None:
    """Exchange two that stand side by side wherever that saves a crossing."""
    count = crossings(columns, edges)
    for column in columns:
        for k in range(len(column) - 1):
            column[k], column[k + 1] = column[k + 1], column[k]
            if (changed := crossings(columns, edges)) < count:
                count = changed
            else:
                column[k], column[k + 1] = column[k + 1], column[k]


def _settled(
    columns: list[list[int]], sizes: list[float], edges: list[Edge], gap: float, height: float
) -> list[float]:
    """Move every node towards its neighbours, as far as order, gaps and height allow."""
    near: list[list[int]] = [[] for _ in sizes]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    # A small label without predecessors follows its box, it does not pull or push it.
    targets = {b for _, b in edges}
    pull = [1.0 if i in targets else (size / max(sizes)) ** 4 for i, size in enumerate(sizes)]
    place = [0.0] * len(sizes)
    for column in columns:
        _settle(column, [height / 2] * len(column), sizes, pull, gap, height, place)
    for sweep in range(8 * SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            wanted = [
                sum(pull[j] * place[j] for j in near[i]) / sum(pull[j] for j in near[i])
                if near[i]
                else place[i]
                for i in column
            ]
            _settle(column, wanted, sizes, pull, gap, height, place)
    top = min(at - size / 2 for at, size in zip(place, sizes))
    bottom = max(at + size / 2 for at, size in zip(place, sizes))
    return [at + (height - top - bottom) / 2 for at in place]


def _settle(
    column: list[int],
    wanted: list[float],
    sizes: list[float],
    pull: list[float],
    gap: float,
    height: float,
    place: list[float],
) -> None:
    """Put a column as near to the wanted places as can be (least squares, by pooling)."""
    offsets, top = [], 0.0
    for i in column:
        offsets.append(top + sizes[i] / 2)
        top += sizes[i] + gap
    pools: list[tuple[float, float, int]] = []  # place, pull, number of those packed together
    for i, want, offset in zip(column, wanted, offsets):
        mean, weight, n = want - offset, pull[i], 1
        while pools and pools[-1][0] > mean:
            other, heavy, m = pools.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, n = weight + heavy, n + m
        pools.append((mean, weight, n))
    shifts = [min(max(mean, 0.0), height - (top - gap)) for mean, _, n in pools for _ in range(n)]
    for i, offset, shift in zip(column, offsets, shifts):
        place[i] = offset + shift
