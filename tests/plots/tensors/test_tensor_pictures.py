"""The pictures of shapes in chapter 2: what their artists show is what NumPy computes."""

import re
from itertools import pairwise

import numpy as np
import pytest
from sweep import sweep

from mathdl.plots import (
    BroadcastPlot,
    DotProductPlot,
    MatmulPlot,
    MotionPlot,
    RibbonPlot,
    ShapeFlowPlot,
)
from mathdl.plots.kit.cells import places
from mathdl.plots.tensors.broadcast import parse_shape
from mathdl.plots.tensors.motion import LETTER, SECOND, grid_lines
from mathdl.words import listed


def as_number(text):
    return float(text.strip("()").replace("−", "-").replace(",", ""))


def grid(cells, size):
    """The words of cells by row and column: where they stand decides, not their order."""
    columns = np.unique(cells.corners[:, 0].round(6), return_inverse=True)[1]
    rows = np.unique(-cells.corners[:, 1].round(6), return_inverse=True)[1]
    table = np.full(size, np.nan)
    table[rows, columns] = [as_number(word) for word in cells.words]
    return table


def in_use(sizes):
    """The cells that are shown, of those of several sizes."""
    (cells,) = (cells for cells in sizes.values() if cells.words)
    return cells


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 3, 4), (2, 2, 2, 3)])
def test_cells_stand_apart_and_within_the_extent(shape):
    corners, (width, height) = places(shape, (30, 20), gap=(9, 7))
    flat = corners.reshape(-1, 2)
    assert corners.shape == (*shape, 2)
    assert flat.min(axis=0).tolist() == [0, 20 - height]
    assert flat.max(axis=0).tolist() == [width - 30, 0]
    for k, one in enumerate(flat):
        apart = np.abs(flat[:k] - one)
        assert ((apart[:, 0] >= 30) | (apart[:, 1] >= 20)).all()


# The ribbon


RIBBON_STATES = [(s, t) for s in RibbonPlot.SHAPES.values() for t in (False, True)]


@pytest.mark.parametrize(("shape", "transpose"), RIBBON_STATES)
def test_the_offset_is_where_numpy_keeps_the_number(shape, transpose):
    plot = RibbonPlot()
    X = np.arange(24.0).reshape(shape)
    X = X.T if transpose else X
    memory = np.arange(24.0)
    name = "X.T" if transpose else "X"
    for place in (0, 1, 5, 12, 17, 23):
        said = plot.draw(shape=str(shape), place=place, transpose=transpose)
        index = eval(re.search(re.escape(name) + r"(\[[\d, ]+\])", said).group(1))
        assert X[tuple(index)] == place == memory[place]
        terms = re.search(r"offset = ([\d· +]+)", said).group(1).strip()
        assert eval(terms.replace("·", "*")) == place
        assert f"shape {X.shape} and strides {tuple(s // 8 for s in X.strides)} in places" in said
        assert f"{X.strides} in bytes" in said
        assert in_use(plot.lit).words == plot.marked.words == [str(place)]
        assert plot.value.get_text() == f"{name}{index} = {place}".replace("'", "")


@pytest.mark.parametrize(("shape", "transpose"), RIBBON_STATES)
def test_the_grid_is_the_tensor_and_the_dark_arcs_its_reading_order(shape, transpose):
    plot = RibbonPlot()
    plot.draw(shape=str(shape), transpose=transpose)
    X = np.arange(24).reshape(shape)
    X = X.T if transpose else X
    tensor = in_use(plot.tensors)
    assert [int(word) for word in tensor.words] == X.ravel().tolist()
    if X.ndim == 2:
        assert (grid(tensor, X.shape) == X).all()
    arcs = np.concatenate([plot.first.get_path().vertices, plot.later.get_path().vertices])
    arcs = arcs.reshape(-1, 3, 2)
    visited = np.round((arcs[:, (0, 2), 0] - plot.centres[0]) / plot.CELL[0]).astype(int)
    order = X.ravel()
    assert visited.tolist() == np.stack([order[:-1], order[1:]], axis=1).tolist()


