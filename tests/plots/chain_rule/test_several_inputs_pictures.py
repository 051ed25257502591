"""The pictures of several inputs, several paths and the order: what their artists show is true."""

import re
from itertools import pairwise, product

import numpy as np
import pytest

from mathdl.plots import GradientPlot, OrderPlot, PathsPlot, ValleyPlot
from mathdl.plots.chain_rule.order import multiplications


def test_two_paths_multiply_along_and_add_between():
    plot = PathsPlot()
    said = plot.draw()
    assert "through u gives 6 × 9 = 54, the path through v gives 3 × 9 = 27; together" in said
    assert plot.total.get_text() == "dz/dx = 54 + 27 = 81"
    slopes = {text.get_text() for pair in plot.slopes.values() for text in pair}
    assert slopes == {"∂u/∂x = 2x = 6", "∂v/∂x = 3", "∂z/∂u = v = 9", "∂z/∂v = u = 9"}
    assert [node.get_text().split("= ")[-1] for node in plot.nodes] == ["3", "9", "9", "81"]


def test_the_paths_add_up_to_the_derivative_and_are_as_thick_as_their_parts():
    plot = PathsPlot()
    for x in np.round(np.arange(-3, 3.05, 0.1), 1):
        said = plot.draw(x=x)
        sums = re.search(r"dz/dx = ([\d.]+) \+ ([\d.]+) = ([\d.]+)\.$", said)
        true = x**2 * np.array([6, 3, 9])
        np.testing.assert_allclose(np.double(sums.groups()), true, atol=1e-9)
        for name, part in zip("uv", true[:2], strict=True):
            assert plot.flows[name].get_linewidth() == pytest.approx(max(1, 12 * part / 54))


def test_a_path_that_is_not_shown_is_missing_from_the_sum():
    plot = PathsPlot()
    said = plot.draw(path="through v")
    assert "through v alone gives 3 × 9 = 27" in said
    assert "through u, 6 × 9 = 54, is missing from dz/dx = 54 + 27 = 81" in said
    assert plot.total.get_text() == "27 of 81: 54 through u is missing"
    assert [plot.flows[name].get_visible() for name in "uv"] == [False, True]
    faint, bright = ({text.get_color() for text in plot.slopes[name]} for name in "uv")
    assert faint == {plot.parts["u"].get_color()} != bright == {plot.parts["v"].get_color()}


def test_at_zero_all_paths_are_dry():
    plot = PathsPlot()
    for path in plot.controls["path"].options:
        assert plot.draw(x=0.0, path=path).endswith("either path, dz/dx = 0 + 0 = 0.")
        assert not any(flow.get_visible() for flow in plot.flows.values())


def along(arrow):
    start, tip = np.array(arrow._posA_posB)
    return tip - start


def test_the_gradient_at_the_default_point():
    plot = GradientPlot()
    assert plot.draw() == (
        "At (1.00, 2.00) the gradient of x² + 3xy is (8.000, 3.000), of length 8.544. "
        "In direction 0° the slope is 8.000: uphill."
    )
    assert plot.point.get_xydata().tolist() == [[1.0, 2.0]]
    np.testing.assert_allclose(along(plot.gradient), plot.SCALE * np.array([8, 3]))
    np.testing.assert_allclose(plot.steepest.get_xydata(), [[20.556045, np.sqrt(73)]])
    np.testing.assert_allclose(plot.level.get_xydata(), [[110.556045, 0], [290.556045, 0]])


@pytest.mark.parametrize(("x", "y"), [(1.0, 2.0), (-1.0, 3.0), (2.0, -1.0), (-0.4, -0.7), (0, 1)])
def test_the_slope_is_what_a_small_step_in_that_direction_brings(x, y):
    plot, h = GradientPlot(), 1e-6
    for angle in (0, 37, 111, 245, 360):
        step = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        (x0, y0), (x1, y1) = (np.array([x, y]) + sign * h * step for sign in (-1, 1))
        slope = (x1**2 + 3 * x1 * y1 - x0**2 - 3 * x0 * y0) / (2 * h)
        said = re.search(r"the slope is (−?[\d.]+):", plot.draw(x=x, y=y, angle=angle))[1]
        assert float(said.replace("−", "-")) == pytest.approx(slope, abs=6e-4)
        np.testing.assert_allclose(along(plot.direction), step, atol=1e-12)
        np.testing.assert_allclose(plot.here.get_xydata(), [[angle, slope]], atol=1e-6)
        assert plot.slopes.get_ydata()[angle] == pytest.approx(slope, abs=1e-6)
    length = np.hypot(2 * x + 3 * y, 3 * x)
    assert plot.steepest.get_ydata()[0] == pytest.approx(length)
    assert plot.slopes.get_ydata().max() == pytest.approx(length, rel=4e-5)


