"""The pictures of the thirteen-parameter network: what their artists show is true."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from sweep import sweep

from mathdl.plots import MatrixBackpropPlot, NudgePlot
from mathdl.plots.kit.colours import FAINT, WEIGHT

X = np.array([[1, 2], [1, 0], [1, 3], [0, 1.0]])
Y = np.array([[1, 0, 1, 0.0]]).T
W1, B1 = np.array([[1, -1, 1], [2, 0.5, -1]]), np.array([-3, 0.5, 0])
W2, B2 = np.array([[1.0, -2, 3]]).T, np.array([-1.0])


def by_hand(batch, W1=W1, b1=B1, W2=W2, b2=B2):
    """Both passes in NumPy; the names are those of the picture."""
    x, y = X[:batch], Y[:batch]
    Z1 = x @ W1 + b1
    A1 = Z1 * (Z1 > 0)
    Z2 = A1 @ W2 + b2
    p = 1 / (1 + np.exp(-Z2))
    L = np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
    values = {"X": x, "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
    values |= {"Z1": Z1, "A1": A1, "Z2": Z2, "L": L}
    dZ2 = (p - y) / batch
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * (Z1 > 0)
    grads = {"L": np.array(1.0), "Z2": dZ2, "A1": dA1, "W2": A1.T @ dZ2, "b2": dZ2.sum(0)}
    grads |= {"Z1": dZ1, "X": dZ1 @ W1.T, "W1": x.T @ dZ1, "b1": dZ1.sum(0)}
    return values, grads


def read(grid):
    """The numbers written in a grid, row by row, or None if it is empty."""
    numbers = [number_in(text.get_text()) for text in grid.texts if text.get_visible()]
    drawn = [cell.get_visible() for cell in grid.cells]
    assert sum(drawn) == len(numbers)
    return np.array(numbers) if numbers else None


def number_in(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize("batch", [1, 2, 3, 4])
def test_every_box_shows_what_numpy_computes_by_hand(batch):
    plot = MatrixBackpropPlot()
    plot.draw(step=13, batch=batch)
    values, grads = by_hand(batch)
    for name, box in plot.boxes.items():
        value = values[name]
        np.testing.assert_allclose(read(box.grids[0]), np.ravel(value), atol=5.001e-4)
        assert box.title.get_text() == f"{name}  {value.shape}".replace("  ()", "")
        if name == "y":
            assert read(box.grids[1]) is None
        else:
            np.testing.assert_allclose(read(box.grids[1]), np.ravel(grads[name]), atol=5.001e-4)


@pytest.mark.parametrize("batch", [1, 3, 4])
def test_the_rules_by_hand_are_those_of_finite_differences(batch):
    _, grads = by_hand(batch)
    for name, array in (("W1", W1), ("b1", B1), ("W2", W2), ("b2", B2)):
        for index in np.ndindex(array.shape):
            h = np.zeros(array.shape)
            h[index] = 1e-6
            ends = [by_hand(batch, **{name: array + s * h})[0]["L"] for s in (-1, 1)]
            assert grads[name][index] == pytest.approx(np.diff(ends)[0] / 2e-6, abs=1e-7)


def test_the_numbers_that_the_book_promises():
    plot = MatrixBackpropPlot()
    plot.draw(step=13)
    for name, value, grad in (
        ("X", [1, 2], [-1.5, -0.5]),
        ("Z1", [2, 0.5, -1], [-0.5, 1, 0]),
        ("A1", [2, 0.5, 0], [-0.5, 1, -1.5]),
        ("Z2", [0], [-0.5]),
        ("L", [0.693], [1]),
        ("W1", [1, -1, 1, 2, 0.5, -1], [-0.5, 1, 0, -1, 2, 0]),
        ("b1", [-3, 0.5, 0], [-0.5, 1, 0]),
        ("W2", [1, -2, 3], [-1, -0.25, 0]),
        ("b2", [-1], [-0.5]),
    ):
        above, below = plot.boxes[name].grids
        assert read(above).tolist() == value
        assert read(below).tolist() == grad


ORDER = ["Z1", "A1", "Z2", "L", "L", "Z2", "A1", "W2", "b2", "Z1", "X", "W1", "b1"]


def test_each_step_fills_one_more_grid():
    plot = MatrixBackpropPlot()
    for batch in (1, 4):
        lanes = {}
        for step in range(14):
            plot.draw(step=step, batch=batch)
            now = {
                (name, lane)
                for name, box in plot.boxes.items()
                for lane, grid in enumerate(box.grids)
                if read(grid) is not None
            }
            if step:
                assert now - lanes == {(ORDER[step - 1], int(step > 4))}
                assert lanes < now
            else:
                assert now == {(name, 0) for name in ("X", "y", "W1", "b1", "W2", "b2")}
            lanes = now


def test_value_and_gradient_have_the_same_shape_also_before_it_arrives():
    plot = MatrixBackpropPlot()
    for step, batch in ((0, 1), (5, 2), (13, 4)):
        plot.draw(step=step, batch=batch)
        for name, box in plot.boxes.items():
            sizes = [(g.outline.get_width(), g.outline.get_height()) for g in box.grids]
            assert sizes[0] == sizes[1] or name == "y"


def test_one_message_travels_at_each_step_back():
    plot = MatrixBackpropPlot()
    for step in range(14):
        plot.draw(step=step)
        sent = [arrow for arrow in plot.back.values() if arrow.get_visible()]
        assert len(sent) == max(0, step - 5)
        assert sum(arrow.get_linewidth() > 2 for arrow in sent) == (step > 5)
    for (child, parent), arrow in plot.back.items():
        (x0, y0), (x1, y1) = arrow._posA_posB
        if parent in ("X", "Z1", "A1", "Z2"):
            assert x1 < x0, "back is to the left"
        else:
            assert y1 > y0, "parameters stand above"
        assert plot.boxes[child].left - 3 <= x0 <= plot.boxes[child].right


@pytest.mark.parametrize("batch", [1, 2, 3, 4])
def test_the_rules_that_are_said_give_the_gradients(batch):
    plot = MatrixBackpropPlot()
    values, grads = by_hand(batch)
    known = {f"d{name}": grad for name, grad in grads.items()} | values
    known["sigmoid"] = lambda z: 1 / (1 + np.exp(-z))
    for step in range(6, 14):
        said = plot.draw(step=step, batch=batch)
        parent = ORDER[step - 1]
        assert said.startswith(f"∂L/∂{parent}")
        assert plot.rule.get_text().startswith(f"∂L/∂{parent} = ")
        rule = plot.rule.get_text().split(" = ")[1].split(":")[0].replace("∂L/∂", "d")
        if rule.startswith("sum of the rows of "):
            computed = known[rule.split()[-1]].sum(axis=0)
            child = rule.split()[-1][1:]
            shapes = known[child].shape, computed.shape
            assert f"are added, {shapes[0]} gives {shapes[1]}, the shape of {parent}." in said
        else:
            computed = eval(rule.replace("·", "*").replace("−", "-"), {}, known)
            assert f"{computed.shape}, the shape of {parent}." in said
        np.testing.assert_allclose(computed, grads[parent], atol=1e-12)
        if "@" in rule:
            left, right = (eval(part, {}, known).shape for part in rule.split(" @ "))
            assert f": {left} @ {right} gives {computed.shape}, the shape of {parent}." in said


def test_sentences_of_a_few_steps():
    plot = MatrixBackpropPlot()
    assert plot.draw(step=12) == (
        "∂L/∂W1 = X.T @ ∂L/∂Z1: (2, 1) @ (1, 3) gives (2, 3), the shape of W1. "
        "∂L/∂W1 = [[−0.5, 1, 0], [−1, 2, 0]]."
    )
    assert plot.draw(step=13, batch=4).startswith(
        "∂L/∂b1: the rows of ∂L/∂Z1 are added, (4, 3) gives (3,), the shape of b1."
    )
    assert plot.draw(step=4).endswith("(1, 1) gives one number. L = 0.693.")
    assert "the mean over 4 examples" in plot.draw(step=4, batch=4)
    assert "1 of 3 gates is shut" in plot.draw(step=10)
    off = int((by_hand(4)[0]["Z1"] <= 0).sum())
    assert f"{off} of 12 gates are shut" in plot.draw(step=10, batch=4)
    assert "nothing is computed yet" in plot.draw()


def nudged(weight, nudge):
    """The values of the network by hand, with one parameter moved."""
    name, index = weight[:2], tuple(map(int, weight[3:-1].split(",")))
    array = {"W1": W1, "b1": B1, "W2": W2, "b2": B2}[name].copy()
    array[index if name != "W2" else (*index, 0)] += nudge
    values, _ = by_hand(1, **{name: array})
    return values


def said_numbers(sentence):
    predicted, before, after, true, gap = re.search(
        r"predicts .* = (−?[\d.]+); in truth L changes from ([\d.]+) to ([\d.]+), "
        r"by (−?[\d.]+): a gap of ([\d.]+)\.$",
        sentence,
    ).groups()
    return [number_in(x) for x in (predicted, before, after, true, gap)]


@pytest.fixture(scope="module")
def nudge_plot():
    """One picture for the many states below: building it takes longest."""
    return NudgePlot()


@pytest.mark.parametrize("weight", NudgePlot().controls["weight"].options)
@pytest.mark.parametrize("nudge", [-1.5, -0.35, 0.0, 0.1, 0.75, 1.5])
def test_predicted_and_true_change(nudge_plot, weight, nudge):
    plot = nudge_plot
    said = plot.draw(weight=weight, nudge=nudge)
    h = 1e-6
    slope = (nudged(weight, h)["L"] - nudged(weight, -h)["L"]) / (2 * h)
    before, after = by_hand(1)[0]["L"], nudged(weight, nudge)["L"]
    expected = [slope * nudge, before, after, after - before, abs(after - before - slope * nudge)]
    np.testing.assert_allclose(said_numbers(said), expected, atol=5.1e-4)
    np.testing.assert_allclose(plot.reached.get_xydata(), [[nudge, after]])
    np.testing.assert_allclose(
        plot.predicted.get_xydata(), [[nudge, before + slope * nudge]], atol=1e-6
    )
    np.testing.assert_allclose(
        plot.curve.get_ydata()[[0, 60, -1]], [nudged(weight, n)["L"] for n in (-1.5, 0, 1.5)]
    )
    low, high = plot.chart.get_ylim()
    assert low <= min(plot.curve.get_ydata().min(), *plot.line.get_ydata())
    assert high >= max(plot.curve.get_ydata().max(), *plot.line.get_ydata())


@pytest.mark.parametrize("weight", NudgePlot().controls["weight"].options)
@pytest.mark.parametrize("nudge", [-1.5, 0.0, 0.1, 1.5])
def test_what_the_nudge_reaches_lights_up(nudge_plot, weight, nudge):
    plot = nudge_plot
    plot.draw(weight=weight, nudge=nudge)
    old, new = by_hand(1)[0], nudged(weight, nudge)
    for j in range(3):
        box = plot.boxes[f"unit {j}"]
        lit = old["Z1"][0, j] != new["Z1"][0, j]
        assert box.lit == lit
        for text, name in zip(box.texts, ("Z1", "A1"), strict=True):
            check_line(text.get_text(), old[name][0, j], new[name][0, j])
        moved = not np.isclose(old["A1"][0, j], new["A1"][0, j])
        chosen = weight == f"W2[{j}]" and nudge != 0
        assert (plot.lines[f"W2[{j}]"].get_linewidth() > 3) == (moved or chosen)
    moved = not np.isclose(old["L"], new["L"])
    assert plot.boxes["output"].lit == plot.boxes["loss"].lit == moved
    check_line(plot.boxes["output"].texts[0].get_text(), old["Z2"][0, 0], new["Z2"][0, 0])
    assert (plot.last.get_color() == WEIGHT) == moved
    assert (plot.last.get_color() == FAINT) != moved
    face = plot.boxes["loss"].frame.get_facecolor()[:3]
    assert (face != to_rgb("white")) == moved


def check_line(written, old, new):
    """A line says old → new, or one number if they are the same."""
    numbers = [number_in(part) for part in written.split(" = ")[1].split(" → ")]
    expected = [old] if np.isclose(old, new) else [old, new]
    np.testing.assert_allclose(numbers, expected, atol=5.1e-4)


def test_the_default_nudge():
    assert NudgePlot().draw() == (
        "W2[0] is nudged by 0.1, from 1 to 1.1. It reaches the output and the loss. "
        "The gradient −1 predicts −1 × 0.1 = −0.100; in truth L changes from 0.693 to 0.598, "
        "by −0.095: a gap of 0.005."
    )


def test_a_unit_that_is_off_lets_nothing_through_until_it_wakes():
    plot = NudgePlot()
    assert "0 times any weight is 0: nothing else changes." in plot.draw(weight="W2[2]", nudge=1.5)
    for weight, gate in (("b1[2]", 1.0), ("W1[0,2]", 1.0), ("W1[1,2]", 0.5)):
        sleeping = plot.draw(weight=weight, nudge=gate)
        assert "no further: the unit stays off" in sleeping
        assert said_numbers(sleeping)[3] == 0
        assert plot.states[2].get_text() == "off"
        awake = plot.draw(weight=weight, nudge=gate + 0.05)
        assert "was off and wakes" in awake
        assert said_numbers(awake)[0] == 0 > said_numbers(awake)[3]
        assert plot.states[2].get_text() == "off → on"


def test_a_unit_can_be_sent_to_sleep():
    plot = NudgePlot()
    assert "falls asleep on the way" in plot.draw(weight="W1[1,0]", nudge=-1.5)
    assert plot.states[0].get_text() == "on → off"
    assert plot.lines["W2[0]"].get_linestyle() == "--"


def test_every_parameter_can_be_nudged():
    plot = NudgePlot()
    assert len(plot.controls["weight"].options) == 13
    seen = {sentence for _, sentence in sweep(plot)}
    assert len(seen) > 30
