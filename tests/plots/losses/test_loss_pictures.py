"""The pictures of losses: squares, landscapes, outliers and mistakes show what is true."""

import re

import numpy as np
import pytest
from sweep import moved

import mathdl as dl
from mathdl.plots import LandscapePlot, MistakesPlot, OutlierPlot, PricesPlot
from mathdl.plots.losses.line_fits import huber_line, mae_line, mse_line
from mathdl.plots.losses.outlier import _spread
from mathdl.plots.losses.prices import line_loss

SIZES, PRICES = dl.data.eight_houses()


def mse(slope, intercept, sizes=SIZES):
    return np.mean((slope * sizes + intercept - PRICES) ** 2)


def numbers(said):
    return [float(n.replace("−", "-").replace(",", "")) for n in re.findall(r"−?\d[\d.,]*\d", said)]


def test_the_eight_houses_have_the_numbers_of_the_book():
    assert (SIZES[[0, -1]] == [0.4, 1.2]).all()
    assert (PRICES[[0, -1]] == [1.3, 3.7]).all()
    assert mse(1, 0.5) == pytest.approx(1.57375)
    slope, intercept = np.polyfit(SIZES, PRICES, 1)
    assert (slope, intercept) == pytest.approx((54 / 19, 4.9 / 19))
    assert mse(slope, intercept) == pytest.approx(0.01078947)
    for unit, ratio in ((1, 41.3), (0.01, 66_491)):
        X = np.stack([SIZES / unit, np.ones(8)], axis=1)
        flat, steep = np.linalg.eigvalsh(X.T @ X)
        assert steep / flat == pytest.approx(ratio, rel=1e-3)


@pytest.mark.parametrize(("slope", "intercept"), [(1, 0.5), (-1, -1), (5, 3), (2.85, 0.25)])
def test_the_gradient_of_a_line_is_what_small_steps_bring(slope, intercept):
    loss, h = line_loss(SIZES, PRICES, slope, intercept), 1e-5
    by_slope = (mse(slope + h, intercept) - mse(slope - h, intercept)) / (2 * h)
    by_intercept = (mse(slope, intercept + h) - mse(slope, intercept - h)) / (2 * h)
    assert loss.mse == pytest.approx(mse(slope, intercept), abs=1e-9)
    assert loss.gradient == pytest.approx((by_slope, by_intercept), abs=1e-8)


def test_prices_at_the_default_and_at_the_best_line():
    plot = PricesPlot()
    assert plot.draw() == (
        "With slope 1.00 and intercept 0.50 the mean of the eight squares is MSE = 1.574. Its "
        "gradient is (−2.00, −2.33): a larger slope or a larger intercept lowers the loss."
    )
    best = plot.draw(slope=2.85, intercept=0.25)
    assert "MSE = 0.011. Its gradient is (0.00, 0.00): there is nowhere down to go." in best


@pytest.mark.parametrize(
    "state", [{}, {"slope": 5.0}, {"slope": -1.0, "intercept": -1.0}, {"slope": 5, "intercept": 3}]
)
def test_squares_have_equal_sides_on_the_screen_and_areas_to_one_scale(state):
    plot = PricesPlot()
    plot.draw(**state)
    at = plot.values(**state)
    residuals = at["slope"] * SIZES + at["intercept"] - PRICES
    boxes = [square.get_window_extent() for square in plot.squares]
    for box in boxes:
        assert box.width == pytest.approx(box.height)
    sides = np.array([box.width for box in boxes])
    np.testing.assert_allclose(sides / sides.max(), abs(residuals) / abs(residuals).max())
    assert [told.get_text() for told in plot.told] == [f"{r * r:.2f}" for r in residuals.round(9)]
    for line, r in zip(plot.residuals, residuals, strict=True):
        (low, high) = line.get_ydata()
        assert high - low == pytest.approx(r)


def test_squares_find_room_and_a_smaller_scale_is_told():
    plot = PricesPlot()
    slopes, intercepts = np.arange(-1, 5.1, 0.5), np.arange(-1, 3.1, 0.5)
    states = [{"slope": s, "intercept": i} for s in slopes for i in intercepts]
    told = set()
    for _ in moved(plot, states):
        assert max(square.get_width() for square in plot.squares) < plot.CELL
        told.add(plot.scale.get_text())
    assert {"", "drawn at a half"} < told


def test_at_slope_five_one_square_is_a_quarter_of_all():
    plot = PricesPlot()
    plot.draw(slope=5.0)
    areas = [np.prod(square.get_window_extent().size) for square in plot.squares]
    assert areas[-1] / sum(areas) == pytest.approx(2.8**2 / (8 * 3.86375))


