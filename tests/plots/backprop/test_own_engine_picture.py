"""The picture of the reader's own engine at work: what it shows is what the numbers say."""

import numpy as np
import pytest

import mathdl as dl
from mathdl.exercises.backprop.value import engine
from mathdl.plots import OwnEnginePlot
from mathdl.plots.backprop.own_engine import TARGET, X, example


def trained(Value, steps, rate=0.3):
    """Train as the chapter does, by an engine on single numbers."""
    start = dl.data.thirteen_parameters()
    v = [Value(float(x)) for name in ("W1", "b1", "W2", "b2") for x in start[name].flat]
    record = []
    for _ in range(steps):
        loss = Value(0.0)
        for (x1, x2), target in zip(X.tolist(), TARGET.tolist()):
            hidden = [(v[j] * x1 + v[3 + j] * x2 + v[6 + j]).tanh() for j in range(3)]
            out = v[9] * hidden[0] + v[10] * hidden[1] + v[11] * hidden[2] + v[12]
            residual = out + -target
            loss = loss + residual * residual * (1 / len(X))
        loss.backward()
        record.append([p.data for p in v])
        v = [Value(p.data - rate * p.grad) for p in v]
    return record


def test_the_book_s_own_record_is_what_an_engine_on_single_numbers_makes():
    record = trained(engine(), 300)
    np.testing.assert_allclose(record, example(), rtol=1e-6, atol=1e-6)
    said = OwnEnginePlot(record).draw()
    assert (
        said
        == "Your own engine, before step 300: the loss is 0.059, and 40 of 40 points are right."
    )


def test_all_are_right_well_before_the_end_and_not_at_the_start():
    plot = OwnEnginePlot()
    assert "20 of 40" in plot.draw(step=0)
    assert "40 of 40" in plot.draw(step=200)
    assert plot.is_example
    assert "mathdl’s engine" in plot.draw(step=5)


def test_the_loss_drawn_is_that_of_the_numbers():
    plot = OwnEnginePlot()
    plot.draw(step=40)
    W1, b1, W2, b2 = np.split(np.array(example()[40]), (6, 9, 12))
    out = np.tanh(X @ W1.reshape(2, 3) + b1) @ W2 + b2
    assert plot.now.get_ydata()[0] == pytest.approx(np.mean((out - TARGET) ** 2))
    assert plot.right.get_text() == f"{np.sum((out > 0) == (TARGET > 0))} of 40 right"


def test_a_record_that_runs_away_ends_where_it_is_lost():
    record = [*example()[:5], [np.nan] * 13, *example()[6:8]]
    plot = OwnEnginePlot(record)
    assert plot.controls["step"].max == 4
    assert plot.draw().endswith("no longer finite: the steps were too long.")
    assert "no longer" not in plot.draw(step=2)


@pytest.mark.parametrize("record", [[[1.0, 2.0]], [["a"] * 13], 3, [None]])
def test_what_is_no_record_is_refused(record):
    with pytest.raises(TypeError, match="thirteen numbers for each step"):
        OwnEnginePlot(record)


def test_a_record_that_starts_lost_is_refused():
    with pytest.raises(ValueError, match="starts with numbers that are not finite"):
        OwnEnginePlot([[np.inf] * 13])
