"""The exercises on tensors: right answers against NumPy's arrays, bytes and loops."""

import numpy as np
import pytest
from sheets import SHEETS, every_sheet, posed, said, worked_holds_the_answer

import mathdl as dl
from mathdl.exercises.book import BOOK
from mathdl.exercises.tensors import order_of_axes
from mathdl.exercises.tensors.filters import blur, edges
from mathdl.plots.tensors import filter as drawn_filter


def test_the_numbers_of_the_book():
    right = {
        "2.1": (100, 3, 32, 48), "2.2": 1843200, "2.3": 29, "2.5": (8, 7, 6, 5),
        "2.7": [9, 1, 9], "2.8": [[5, 1], [4, 2]], "2.9": [[0, -3], [1, 0]],
        "2.10": [(50, 20), (50, 5), (5,)],
    }  # fmt: skip
    assert {key: posed(key).right for key in right} == right
    assert posed("2.6").right == pytest.approx(4 / 3)
    assert posed("2.5").mistakes == [
        "error",
        (8, 7, 1, 5),
        (7, 6, 5),
        (7, 1, 5),
        (8, 7, 6, 1),
        (8, 8, 7, 6),
    ]


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
    for (images,) in order_of_axes.BATCHES:
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
    n, m, k, p = posed("2.10", sheet).numbers.values()
    A = dl.relu(dl.linear(np.ones((n, m)), np.ones((m, k)), np.ones(k)))
    Z = A @ np.ones((k, p))
    assert posed("2.10", sheet).right == [A.shape, Z.shape, Z.sum(axis=0).shape]


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
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
        ("2.10", ((50, 20), (50, 5), 5), "of Z₂.sum(axis=0), a shape is asked for, 5 is a number"),
        ("2.10", [(50, 20), (50, 5), ()], "Without `axis` everything is added up"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "?"))


@pytest.mark.parametrize("key", ["2.1", "2.2", "2.3", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10"])
def test_what_is_worked_ends_in_the_answer(key):
    for there in (posed(key, sheet) for sheet in SHEETS):
        shown = {"2.6": [f"{there.right:.4g}"]} if key == "2.6" else {"2.10": there.right}
        assert worked_holds_the_answer(there, *shown.get(key, []))


@every_sheet
def test_two_motions_one_after_the_other(sheet):
    (s,) = posed("2.9", sheet).numbers.values()
    turn, stretch = np.array([[0, -1], [1, 0]]), np.array([[s, 0], [0, 1]])
    right = np.array(posed("2.9", sheet).right)
    for point in np.random.default_rng(0).normal(size=(5, 2)):
        np.testing.assert_allclose(right @ point, stretch @ (turn @ point))


def looped(image):
    """A blur as a beginner writes it."""
    rows, columns = image.shape
    found = np.zeros((rows - 2, columns - 2))
    for i in range(rows - 2):
        for j in range(columns - 2):
            found[i, j] = np.mean([float(v) for line in image[i : i + 3] for v in line[j : j + 3]])
    return found


def test_filters_are_tried_on_hidden_pictures_of_floats_and_bytes():
    there = posed("2.11")
    assert there.judge((blur, edges)).status == "right"
    assert there.judge([drawn_filter.blur, drawn_filter.edges]).status == "right", (
        "those of the picture"
    )
    image = np.random.default_rng(0).uniform(0, 255, (9, 7))
    np.testing.assert_allclose(blur(image), looped(image))
    for picture in (image, image.astype(np.uint8)):
        np.testing.assert_allclose(drawn_filter.edges(picture), edges(picture))
        i, j = 3, 4
        across, down = (
            float(picture[i, j + 1]) - float(picture[i, j - 1]),
            float(picture[i + 1, j]) - float(picture[i - 1, j]),
        )
        assert edges(picture)[i - 1, j - 1] == pytest.approx(np.hypot(across, down))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (blur, "two functions are asked for: hand over (blur, edges)"),
        ((lambda image: ..., edges), "not answered yet"),
        ((blur, lambda image: None), "not answered yet"),
        ((looped, edges), "slow: for 200,000 pixels it takes more than half a second"),
        ((lambda image: blur(image)[1:], edges), "blur returned shape (2, 5); (3, 5) is asked for"),
        ((lambda image: 2 * blur(image), edges), "blur returned [[4, 6]]; [[2, 3]] is asked for"),
        (
            (lambda image: blur(image) + (image.dtype == np.uint8), edges),
            "bytes wrap in the sum",
        ),
        ((blur, lambda image: 1 / 0), "raised ZeroDivisionError"),
        ((lambda image: blur(image).round(), edges), "blur is not right for a hidden picture"),
    ],
)
def test_what_is_wrong_with_a_filter_is_said(given, words):
    assert words in posed("2.11").judge(given).says
