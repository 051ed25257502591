"""Wrong training runs and data sets."""

from functools import partial

import numpy as np
import pytest
from wrong import Wrong, each, refused

import mathdl as dl
from mathdl import data, nn, optim
from mathdl.train import Trainer

ONES, NAN = np.ones, float("nan")
W = dl.Tensor([1.0, 2.0])


def linear():
    return nn.Linear(2, 1, rng=0)


def run(model=None, optimizer=None, loss=None):
    model = linear() if model is None else model
    sgd = optim.SGD(model.parameters(), 0.1) if optimizer is None else optimizer
    loss = loss or (lambda: model(ONES((1, 2))).sum())
    return Trainer(lambda: (model, sgd, loss)).run()


RUNS = [
    Wrong("no start", lambda: Trainer(3), TypeError, "3", "a function"),
    Wrong("no runs kept", lambda: Trainer(run, keep=0), ValueError, "0", "keep"),
    Wrong(
        "a start of two things", lambda: Trainer(lambda: (1, 2)).run(),
        TypeError, "(1, 2)", "a model",
    ),
    Wrong(
        "a loss that is no function", lambda: run(loss=3),
        TypeError, "Linear(2, 1)", "computes the loss",
    ),
    Wrong(
        "hyperparameters in a list", lambda: Trainer(run).run(lr=[1]),
        TypeError, "'lr': [1]", "numbers",
    ),
    Wrong("a step before the first", lambda: run().at(-1), ValueError, "-1", "from 0 on"),
    Wrong("half a step", lambda: run().at(1.5), TypeError, "1.5", "whole number"),
    Wrong(
        "a loss of plain numbers", lambda: run(loss=lambda: 3.0).at(1),
        TypeError, "3.0", "a Tensor",
    ),
    Wrong(
        "a loss of several", lambda: run(loss=lambda: W * 2).at(1),
        ValueError, "(2,)", "sum() or mean()",
    ),
]  # fmt: skip

DATA = [
    *(
        Wrong(f"{make.__name__}({n!r})", partial(make, n), error, repr(n), "n is a whole number")
        for make in (data.moons, data.circles, data.rings, data.xor, data.spirals, data.noisy_line)
        for n, error in ((-1, ValueError), ("a", TypeError), (2.5, TypeError), (None, TypeError))
    ),
    Wrong("half a house", lambda: data.house_prices(0.5), TypeError, "0.5", "whole number"),
    Wrong("negative noise", lambda: data.moons(10, -1), ValueError, "-1", "noise"),
    Wrong("noise of nan", lambda: data.xor(10, NAN), ValueError, "nan", "from 0 on"),
    Wrong("noise of text", lambda: data.noisy_line(3, noise="a"), TypeError, "'a'", "from 0 on"),
    Wrong("a seed of text", lambda: data.moons(rng="a"), TypeError, "'a'", "seed"),
    Wrong("a seed of 1.5", lambda: data.circles(rng=1.5), TypeError, "1.5", "seed"),
    Wrong("no bands", lambda: data.rings(10, 0), ValueError, "0", "bands"),
    Wrong("turns of text", lambda: data.spirals(10, "a"), TypeError, "'a'", "turns"),
    Wrong("a slope of text", lambda: data.noisy_line(3, "a"), TypeError, "'a'", "slope"),
    Wrong(
        "pairs that are none", lambda: data.batches(ONES((3, 2)), ONES(4), 2, rng=0),
        ValueError, "3 examples and 4", "in pairs",
    ),
    Wrong(
        "batches of none", lambda: data.batches(ONES(3), ONES(3), 0, rng=0),
        ValueError, "0", "from 1 on",
    ),
    Wrong(
        "batches of 1.5", lambda: data.batches(ONES(3), ONES(3), 1.5, rng=0),
        TypeError, "1.5", "whole number",
    ),
    Wrong(
        "batches of a number", lambda: data.batches(3, 4, 1, rng=0), TypeError, "3", "each example",
    ),
    Wrong(
        "batches of tensors", lambda: data.batches(W, W, 1, rng=0), TypeError, "Tensor", "x.data",
    ),
]  # fmt: skip


@each(RUNS)
def test_wrong_training_runs(row):
    refused(row)


@each(DATA)
def test_wrong_data_sets(row):
    refused(row)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Trainer(run, keep=1),
        lambda: data.rings(9, bands=1),
        lambda: next(data.batches(ONES(3), ONES(3), 1, rng=0)),
        lambda: optim.step_decay(0, 1, 0)(0),
        lambda: optim.cosine(0, 1, 0, 0)(0),
        lambda: optim.SGD([W], 0, momentum=0, weight_decay=0),
        lambda: optim.AdamW([W], 0, betas=(0, 0), eps=0, weight_decay=0),
        lambda: optim.clip_grad_norm([W], 0),
        lambda: nn.Sequential(nn.Linear(1, 1, rng=0), nn.LayerNorm(1, eps=0), nn.Dropout(0)),
        lambda: dl.one_hot([0], 1),
        lambda: dl.dropout(W, 0, rng=0),
    ],
)
def test_the_least_that_is_allowed_is_not_refused(call):
    assert call() is not None


def test_lists_are_dealt_in_batches_too():
    X, y = next(data.batches([[1, 2], [3, 4]], [5, 6], 2, rng=0))
    assert {tuple(row): label for row, label in zip(X.tolist(), y)} == {(1, 2): 5, (3, 4): 6}
