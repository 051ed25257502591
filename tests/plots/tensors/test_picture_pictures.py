"""The pictures of chapter 2 that are made of pictures: what they say is what the arrays hold."""

import re

import numpy as np
import pytest

from mathdl.plots import AxisOrderPlot, FilterPlot, PictureBatchPlot, PlanesPlot, RanksPlot
from mathdl.plots.tensors.axis_order import WAYS, to_back, to_front
from mathdl.plots.tensors.colour_planes import BYTES, FLOATS, brighten
from mathdl.plots.tensors.filter import blur, edges
from mathdl.plots.tensors.five_tensors import CORNER, HOUSES, tensors
from mathdl.plots.tensors.picture_batch import INDICES
from mathdl.plots.tensors.sample_images import grey, kinds, portrait, small_pictures


def visible(artists):
    return [artist for artist in artists if artist.get_visible()]


# The arrays


def test_the_portrait_is_a_colour_picture_of_bytes():
    picture = portrait()
    assert picture.shape == (60, 48, 3)
    assert picture.dtype == np.uint8
    assert portrait(30, 20).shape == (30, 20, 3)
    assert picture.max() > 240 > 20 > picture.min()
    background, skin = picture[10, 44].astype(int), picture[30, 24].astype(int)
    assert background[2] > background[0] + 50, "the sky is blue"
    assert skin[0] > skin[1] > skin[2], "skin is red first"


def test_grey_is_the_weighted_sum_that_it_says():
    picture = portrait()
    expected = picture @ np.array([0.299, 0.587, 0.114])
    assert grey(picture).shape == (60, 48)
    np.testing.assert_allclose(grey(picture), expected, atol=0.6)


def test_the_batch_holds_64_different_drawings_and_can_be_changed():
    X = small_pictures()
    assert X.shape == (64, 3, 20, 16)
    assert X.dtype == np.uint8
    assert len(np.unique(X.reshape(64, -1), axis=0)) == 64
    assert sorted(kinds()) == sorted(sorted(set(kinds())) * 8)
    X[:] = 0
    assert small_pictures().any(), "the reader's changes stay with the reader"


def test_a_drawing_is_the_same_in_more_pixels():
    large = small_pictures(60, 48).astype(float)
    averaged = large.reshape(64, 3, 20, 3, 16, 3).mean(axis=(3, 5))
    assert np.abs(averaged - small_pictures()).mean() < 2


# Ranks


def test_every_tensor_has_one_axis_more_and_holds_the_one_before():
    several = tensors()
    assert [tensor.ndim for tensor in several] == [0, 1, 2, 3, 4]
    assert several[0] == 42
    assert several[1].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(several[2], grey(several[3]))
    np.testing.assert_array_equal(several[4][0], several[3])
    assert {tensor.dtype.name for tensor in several} == {"uint8"}


@pytest.mark.parametrize("axes", range(5))
@pytest.mark.parametrize(("dtype", "each"), [("uint8", 1), ("float32", 4), ("float64", 8)])
def test_shape_count_and_bytes_are_those_of_the_array(axes, dtype, each):
    plot, tensor = RanksPlot(), tensors()[axes]
    sentence = plot.draw(axes=axes, dtype=dtype)
    assert f"Its shape is {tensor.shape}: " in sentence
    assert f"{tensor.size:,} number" in sentence
    assert re.search(rf"\D{tensor.size * each:,} bytes? in {dtype}\.$", sentence)
    assert plot.mark.get_x() == plot.lefts[axes]
    assert f"{tensor.size:,} number" in plot.count.get_text()


def test_only_one_view_is_seen():
    plot = RanksPlot()
    for state, name in (
        ({"axes": 0}, "scalar"),
        ({"axes": 1}, "vector"),
        ({"axes": 2}, "picture"),
        ({"axes": 2, "matrix": "table"}, "table"),
        ({"axes": 3}, "colour"),
        ({"axes": 4, "matrix": "table", "threshold": True}, "batch"),
    ):
        plot.draw(**state)
        assert [key for key, artists in plot.views.items() if visible(artists)] == [name]


def test_the_numbers_over_the_grey_picture_are_its_numbers():
    plot = RanksPlot()
    plot.draw()
    written = [int(text.get_text()) for text in plot.grid.texts]
    assert written == grey(portrait())[CORNER].ravel().tolist()


def test_a_threshold_at_128_makes_black_and_white():
    plot, white = RanksPlot(), grey(portrait()) >= 128
    sentence = plot.draw(threshold=True)
    assert f"which holds for {white.sum():,} of them" in sentence
    assert set(np.unique(plot.matrix.picture)) == {0, 255}
    np.testing.assert_array_equal(plot.matrix.picture == 255, white)
    assert {text.get_text() for text in plot.grid.texts} == {"0", "1"}