def test_hops_count_each_index_in_strides():
    plot = RibbonPlot()
    for shape, place, transpose, lengths in (
        ("(4, 6)", 17, False, [6, 6, 1, 1, 1, 1, 1]),
        ("(4, 6)", 17, True, [1, 1, 1, 1, 1, 6, 6]),
        ("(2, 2, 2, 3)", 17, False, [12, 3, 1, 1]),
        ("(2, 3, 4)", 0, False, []),
    ):
        plot.draw(shape=shape, place=place, transpose=transpose)
        path = plot.hops.get_path().vertices
        arcs = path.reshape(-1, 3, 2) if len(path) > 1 else np.zeros((0, 3, 2))
        hops = np.round((arcs[:, 2, 0] - arcs[:, 0, 0]) / plot.CELL[0]).astype(int)
        assert hops.tolist() == lengths
        assert (arcs[1:, 0] == arcs[:-1, 2]).all(), "each hop starts where the last one ended"


def test_sentences_of_the_ribbon():
    plot = RibbonPlot()
    assert plot.draw() == (
        "X has shape (4, 6) and strides (6, 1) in places, (48, 8) in bytes, as each float64 takes "
        "8. X[2, 5] has offset = 2·6 + 5 = 17, which is byte 136 on the ribbon."
    )
    assert "reading row by row now jumps, 0, 6, 12, 18, 1, 7, 13, …." in plot.draw(transpose=True)
    assert plot.draw(shape="(24,)", transpose=True).endswith("so X.T is X.")
    said = RibbonPlot(np.float32).draw()
    assert "(24, 4) in bytes, as each float32 takes 4" in said
    assert "byte 68" in said


# Broadcasting


@pytest.mark.parametrize("transpose", [False, True])
@pytest.mark.parametrize("shape", [(4, 6), (2, 3, 4), (2, 2, 2, 3)])
def test_a_number_has_one_tint_in_its_row_and_on_the_ribbon(shape, transpose):
    plot = RibbonPlot()
    plot.draw(shape=str(shape), transpose=transpose)
    tensor = in_use(plot.tensors)
    in_table, on_ribbon = (
        {int(word): tuple(face) for word, face in zip(cells.words, cells.boxes.get_facecolor())}
        for cells in (tensor, plot.ribbon)
    )
    assert in_table == on_ribbon
    X = np.arange(24).reshape(shape)
    rows = (X.T if transpose else X).reshape(-1, (X.T if transpose else X).shape[-1])
    tints = [{in_table[number] for number in row} for row in rows]
    assert all(len(tint) == 1 for tint in tints)
    assert all(a != b for a, b in pairwise(tints))


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("(3, 1)", (3, 1)),
        ("3,1", (3, 1)),
        (" 3  1 ", (3, 1)),
        ("[3, 1]", (3, 1)),
        ("(3,)", (3,)),
        ("3", (3,)),
        ("()", ()),
        ("", ()),
        ("(8,7, 6,5)", (8, 7, 6, 5)),
    ],
)
def test_shapes_as_one_types_them(typed, shape):
    assert parse_shape(typed) == shape


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("(3, x)", "is not a shape: write lengths and commas"),
        ("(3, -1)", "is not a shape"),
        ("3.5", "is not a shape"),
        ("1 2 3 4 5", "has 5 axes; this picture holds up to 4"),
        ("(9, 2)", "has an axis of length 9; here they are 1 to 8"),
        ("(0,)", "has an axis of length 0"),
    ],
)
def test_what_is_no_shape_gets_a_sentence(typed, words):
    with pytest.raises(ValueError, match=words):
        BroadcastPlot().draw(a=typed)


def pairs(count):
    rng = np.random.default_rng(3)
    for _ in range(count):
        axes = rng.integers(0, 5, 2)
        yield tuple(tuple(rng.choice([1, 1, 2, 3, 3], n).tolist()) for n in axes)


