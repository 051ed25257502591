"""The exercises on depth: right answers against the engine, networks and folded strips."""

from itertools import pairwise

import numpy as np
import pytest
from sheets import SHEETS, every_sheet, posed, said, worked_holds_the_answer

import mathdl as dl
from mathdl import nn


def parameters(*sizes):
    layers = [nn.Linear(m, n, rng=0) for m, n in pairwise(sizes)]
    return sum(p.size for p in nn.Sequential(*layers).parameters())


def test_the_numbers_of_the_book():
    right = {
        "1.1": [3, 0], "1.2": [False, True, False, True], "1.3": 31, "1.4": 12, "1.5": 33,
        "1.6": 13,
    }  # fmt: skip
    assert {key: posed(key).right for key in right} == right
    assert posed("1.3").mistakes == [23, 10, 24, 33, 27]
    assert posed("1.5").mistakes == [32, 6, 11, 10, 26, 25]


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
    fair = posed("1.4", sheet)
    (single,), width = fair.numbers.values(), fair.right
    assert parameters(2, width, width, 1) == parameters(2, single, 1)
    assert f"has {parameters(2, single, 1)} parameters" in fair.say(fair.exercise.ask)
    assert width != 15, "that race is run in the chapter"


def folded(x, times):
    for _ in range(times):
        x = 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
    return x


@every_sheet
def test_the_strip_is_folded_by_the_network_that_is_named_afterwards(sheet):
    (k,) = posed("1.5", sheet).numbers.values()
    above = folded((np.arange(2**16) + 0.5) / 2**16, k) > 0.3
    assert posed("1.5", sheet).right == np.count_nonzero(np.diff(above)) + 1
    sizes = [1, *[2] * k, 1]
    assert posed("1.5", sheet).judge(2**k + 1).says.endswith(f" {parameters(*sizes)}.")


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
        ("1.4", 26.0, "1.4: not yet. That is about half of the 51 units"),
        ("1.4", 13, "w² + 3w comes to that: the weights alone. The biases of"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "?"))


@pytest.mark.parametrize("key", ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"])
def test_what_is_worked_ends_in_the_answer(key):
    assert all(worked_holds_the_answer(posed(key, sheet)) for sheet in SHEETS)
