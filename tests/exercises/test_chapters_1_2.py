"""The exercises of chapters 1 and 2: right answers against arrays and nets, and their kinds."""

from itertools import pairwise

import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl import nn
from mathdl.exercises.answers.kind import UnreadableError
from mathdl.exercises.answers.shapes import Booleans, Shape, Shapes
from mathdl.exercises.book import BOOK
from mathdl.exercises.tensors import shapes_and_bytes


def parameters(*sizes):
    layers = [nn.Linear(m, n, rng=0) for m, n in pairwise(sizes)]
    return sum(p.size for p in nn.Sequential(*layers).parameters())


def test_all_are_there_with_the_numbers_of_the_book():
    for chapter, many in ((1, 6), (2, 9)):
        keys = [key for key in BOOK if key.startswith(f"{chapter}.")]
        assert keys == [f"{chapter}.{i}" for i in range(1, many + 1)]
    assert list(BOOK)[:15] == [key for key in BOOK if key[0] in "12"]
    right = {
        "1.1": [3, 0], "1.2": [False, True, False, True], "1.3": 31, "1.4": 12, "1.5": 33,
        "1.6": 13, "2.1": (100, 3, 32, 48), "2.2": 1843200, "2.3": 29, "2.5": (8, 7, 6, 5),
        "2.7": [9, 1, 9], "2.8": [[5, 1], [4, 2]], "2.9": [(50, 20), (50, 5), (5,)],
    }  # fmt: skip
    assert {key: posed(key).right for key in right} == right
    assert posed("2.6").right == pytest.approx(4 / 3)
    assert posed("1.3").mistakes == [23, 10, 24, 33, 27]
    assert posed("1.5").mistakes == [32, 6, 11, 10, 26, 25]
    assert posed("2.5").mistakes == ["error", (8, 7, 1, 5), (7, 6, 5), (8, 8, 7, 6)]


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


@every_sheet
def test_shapes_and_bytes_agree_with_arrays(sheet):
    n, h, w = posed("2.1", sheet).numbers.values()
    picture = np.zeros((h, w, 3), np.float32)
    assert posed("2.1", sheet).right == np.stack([np.moveaxis(picture, -1, 0)] * n).shape
    n, h, w = posed("2.2", sheet).numbers.values()
    assert posed("2.2", sheet).right == np.empty((n, 3, h, w), np.float32).nbytes


@every_sheet
def test_bytes_wrap_as_numpy_does(sheet):
    pixel, more = posed("2.3", sheet).numbers.values()
    sum_ = np.array([pixel], dtype=np.uint8) + np.uint8(more)
    assert posed("2.3", sheet).judge(sum_[0]).status == "right"
    assert sum_[0] < pixel, "it became darker"


def test_channels_first_place_by_place():
    for (images,) in shapes_and_bytes.BATCHES:
        moved = posed("2.4").right(images)
        for (n, h, w, c), number in np.ndenumerate(images):
            assert moved[n, c, h, w] == number
        back = np.moveaxis(moved, 1, -1)
        assert np.array_equal(back, images)


@every_sheet
def test_do_they_fit_agrees_with_numpy(sheet):
    a, b = (np.zeros(shape) for shape in posed("2.5", sheet).numbers.values())
    try:
        assert posed("2.5", sheet).right == (a + b).shape
    except ValueError:
        assert posed("2.5", sheet).right == "error"
    with pytest.raises(ValueError, match="broadcast"):
        a + b[..., None], "lined up on the left they never fit, as the sentence says"


def test_one_in_four_does_not_fit():
    right = [posed("2.5", f"sheet {i}").right for i in range(200)]
    assert 0.15 < np.mean([shape == "error" for shape in right]) < 0.35


@pytest.mark.parametrize(
    ("fits", "start"), [(True, "They fit, though"), (False, "5 meets 4: they")]
)
def test_the_wrong_verdict_is_explained_either_way(fits, start):
    exercise = BOOK["2.5"]
    a, b = (2, 5, 1, 3), (5 if fits else 4, 6, 1)
    facts = exercise.facts(a, b)
    assert exercise.mistakes[0].value(a, b) == ("error" if fits else (2, 5, 6, 3))
    assert facts["verdict"].startswith(start)
    assert bool(facts["besides"]) is not fits


@every_sheet
def test_the_perfect_prediction_fails_and_is_cured(sheet):
    (y,) = posed("2.6", sheet).numbers.values()
    y, yhat = np.array(y), np.array(y)[:, None]
    assert posed("2.6", sheet).right == pytest.approx(np.mean((y - yhat) ** 2))
    assert np.mean((y - yhat[:, 0]) ** 2) == 0


@every_sheet
def test_sums_and_products_by_loops(sheet):
    A, axis = posed("2.7", sheet).numbers.values()
    lines = A if axis == 1 else list(zip(*A))
    assert posed("2.7", sheet).right == [sum(line) for line in lines]
    A, B = posed("2.8", sheet).numbers.values()
    columns = list(zip(*B))
    assert posed("2.8", sheet).right == [
        [sum(m * n for m, n in zip(r, c)) for c in columns] for r in A
    ]


