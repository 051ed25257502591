"""The exercises on depth: right answers against the engine, networks and folded strips."""

from itertools import pairwise

import numpy as np
import pytest
from sheets import SHEETS, every_sheet, posed, said, worked_holds_the_answer

import mathdl as dl
from mathdl import nn
from mathdl.exercises.depth.own_net import hidden_points


def parameters(*sizes):
    layers = [nn.Linear(m, n, rng=0) for m, n in pairwise(sizes)]
    return sum(p.size for p in nn.Sequential(*layers).parameters())


def test_the_numbers_of_the_book():
    right = {
        "1.1": [3, 0], "1.2": [False, True, False, True], "1.3": 31, "1.5": 12, "1.6": 13,
        "1.7": 33,
    }  # fmt: skip
    assert {key: posed(key).right for key in right} == right
    assert posed("1.3").mistakes == [23, 10, 24, 30, 28, 7, 8, 20, 33, 27, 9]
    assert posed("1.6").mistakes == [12, 14, 11, 25, 24, 4096, 2, 144]
    assert posed("1.7").mistakes == [32, 31, 64, 5, 17, 6, 11, 10, 26, 25, 2, 34, 16]


@every_sheet
def test_a_neuron_agrees_with_the_engine(sheet):
    w, b, p, q = (np.array(number, float) for number in posed("1.1", sheet).numbers.values())
    outputs = dl.relu(dl.linear(np.array([p, q]), w[:, None], b[None]))[:, 0]
    assert posed("1.1", sheet).right == outputs.tolist()
    assert sorted(outputs > 0) == [False, True], "the bend must be seen, and something else"


@every_sheet
def test_sides_by_sums_written_out(sheet):
    w, b, *points = posed("1.2", sheet).numbers.values()
    sums = [w[0] * x + w[1] * y + b for x, y in points]
    assert 0 not in sums, "a point on the line has no side"
    assert len(set(points)) == 4
    assert posed("1.2", sheet).right == [z > 0 for z in sums]


@every_sheet
def test_parameters_are_counted_by_building_the_networks(sheet):
    i, m, n = posed("1.3", sheet).numbers.values()
    assert posed("1.3", sheet).right == parameters(i, m, n, 1)
    fair = posed("1.5", sheet)
    (single,), width = fair.numbers.values(), fair.right
    assert parameters(2, width, width, 1) == parameters(2, single, 1)
    assert f"has {parameters(2, single, 1)} parameters" in fair.say(fair.exercise.ask)
    assert width != 15, "that race is run in the chapter"
    w, m = (fair.exercise.facts(single)[name] for name in ("weights", "middle"))
    rest = 4 * single + 1
    for value, near in ((w, lambda n: n * n + 3 * n), (m, lambda n: n * n)):
        assert value in fair.mistakes
        assert abs(near(value) - rest) == min(abs(near(n) - rest) for n in range(1, 40))
        assert f"{near(value)}" in fair.judge(value).says


def folded(x, times):
    for _ in range(times):
        x = 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
    return x


@every_sheet
def test_the_strip_is_folded_by_the_network_that_is_named_afterwards(sheet):
    (k,) = posed("1.7", sheet).numbers.values()
    above = folded((np.arange(2**16) + 0.5) / 2**16, k) > 0.3
    assert posed("1.7", sheet).right == np.count_nonzero(np.diff(above)) + 1
    sizes = [1, *[2] * k, 1]
    assert posed("1.7", sheet).judge(2**k + 1).says.endswith(f" {parameters(*sizes)}.")


@every_sheet
def test_a_random_layer_has_as_many_pieces(sheet):
    (n,) = posed("1.6", sheet).numbers.values()
    rng = np.random.default_rng(0)
    w, b, v = rng.normal(size=(3, n))
    x = np.sort(np.concatenate([-b / w, [-1e3, 1e3]]))
    middles = (x[1:] + x[:-1]) / 2
    slopes = (w * v * (np.outer(middles, w) + b > 0)).sum(axis=1)
    pieces = 1 + np.count_nonzero(~np.isclose(np.diff(slopes), 0))
    assert posed("1.6", sheet).right == pieces


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("1.1", (3, 0.0), "1.1: right."),
        ("1.2", [0 > 1, 1 > 0, 0 > 1, 1 > 0], "1.2: right. The line is 1·x₁ + 2·x₂ = 4"),
        ("1.2", [-4, 2, -1, 2], "True or False is asked for 4 times, for A, B, C and D; for A you"),
        ("1.5", 26.0, "1.5: not yet. That is about half of the 51 units"),
        ("1.5", 13, "w² + 3w: for 13 it is 208. The biases of"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "?"))


