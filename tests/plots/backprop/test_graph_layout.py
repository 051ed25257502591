"""Boxes stand apart, edges go to the right and cross rarely."""

from itertools import pairwise

import numpy as np
import pytest

from mathdl.plots.backprop.graph_layout import WIRE, crossings, layered


def apart(layout, sizes, gap=16.0):
    """Boxes and passing edges of one layer keep their distance."""
    spans = [(layer, y, size) for layer, y, size in zip(layout.layers, layout.heights, sizes)]
    spans += [(layer, y, WIRE) for route in layout.routes for layer, y in route[1:-1]]
    for (a, y, size), (b, z, other) in pairwise(sorted(spans)):
        if a == b:
            assert z - y >= (size + other) / 2 + gap - 1e-6


def crossed(layout, edges):
    """Crossings of the edges as drawn."""
    points = sorted({p for route in layout.routes for p in route} | {
        (layer, y) for layer, y in zip(layout.layers, layout.heights)
    })  # fmt: skip
    number = {point: i for i, point in enumerate(points)}
    columns = [[number[p] for p in points if p[0] == k] for k in range(points[-1][0] + 1)]
    short = [(number[a], number[b]) for route in layout.routes for a, b in pairwise(route)]
    return crossings(columns, short)


@pytest.mark.parametrize("seed", range(60))
def test_random_graphs(seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 21))
    edges = [
        (int(rng.integers(i)), i) for i in range(1, count) for _ in range(rng.integers(0, 3))
    ] or [(0, 1)]
    sizes = rng.choice([24.0, 80.0], count).tolist()
    layout = layered(sizes, edges, height=300.0)
    apart(layout, sizes)
    for (a, b), route in zip(edges, layout.routes, strict=True):
        assert route[0] == (layout.layers[a], layout.heights[a])
        assert route[-1] == (layout.layers[b], layout.heights[b])
        assert [layer for layer, _ in route] == list(range(route[0][0], route[-1][0] + 1))
        assert len(route) >= 2
    room = max(300.0, layout.height)
    for y, size in zip(layout.heights, sizes, strict=True):
        assert size / 2 - 1e-6 <= y <= room - size / 2 + 1e-6
    assert layered(sizes, edges, height=300.0) == layout


@pytest.mark.parametrize(
    ("count", "edges", "most"),
    [
        (4, [(0, 1), (1, 2), (2, 3)], 0),
        (4, [(0, 1), (0, 2), (1, 3), (2, 3)], 0),
        (6, [(0, 4), (1, 3), (2, 3), (0, 5), (1, 4)], 0),  # a planar ladder, given crosswise
        (7, [(0, 3), (1, 3), (2, 4), (3, 4), (0, 5), (4, 5), (5, 6)], 0),
        (6, [(a, b) for a in (0, 1, 2) for b in (3, 4, 5)], 9),  # K₃₃ in two layers: nine
        (12, [(0, 6), (1, 6), (2, 7), (3, 7), (4, 8), (5, 8), (6, 9), (8, 9), (7, 10), (9, 11),
              (10, 11)], 1),
    ],
)  # fmt: skip
def test_few_crossings(count, edges, most):
    assert crossed(layered([80.0] * count, edges), edges) <= most


def test_an_input_stands_beside_its_first_user():
    layout = layered([80.0] * 5, [(0, 1), (1, 2), (2, 4), (3, 4)])
    assert layout.layers == [0, 1, 2, 2, 3]


def test_a_chain_is_straight():
    layout = layered([80.0] * 6, list(pairwise(range(6))), height=400.0)
    assert layout.heights == pytest.approx([200.0] * 6)
