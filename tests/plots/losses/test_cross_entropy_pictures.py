"""Surprise, the race of two losses, three logits, overflow: what their artists show is true."""

import math
import re

import numpy as np
import pytest

from mathdl.plots import LogitsPlot, OverflowPlot, RacePlot, SurprisePlot
from mathdl.plots.losses.overflow import first_break, naive
from mathdl.plots.losses.race import course
from mathdl.words import power


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_surprise_is_minus_the_logarithm_of_what_was_given_to_the_truth():
    plot = SurprisePlot()
    for p in (0.001, 0.01, 0.37, 0.5, 0.9, 0.999):
        for truth, given in (("cat", p), ("dog", 1 - p)):
            sentence = plot.draw(p=p, truth=truth)
            np.testing.assert_allclose(plot.here.get_data(), [[given], [-math.log(given)]])
            np.testing.assert_allclose(plot.square.get_data(), [[given], [(1 - given) ** 2]])
            right, wrong = plot.parts[truth], plot.parts["dog" if truth == "cat" else "cat"]
            assert right.get_bbox().x0 == 0
            assert right.get_width() == pytest.approx(given)
            assert wrong.get_bbox().x0 == pytest.approx(given)
            assert wrong.get_width() == pytest.approx(1 - given)
            assert f"is {-math.log(given):.3f} nats" in sentence


def test_every_further_zero_costs_the_logarithm_of_ten():
    plot = SurprisePlot()
    told = [plot.draw(p=p) and plot.told.get_text() for p in (0.9, 0.1, 0.01, 0.001)]
    nats = [float(re.search(r"[\d.]+", words)[0]) for words in told]
    assert nats == [0.105, 2.303, 4.605, 6.908]
    np.testing.assert_allclose(np.diff(nats[1:]), math.log(10), atol=1e-3)
    assert plot.square.get_ydata()[0] < 1


def test_slopes_at_logit_minus_six():
    squared, cross = (course(loss, -6.0, 1.0) for loss in ("squared error", "cross-entropy"))
    p = sigmoid(-6)
    assert squared.slopes[0] == pytest.approx(2 * (p - 1) * p * (1 - p))
    assert cross.slopes[0] == pytest.approx(p - 1)
    sentence = RacePlot().draw()
    assert "−0.0049" in sentence
    assert "−0.9975" in sentence


@pytest.mark.parametrize(
    ("lr", "squared", "cross"),
    [(0.1, None, 70), (1.0, 214, 7), (5.0, 45, 2), (100.0, 4, 1), (200.0, 3, 1)],
)
def test_who_arrives_when(lr, squared, cross):
    slopes = {
        "squared error": lambda z: 2 * (sigmoid(z) - 1) * sigmoid(z) * (1 - sigmoid(z)),
        "cross-entropy": lambda z: sigmoid(z) - 1,
    }
    for loss, arrival in zip(slopes, (squared, cross), strict=True):
        run, z = course(loss, -6.0, lr), -6.0
        for step in range(301):
            assert run.logits[step] == pytest.approx(z)
            if step == arrival:
                assert z > 0 >= run.logits[step - 1]
            z -= lr * slopes[loss](z)
        assert run.arrival == arrival


def test_the_race_shows_both_courses_up_to_now():
    plot = RacePlot()
    before = plot.draw(step=6)
    at = plot.draw(step=7)
    assert before.count("not yet") == 2
    assert "p > ½ after 7 steps" in at
    assert at.count("not yet") == 1
    assert "p > ½ after 214 steps" in plot.draw(step=214)
    assert [ball.axes.get_ylabel() for ball in plot.balls.values()] == ["loss", "loss"]
    for loss, line in plot.traces.items():
        run = course(loss, -6.0, 1.0)
        np.testing.assert_array_equal(line.get_ydata(), run.logits[:215])
        p = sigmoid(run.logits[214])
        height = (1 - p) ** 2 if loss == "squared error" else -math.log(p)
        np.testing.assert_allclose(plot.balls[loss].get_data(), [[run.logits[214]], [height]])
        (x0, x1), (y0, y1) = plot.tangents[loss].get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(run.slopes[214])


def test_a_large_rate_wakes_the_sleeper_and_throws_it_far():
    plot = RacePlot()
    assert "to 25.23 (p > ½ after 3 steps)" in plot.draw(lr=200.0, step=3)
    assert plot.balls["squared error"].get_xdata()[0] == plot.EDGE
    assert "z = 25.23 →" in plot.told["squared error"].get_text()
    assert plot.draw(start=4.0, step=3).count("from the start") == 2


def test_the_gradient_of_cross_entropy_by_differences():
    plot, h = LogitsPlot(), 1e-6
    for z in ((3.0, 1.0, -1.0), (-6.0, 6.0, 0.4), (0.0, 0.0, 0.0)):
        for target in (1, 2, 3):
            plot.draw(z1=z[0], z2=z[1], z3=z[2], target=target)

            def loss(z, target=target):
                return math.log(sum(map(math.exp, z))) - z[target - 1]

            for i, bar in enumerate(plot.slopes):
                up, down = (np.array(z) + sign * h * np.eye(3)[i] for sign in (1, -1))
                slope = (loss(up) - loss(down)) / (2 * h)
                assert bar.get_height() == pytest.approx(slope, abs=1e-8)
            assert sum(bar.get_height() for bar in plot.slopes) == pytest.approx(0)
            assert sum(bar.get_height() for bar in plot.bars) == pytest.approx(1)
            assert [frame.get_height() for frame in plot.frames] == list(np.eye(3)[target - 1])