def in_measure(measure):
    return {
        "100 m²": SIZES,
        "m²": 100 * SIZES,
        "standardised": (SIZES - SIZES.mean()) / SIZES.std(),
    }[measure]


@pytest.mark.parametrize("measure", ["100 m²", "m²", "standardised"])
def test_every_measure_tells_its_own_loss_minimum_and_curvatures(measure):
    plot, u = LandscapePlot(), in_measure(measure)
    said = numbers(plot.draw(slope=2.0, intercept=1.0, measure=measure).replace("100 m²", ""))
    assert said[2] == pytest.approx(mse(2, 1, u), abs=0.5 if measure == "m²" else 6e-4)
    best = np.polyfit(u, PRICES, 1)
    np.testing.assert_allclose(plot.best.get_xydata()[0], best)
    X = np.stack([u, np.ones(8)], axis=1)
    flat, steep = np.linalg.eigvalsh(X.T @ X)
    assert plot.MEASURES[measure].ratio == pytest.approx(steep / flat)
    for level in plot.LEVELS:
        x, y = plot.MEASURES[measure].ellipse(level)
        np.testing.assert_allclose([mse(*at, u) for at in zip(x, y, strict=True)], level)
    x, y = plot.line.get_data()
    shown = (x - SIZES[0]) / (SIZES[-1] - SIZES[0]) * (u[-1] - u[0]) + u[0]
    np.testing.assert_allclose(y, 2 * shown + 1)


def test_units_bend_the_landscape_and_standardising_makes_circles():
    plot = LandscapePlot()
    assert plot.draw() == (
        "At slope 1.00 and intercept 0.50, with size in 100 m², the MSE is 1.574; downhill leads "
        "57° off the way to the minimum at (2.84, 0.258). The landscape bends 41.3 times as much "
        "across its valley as along it."
    )
    assert "66,500 times as much across its canyon" in plot.draw(measure="m²")
    x, y = plot.MEASURES["standardised"].ellipse(4.0)
    centre = plot.MEASURES["standardised"].best
    assert np.ptp(np.hypot(x - centre[0], y - centre[1])) < 1e-9


def test_when_standardised_downhill_leads_straight_to_the_minimum():
    plot, rng = LandscapePlot(), np.random.default_rng(0)
    for _ in range(20):
        at = {name: plot.controls[name].random(rng) for name in ("slope", "intercept")}
        said = plot.draw(**at, measure="standardised")
        assert "leads 0° off" in said or "as near as the sliders come" in said


def test_the_arrow_points_against_the_gradient_and_stays_on_the_map():
    plot = LandscapePlot()
    for slope, intercept in ((1, 0.5), (5, -1), (-1, 3), (5, 3), (-1, -1)):
        plot.draw(slope=slope, intercept=intercept)
        start, tip = np.array(plot.arrow._posA_posB)
        way = tip - start
        gradient = np.array(line_loss(SIZES, PRICES, slope, intercept).gradient)
        np.testing.assert_allclose(way / np.hypot(*way), -gradient / np.hypot(*gradient))
        assert (tip >= [plot.LEFT - 1e-9, plot.BOTTOM - 1e-9]).all()
        assert (tip <= [plot.RIGHT + 1e-9, plot.TOP + 1e-9]).all()
        assert np.hypot(*way) > 0.4


@pytest.mark.parametrize(
    ("height", "slopes"),
    [
        (0, (0.49, 0.49, 0.49)),
        (10, (1.03, 0.50, 0.56)),
        (20, (1.58, 0.50, 0.56)),
        (40, (2.67, 0.50, 0.56)),
        (-40, (-1.69, 0.46, 0.40)),
    ],
)
def test_one_point_turns_the_lines(height, slopes):
    plot = OutlierPlot()
    said = plot.draw(height=height, delta=1.0)
    assert tuple(numbers(said.split("slope ")[1])[:3]) == slopes
    for name, slope in zip(("MSE", "MAE", "Huber"), slopes, strict=True):
        (x0, x1), (y0, y1) = plot.lines[name].get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=0.0051)
        ((where, dot),) = plot.dots[name].get_xydata()
        assert where == height
        assert np.interp(height, *plot.slopes[name].get_data()) == pytest.approx(dot)


@pytest.mark.parametrize("delta", [0.1, 1.0, 10.0])
def test_no_other_line_has_a_smaller_loss(delta):
    rng = np.random.default_rng(0)
    x = OutlierPlot.X
    losses = {
        "mse": (mse_line, dl.mse_loss),
        "mae": (mae_line, dl.l1_loss),
        "huber": (
            lambda x, y: huber_line(x, y, delta),
            lambda p, y: dl.huber_loss(p, y, delta),
        ),
    }
    for height in (-40, -3, 0, 1, 20, 40):
        y = OutlierPlot.Y + height * (x == 9)
        for fit, loss in losses.values():
            line = fit(x, y)
            least = loss(line[0] * x + line[1], y)
            for other in line + rng.normal(size=(200, 2)) * rng.choice([1e-3, 0.1, 1], (200, 1)):
                assert loss(other[0] * x + other[1], y) >= least - 1e-12