def test_broadcasting_is_that_of_numpy():
    plot, outcomes, drawn = BroadcastPlot(), set(), 0
    for a, b in [*pairs(60), ((8, 1, 6, 1), (7, 1, 5)), ((3,), (3, 1)), ((3, 4), (3,)), ((), ())]:
        said = plot.draw(a=str(a), b=str(b))
        try:
            shape = np.broadcast_shapes(a, b)
        except ValueError:
            shape = None
        outcomes.add(shape is None)
        verdicts = [text.get_text() for text in plot.verdicts]
        if shape is None:
            assert said.startswith(f"{a} + {b} has no value")
            assert plot.shapes["a + b"].get_text() == "no shape"
            longer = zip(a[::-1], b[::-1], strict=False)
            clash = [k for k, (x, y) in enumerate(longer) if x != y and 1 not in (x, y)]
            assert [k for k, verdict in enumerate(verdicts) if verdict == "✗ clash"] == clash
            assert all(f"{a[-1 - k]} meets {b[-1 - k]} on axis −{k + 1}" in said for k in clash)
        else:
            assert f"{a} + {b} has shape {shape}: " in said
            assert f"{np.prod(shape, dtype=int)}." in said
            assert plot.shapes["a + b"].get_text() == f"shape {shape}"
            assert "✗ clash" not in verdicts
            drawn += check_numbers(plot, a, b, shape)
    assert outcomes == {True, False}
    assert drawn > 20


def check_numbers(plot, a, b, shape):
    """Cells and ghosts are what np.broadcast_to makes; return False if too many to be drawn."""
    if plot.many.get_text():
        assert not plot.solid["a"].words
        assert str(np.prod(shape)) in plot.many.get_text().replace(",", "")
        return False
    read = {}
    for name, own in (("a", a), ("b", b), ("a + b", shape)):
        solid, ghosts = plot.solid[name], plot.ghosts[name]
        assert len(solid.words) == np.prod(own, dtype=int)
        corners = np.concatenate([solid.corners, ghosts.corners])
        values = np.array([int(word) for word in solid.words + ghosts.words])
        layout, _ = places(shape, solid.size, plot.GAP, plot._fitting([shape])[2])
        layout = layout + corners[np.lexsort((-corners[:, 1], corners[:, 0]))][0]
        at = {tuple(corner): value for corner, value in zip(corners.round(3).tolist(), values)}
        found = [at[tuple(corner)] for corner in layout.reshape(-1, 2).round(3).tolist()]
        read[name] = np.reshape(found, shape)
        if name != "a + b":
            own_values = values[: len(solid.words)].reshape(own)
            assert (read[name] == np.broadcast_to(own_values, shape)).all()
    assert (read["a"] + read["b"] == read["a + b"]).all()
    return True


def test_three_numbers_become_nine():
    plot = BroadcastPlot()
    said = plot.draw(a="(3,)", b="(3, 1)")
    assert said == (
        "Lined up from the right: 3 meets 1, which stretches; a missing axis meets 3 and "
        "stretches. So (3,) + (3, 1) has shape (3, 3): from 3 and 3 numbers come 9."
    )
    assert plot.missing.get_visible()
    assert len(plot.ghosts["a"].words) == len(plot.ghosts["b"].words) == 6
    expected = np.array([10, 20, 30]) + np.array([[1], [2], [3]])
    assert (grid(plot.solid["a + b"], (3, 3)) == expected).all()


def test_what_does_not_fit_is_said_and_nothing_is_added():
    plot = BroadcastPlot()
    assert plot.draw(a="3 4", b="3") == (
        "(3, 4) + (3,) has no value: lined up from the right, 4 meets 3 on axis −1. "
        "Lengths must be equal, or one of them 1."
    )
    assert not plot.solid["a + b"].words
    assert not plot.ghosts["a"].words
    assert "no sum" in plot.none.get_text()
    assert not any(sign.get_visible() for sign in plot.signs)
    assert "come 1680." in plot.draw(a="8 1 6 1", b="7 1 5")
    assert plot.many.get_text() == "1,680 numbers are too many to draw"


# Products