def test_three_logits_say_the_numbers_of_the_chapter():
    plot = LogitsPlot()
    sentence = plot.draw()
    assert "0.867, −0.883, 0.016" in sentence
    assert "a loss of 2.14 nats" in sentence
    assert "−0.133, 0.117, 0.016" in plot.draw(target=1)
    assert "little left to learn" in plot.draw(z1=6.0, target=1)
    assert "a loss of 1.1 nats" in plot.draw(z1=0.0, z2=0.0, z3=0.0)


def test_the_scales_at_which_the_naive_loss_breaks():
    for dtype, overflow in (("float32", 89), ("float64", 710)):
        kind = np.finfo(dtype)
        assert overflow == math.ceil(math.log(float(kind.max)))
        # Half of the smallest number is rounded to 0.
        underflow = math.ceil((math.log(2) - math.log(float(kind.smallest_subnormal))) / 2)
        breaks = [first_break(dtype, label) for label in range(3)]
        assert breaks == [overflow, overflow, underflow]
    assert np.isnan(naive(np.float32([89, 0, -89]), 0)[[1, 4]]).all()
    assert np.isinf(naive(np.float32([89, 0, -89]), 1)[[0, 4]]).all()


@pytest.mark.parametrize(("dtype", "last"), [("float32", 88), ("float64", 709)])
def test_the_naive_formula_breaks_and_the_stable_one_goes_on(dtype, last):
    plot = OverflowPlot()
    for truth in (1, 2):
        assert "agree" in plot.draw(scale=last, dtype=dtype, truth=truth)
        sentence = plot.draw(scale=last + 1, dtype=dtype, truth=truth)
        assert "no number" in sentence
        loss = (truth - 1) * (last + 1)
        assert f"The stable loss goes on: {loss:.3f}." in sentence
        written, right, true = zip(*plot.cells, strict=True)
        assert [cell.get_text() for cell in written[:2]] == ["inf ✗", "nan ✗"]
        assert written[4].get_text() == ("nan ✗" if truth == 1 else "inf ✗")
        assert [right[i].get_text() for i in (0, 1, 4)] == ["1 ✓", "1 ✓", f"{loss} ✓"]
        assert true[4].get_text() == str(loss)
        assert plot.naive.get_xdata()[-1] == last
        assert plot.stable.get_xdata()[-1] == 1000


def test_a_share_that_has_become_zero_cannot_be_rescued():
    plot = OverflowPlot()
    for dtype, scale in (("float32", 52), ("float64", 373)):
        assert "agree" in plot.draw(scale=scale - 1, dtype=dtype, truth=3)
        sentence = plot.draw(scale=scale, dtype=dtype, truth=3)
        assert "−log 0, is infinite" in sentence
        assert power("e", -2 * scale) in sentence
        assert sentence.endswith(f"goes on: {2 * scale:.3f}.")


def test_a_share_is_never_0_in_truth():
    plot = OverflowPlot()
    for dtype, scale, true in (("float32", 100, "1.4·10⁻⁸⁷"), ("float64", 710, "10⁻⁶¹⁷")):
        plot.draw(scale=scale, dtype=dtype, truth=2)
        rows = [[cell.get_text() for cell in row] for row in plot.cells]
        assert rows[3] == ["0 ✗", "0 ✗", true]
        assert rows[2][0] == "0 ✗"
        assert rows[2][1].endswith("✓")
        assert np.exp(np.array(-2 * scale, dtype)) == 0
    assert round(-2 * 710 * math.log10(math.e)) == -617


def test_markers_are_whole_and_a_share_below_the_picture_is_told():
    plot = OverflowPlot()
    for dtype in ("float32", "float64"):
        for truth in (1, 2, 3):
            for scale in (0, 89, 506, 507, 700, 701, 1000):
                plot.draw(scale=scale, dtype=dtype, truth=truth)
                for marker in (plot.largest, plot.share, plot.here):
                    half = (marker.get_markersize() + marker.get_mew()) / 2 * 100 / 72
                    half *= 1.42 if marker is plot.share else 1  # a diamond stands on its corner
                    frame = marker.axes.get_window_extent()
                    (x, y), scaled = marker.get_xydata()[0], plot.canvas.figure.dpi / 100
                    x, y = marker.axes.transData.transform((x, y))
                    assert frame.x0 <= x - half * scaled <= x + half * scaled <= frame.x1
                    assert frame.y0 <= y - half * scaled <= y + half * scaled <= frame.y1
                gone = truth == 3 and scale >= 507
                assert bool(plot.below.get_text()) == gone
    assert plot.draw(scale=1000, truth=3)
    assert plot.below.get_text() == "↓ 10⁻⁸⁶⁹"
    assert round(-2000 * math.log10(math.e)) == -869


def test_powers_of_ten_are_those_of_the_exponentials():
    plot = OverflowPlot()
    plot.draw(scale=50, truth=3)
    assert 10 ** plot.largest.get_ydata()[0] == pytest.approx(math.exp(50))
    assert 10 ** plot.share.get_ydata()[0] == pytest.approx(math.exp(-100))
    inside, beyond = plot.lines["largest"]
    assert inside.get_xdata()[-1] <= 88.8 < beyond.get_xdata()[0]
