"""Wrong layers, starts, optimisers and schedules."""

import numpy as np
from wrong import Wrong, each, refused

import mathdl as dl
from mathdl import nn, optim

ONES, NAN = np.ones, float("nan")
W = dl.Tensor([1.0, 2.0])


def linear():
    return nn.Linear(2, 1, rng=0)


class Unfinished(nn.Module):
    """A module that does not say what it computes."""


class Standing(optim.Optimizer):
    """An optimiser that does not say how to move."""


LAYERS = [
    Wrong("no inputs", lambda: nn.Linear(0, 1), ValueError, "0", "in_features"),
    Wrong("fewer than no outputs", lambda: nn.Linear(2, -1), ValueError, "-1", "out_features"),
    Wrong("two and a half inputs", lambda: nn.Linear(2.5, 1), TypeError, "2.5", "whole number"),
    Wrong("inputs as text", lambda: nn.Linear("2", 1), TypeError, "'2'", "whole number"),
    Wrong("no outputs named", lambda: nn.Linear(2), TypeError, "missing", "out_features"),
    Wrong("True inputs", lambda: nn.Linear(True, 1), TypeError, "True", "whole number"),
    Wrong("init by name", lambda: nn.Linear(2, 1, init="he"), TypeError, "'he'", "he_normal"),
    Wrong(
        "init of a wrong shape", lambda: nn.Linear(2, 1, init=lambda s, r: ONES(3)),
        ValueError, "(3,)", "(2, 1)",
    ),
    Wrong(
        "init of nothing", lambda: nn.Linear(2, 1, init=lambda s, r: None),
        ValueError, "None", "(2, 1)",
    ),
    Wrong(
        "whole numbers as weights", lambda: nn.Linear(2, 1, dtype=int),
        TypeError, "int64", "float32",
    ),
    Wrong("a wrong rng", lambda: nn.Linear(2, 1, rng="a"), TypeError, "'a'", "seed"),
    Wrong("inputs too wide", lambda: linear()(ONES((3, 3))), ValueError, "(3, 3)", "x (..., in)"),
    Wrong(
        "too wide without bias", lambda: nn.Linear(2, 1, bias=False)(ONES((3, 3))),
        ValueError, "(3, 3)", "rows in B",
    ),
    Wrong("text through a layer", lambda: linear()("a"), TypeError, "'a'", "numbers"),
    Wrong("nothing through a layer", lambda: linear()(), TypeError, "missing", "'x'"),
    Wrong("a norm of no features", lambda: nn.LayerNorm(0), ValueError, "0", "from 1 on"),
    Wrong(
        "a norm with negative eps", lambda: nn.LayerNorm(3, eps=-1), ValueError, "-1", "from 0 on",
    ),
    Wrong(
        "a norm of other features", lambda: nn.LayerNorm(3)(ONES((2, 2))),
        ValueError, "(2, 2)", "(features,)",
    ),
    Wrong("dropout of all", lambda: nn.Dropout(1), ValueError, "1", "0 <= p < 1"),
    Wrong("dropout by text", lambda: nn.Dropout("a"), TypeError, "'a'", "0 <= p < 1"),
    Wrong("filters of no size", lambda: nn.Conv2d(1, 8, 0), ValueError, "0", "kernel_size"),
    Wrong("filters of two sizes", lambda: nn.Conv2d(1, 8, (3, 5)), TypeError, "(3, 5)", "whole"),
    Wrong("no stride", lambda: nn.Conv2d(1, 8, 3, stride=0), ValueError, "0", "stride"),
    Wrong(
        "filters on rows", lambda: nn.Conv2d(1, 8, 3, rng=0)(ONES((5, 64))),
        ValueError, "(5, 64)", "x (N, in, H, W)",
    ),
    Wrong("blocks of no size", lambda: nn.MaxPool2d(0), ValueError, "0", "kernel_size"),
    Wrong("a table of no rows", lambda: nn.Embedding(0, 2), ValueError, "0", "num_embeddings"),
    Wrong("rows of no width", lambda: nn.Embedding(2, 0), ValueError, "0", "embedding_dim"),
    Wrong("rows of -1 std", lambda: nn.Embedding(2, 2, std=-1), ValueError, "-1", "std"),
    Wrong("half a head", lambda: nn.MultiHeadAttention(6, 0.5), TypeError, "0.5", "num_heads"),
    Wrong(
        "heads of unequal size", lambda: nn.TransformerBlock(6, 4),
        ValueError, "6 features", "multiple of num_heads",
    ),
    Wrong(
        "causal by number", lambda: nn.MultiHeadAttention(6, 3, causal=1), TypeError, "1", "causal",
    ),
    Wrong(
        "one place alone", lambda: nn.MultiHeadAttention(6, 3, rng=0)(ONES(6)),
        ValueError, "(6,)", "x (..., T, 6)",
    ),
    Wrong(
        "other features looked at", lambda: nn.MultiHeadAttention(6, 3).weights(ONES((2, 4))),
        ValueError, "(2, 4)", "x (..., T, 6)",
    ),
    Wrong(
        "no place at all", lambda: nn.TransformerBlock(6, 3, rng=0)(ONES((2, 0, 6))),
        ValueError, "(2, 0, 6)", "x (..., T, 6)",
    ),
    Wrong("text looked at", lambda: nn.MultiHeadAttention(6, 3)("a"), TypeError, "'a'", "numbers"),
    Wrong("text through relu", lambda: nn.ReLU()("a"), TypeError, "'a'", "numbers"),
    Wrong(
        "a number in a row of layers", lambda: nn.Sequential(3),
        TypeError, "3", "a module or a function",
    ),
    Wrong(
        "a list of layers", lambda: nn.Sequential([nn.ReLU()]),
        TypeError, "[ReLU()]", "Sequential(Linear",
    ),
    Wrong(
        "a class in a row of layers", lambda: nn.Sequential(nn.ReLU),
        TypeError, "ReLU", "with parentheses",
    ),
    Wrong(
        "layers that do not fit",
        lambda: nn.Sequential(linear(), linear())(ONES((1, 2))),
        ValueError, "(1, 1)", "x (..., in)",
    ),
    Wrong(
        "no forward", lambda: Unfinished()(1), NotImplementedError, "Unfinished", "define forward",
    ),
    Wrong("training by text", lambda: linear().train("a"), TypeError, "'a'", "train(True)"),
    Wrong(
        "a state of nothing", lambda: linear().load_state_dict(None), TypeError, "None", "a dict",
    ),
    Wrong(
        "a state of another net", lambda: linear().load_state_dict({"w": 1}),
        KeyError, "unknown ['w']", "missing ['bias', 'weight']",
    ),
    Wrong(
        "a network for a state", lambda: linear().load_state_dict(linear()),
        TypeError, "Linear", "a dict",
    ),
]  # fmt: skip

