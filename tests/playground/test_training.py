"""Training at the workbench: a function of settings and step, which notices its end."""

import numpy as np
import pytest

from mathdl.playground import Settings, own, trained
from mathdl.playground import from_csv
from mathdl.playground.problems import made
from mathdl.playground.training import EVERY, Training, inputs

DIVERGING = Settings.read("oneturn | 5relu 5relu | sgd .3 | decay=10 | @2000")


def _weights(training, step):
    return np.concatenate([p.data.ravel() for p in training.at(step)[1].parameters()])


@pytest.mark.parametrize("line", ["oneturn", "fourclouds b8 momentum .01", "hills 3silu"])
def test_a_step_is_the_same_whichever_way_one_comes_to_it(line):
    settings = Settings.read(line)
    data = made(settings.data, settings.points, settings.noise)
    there, back = Training(settings, data), Training(settings, data)
    straight = _weights(there, 73)
    for step in (5, 200, 40):
        back.at(step)
    assert np.array_equal(_weights(back, 73), straight)


def test_it_ends_with_the_last_step_whose_numbers_can_be_used():
    for first in (2000, 12, 20, 3):  # however one comes there
        training = Training(DIVERGING, made("oneturn", 400, 0.02))
        training.at(first)
        step, net = training.at(2000)
        assert (step, training.broke) == (12, True)
        assert all(np.all(np.isfinite(p.data)) for p in net.parameters())
        assert training.at(5)[0] == 5


def test_it_stops_where_it_is_told_to():
    training = Training(Settings.read("oneturn stop=.1"), made("oneturn", 400, 0.02))
    step, _ = training.at(3000)
    assert training.looks[-1].seen < 0.1 <= training.looks[-2].seen
    assert step == training.end == EVERY * (len(training.looks) - 1)
    assert not training.broke


def test_pieces_say_how_far_it_is_and_are_done_once():
    training = Training(Settings(), made("oneturn", 400, 0.02))
    pieces = list(training.pieces(190))
    assert pieces[-1] == 190
    assert len(pieces) == 11
    assert list(training.pieces(190)) == []


def test_runs_are_kept_by_settings_and_not_by_step():
    assert trained(Settings(seed=8, step=3)) is trained(Settings(seed=8, step=4))


def test_five_thousand_steps_take_little_memory():
    settings = Settings.read("twoturns | 8tanh 8tanh 8tanh 8tanh | adam .01")
    training = Training(settings, made("twoturns", 20, 0.02))
    training.at(5000)
    kept = sum(part.nbytes for state in training.run._states for part in state)
    assert kept < 15e6


def test_own_points_are_scaled_and_split():
    rng = np.random.default_rng(0)
    X = rng.uniform((10, -3), (30, 5), (50, 2))
    data = own(X, np.where(X[:, 0] > 20, "far", "near"), ("way", "height"))
    assert (data.classes, data.kinds, data.names) == (2, ("far", "near"), ("way", "height"))
    assert (len(data.X), len(data.U)) == (35, 15)
    both = np.concatenate([data.X, data.U])
    assert np.allclose([both.min(0), both.max(0)], [[-1, -1], [1, 1]])
    back = both * data.half + data.middle
    assert np.allclose(np.sort(back, axis=0), np.sort(X, axis=0))
    heights = own(X, X[:, 1])
    assert heights.classes == 0
    assert np.ptp(np.concatenate([heights.y, heights.v])) == pytest.approx(2)


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        (np.ones((5, 3)), np.ones(5), "two columns"),
        (np.ones((5, 2)), np.ones(4), "one entry for each of the 5 rows"),
        (np.ones((5, 2)), np.ones(5), "one value only"),
        (np.full((5, 2), np.nan), np.arange(5), "no finite numbers"),
        (np.ones((6, 2)), list("abcdea"), "5 classes"),
    ],
)
def test_points_that_cannot_be_taken(X, y, words):
    with pytest.raises(ValueError, match=words):
        own(X, y)


def test_points_from_a_file(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("long;wide;kind\n1;2;a\n3;4.5;b\n", "utf-8")
    X, y, names = from_csv(str(path))
    assert (X.tolist(), y.tolist(), names) == ([[1, 2], [3, 4.5]], ["a", "b"], ("long", "wide"))
    path.write_text("1,2\n", "utf-8")
    with pytest.raises(ValueError, match="line 1 has 2"):
        from_csv(str(path))
    path.write_text("1,2,a\n1,x,a\n", "utf-8")
    with pytest.raises(ValueError, match=r"only numbers; could not .*x"):
        from_csv(str(path))


def test_features_stand_in_their_own_order():
    X = np.array([[0.5, -2.0]])
    settings = Settings.read("x1x2 x2 x1²")
    assert inputs(settings, X).tolist() == [[-2.0, 0.25, -1.0]]
