"""The pictures of chapter 11: what they draw and say is what was recorded, or computes again."""

import re
from pathlib import Path

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import (
    ConvRacePlot,
    FeatureMapsPlot,
    FieldPlot,
    PhotoPlot,
    SharingPlot,
    ShiftPlot,
    SlidePlot,
    TeacherPlot,
)
from mathdl.plots.convolution import conv_race as race
from mathdl.plots.convolution import feature_maps, field, nets, photo, sharing, slide, teacher
from mathdl.plots.kit.records import record


def test_what_is_stored_is_small():
    folder = Path(nets.__file__).parent
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
    assert all(size < 150_000 for size in sizes.values())


@pytest.mark.parametrize(("down", "right"), [(0, 0), (0, 1), (-2, 2)])
def test_what_is_recorded_of_pushes_is_what_the_nets_read(down, right):
    X, y = nets.new_hands()
    shown = nets.pushed(X, down, right)
    assert np.array_equal(shown.sum((1, 2, 3)), X.sum((1, 2, 3)))  # nothing is cut off
    for name, rows in record("convolution/pushed").items():
        found = np.sum(nets.answers(nets.kept(name), shown) == y)
        assert abs(found - rows[down + 2][right + 2]) <= 1  # on another BLAS
    share = record("convolution/pushed")["conv"][down + 2][right + 2] / len(y)
    said = ShiftPlot().draw(net="conv", down=down, right=right)
    assert f"so pushed, it reads {100 * share:.0f} %" in said


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("kernel", slide.KERNELS)
def test_the_sum_below_the_window_is_the_output(kernel, turned):
    plot = SlidePlot()
    for stride, padding, row, column in ((1, 0, 0, 1), (2, 1, 1, 1), (3, 1, 6, 6)):
        said = plot.draw(kernel=kernel, turned=turned, stride=stride, padding=padding, row=row,
                         column=column)  # fmt: skip
        sums, result = re.search(r": (.+) = (−?\d+)\.", said).groups()
        products = [part.split("·") for part in sums.split(" + ")]
        total = sum(int(re.sub(r"[()]", "", w).replace("−", "-")) * int(x) for w, x in products)
        assert total == int(result.replace("−", "-"))
        assert result in plot.output.words


def test_brightness_passes_filters_by_the_sum_of_their_weights():
    for name, weights in photo.FILTERS.items():
        off = photo.answered(name, 0.2) - photo.answered(name)
        np.testing.assert_allclose(off, 0.2 * weights.sum(), atol=1e-12)
    plot = PhotoPlot()
    said = plot.draw(name="blur", row=10, column=20)
    assert f"sum is {photo.photograph()[10:13, 20:23].mean():.2f}" in said


@pytest.mark.parametrize("transposed", [False, True])
def test_the_matrix_does_what_the_convolution_does(transposed):
    T, w = sharing.matrix(6, 3, 1), np.random.default_rng(0).normal(size=(3, 3))
    weights = np.r_[0, w.ravel()][T]
    x = dl.Tensor(np.random.default_rng(1).normal(size=(1, 1, 6, 6)))
    y = dl.conv2d(x, w[None, None], padding=1)
    np.testing.assert_allclose(weights @ x.data.ravel(), y.data.ravel())
    y.backward(np.ones(y.shape))
    np.testing.assert_allclose(weights.T @ np.ones(36), x.grad.ravel())
    said = SharingPlot().draw(size=6, transposed=transposed, place=7)
    assert f"{np.count_nonzero(T)} of 1,296" in said
    assert said.endswith("9 entries.")


def test_the_learner_goes_the_way_that_the_engine_goes():
    for name in teacher.PICTURES:
        shown = (teacher.picture(name) - teacher.picture(name).mean())[None, None]
        w = dl.Tensor(teacher.course(name)[0][0].reshape(1, 1, 3, 3))
        target = dl.conv2d(shown, photo.SOBEL[None, None])
        for _ in range(5):
            w.zero_grad()
            dl.mse_loss(dl.conv2d(shown, w), target).backward()
            w.data = w.data - w.grad / teacher.curvatures(name)[-1]
        np.testing.assert_allclose(w.data.ravel(), teacher.course(name)[0][5], rtol=1e-9)
    assert "largest error of a weight 1.31" in TeacherPlot().draw(step=20)


def test_the_gradient_spreads_as_it_does_in_random_nets():
    layers, channels, side = 6, 8, 13
    rng, total = np.random.default_rng(0), np.zeros((side, side))
    for _ in range(60):
        leaf = a = dl.Tensor(rng.normal(size=(1, channels, side, side)))
        for k in range(layers):
            a = dl.conv2d(a, rng.normal(size=(channels, channels, 3, 3)) / (9 * channels) ** 0.5)
            a = dl.relu(a) if k < layers - 1 else a
        a.backward(np.ones(a.shape))
        total += (leaf.grad[0] ** 2).sum(0)
    spread = field.shape_of_gradient(layers, 3, 0)
    assert len(spread) == side
    np.testing.assert_allclose(total.sum(0) / total.sum(), spread, atol=0.02)


@pytest.mark.parametrize(("layers", "every"), [(3, 0), (4, 2), (8, 4)])
def test_the_field_is_as_wide_as_the_formula_says(layers, every):
    reach, step = 1, 1
    for layer in range(1, layers + 1):
        reach += 2 * step
        if every and layer % every == 0:
            reach, step = reach + step, 2 * step
    assert len(field.shape_of_gradient(layers, 3, every)) == reach
    assert f"{reach} × {reach} pixels" in FieldPlot().draw(layers=layers, every=every or "never")


def test_sharing_wins_where_place_varies_and_loses_where_neighbours_mean_nothing():
    for n in race.SIZES:
        moved, shuffled = (
            {kind: np.median(race.shares(data, n, kind)) for kind in race.KINDS}
            for data in ("moved by chance", "pixels shuffled")
        )
        assert moved["conv"] > moved["dense"] + 0.2 > moved["neighbour"] + 0.4
        assert shuffled["dense"] > shuffled["conv"] + 0.01
        plain = {kind: np.median(race.shares("as they are", n, kind)) for kind in race.KINDS}
        assert plain["neighbour"] == max(plain.values())
    low, high = (np.median(race.shares("moved by chance", *of)) for of in
                 ((1500, "dense"), (50, "conv")))  # fmt: skip
    assert high > low
    assert "conv 94.2 %" in ConvRacePlot().draw()


def test_a_silent_filter_answers_nothing_and_the_rest_is_as_it_was():
    X, y = nets.new_hands()
    maps = np.asarray(feature_maps.silenced(600, 1)(X[:5]).data)
    net = nets.kept("maps 600")
    assert not np.array_equal(maps, net(X[:5]).data)
    first = feature_maps.silenced(600, 1)[0](X[:5]).data
    assert (first[:, 1] == 0).all()
    assert np.array_equal(np.delete(first, 1, 1), np.delete(net[0](X[:5]).data, 1, 1))
    share = np.mean(nets.answers(net, X) == y)
    assert f"{100 * share:.1f} with it" in FeatureMapsPlot().draw(silent=1)
