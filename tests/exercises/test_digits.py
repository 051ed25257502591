"""The exercises on digits: right answers computed another way, and what is built, built."""

import numpy as np
import pytest
from sheets import every_sheet, posed

import mathdl as dl
from mathdl import nn
from mathdl.plots.digits import pad_net
from mathdl.plots.kit.controls import Pixels


def test_the_numbers_of_the_book():
    assert posed("10.1").right == 29
    assert posed("10.3").right == pytest.approx(2.3026, abs=1e-4)
    assert posed("10.4").right == 1260
    assert posed("10.5").right == pytest.approx(0.01207, abs=1e-5)
    assert posed("10.6").right == pytest.approx([0.6, 2 / 3])
    assert posed("10.8").right == pytest.approx(0.8808, abs=1e-4)


@every_sheet
def test_a_pixel_lies_in_the_block_that_counts_it(sheet):
    place = posed("10.1", sheet).numbers
    bitmap = np.zeros((32, 32), bool)
    bitmap[place["row"], place["column"]] = True
    assert posed("10.1", sheet).right == dl.data.count_blocks(bitmap).argmax()


@every_sheet
def test_loss_and_steps_are_what_the_engine_makes_of_them(sheet):
    k = posed("10.3", sheet).numbers["k"]
    loss = dl.cross_entropy(np.zeros((4, k)), np.arange(4) % k)
    assert posed("10.3", sheet).right == pytest.approx(float(loss))
    n, batch, epochs = (posed("10.4", sheet).numbers[name] for name in ("n", "batch", "epochs"))
    one = len(list(dl.data.batches(np.zeros(n), np.zeros(n), batch, 0)))
    assert posed("10.4", sheet).right == epochs * one


@every_sheet
def test_the_standard_error_is_how_far_shares_scatter(sheet):
    hits, n = (posed("10.5", sheet).numbers[name] for name in ("hits", "n"))
    shares = np.random.default_rng(0).binomial(n, hits / n, 20_000) / n
    assert posed("10.5", sheet).right == pytest.approx(shares.std(), rel=0.03)


@every_sheet
def test_recall_and_precision_by_going_through_the_examples(sheet):
    table = np.array(posed("10.6", sheet).numbers["table"])
    truth, read = (np.repeat(places.ravel(), table.ravel()) for places in np.indices((3, 3)))
    expected = [np.mean(read[truth == 1] == 1), np.mean(truth[read == 1] == 1)]
    assert posed("10.6", sheet).right == pytest.approx(expected)


@every_sheet
def test_temperature_is_that_of_the_softmax(sheet):
    z, T = (posed("10.8", sheet).numbers[name] for name in ("z", "T"))
    p = dl.softmax(np.array([z, 0.0]) / T)
    assert posed("10.8", sheet).right == pytest.approx(p[0])


def test_blocks_in_other_words_are_right():
    def count_blocks(b):
        return [[b[i : i + 4, j : j + 4].sum() for j in range(0, 32, 4)] for i in range(0, 32, 4)]

    assert posed("10.2").judge(count_blocks).status == "right"
    assert posed("10.2").judge(dl.data.count_blocks).status == "right"


def test_a_step_in_other_words_is_right():
    def sign_step(net, x, y, eps):
        leaf = dl.Tensor(x)
        loss = -dl.log_softmax(net(leaf))[np.arange(len(y)), y].sum()
        loss.backward()
        return np.minimum(np.maximum(x + eps * (leaf.grad > 0) - eps * (leaf.grad < 0), 0), 1)

    assert posed("10.7").judge(sign_step).status == "right"
    assert isinstance(posed("10.7").kind.tries[0][0], nn.Module)


def test_a_net_that_learns_a_hand_is_right_too():
    def learn_hand(drawings, digits):
        lessons = zip(digits.tolist(), map(Pixels.written, drawings), strict=True)
        net = pad_net.taught(tuple(lessons))
        return lambda bitmap: net(pad_net.shares(bitmap)).data[0, :10].argmax()

    assert posed("10.9").judge(learn_hand).status == "right"
    assert posed("10.9").judge(lambda drawings, digits: None).status == "unanswered"