def test_the_table_has_a_row_for_every_house():
    plot = RanksPlot()
    assert "(6, 3): 6 × 3 = 18 numbers, 72 bytes" in plot.draw(matrix="table", dtype="float32")
    assert plot.shape.get_text() == "(6, 3)"
    written = [a.get_text() for a in plot.views["table"] if hasattr(a, "get_text")]
    assert [int(t) for t in written if t.isdigit()] == HOUSES.T.ravel().tolist()
    plot.draw(axes=3, matrix="table")
    assert plot.shape.get_text() == "(60, 48)"


# Planes


def test_adding_100_to_200_in_bytes_gives_44():
    pixels = np.arange(256, dtype=np.uint8)
    assert brighten(pixels, BYTES)[200] == 44
    np.testing.assert_array_equal(brighten(pixels, BYTES), (np.arange(256) + 100) % 256)
    np.testing.assert_array_equal(brighten(pixels, FLOATS), np.minimum(np.arange(256) + 100, 255))
    np.testing.assert_array_equal(pixels, np.arange(256), "the picture itself stays")


def test_bright_turns_dark_on_the_page():
    plot = PlanesPlot(np.full((6, 8, 3), 200, np.uint8))
    assert "200 + 100 = 300 is stored as 44; 48 of the 48 numbers" in plot.draw(brighten=BYTES)
    assert (plot.colours.picture == 44).all()
    assert plot.sum.get_text() == "picture[3, 4] = [200, 200, 200]  →  [44, 44, 44]  in uint8"
    sentence = plot.draw(brighten=FLOATS, channel="all")
    assert "200 + 100 = 300, which is cut to 255; 144 of the 144 numbers" in sentence
    assert (plot.colours.picture == 255).all()


def test_a_dark_number_has_room_for_100_more():
    plot = PlanesPlot(np.full((6, 8, 3), 155, np.uint8))
    assert "155 + 100 = 255 fits into a byte; 0 of the 48" in plot.draw(brighten=BYTES)
    assert "155 + 100 = 255; 0 of the 48" in plot.draw(brighten=FLOATS)


@pytest.mark.parametrize(("row", "column"), [(0, 0), (30, 24), (59, 47), (1, 46)])
@pytest.mark.parametrize(("c", "channel"), list(enumerate(("red", "green", "blue"))))
def test_the_plane_and_its_numbers_are_the_pictures(c, channel, row, column):
    plot, picture = PlanesPlot(), portrait()
    sentence = plot.draw(channel=channel, row=row, column=column)
    red, green, blue = picture[row, column]
    assert f"{red} red, {green} green and {blue} blue" in sentence
    assert f"has shape (60, 48), and {picture[row, column, c]} at this place" in sentence
    np.testing.assert_array_equal(plot.plane.picture, picture[:, :, c])
    top, bottom, left, right = map(int, re.findall(r"\d+", plot.heads[2].get_text())[:4])
    assert (bottom - top, right - left) == (5, 5)
    around = picture[top:bottom, left:right, c]
    assert [int(text.get_text()) for text in plot.grid.texts] == around.ravel().tolist()
    corner = plot.centre[0].get_xy()
    across, down = (round((corner[k] - (plot.LEFTS[2], plot.TOP)[k]) / plot.CELL) for k in (0, 1))
    assert around[down, across] == picture[row, column, c]
    lengths = [bar.get_width() / plot.full for bar in plot.bars]
    np.testing.assert_allclose(lengths, picture[row, column] / 255)


def test_all_three_planes_together():
    plot = PlanesPlot()
    assert "(60, 48, 3): 60 × 48 × 3 = 8,640 numbers" in plot.draw(channel="all")
    assert len(visible(plot.cards)) == 3
    assert not plot.plane.get_visible()
    again = np.stack([card.picture for card in plot.cards], axis=-1)
    np.testing.assert_array_equal(again, portrait())


# The order of axes


def test_only_moveaxis_keeps_the_picture():
    picture = portrait()
    by_hand = np.array([picture[:, :, c] for c in range(3)])
    np.testing.assert_array_equal(to_front(picture, "moveaxis"), by_hand)
    reshaped = to_front(picture, "reshape")
    assert reshaped.shape == by_hand.shape
    assert (reshaped != by_hand).mean() > 0.9
    turned = to_front(picture, ".T")
    assert turned.shape == (3, 48, 60)
    np.testing.assert_array_equal(turned, [plane.T for plane in by_hand])