def test_every_cell_of_the_product():
    plot = MatmulPlot()
    plot.draw()
    A = np.array([[1, 3, 0, -1], [2, 0, 1, 3], [-2, 1, 2, 1]])
    B = np.array([[2, 0], [1, -1], [-3, 2], [2, 1]])
    for i in range(3):
        for j in range(2):
            for added in range(5):
                said = plot.draw(i=i, j=j, added=added)
                so_far = sum(A[i, k] * B[k, j] for k in range(added))
                assert [as_number(w) for w in plot.lit["A"].words] == A[i, :added].tolist()
                assert [as_number(w) for w in plot.lit["B"].words] == B[:added, j].tolist()
                assert [as_number(w) for w in plot.lit["C"].words] == [so_far]
                assert not plot.resting["C"].words, "the others are to be worked out"
                x, y = plot.lit["C"].corners[0]
                assert (plot.lit["A"].corners[:, 1] == y).all(), "on one level with its row"
                assert (plot.lit["B"].corners[:, 0] == x).all(), "under its column"
                assert sum(term.get_visible() for term in plot.terms) == added
                for term in plot.terms[:added]:
                    left, product = term.get_text().split(" = ")[1:]
                    assert eval(left.replace("·", "*").replace("−", "-")) == as_number(product)
                if added == 4:
                    assert so_far == (A @ B)[i, j]
                    spelt, total = re.search(r"\] = (.*?) = (−?\d+)\.", said).groups()
                    assert eval(spelt.replace("·", "*").replace("−", "-")) == as_number(total)
                    assert as_number(total) == so_far
                    assert "3·4·2 = 24 multiplications" in said
                else:
                    assert f"{added} of 4 products" in said
                    assert said.endswith(" so far." if added else " starts at 0.")


def test_the_default_product():
    assert MatmulPlot().draw() == (
        "Row 1 of A times column 0 of B: C[1, 0] = 2·2 + 0·1 + 1·(−3) + 3·2 = 7. "
        "(3, 4) @ (4, 2) gives (3, 2): 6 such sums of 4 products, 3·4·2 = 24 multiplications."
    )


@pytest.mark.parametrize("lengths", [(2.0, 2.5), (0.5, 0.5), (3.0, 3.0), (1.5, 1.0)])
def test_the_dot_product_two_ways(lengths):
    plot = DotProductPlot()
    for angle in (0, 1, 45, 60, 89, 90, 91, 130, 180):
        said = plot.draw(angle=angle, length_x=lengths[0], length_w=lengths[1])
        x, w = (np.array(plot.arrows[name][0]._posA_posB[1]) for name in "xw")
        expected = lengths[0] * lengths[1] * np.cos(np.radians(angle))
        assert np.hypot(*x) == pytest.approx(lengths[0])
        assert np.hypot(*w) == pytest.approx(lengths[1])
        assert x @ w == pytest.approx(expected, abs=1e-12)
        assert plot.here.get_ydata()[0] == pytest.approx(expected, abs=1e-12)
        assert plot.curve.get_ydata()[angle] == pytest.approx(expected, abs=1e-12)
        first, products, total = re.search(r"x · w = (.*?) \+ (.*?) = (−?[\d.]+)\.", said).groups()
        added = [eval(p.replace("·", "*").replace("−", "-")) for p in (first, products)]
        assert sum(added) == pytest.approx(as_number(total), abs=0.0075)
        assert as_number(total) == pytest.approx(expected, abs=0.0051)
        sign = "zero" if angle == 90 else "positive" if angle < 90 else "negative"
        if abs(expected) > 0.006:
            assert f", {sign}: " in said
            assert f"{abs(x @ w) / lengths[1]:.2f} long, " in said
        foot = np.array([plot.reach.get_xdata()[1], plot.reach.get_ydata()[1]])
        assert (x - foot) @ w == pytest.approx(0, abs=1e-12), "the fall meets w at a right angle"
        assert np.hypot(*foot) * lengths[1] == pytest.approx(abs(expected), abs=1e-12)


def test_only_perpendicular_vectors_have_product_zero():
    almost = DotProductPlot().draw(angle=89, length_x=0.5, length_w=0.5)
    assert almost.endswith("long, the two are almost perpendicular.")
    said = DotProductPlot().draw(angle=90)
    assert "x · w = (−1.200)·2.0 + 1.600·1.5 = 0.00." in said
    assert said.endswith(
        "zero: the shadow of x on w's line is 0.00 long, the two are perpendicular."
    )


# Shapes that flow


FLOWS = [
    {},
    {"batch": 1},
    {"batch": 64, "features": 20, "hidden": 40, "classes": 10},
    {"batch": 1, "features": 1, "hidden": 1, "classes": 2},
    {"batch": 5, "features": 3, "hidden": 40, "classes": 7},
]