@pytest.mark.parametrize(("x", "y"), [(1.0, 2.0), (-1.0, 3.0), (0.1, -1.0), (0.0, 2.0)])
def test_the_contour_through_the_point_is_level_and_square_to_the_gradient(x, y):
    plot = GradientPlot()
    plot.draw(x=x, y=y)
    xs, ys = plot.contour.get_data()
    on_map = abs(ys - 1) <= 3
    np.testing.assert_allclose((xs**2 + 3 * xs * ys)[on_map], x**2 + 3 * x * y, atol=1e-9)
    # Dividing out x from x² + 3xy = c, its slope is −c/3x² − 1/3; where x is 0 it is upright.
    level = [0, 1] if x == 0 else [1, -(x**2 + 3 * x * y) / (3 * x**2) - 1 / 3]
    assert along(plot.gradient) @ level == pytest.approx(0, abs=1e-12)


def test_the_sentence_says_which_way_it_goes():
    plot = GradientPlot()
    for angle, words in (
        (21, "slope is 8.544: the steepest way up."),
        (111, "slope is −0.066: almost along the contour."),
        (200, "slope is −8.544: downhill."),
        (201, "slope is −8.544: the steepest way down."),
    ):
        assert plot.draw(angle=angle).endswith(words)
    assert plot.draw(x=0.0, angle=90).endswith("slope is 0.000: along the contour.")


def test_where_the_gradient_is_zero_no_direction_is_uphill():
    plot = GradientPlot()
    words = "the slope is 0.000 in direction 77° as in every other, and no direction is uphill."
    assert plot.draw(x=0.0, y=0.0, angle=77).endswith(words)
    assert not plot.gradient.get_visible()
    assert not plot.slopes.get_ydata().any()


def test_the_arrows_stay_on_the_map():
    plot = GradientPlot()
    for x, y, angle in product((-1.0, 2.0), (-1.0, 3.0), range(0, 360, 45)):
        plot.draw(x=x, y=y, angle=angle)
        tips = np.array([arrow._posA_posB[1] for arrow in (plot.gradient, plot.direction)])
        assert ((tips >= plot.LEFT) & (tips <= plot.RIGHT)).all()


def test_known_costs():
    for sizes, costs in (
        ([100, 100, 100, 100, 1], (30_000, 2_010_000)),
        ([1, 50, 50, 100], (255_000, 7_500)),
        ([64] * 5, (786_432, 786_432)),
        ([1000, 100, 100, 1], (110_000, 10_100_000)),
        ([7, 5], (0, 0)),
    ):
        assert (multiplications(sizes), multiplications(sizes, "input")) == costs


class Counted:
    """A number that counts how often it is multiplied."""

    count = 0

    def __mul__(self, other):
        Counted.count += 1
        return self

    def __add__(self, other):
        return self


@pytest.mark.parametrize("sizes", [[2, 3, 4, 5], [5, 1, 4, 2, 3], [1, 6, 6, 6, 1], [3, 3, 3]])
def test_costs_are_those_of_real_products(sizes):
    tables = [np.full((rows, columns), Counted(), object) for columns, rows in pairwise(sizes)]
    Counted.count, table = 0, tables[-1]
    for other in tables[-2::-1]:
        table = table @ other
    assert Counted.count == multiplications(sizes, "output")
    Counted.count, table = 0, tables[0]
    for other in tables[1:]:
        table = other @ table
    assert Counted.count == multiplications(sizes, "input")
    with pytest.raises(ValueError, match=r'"output" or "input", not \'left\''):
        multiplications(sizes, "left")