def test_reshape_back_gives_nine_ghosts():
    picture = portrait()
    ghosts = to_back(to_front(picture, "moveaxis"), "reshape", picture.shape)
    for c in range(3):
        for part in range(3):
            # A ghost: every third row and column of one plane, its neighbours taken for colours.
            ghost = ghosts[20 * c : 20 * c + 20, 16 * part : 16 * part + 16]
            expected = picture[part::3, :, c].reshape(20, 16, 3)
            np.testing.assert_array_equal(ghost, expected)
    assert "nine small grey ghosts" in AxisOrderPlot().draw(back="reshape")


@pytest.mark.parametrize("front", WAYS)
@pytest.mark.parametrize("back", WAYS)
def test_what_is_said_of_the_end_is_true(front, back):
    plot, picture = AxisOrderPlot(), portrait()
    sentence = plot.draw(front=front, back=back)
    again = plot.again.picture
    turned = picture.transpose(1, 0, 2)
    assert ("the picture again" in sentence) == np.array_equal(again, picture)
    assert ("lies on its side" in sentence) == np.array_equal(again, turned)
    assert ("ghosts" in sentence) == ((front, back) == ("moveaxis", "reshape"))
    assert f"has shape {again.shape}: " in sentence
    assert (front == back) <= ("the picture again" in sentence), "each way undoes itself"
    planes = [pinned.picture for pinned in plot.planes]
    np.testing.assert_array_equal(planes, to_front(picture, front))


@pytest.mark.parametrize("front", WAYS)
@pytest.mark.parametrize("back", WAYS)
@pytest.mark.parametrize(("row", "column"), [(0, 0), (59, 47), (13, 29)])
def test_the_three_numbers_are_where_it_says(front, back, row, column):
    picture = np.random.default_rng(0).integers(0, 256, (60, 48, 3), dtype=np.uint8)
    plot = AxisOrderPlot(picture)
    plot.draw(front=front, back=back, row=row, column=column)
    planes, again = to_front(picture, front), plot.again.picture
    for c, texts in enumerate(plot.ways):
        there, final = (
            tuple(map(int, re.findall(r"\d+", text.get_text()))) for text in (texts[1], texts[2])
        )
        assert texts[0].get_text() == f"picture[{row}, {column}, {c}] = {picture[row, column, c]}"
        assert planes[there] == again[final] == picture[row, column, c]
        (x,), (y,) = plot.marks[c][0].get_data()
        k, i, j = there
        assert x == pytest.approx(plot.LEFTS[1 + k] + (j + 0.5) * plot.scale)
        assert y == pytest.approx(plot.TOP + (i + 0.5) * plot.scale)


def test_reshape_puts_the_three_colours_of_a_pixel_side_by_side():
    sentence = AxisOrderPlot().draw(front="reshape", row=30, column=24)
    flat = (30 * 48 + 24) * 3
    found = [np.unravel_index(flat + c, (3, 60, 48)) for c in range(3)]
    words = ", ".join(str([int(n) for n in place]) for place in found[:2])
    assert f"planes{words} and {[int(n) for n in found[2]]}." in sentence
    assert {(int(k), int(i)) for k, i, _ in found} == {(1, 31)}


# The batch


@pytest.mark.parametrize("index", INDICES)
def test_every_index_takes_away_one_axis(index):
    n, c, h, w = 37, 2, 11, 5
    plot, X = PictureBatchPlot(), small_pictures()
    sentence = plot.draw(n=n, c=c, h=h, w=w, index=index)
    value = {
        "X": X,
        "X[n]": X[n],
        "X[n, c]": X[n, c],
        "X[n, c, h]": X[n, c, h],
        "X[n, c, h, w]": X[n, c, h, w],
        "X[n, :, h, w]": X[n, :, h, w],
        "X[:, c]": X[:, c],
    }[index]
    assert str(value.shape) in sentence
    written = [texts for texts in plot.words.values() if texts[0].get_visible()]
    code = "".join(str({"n": n, "c": c, "h": h, "w": w}.get(letter, letter)) for letter in index)
    assert written[-1][0].get_text() == code
    assert written[-1][1].get_text() == str(value.shape)
    if ":" not in index:
        assert len(written) == 1 + index.count(",") + (index != "X")
        assert value.ndim == 5 - len(written)