@pytest.mark.parametrize("state", FLOWS)
def test_boxes_are_as_large_as_the_tensors_of_numpy(state):
    plot = ShapeFlowPlot()
    plot.draw(**state)
    values = plot.values(**state)
    n, i, h, c = (values[name] for name in ("batch", "features", "hidden", "classes"))
    X, W1, b1, W2, b2 = (np.ones(s) for s in ((n, i), (i, h), (h,), (h, c), (c,)))
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    tensors = {"X": X, "W₁": W1, "b₁": b1, "Z₁": Z1, "A₁": A1, "W₂": W2, "b₂": b2}
    tensors["Z₂"] = A1 @ W2 + b2
    for name, tensor in tensors.items():
        box = plot.boxes[name]
        rows, columns = tensor.shape if tensor.ndim == 2 else (1, *tensor.shape)
        assert box.get_height() == pytest.approx(rows * plot.UNIT)
        assert box.get_width() == pytest.approx(columns * plot.UNIT)
        assert plot.words[name].get_text() == f"{name} {tensor.shape}"


@pytest.mark.parametrize("state", FLOWS)
def test_parameters_and_multiplications_are_counted(state):
    plot = ShapeFlowPlot()
    said = plot.draw(**state)
    values = plot.values(**state)
    n, i, h, c = (values[name] for name in ("batch", "features", "hidden", "classes"))
    parameters, products = i * h + h + h * c + c, n * i * h + n * h * c
    assert said.endswith(f": {parameters:,} parameters, {products:,} multiplications.")
    for text in (plot.parameters, plot.products):
        spelt, total = text.get_text().split(" = ")
        assert eval(spelt.replace("·", "*")) == as_number(total)


def test_the_sentence_of_the_flow_leaves_the_prediction_open():
    assert ShapeFlowPlot().draw() == (
        "64 examples go in as X (64, 10); Z₁ and A₁ (64, 16) follow, and Z₂ (64, 4) comes out. "
        "The weights are W₁ (10, 16) and W₂ (16, 4): 244 parameters, 14,336 multiplications."
    )
    assert ShapeFlowPlot().draw(batch=1).startswith("1 example goes in as X (1, 10); Z₁")


def test_the_batch_changes_no_weight():
    plot = ShapeFlowPlot()
    weights = []
    for batch in (1, 32, 64):
        plot.draw(batch=batch)
        weights.append([plot.boxes[name].get_bbox().bounds for name in ("W₁", "b₁", "W₂", "b₂")])
    assert weights[0] == weights[1] == weights[2]
    assert plot.boxes["Z₁"].get_height() == 64 * plot.UNIT


@pytest.mark.parametrize(
    "make", [RibbonPlot, BroadcastPlot, MatmulPlot, DotProductPlot, ShapeFlowPlot]
)
def test_the_first_control_moved_by_one_step_changes_the_sentence(make):
    plot = make()
    name, control = next(iter(plot.controls.items()))
    others = [value for value in control.tries() if value != control.default]
    if hasattr(control, "step"):
        others = [control.default + control.step * (1 if control.default < control.max else -1)]
    assert plot.draw(**{name: others[0]}) != plot.draw()
    assert len({said for _, said in sweep(plot, 8)}) > 5


# A matrix moves the plane


@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("swap", [False, True])
def test_the_last_picture_is_the_product(second, swap):
    plot, A = MotionPlot(), np.array([[0.5, -1.0], [1.5, 0.2]])
    said = plot.draw(a=0.5, b=-1.0, c=1.5, d=0.2, second=second, swap=swap)
    first, last = (SECOND[second], A) if swap else (A, SECOND[second])
    for view, matrix in zip(plot.views, (np.eye(2), first, last @ first), strict=True):
        tips = [arrow._posA_posB[1] for arrow in view["arrows"]]
        np.testing.assert_allclose(np.array(tips).T, matrix)
        shown = view["letter"].get_xy()[: len(LETTER)]
        np.testing.assert_allclose(shown, [matrix @ corner for corner in LETTER], atol=1e-12)
    assert f"{'A @ B' if swap else 'B @ A'} = {listed(np.round(last @ first, 9))}" in said


def test_a_moved_grid_keeps_its_lines_straight_and_its_middle():
    lines = grid_lines(np.array([[1.0, 0.5], [-0.3, 2.0]]))
    whole = lines[:, ~np.isnan(lines[0])].T.reshape(-1, 2, 2)
    back = np.linalg.inv([[1.0, 0.5], [-0.3, 2.0]])
    for start, end in whole:
        p, q = back @ start, back @ end
        assert p[0] == pytest.approx(q[0]) or p[1] == pytest.approx(q[1])