@every_sheet
def test_shapes_follow_through_the_layers(sheet):
    n, m, k, p = posed("2.9", sheet).numbers.values()
    A = dl.relu(dl.linear(np.ones((n, m)), np.ones((m, k)), np.ones(k)))
    Z = A @ np.ones((k, p))
    assert posed("2.9", sheet).right == [A.shape, Z.shape, Z.sum(axis=0).shape]


def test_a_shape_is_read_in_many_ways():
    kind = Shape(or_error=True)
    for given in ((3, 1), [3, 1], np.zeros((3, 1)).shape, tuple(np.array([3, 1]))):
        assert kind.read(given) == (3, 1)
    assert kind.read(()) == ()
    assert kind.read(" Error ") == "error"
    assert Booleans(("A", "B")).read(np.array([1, -1]) > 0) == [True, False]
    assert Shapes(("A", "B")).read(((3,), [2, 1])) == [(3,), (2, 1)]


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (Shape(), 4, "a shape is asked for, 4 is a number: one axis of length 4 is written (4,)"),
        (Shape(), "error", "a shape is asked for, 'error' is text: write a shape without the"),
        (Shape(or_error=True), "(3, 1)", "a shape or \"error\" is asked for, '(3, 1)' is text"),
        (Shape(), np.zeros((2, 3)), "this is the array itself: give its .shape"),
        (Shape(), dl.Tensor([1.0]), "this is the array itself: give its .shape"),
        (Shape(), None, "a shape is asked for, such as (3, 1), not None"),
        (Shape(), (3, 1.5), "(3, 1.5) is none: a shape is a whole number for each axis"),
        (Shape(), (-1, 3), "(-1, 3) is none: a shape is a whole number for each axis"),
        (Shape(), (3, ...), "(3, Ellipsis) is none: a shape is a whole number for each axis"),
        (Shapes(("A", "Z", "S")), (3, 1), "3 shapes are asked for, in a list: those of A, Z and S"),
        (Shapes(("A", "Z")), [(3, 1), 4], "of Z, a shape is asked for, 4 is a number: one axis"),
        (Booleans(("A", "B")), True, "True or False is asked for 2 times, for A and B, in a list"),
        (Booleans(("A", "B")), [True], "for A and B, in a list; this is [True]"),
        (Booleans(("A", "B")), [True, -4], "for A and B; for B you gave -4"),
        (Booleans(("A", "B")), ["True", True], "for A and B; for A you gave 'True'"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(kind, given, words):
    with pytest.raises(UnreadableError) as error:
        kind.read(given)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("1.1", (3, 0.0), "1.1: right."),
        ("1.2", [0 > 1, 1 > 0, 0 > 1, 1 > 0], "1.2: right. The line is 1·x₁ + 2·x₂ = 4"),
        ("1.2", [-4, 2, -1, 2], "True or False is asked for 4 times, for A, B, C and D; for A you"),
        ("1.4", 26.0, "1.4: not yet. That is about half of the 51 units"),
        ("1.4", 13, "w² + 3w comes to that: the weights alone. The biases of"),
        ("2.1", [100, 3, 32, 48], "2.1: right. So `X[0]` is one picture, of shape (3, 32, 48)."),
        ("2.3", np.array([29]), "for an array of one entry write answer[0]"),
        ("2.3", 285, "A byte holds no number above 255, and 285 is more."),
        ("2.4", lambda images: ..., "not answered yet"),
        ("2.4", lambda images: images.transpose(0, 3, 1, 2), "2.4: right."),
        ("2.4", lambda images: np.swapaxes(images, 1, 3), "every picture lies on its side."),
        ("2.4", lambda images: np.moveaxis(images, 1, -1), "You moved the rows to the end. `move"),
        ("2.4", lambda images: images.transpose(0, 2, 3, 1), "place k says which old axis comes"),
        ("2.4", lambda images: images.reshape(3, 4, 5), "channels_first(array of shape (2, 4, 5,"),
        ("2.5", "ERROR", "They fit, though not when lined up on the left."),
        ("2.5", (8, 7, 6, 5), "2.5: right. Neither of the two has this shape"),
        ("2.7", np.array([[9, 1, 9]]), "the shape is (3,)."),
        ("2.9", ((50, 20), (50, 5), 5), "of Z₂.sum(axis=0), a shape is asked for, 5 is a number"),
        ("2.9", [(50, 20), (50, 5), ()], "Without `axis` everything is added up"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "?"))


@every_sheet
def test_what_is_worked_ends_in_the_answer(sheet):
    for key in (key for key in BOOK if key[0] in "12" and key != "2.4"):
        there = posed(key, sheet)
        shown = {"2.6": [f"{there.right:.4g}"]} if key == "2.6" else {"2.9": there.right}
        worked = there.say(there.exercise.worked).replace(",", "")
        for right in shown.get(key, [there.right]):
            assert there.say(str(right)).replace(",", "") in worked, key