STARTS = [
    Wrong("a number for a shape", lambda: nn.he_normal(3), TypeError, "3", "(in_features, out"),
    Wrong("one axis", lambda: nn.he_uniform((3,)), ValueError, "(3,)", "(in_features, out"),
    Wrong(
        "three axes", lambda: nn.xavier_normal((2, 3, 4)), ValueError, "(2, 3, 4)", "(in_features",
    ),
    Wrong("no inputs", lambda: nn.he_normal((0, 3)), ValueError, "0", "in_features"),
    Wrong("half an input", lambda: nn.he_normal((2.5, 3)), TypeError, "2.5", "whole number"),
    Wrong(
        "a negative gain", lambda: nn.xavier_uniform((2, 3), gain=-1), ValueError, "-1", "positive",
    ),
    Wrong(
        "a gain of nan", lambda: nn.xavier_normal((2, 3), gain=NAN), ValueError, "nan", "positive",
    ),
    Wrong(
        "a gain of text", lambda: nn.xavier_normal((2, 3), gain="a"), TypeError, "'a'", "positive",
    ),
    Wrong("a seed of text", lambda: nn.he_normal((2, 3), rng="a"), TypeError, "'a'", "seed"),
]  # fmt: skip

OPTIMISERS = [
    Wrong("no parameters", lambda: optim.SGD([], 0.1), ValueError, "no parameters", "parameters()"),
    Wrong(
        "a generator that is spent", lambda: optim.SGD(iter(()), 0.1),
        ValueError, "no parameters", "give",
    ),
    Wrong(
        "one tensor, not in a list", lambda: optim.SGD(W, 0.1),
        TypeError, "shape (2,)", "in a list",
    ),
    Wrong("None", lambda: optim.Adam(None), TypeError, "None", "in a list"),
    Wrong("a module", lambda: optim.SGD(linear(), 0.1), TypeError, "Linear", "in a list"),
    Wrong(
        "modules in a row", lambda: optim.SGD(nn.Sequential(linear()), 0.1),
        TypeError, "Linear", "model.parameters()",
    ),
    Wrong(
        "names with parameters", lambda: optim.SGD(linear().named_parameters(), 0.1),
        TypeError, "'weight'", "Tensors",
    ),
    Wrong("an array", lambda: optim.SGD([ONES(2)], 0.1), TypeError, "(2,)", "list of Tensors"),
    Wrong("a computed tensor", lambda: optim.SGD([W * 2], 0.1), TypeError, "computed", "you made"),
    Wrong("one parameter twice", lambda: optim.SGD([W, W], 0.1), ValueError, "twice", "move twice"),
    Wrong(
        "two types", lambda: optim.SGD([W, dl.Tensor(ONES(2, np.float32))], 0.1),
        ValueError, "float32 and float64", "one type",
    ),
    Wrong("no learning rate", lambda: optim.SGD([W]), TypeError, "missing", "lr"),
    Wrong("a negative rate", lambda: optim.SGD([W], -1), ValueError, "-1", "from 0 on"),
    Wrong("a rate of nan", lambda: optim.SGD([W], NAN), ValueError, "nan", "from 0 on"),
    Wrong("a rate of text", lambda: optim.SGD([W], "a"), TypeError, "'a'", "from 0 on"),
    Wrong("a rate of two numbers", lambda: optim.SGD([W], ONES(2)), TypeError, "(2,)", "from 0 on"),
    Wrong(
        "a schedule of text", lambda: optim.SGD([W], lambda step: "a").lr,
        TypeError, "'a'", "from 0 on",
    ),
    Wrong("momentum 1", lambda: optim.SGD([W], 0.1, momentum=1), ValueError, "1", "1 excluded"),
    Wrong(
        "momentum None", lambda: optim.SGD([W], 0.1, momentum=None),
        TypeError, "None", "1 excluded",
    ),
    Wrong(
        "nesterov alone", lambda: optim.SGD([W], 0.1, nesterov=True),
        ValueError, "nesterov", "momentum=0.9",
    ),
    Wrong(
        "negative decay", lambda: optim.AdamW([W], weight_decay=-1), ValueError, "-1", "from 0 on",
    ),
    Wrong("one beta", lambda: optim.Adam([W], betas=0.9), TypeError, "0.9", "two numbers"),
    Wrong(
        "three betas", lambda: optim.Adam([W], betas=(0.9, 0.9, 0.9)),
        ValueError, "(0.9, 0.9, 0.9)", "two numbers",
    ),
    Wrong("a beta of 1", lambda: optim.Adam([W], betas=(0.9, 1)), ValueError, "1", "β₂"),
    Wrong(
        "a step before backward", lambda: optim.SGD([dl.Tensor([1.0])], 0.1).step(),
        ValueError, "0 (1,)", "loss.backward()",
    ),
    Wrong(
        "clipping one tensor", lambda: optim.clip_grad_norm(W, 1), TypeError, "(2,)", "in a list",
    ),
    Wrong(
        "clipping arrays", lambda: optim.clip_grad_norm([ONES(2)], 1), TypeError, "(2,)", "Tensors",
    ),
    Wrong("clipping below 0", lambda: optim.clip_grad_norm([W], -1), ValueError, "-1", "from 0 on"),
    Wrong(
        "clipping to text", lambda: optim.clip_grad_norm([W], "a"), TypeError, "'a'", "from 0 on",
    ),
    Wrong("constant text", lambda: optim.constant("a"), TypeError, "'a'", "from 0 on"),
    Wrong("decay every 0 steps", lambda: optim.step_decay(0.1, 0), ValueError, "0", "from 1 on"),
    Wrong("decay by text", lambda: optim.step_decay(0.1, 2, "a"), TypeError, "'a'", "factor"),
    Wrong("a cosine of 0 steps", lambda: optim.cosine(0.1, 0), ValueError, "0", "steps"),
    Wrong(
        "a negative warmup", lambda: optim.cosine(0.1, 10, warmup=-1), ValueError, "-1", "warmup",
    ),
    Wrong(
        "a final rate of text", lambda: optim.cosine(0.1, 10, final="a"), TypeError, "'a'", "final",
    ),
]  # fmt: skip


@each(LAYERS)
def test_wrong_layers(row):
    refused(row)


@each(STARTS)
def test_wrong_starts(row):
    refused(row)


@each(OPTIMISERS)
def test_wrong_optimisers(row):
    refused(row)


def test_an_unfinished_optimiser_says_what_is_missing():
    weight = dl.Tensor(1.0)
    (weight * 2).backward()
    refused(
        Wrong("", Standing([weight], 0.1).step, NotImplementedError, "Standing", "define _moved")
    )
    assert weight.data == 1