ONE_OUTPUT = (100, 1), (30_000, 2_010_000), ("", "67 times as many")
ONE_INPUT = (1, 1000), (20_100_000, 120_000), ("168 times as many", "")


@pytest.mark.parametrize(("ends", "costs", "words"), [ONE_OUTPUT, ONE_INPUT])
def test_the_narrow_end_wins(ends, costs, words):
    plot = OrderPlot()
    said = plot.draw(inputs=ends[0], outputs=ends[1])
    assert f"takes {costs[0]:,} multiplications from the output end and {costs[1]:,} from" in said
    assert f"the {'input' if words[0] else 'output'} end wins, by a factor of " in said
    for end, cost, word in zip(("output", "input"), costs, words, strict=True):
        assert plot.bars[end].get_bbox().x0 == 0, "lengths are compared"
        assert plot.bars[end].get_width() == pytest.approx(cost / max(costs))
        assert plot.costs[end].get_text() == f"{cost:,}"
        assert plot.costs[end].get_weight() == ("normal" if word else "bold")
        assert plot.ratios[end].get_text() == word


def test_as_many_outputs_as_inputs_are_a_draw():
    plot = OrderPlot()
    for count, depth in product(OrderPlot.COUNTS, (2, 3, 10)):
        said = plot.draw(inputs=count, outputs=count, depth=depth)
        cost = count * 100 * 100 * (depth - 2) + count * 100 * count
        assert f"takes {cost:,} multiplications from either end: a draw" in said
    assert "a draw, for there is only one product." in plot.draw(inputs=10, depth=2)


@pytest.mark.parametrize("depth", [2, 3, 4, 10])
def test_the_chain_is_drawn_as_it_is_multiplied(depth):
    plot = OrderPlot()
    plot.draw(inputs=1000, outputs=10, depth=depth)
    boxes = [table.get_bbox() for table in plot.tables if table.get_visible()]
    tall = [np.sign(round(box.height - box.width, 6)) for box in boxes]
    assert tall == [-1, *[0] * (depth - 2), -1], "10 × 100 first, squares, 100 × 1000 last"
    dots = plot.dots.get_xdata()
    assert all(a.x1 < dot < b.x0 for dot, (a, b) in zip(dots, pairwise(boxes), strict=True))
    assert [text.get_text() for text in plot.shapes[::2]] == ["10 × 100", "100 × 1000"]


@pytest.mark.parametrize(
    ("x", "y", "lr", "step"), [(3.0, 1.5, 0.1, 2), (-2.2, 0.7, 0.24, 9), (1.0, 0.0, 0.27, 30)]
)
def test_the_path_in_the_valley_goes_against_the_gradient(x, y, lr, step):
    plot = ValleyPlot()
    plot.draw(x=x, y=y, lr=lr, step=step)
    v = np.array([x, y])
    path = [v]
    for _ in range(step):
        v = v - lr * np.array([2 * v[0], 8 * v[1]])
        path.append(v)
    np.testing.assert_allclose(plot.path.get_xydata(), path, rtol=1e-9, atol=1e-12)
    height = [a**2 + 4 * b**2 for a, b in path]
    np.testing.assert_allclose(plot.course.get_ydata(), height, rtol=1e-9)
    xs, ys = plot.contour.get_data()
    np.testing.assert_allclose(xs**2 + 4 * ys**2, height[-1], rtol=1e-9)
    level = [-8 * v[1], 2 * v[0]]  # along the contour
    assert along(plot.arrow) @ level == pytest.approx(0, abs=1e-9)


def test_what_a_learning_rate_makes_of_the_steep_direction():
    plot = ValleyPlot()
    assert plot.draw().endswith("Each step multiplies x by 0.8 and y by 0.2.")
    assert plot.draw(lr=0.24).endswith("y by −0.92: y swings across the valley.")
    assert plot.draw(lr=0.25).endswith("y by −1: y swings for ever.")
    assert plot.draw(lr=0.27).endswith("y by −1.16: y swings wider and wider.")
    assert plot.draw(step=0).startswith("Before the first step the place is (3.00, 1.50), the h")
