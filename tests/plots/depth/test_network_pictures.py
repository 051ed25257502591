"""The pictures of small networks: circles and arrows, answers in the plane, sums of hinges."""

import re

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import AnswerPlot, HingeSumPlot, NetworkPlot
from mathdl.plots.depth.answer import FOUR, xor_by_hand
from mathdl.plots.depth.hinge_sum import CURVES, MOST, hinges
from mathdl.plots.depth.network import sums
from mathdl.words import brief


def read(words):
    return float(words.replace("−", "-"))


def test_each_of_the_thirteen_parameters_stands_at_its_arrow():
    plot, net = NetworkPlot(), dl.data.thirteen_parameters()
    plot.draw()
    for k in range(3):
        written = [read(text.get_text()) for _, text in plot.arrows[k]]
        assert written == [*net["W1"][:, k], net["b1"][k]]
    assert [read(text.get_text()) for _, text in plot.arrows[3]] == [*net["W2"][:, 0], *net["b2"]]
    assert sum(map(len, plot.arrows)) == 13


@pytest.mark.parametrize("x", [(1.0, 2.0), (-2.5, 3.0), (0.0, 0.0)])
def test_the_pass_agrees_with_the_engine(x):
    net = dl.data.thirteen_parameters()
    z = dl.linear(np.array([x]), net["W1"], net["b1"])
    output = dl.linear(dl.relu(z), net["W2"], net["b2"])
    found = sums(*x)
    np.testing.assert_allclose(found[0], np.asarray(z)[0])
    assert found[2] == pytest.approx(float(np.asarray(output)[0, 0]))
    plot = NetworkPlot()
    plot.draw(x1=x[0], x2=x[1])
    shown = [text.get_text() for _, text in plot.circles]
    assert shown == [*map(brief, found[1]), brief(found[2])]


def test_a_step_works_out_one_more_circle_and_its_arrows_stand_out():
    plot = NetworkPlot()
    for step in range(5):
        said = plot.draw(step=step)
        assert [text.get_text() != "?" for _, text in plot.circles] == [k < step for k in range(4)]
        broad = [{line.get_linewidth() > 2 for line, _ in arrows} for arrows in plot.arrows]
        assert broad == [{k == step - 1} for k in range(4)]
        assert f"{step} of 4 units worked out" in said
    assert plot.draw(step=3).endswith("Unit 3: 1·1 + (−1)·2 + 0 = −1, and relu makes it 0.")


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_the_sum_that_is_spelt_comes_to_what_is_said(step):
    said = NetworkPlot().draw(step=step, x1=-1.5, x2=2.5)
    left, right = re.search(r": ([^:=]+) = (−?[\d.]+)", said).groups()
    spelt = left.replace("−", "-").replace("·", "*")
    assert eval(spelt) == pytest.approx(read(right))


def test_xor_by_hand_is_right_at_the_four_corners():
    X, y = FOUR
    assert ((xor_by_hand()(X).data[:, 0] > 0) == (y == 1)).all()
    assert sum(p.size for p in xor_by_hand().parameters()) == 9


def test_any_net_is_drawn_with_what_it_gets_wrong():
    X, y = dl.data.xor(50)
    net = dl.nn.Linear(2, 1, rng=3)
    right = int(((net(X).data[:, 0] > 0) == y).sum())
    said = AnswerPlot(net, X, y).draw(x1=0.0, x2=0.0)
    assert f"Of 50 points {right} are right" in said
    assert (
        AnswerPlot(lambda X: X[:, 0] - 0.5, X, y)
        .draw(x1=0.5, x2=0.0)
        .startswith("At (0.50, 0.00) the net puts out 0.000, which says square.")
    )


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (dict(net=3), "cannot be called"),
        (dict(X=[[0, 0]]), "together"),
        (dict(X=[0, 1], y=[0, 1]), "shape"),
    ],
)
def test_what_is_no_net_and_no_points_is_refused(arguments, fault):
    with pytest.raises((TypeError, ValueError), match=fault):
        AnswerPlot(**arguments)
    with pytest.raises(ValueError, match="one output for each point"):
        AnswerPlot(lambda X: X).draw()


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("n", [1, 3, MOST])
def test_the_sum_of_hinges_meets_the_curve_at_its_bends(curve, n):
    places, weights, bias = hinges(curve, n)
    x = np.append(places, 1.0)
    found = bias + np.maximum(x[:, None] - places, 0) @ weights
    np.testing.assert_allclose(found, CURVES[curve](x), atol=1e-12)
    plot = HingeSumPlot()
    said = plot.draw(units=n, curve=curve)
    assert f"{n} unit" in said
    assert len(plot.sum.get_xdata()) == n + 2
    total = sum(np.interp(1.0, *line.get_data()) for line in plot.units if line.get_visible())
    assert bias + total == pytest.approx(found[-1])
