"""The exercises on convolutions: answers by the engine, and things built in other words."""

import numpy as np
from sheets import every_sheet, posed

import mathdl as dl
from mathdl import nn
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.plots import ConvRacePlot, FieldPlot, PhotoPlot, SharingPlot, ShiftPlot


def test_the_numbers_of_the_book():
    assert posed("11.1").right.tolist() == [0, 5, 5, -4]
    assert posed("11.2").right.tolist() == [[6, 2, 0], [1, 4, 1], [2, -1, 5]]
    assert (posed("11.4").right, posed("11.5").right) == (112, 1216)
    assert posed("11.7").right.tolist() == [2, 1, 3, 2, -2]


@every_sheet
def test_sliding_is_what_the_engine_does(sheet):
    for key in ("11.1", "11.2"):
        x, w = (np.atleast_2d(posed(key, sheet).numbers[name]) for name in ("x", "w"))
        slid = dl.conv2d(x[None, None], w[None, None])[0, 0]
        np.testing.assert_array_equal(np.atleast_2d(posed(key, sheet).right), slid)


@every_sheet
def test_sizes_and_counts_are_those_of_a_layer(sheet):
    n, k, s, p = (posed("11.4", sheet).numbers[name] for name in "nksp")
    assert posed("11.4", sheet).right == nn.Conv2d(1, 1, k, s, p)(np.ones((1, 1, n, n))).shape[2]
    c, o, k = (posed("11.5", sheet).numbers[name] for name in "cok")
    assert posed("11.5", sheet).right == sum(p.size for p in nn.Conv2d(c, o, k).parameters())


def test_shapes_and_reach_by_going_through():
    def conv(before, after, padding):
        return nn.Conv2d(before, after, 3, padding=padding, rng=0)

    layers = conv(1, 8, 1), nn.MaxPool2d(2), conv(8, 16, 0), nn.MaxPool2d(2), nn.Flatten()
    assert nn.Sequential(*layers)(np.ones((32, 1, 28, 28))).shape == (32, posed("11.6").right)
    picture = dl.Tensor(np.random.default_rng(0).random((1, 1, 10, 10)))
    one = nn.Sequential(conv(1, 1, 0), conv(1, 1, 0), nn.AvgPool2d(2), conv(1, 1, 0))(picture)
    assert one.shape == (1, 1, 1, 1)  # as many rows as it can see, and no more
    assert posed("11.9").right == 10
    one.backward(np.ones(one.shape))
    assert (picture.grad != 0).all()


@every_sheet
def test_the_way_back_is_the_engines(sheet):
    numbers = posed("11.7", sheet).numbers
    x, w, g = (np.array(numbers[name], float)[None, None, None] for name in "xwg")
    leaf = dl.Tensor(x)
    dl.conv2d(leaf, w).backward(g)
    np.testing.assert_allclose(leaf.grad.ravel(), posed("11.7", sheet).right)


def test_a_convolution_in_other_words_is_right():
    def by_engine(image, kernel):
        return dl.conv2d(image[None, None], kernel[None, None])[0, 0]

    def by_shifts(image, kernel):
        rows, columns = np.subtract(image.shape, kernel.shape) + 1
        return sum(
            weight * image[i : i + rows, j : j + columns]
            for (i, j), weight in np.ndenumerate(kernel)
        )

    for way in (by_engine, by_shifts):
        assert posed("11.3").judge(way).status == "right"


def test_a_way_back_in_other_words_is_right():
    def by_shifts(g, kernel):
        out = np.zeros(np.add(g.shape, kernel.shape) - 1)
        for (i, j), weight in np.ndenumerate(kernel):
            out[i : i + g.shape[0], j : j + g.shape[1]] += weight * g
        return out

    assert posed("11.8").judge(by_shifts).status == "right"


def test_another_small_net_reads_too_and_a_stub_is_no_mistake():
    def build(rng):
        return nn.Sequential(
            nn.Conv2d(1, 14, 7, padding=3, rng=rng, dtype=np.float32), dl.relu, nn.MaxPool2d(4),
            nn.Flatten(), nn.Linear(126, 10, rng=rng, dtype=np.float32),
        )  # fmt: skip

    assert posed("11.10").judge(build).status == "right"
    assert posed("11.10").judge(lambda rng: None).status == "unanswered"
    assert (
        "(5, 2), not (5, 10)"
        in posed("11.10")
        .judge(lambda rng: nn.Sequential(nn.Flatten(), nn.Linear(144, 2, rng=rng)))
        .says
    )


def test_pictures_say_what_is_right():
    right = {key: question.right for key, question in PREDICTIONS.items()}
    assert "it reads 47 %" in ShiftPlot().draw(right=1)
    assert right["11.1"] == "about 45 %"
    assert "0.021, 0.021 before" in PhotoPlot().draw(brighter=0.2)
    assert right["11.3"] == "nothing"
    assert f"they are {right['11.5']} numbers" in SharingPlot().draw()
    assert f"the middle {right['11.8']}," in FieldPlot().draw(layers=20)
    few, many = (ConvRacePlot().draw(data="moved by chance", examples=n) for n in (50, 1500))
    conv, dense = (
        float(said.split(f"{kind} ")[1].split(" %")[0])
        for kind, said in (("conv", few), ("dense", many))
    )
    assert conv > dense
    assert right["11.9"] == "50 or fewer"
