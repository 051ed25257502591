"""Training at the workbench: a function of settings and step, which notices its end."""

import numpy as np
import pytest

from mathdl.playground import Settings, trained
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


def test_the_baseline_copies_the_nearest_of_all():
    for data in (made("twoclouds", 120, 0.3, 2), made("hills", 333, 0.1)):
        apart = ((data.U[:, None] - data.X) ** 2).sum(axis=2)
        copied = data.y[apart.argmin(axis=1)]
        right = np.mean(copied == data.v)
        r2 = 1 - np.mean((copied - data.v) ** 2) / np.var(data.v)
        assert Training(Settings(), data).baseline == (right if data.classes else r2)


def test_another_draw_is_of_the_same_data_and_has_no_point_of_the_first():
    first, second = (made("moons", 100, 0.1, seed) for seed in (0, 1))
    points = np.concatenate([first.X, first.U, second.X, second.U])
    assert len(np.unique(points, axis=0)) == 2 * 1100
    assert np.allclose(first.U.mean(0), second.U.mean(0), atol=0.1)
    settings = Settings.read("moons n100 z.1 d1 | 3tanh")
    assert trained(settings).data is second
    assert trained(settings) is not trained(settings.at(data_seed=0))


def test_features_stand_in_their_own_order():
    X = np.array([[0.5, -2.0]])
    settings = Settings.read("x1x2 x2 x1²")
    assert inputs(settings, X).tolist() == [[-2.0, 0.25, -1.0]]