@pytest.mark.parametrize("key", ["1.1", "1.2", "1.3", "1.5", "1.6", "1.7"])
def test_what_is_worked_ends_in_the_answer(key):
    assert all(worked_holds_the_answer(posed(key, sheet)) for sheet in SHEETS)


def odd(*hinges):
    return np.ones((3, 3)), np.array([0.0, -1.0, -2.0]), np.array(hinges)[:, None], [-0.5]


def test_any_net_that_tells_odd_from_even_is_accepted():
    there = posed("1.4")
    W1, b1, W2, b2 = odd(1, -2, 2)
    assert there.judge([W1, b1, W2, b2]).status == "right"
    assert there.judge((10 * W1, 10 * b1, W2[:, 0].tolist(), [-3.0])).status == "right"
    turned = W1[:, ::-1], b1[::-1], W2[::-1], b2  # the units in another order
    assert there.judge(turned).status == "right"
    mirrored = (
        -W1,
        np.array([3.0, 2.0, 1.0]),
        W2,
        b2,
    )  # counts the zeros: 3 − s is odd when s is not
    assert there.judge(mirrored).status != "right"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((..., ..., ..., ...), "not answered yet"),
        ((np.ones((3, 3)), ..., ..., ...), "not answered yet"),
        (np.ones((3, 3)), "four arrays are asked for"),
        ((np.ones((2, 3)), np.zeros(3), np.ones(3), [0]), "W1 has shape (2, 3)"),
        ((np.ones((3, 3)), np.zeros(2), np.ones(3), [0]), "b1 has shape (2,)"),
        ((np.zeros((3, 3)), np.zeros(3), np.ones(3), [1]), "at (0, 0, 0) the output is 1"),
        (odd(1, -2, 0), "must turn it up again"),
        (odd(1, -2, 1), "which is flat"),
        ((*odd(1, -2, 3)[:3], [-3.5]), "at (0, 0, 1) the output is −2.5; 1 of the inputs is 1"),
    ],
)
def test_what_a_net_for_odd_and_even_gets_wrong_is_said(given, words):
    assert words in posed("1.4").judge(given).says


def trained(units, steps, bend=dl.tanh):
    X, y = dl.data.spirals(300, turns=1.5)
    rng = np.random.default_rng(1)
    net = nn.Sequential(nn.Linear(2, units, rng=rng), bend, nn.Linear(units, 1, rng=rng))
    adam = dl.optim.Adam(net.parameters(), lr=0.02)
    for _ in range(steps):
        adam.zero_grad()
        dl.binary_cross_entropy_with_logits(net(X)[:, 0], y).backward()
        adam.step()
    return net


def test_a_net_of_ones_own_is_tried_on_points_that_it_has_not_seen():
    there, net = posed("1.8"), trained(16, 1000)
    X, _ = dl.data.spirals(300, turns=1.5)
    hidden = {tuple(x) for x in hidden_points()[0].round(9)}
    assert not hidden & {tuple(x) for x in X.round(9)}
    assert there.judge(net).status == "right"
    assert there.judge(lambda X: net(X).data[:, 0]).status == "right"
    half = there.judge(trained(2, 300))
    assert half.status == "wrong"
    assert "of 2,000 hidden points, and 95 % are asked for" in half.says
    assert "answers class 1 everywhere" in there.judge(lambda X: dl.sigmoid(net(X))).says
    assert "opposite" in there.judge(lambda X: -net(X).data).says
    assert "learning rate" in there.judge(lambda X: np.full(len(X), np.nan)).says
    assert "one output for each point" in there.judge(lambda X: X).says
    assert "no output is positive" in there.judge(lambda X: np.full(len(X), -1.0)).says
    assert there.judge(3).status == "unreadable"
    assert there.judge(...).status == "unanswered"