def test_the_huber_line_is_exact():
    heights = np.arange(-40, 41)
    y = np.tile(OutlierPlot.Y, (81, 1)) + heights[:, None] * (OutlierPlot.X == 9)
    for delta in (0.1, 0.3, 1.0, 3.0, 10.0):
        for (slope, intercept), truth in zip(huber_line(OutlierPlot.X, y, delta), y, strict=True):
            s, c = dl.Tensor(slope), dl.Tensor(intercept)
            dl.huber_loss(s * OutlierPlot.X + c, truth, delta).backward()
            assert abs(s.grad) < 1e-9
            assert abs(c.grad) < 1e-9


def test_a_point_outside_the_picture_is_told():
    plot = OutlierPlot()
    plot.draw(height=40)
    assert (plot.told.get_text(), plot.gone.get_marker()) == ("at 45.5", "^")
    plot.draw(height=-40)
    assert (plot.told.get_text(), plot.gone.get_marker()) == ("at −34.5", "v")
    plot.draw(height=10)
    assert plot.told.get_text() == ""
    assert plot.moved.get_xydata().tolist() == [[9.0, 15.5]]


def test_labels_keep_their_distance_and_stay_in_order():
    rng = np.random.default_rng(0)
    for _ in range(100):
        wanted = dict(zip("abc", rng.uniform(-3, 3, 3), strict=True))
        places = _spread(wanted, 1.0, -2.5, 2.5)
        inside = np.array([places[name] for name in sorted(wanted, key=wanted.get)])
        assert (np.diff(inside) >= 1 - 1e-9).all()
        assert abs(inside).max() <= 2.5 + 1e-9


def test_mistakes_at_the_default():
    plot = MistakesPlot()
    assert plot.draw() == (
        "At threshold −1.50, 7 of 10 right: accuracy 0.7, with slope 0. The loss is 0.653, "
        "with slope −0.552: a threshold further right is better."
    )
    assert sorted(plot.wrong.get_xdata()) == [-1.15, -0.55, -0.29]
    assert plot.told[1].get_text() == "loss 0.653"


def test_the_slope_of_accuracy_ends_with_its_stair():
    plot = MistakesPlot()
    plot.draw()
    for t in np.round(np.arange(-3, 3.001, 0.02), 2).tolist():
        plot.update(threshold=t)
        (x0, x1), (y0, y1) = plot.slopes[0].get_data()
        assert y0 == y1 == plot.accuracy(t)
        assert x0 < t < x1 <= x0 + 2 * plot.REACH + 1e-9
        assert not ((x0 + 1e-9 < plot.X) & (x1 - 1e-9 > plot.X)).any()
        assert -3.2 <= x0 < x1 <= 3.2


def test_accuracy_is_flat_wherever_the_slider_stands_and_cross_entropy_is_not():
    plot, h, levels = MistakesPlot(), 1e-5, set()
    plot.draw()
    for t in np.round(np.arange(-3, 3.001, 0.02), 2).tolist():
        plot.update(threshold=t)
        taken = np.array([t < x for x in plot.X])
        right = np.sum(taken == (plot.Y == 1))
        levels.add(int(right))
        assert plot.told[0].get_text() == f"accuracy {right / 10:.1f}: {right} of 10 right"
        assert len(plot.wrong.get_xdata()) == 10 - right
        assert plot.steep[0].get_text() == "slope 0"
        assert plot.accuracy(t + h) == plot.accuracy(t) == plot.accuracy(t - h)
        slope = (_cross_entropy(plot, t + h) - _cross_entropy(plot, t - h)) / (2 * h)
        (x0, x1), (y0, y1) = plot.slopes[1].get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-8)
        assert plot.dots[1].get_ydata()[0] == pytest.approx(_cross_entropy(plot, t))
    assert levels == {5, 6, 7, 8, 9}


def _cross_entropy(plot, t):
    p = 1 / (1 + np.exp(-2 * (plot.X - t)))
    return -np.mean(plot.Y * np.log(p) + (1 - plot.Y) * np.log(1 - p))


def test_the_least_cross_entropy_lies_on_the_highest_stair():
    plot = MistakesPlot()
    ts = np.linspace(-3, 3, 601)
    best = ts[np.argmin([plot.loss(t) for t in ts])]
    assert plot.accuracy(best) == 0.9 == max(plot.accuracy(t) for t in ts)
