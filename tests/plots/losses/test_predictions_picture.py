"""The picture of one's own predictions: surprise, mean and calibration."""

import math

import numpy as np
import pytest

from mathdl.exercises.predict import Prediction
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.plots import PredictionsPlot
from mathdl.plots.losses.predictions import EXAMPLE


def many(n, sure=(0.6, 0.8, 0.9), wrong=3):
    return [Prediction(f"1.{i}", sure[i % len(sure)], i % wrong > 0) for i in range(n)]


def texts(plot):
    return [text.get_text() for axes in plot.canvas.figure.axes for text in axes.texts]


def test_the_mean_is_the_mean_cross_entropy():
    predictions = many(14)
    plot = PredictionsPlot(predictions)
    p = [sure if right else 1 - sure for _, sure, right, _ in predictions]
    assert plot.mean == pytest.approx(-np.mean(np.log(p)))
    assert f"your mean {plot.mean:.2f}" in texts(plot)
    assert "guessing: 0.69" in texts(plot)
    assert math.log(2) == pytest.approx(0.6931, abs=1e-4)


def test_the_marked_point_lies_on_the_curve_and_is_told():
    plot = PredictionsPlot([("1.3", 0.95, False), ("1.4", 0.8, True)])
    said = plot.draw(which=1)
    assert said == (
        "You were 95 % sure of 1.3 and wrong: 3.00 nats. The mean of all 2 is 1.61; guessing costs "
        "0.693."
    )
    (x,), (y,) = plot.here.get_data()
    assert (x, y) == pytest.approx((0.05, -math.log(0.05)))
    assert "You were 80 % sure of 1.4 and right: 0.22 nats." in plot.draw(which=2)
    (x,), (y,) = plot.here.get_data()
    assert (x, y) == pytest.approx((0.8, -math.log(0.8)))


def test_it_opens_at_the_dearest():
    predictions = [*many(5, sure=(0.6,)), ("3.2", 0.99, False), *many(3, sure=(0.7,))]
    assert "99 % sure of 3.2 and wrong: 4.61 nats" in PredictionsPlot(predictions).draw()


def test_the_calibration_curve_counts():
    predictions = [
        *[("a", 0.5, i < 2) for i in range(4)],
        *[("b", s, r) for s, r in ((0.7, True), (0.7, False), (0.8, True), (0.8, True))],
        *[("c", 0.9, i < 1) for i in range(3)],
    ]
    plot = PredictionsPlot(predictions)
    plot.draw()
    curve = [line for line in plot.canvas.figure.axes[1].lines if line.get_linestyle() == "-"]
    x, y = curve[0].get_data()
    np.testing.assert_allclose(x, [0.5, 0.75, 0.9])
    np.testing.assert_allclose(y, [0.5, 0.75, 1 / 3])
    assert {"2/4", "3/4", "1/3"} <= set(texts(plot))
    plot.draw(which=11)
    assert plot.there.get_xydata()[0] == pytest.approx((0.9, 1 / 3))


def test_no_curve_below_ten():
    plot = PredictionsPlot(many(9))
    plot.draw()
    assert any("from 10 predictions on" in text for text in texts(plot))
    assert not any("/" in text for text in texts(plot))
    assert len(plot.there.get_xdata()) == 0
    assert not any("predictions on" in text for text in texts(PredictionsPlot(many(10))))


def test_certain_and_wrong_has_no_price():
    plot = PredictionsPlot([("1.3", 1.0, False), ("1.4", 0.8, True)])
    assert plot.draw() == (
        "You were 100 % sure of 1.3 and wrong: infinitely many nats. Certain and wrong makes the "
        "mean of all 2 infinite; without, 0.22."
    )
    assert np.isfinite(plot.here.get_ydata()).all()
    assert "your mean ∞" in texts(plot)
    assert PredictionsPlot([("1.3", 1.0, False)]).draw().endswith("costs 0.693.")


def test_without_predictions_an_example_that_says_so():
    plot = PredictionsPlot([])
    said = plot.draw()
    assert said.startswith("An example, nobody’s predictions: somebody was 95 % sure")
    assert "The mean of all 15 is 0.91; guessing costs 0.801." in said
    assert plot.canvas.figure.get_suptitle() == "an example: nobody’s predictions"
    assert sum(right for _, _, right, _ in EXAMPLE) > len(EXAMPLE) / 2
    assert plot.mean > plot.guessing, "right more often than not, and still worse than guessing"
    assert [key for key, *_ in EXAMPLE if key not in PREDICTIONS] == []
    assert "example" not in PredictionsPlot(many(3)).draw()


@pytest.mark.parametrize(
    "predictions",
    [
        many(1), many(4), many(10), many(24), many(12, sure=(0.5,)), many(12, sure=(1.0,)),
        many(11, sure=(0.99,), wrong=1), many(10, sure=(0.5, 0.65, 0.85, 1.0), wrong=99),
    ],
)  # fmt: skip
def test_anybodys_predictions_can_be_drawn(predictions):
    plot = PredictionsPlot(predictions)
    for which in range(1, len(predictions) + 1):
        assert f"sure of {predictions[which - 1][0]} and" in plot.draw(which=which)
    labels = [t for t in plot.canvas.figure.axes[0].texts if t.get_position()[0] == 1.05]
    boxes = [label.get_window_extent() for label in labels]
    assert not boxes[0].overlaps(boxes[1])
    right = plot.canvas.figure.axes[1].yaxis.label.get_window_extent()
    assert all(box.x1 < right.x0 for box in boxes)


def test_of_three_choices_a_guess_is_a_third_and_the_rest_is_shared():
    plot = PredictionsPlot([("3.2", 0.6, False, 3), ("1.2", 0.6, False, 2), ("4.8", 0.6, True, 4)])
    np.testing.assert_allclose(plot.p, [0.2, 0.4, 0.6])
    assert plot.guessing == pytest.approx(np.mean(np.log([3, 2, 4])))
    even = PredictionsPlot([("3.2", 1 / 3, right, 3) for right in (True, False)])
    assert even.mean == pytest.approx(math.log(3), abs=1e-6)
    assert even.guessing == pytest.approx(math.log(3))
