"""The pictures of chapter 3: what their artists show is true."""

import numpy as np
import pytest

from mathdl.plots import RisePlot, RulersPlot, SecantPlot, SquarePlot, TangentPlot


def test_the_secant_runs_through_both_points():
    plot = SecantPlot()
    plot.draw(x0=1.0, h=0.1)
    x, y = plot.secant.get_data()
    slope = (y[1] - y[0]) / (x[1] - x[0])
    assert slope == pytest.approx((np.sin(1.1) - np.sin(1.0)) / 0.1, rel=1e-9)
    assert y[0] + slope * (1.0 - x[0]) == pytest.approx(np.sin(1.0), rel=1e-9)
    h, error = plot.error.get_data()
    assert error[h == 1.0][0] == pytest.approx(0.4724, abs=1e-4)


def test_the_error_is_drawn_for_the_steps_that_were_taken():
    plot = SecantPlot()
    plot.draw(h=1e-4)
    assert plot.error.get_xdata().min() == pytest.approx(1e-4)
    assert not any(note.get_visible() for note in plot.notes), "nothing is told in advance"
    plot.draw(h=1e-16)
    h, error = plot.error.get_data()
    assert h.min() == pytest.approx(1e-16)
    assert 1e-9 < h[error.argmin()] < 1e-7, "the error has its valley inside"
    assert all(note.get_visible() for note in plot.notes)


def test_rise_and_run_are_the_legs_of_the_triangle():
    plot = RisePlot()
    said = plot.draw()
    assert said.endswith("by 3.25 on a run of 0.5, so the slope of the secant is 3.25 / 0.5 = 6.5.")
    for x0, h in ((3.0, 0.5), (1.0, 1.0), (3.5, 0.1)):
        plot.draw(x0=x0, h=h)
        assert np.ptp(plot.run.get_xdata()) == pytest.approx(h)
        assert np.ptp(plot.rise.get_ydata()) == pytest.approx((x0 + h) ** 2 - x0**2)
        (a, b), (c, d) = plot.secant.get_data()
        assert (d - c) / (b - a) == pytest.approx(2 * x0 + h)


def test_a_vanishing_step_gives_slope_zero():
    assert "slope of sin x is 0.000" in SecantPlot().draw(h=1e-16)


def test_kinks_and_ends_have_no_derivative():
    plot = SecantPlot()
    said = plot.draw(x0=0.0, f="|x|")
    assert "is 1.000, to the left it is −1.000: there is no derivative" in said
    assert len(plot.error.get_xdata()) == 0
    assert "no value at x₀ = −1.00" in plot.draw(x0=-1.0, f="√x")
    assert "grows without end" in plot.draw(x0=0.0, f="√x")


def test_the_tangent_promises_what_the_formula_says():
    plot = TangentPlot()
    said = plot.draw(x0=1.0, h=1.0)
    promise = np.sin(1) + np.cos(1)
    assert plot.promise.get_ydata()[0] == pytest.approx(promise)
    assert plot.truth.get_ydata()[0] == pytest.approx(np.sin(2))
    assert f"a gap of −{promise - np.sin(2):.3f}" in said


def test_the_rulers_count_slopes_in_ticks():
    plot = RulersPlot()
    said = plot.draw(x0=1.5)
    promised, g_slope = np.cos(2.25) * 3, 3.0
    assert "dy/dx = −0.628 × 3.000 = −1.885" in said
    assert "With f′ taken at x the slope would come out as 0.212" in said
    _, u, y = plot.rulers
    assert u.arrow._posA_posB[1][0] == pytest.approx(g_slope)
    assert y.arrow._posA_posB[1][0] == pytest.approx(promised)
    assert y.true.get_xdata()[0] == pytest.approx((np.sin(2.56) - np.sin(2.25)) / 0.1)
    assert plot.ghost._posA_posB[1][0] == pytest.approx(np.cos(1.5) * 3)
    assert plot.ghost_label.get_text() == "with f′ taken at x, slope 0.212"
    assert y.true.get_ydata()[0] < y.y, "the tip of the arrow stays in sight"


def test_an_inner_slope_of_zero_silences_the_chain():
    assert "dy/dx = 1.000 × 0.000 = 0.000" in RulersPlot().draw(x0=0.0)


def test_the_square():
    plot = SquarePlot()
    assert plot.draw(side=2.5).endswith("= 6.25.")
    assert plot.square.get_width() == plot.square.get_height() == 2.5