def test_the_number_is_the_number():
    plot, X = PictureBatchPlot(), small_pictures()
    for n, c, h, w in ((0, 0, 8, 8), (63, 2, 19, 15), (20, 1, 0, 15)):
        sentence = plot.draw(n=n, c=c, h=h, w=w)
        assert sentence.endswith(f"X[{n}, {c}, {h}, {w}] () is one number, {X[n, c, h, w]}.")
        assert f"is a {kinds()[n]};" in sentence
        assert plot.number.get_text() == f"= {X[n, c, h, w]}"
        assert [int(text.get_text()) for text in plot.strip.texts] == X[n, c, h].tolist()
        np.testing.assert_array_equal(plot.picture.picture, X[n].transpose(1, 2, 0))
        np.testing.assert_array_equal(plot.plane.picture, X[n, c])


def test_a_colon_keeps_the_channels_or_the_pictures():
    plot, X = PictureBatchPlot(), small_pictures()
    red, green, blue = X[5, :, 3, 9]
    sentence = plot.draw(n=5, h=3, w=9, index="X[n, :, h, w]")
    assert sentence.endswith(f"{red} red, {green} green, {blue} blue.")
    assert [int(text.get_text()) for text in plot.pixel.texts] == [red, green, blue]
    assert "(64, 20, 16), the blue plane of every picture" in plot.draw(c=2, index="X[:, c]")
    sheet = plot.grey_sheet.picture
    np.testing.assert_array_equal(sheet[20:40, 48:64], X[8 + 3, 2])


def test_only_sliders_of_given_indices_are_seen():
    controls = PictureBatchPlot.controls
    for index in INDICES:
        seen = [name for name in "nchw" if controls[name].when({"index": index})]
        assert seen == [name for name in "nchw" if name in index]


def test_the_framed_picture_is_the_one_shown():
    plot = PictureBatchPlot()
    plot.draw(n=42)
    left, top = plot.marks["n"][0].get_xy()
    row, column = (top - plot.SHEET[1]) / 40, (left - plot.SHEET[0]) / 32
    assert (row, column) == (5, 2)  # 42 = 5 · 8 + 2


# Drawing


def test_a_pinned_picture_is_drawn_pixel_by_pixel():
    plot = PictureBatchPlot()
    plot.draw(index="X[n, c]", n=3, c=1)
    pixels, X = np.asarray(plot.canvas.image()), small_pictures()
    left, top = plot.PLANE
    size = 2 * plot.LARGE  # the page is drawn at twice its pixels
    for h, w in ((0, 0), (7, 3), (19, 15)):
        y, x = 2 * top + h * size + size // 2, 2 * left + w * size + size // 2
        assert pixels[y, x].tolist() == [X[3, 1, h, w]] * 3
    y, x = 2 * plot.PICTURE[1] + 5 * size + 9, 2 * plot.PICTURE[0] + 2 * size + 9
    assert pixels[y, x].tolist() == X[3, :, 5, 2].tolist()


# A photograph blurred, and its edges


def test_blurring_and_edges_are_those_of_the_neighbours():
    image = np.random.default_rng(0).integers(0, 256, (6, 7)).astype(np.uint8)
    values = image.astype(float)
    for i in range(1, 5):
        for j in range(1, 6):
            assert blur(image)[i - 1, j - 1] == pytest.approx(
                values[i - 1 : i + 2, j - 1 : j + 2].mean()
            )
            across = values[i, j + 1] - values[i, j - 1]
            down = values[i + 1, j] - values[i - 1, j]
            assert edges(image)[i - 1, j - 1] == pytest.approx(np.hypot(across, down))


def test_the_pictures_are_what_the_filters_make_and_keep_their_middle():
    plot = FilterPlot()
    said = plot.draw(times=3, gain=2.0)
    image = plot.image
    for _ in range(3):
        image = blur(image)
    np.testing.assert_array_equal(plot.pictures[1].picture, image)
    np.testing.assert_array_equal(plot.pictures[2].picture, 2 * edges(image))
    assert f"has shape {image.shape}" in said
    for picture, left in zip(plot.pictures, plot.LEFTS, strict=True):
        middle = picture.left + picture.scale * picture.picture.shape[1] / 2
        assert middle == left + plot.SCALE * plot.SIZE[1] / 2


def test_a_readers_own_filters_are_used_and_those_that_do_not_fit_are_refused():
    plot = FilterPlot(lambda image: np.zeros((image.shape[0] - 2, image.shape[1] - 2)), edges)
    assert "the strongest edge is 0" in plot.draw(times=1)
    with pytest.raises(ValueError, match=r"your blur returned .* \(158, 126\) is needed"):
        FilterPlot(lambda image: image).draw()
    with pytest.raises(TypeError, match="edges is a function of a picture"):
        FilterPlot(blur, 3)
