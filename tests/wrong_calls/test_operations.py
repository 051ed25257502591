"""Wrong arguments of operations, losses and derivatives."""

import math

import numpy as np
from wrong import Wrong, each, refused

import mathdl as dl

ONES, NAN = np.ones, float("nan")
X = dl.Tensor([1.0, 2.0, 3.0])
M = dl.Tensor(np.ones((2, 3)))
BATCH = ONES((1, 1, 8, 8))  # of one picture
attend = dl.scaled_dot_product_attention

OPERATIONS = [
    Wrong("exp of text", lambda: dl.exp("a"), TypeError, "a is 'a'", "numbers, arrays and Tensors"),
    Wrong("exp of nothing", lambda: dl.exp(None), TypeError, "None", "numbers"),
    Wrong("exp of a ragged list", lambda: dl.exp([[1], [2, 3]]), TypeError, "[2, 3]", "numbers"),
    Wrong("exp of two", lambda: dl.exp(X, X), TypeError, "2 were given", "takes 1"),
    Wrong("division", lambda: dl.divide(X, ONES(4)), ValueError, "(3,) and (4,)", "broadcast"),
    Wrong("matmul", lambda: dl.matmul(M, M), ValueError, "(2, 3) and (2, 3)", "columns in A"),
    Wrong("where", lambda: dl.where(ONES(2, bool), X, X), ValueError, "(2,) and (3,)", "broadcast"),
    Wrong("maximum", lambda: dl.maximum(X, ONES(2)), ValueError, "(3,) and (2,)", "broadcast"),
    Wrong("clip at text", lambda: dl.clip(X, "a"), TypeError, "'a'", "help(mathdl.clip)"),
    Wrong("clip at a shorter array", lambda: dl.clip(X, ONES(2)), ValueError, "(2,)", "broadcast"),
    Wrong("sum along no axis", lambda: X.sum(3), ValueError, "axis 3", "dimension 1"),
    Wrong("sum along text", lambda: X.sum("a"), TypeError, "'a'", "integer"),
    Wrong("sum twice along one", lambda: M.sum((0, 0)), ValueError, "(0, 0)", "duplicate"),
    Wrong("softmax along no axis", lambda: dl.softmax(X, 4), ValueError, "axis 4", "dimension 1"),
    Wrong("max of nothing", lambda: dl.max(np.zeros(0)), ValueError, "(0,)", "zero-size"),
    Wrong("var with text", lambda: X.var(ddof="a"), TypeError, "ddof='a'", "help(mathdl.var)"),
    Wrong("concatenate nothing", lambda: dl.concatenate([]), ValueError, "axis=0", "at least one"),
    Wrong("concatenate a number", lambda: dl.concatenate(3), TypeError, "3", "in one list"),
    Wrong(
        "concatenate shapes", lambda: dl.concatenate([X, M]), ValueError, "(2, 3)", "same number",
    ),
    Wrong("concatenate numbers", lambda: dl.concatenate([1.0, 2.0]), ValueError, "1.0", "zero-dim"),
    Wrong("stack shapes", lambda: dl.stack([X, ONES(2)]), ValueError, "(1, 2)", "match exactly"),
    Wrong("stack along no axis", lambda: dl.stack([X, X], 5), ValueError, "axis 5", "dimension"),
    Wrong("unstack a number", lambda: dl.unstack(dl.Tensor(1.0)), ValueError, "axis 0", "shape ()"),
    Wrong("unstack along no axis", lambda: dl.unstack(X, 3), ValueError, "axis 3", "shape (3,)"),
    Wrong("transpose with text", lambda: dl.transpose(X, "ab"), TypeError, "'ab'", "help("),
    Wrong("one_hot too large", lambda: dl.one_hot([0, 5], 3), ValueError, "5", "from 0 to 2"),
    Wrong("one_hot negative", lambda: dl.one_hot([-1], 3), ValueError, "-1", "from 0 to 2"),
    Wrong("one_hot of floats", lambda: dl.one_hot([0.5], 3), TypeError, "float64", "integers"),
    Wrong("one_hot of words", lambda: dl.one_hot("a", 3), TypeError, "'a'", "integers"),
    Wrong("one_hot without classes", lambda: dl.one_hot([0], 0), ValueError, "0", "from 1 on"),
    Wrong("one_hot with 2.5 classes", lambda: dl.one_hot([0], 2.5), TypeError, "2.5", "whole"),
    Wrong("dropout of all", lambda: dl.dropout(X, 1.0, rng=0), ValueError, "1.0", "0 <= p < 1"),
    Wrong("dropout by text", lambda: dl.dropout(X, "a", rng=0), TypeError, "'a'", "0 <= p < 1"),
    Wrong("dropout by nan", lambda: dl.dropout(X, NAN, rng=0), ValueError, "nan", "0 <= p < 1"),
    Wrong("dropout without chance", lambda: dl.dropout(X, 0.5), TypeError, "missing", "rng"),
    Wrong("dropout by a wrong rng", lambda: dl.dropout(X, 0.5, rng="a"), TypeError, "'a'", "seed"),
    Wrong("a negative seed", lambda: dl.dropout(X, 0.5, rng=-1), ValueError, "-1", "seed"),
    Wrong(
        "layer_norm", lambda: dl.layer_norm(M, ONES(3), ONES(2)), ValueError, "(2,)", "(features,)",
    ),
    Wrong(
        "conv2d of one picture", lambda: dl.conv2d(M, ONES((1, 1, 2, 2))),
        ValueError, "(2, 3)", "x (N, in, H, W)",
    ),
    Wrong(
        "conv2d of other channels", lambda: dl.conv2d(ONES((1, 3, 8, 8)), ONES((5, 1, 3, 3))),
        ValueError, "(5, 1, 3, 3)", "weight (out, in",
    ),
    Wrong(
        "conv2d with biases of places", lambda: dl.conv2d(BATCH, ONES((5, 1, 3, 3)), ONES(8)),
        ValueError, "(8,)", "bias (out,)",
    ),
    Wrong(
        "conv2d with a large filter", lambda: dl.conv2d(BATCH, ONES((1, 1, 9, 3))),
        ValueError, "9 × 3", "8 × 8",
    ),
    Wrong(
        "conv2d in half steps", lambda: dl.conv2d(BATCH, ONES((1, 1, 3, 3)), 0.0, 0.5),
        TypeError, "0.5", "stride",
    ),
    Wrong(
        "conv2d with same padding", lambda: dl.conv2d(BATCH, ONES((1, 1, 3, 3)), padding="same"),
        TypeError, "'same'", "padding",
    ),
    Wrong("a pool too large", lambda: dl.max_pool2d(BATCH, 9), ValueError, "9 × 9", "(1, 1, 8, 8)"),
    Wrong("a pool of rows", lambda: dl.avg_pool2d(M), ValueError, "(2, 3)", "(N, C, H, W)"),
    Wrong("a pool by text", lambda: dl.max_pool2d(BATCH, "a"), TypeError, "'a'", "kernel_size"),
    Wrong("embedding of letters", lambda: dl.embedding(["a"], M), TypeError, "'a'", "ids are int"),
    Wrong("embedding of shares", lambda: dl.embedding(0.5, M), TypeError, "float64", "astype(int)"),
    Wrong("embedding beyond the table", lambda: dl.embedding([2], M), ValueError, "is 2", "0 to 1"),
    Wrong("embedding from the end", lambda: dl.embedding(-1, M), ValueError, "is -1", "0 to 1"),
    Wrong("embedding in a row", lambda: dl.embedding(0, X), ValueError, "(3,)", "(num_embeddings"),
    Wrong(
        "embedding, turned round", lambda: dl.embedding(M, [0, 1]),
        ValueError, "(2,)", "(num_embeddings",
    ),
    Wrong("attention to text", lambda: attend(M, "a", M), TypeError, "key is 'a'", "Tensors"),
    Wrong("attention of a row", lambda: attend(X, M, M), ValueError, "(3,)", "query (..., L, d)"),
    Wrong(
        "attention of other features", lambda: attend(ONES((2, 4)), M, M),
        ValueError, "(2, 4)", "key (..., S, d)",
    ),
    Wrong(
        "attention with a value too many", lambda: attend(M, M, ONES((3, 3))),
        ValueError, "(3, 3)", "value (..., S, any)",
    ),
    Wrong(
        "attention of other batches", lambda: attend(ONES((2, 2, 3)), ONES((3, 2, 3)), M),
        ValueError, "(3, 2, 3)", "query (..., L, d)",
    ),
    Wrong("attention to nothing", lambda: attend(M, M[:0], M[:0]), ValueError, "(0, 3)", "(..., S"),
    Wrong(
        "a mask of whole numbers", lambda: attend(M, M, M, ONES((2, 2), int)),
        TypeError, "int64", "mask.astype(bool)",
    ),
    Wrong("a mask of text", lambda: attend(M, M, M, "causal"), TypeError, "'causal'", "boolean"),
    Wrong("a mask that is learnt", lambda: attend(M, M, M, M), TypeError, "Tensor", "mask.data"),
    Wrong(
        "a mask of another shape", lambda: attend(M, M, M, ONES((3, 3))),
        ValueError, "(3, 3)", "(2, 2)",
    ),
    Wrong(
        "a mask of more batches", lambda: attend(M, M, M, ONES((5, 2, 2))),
        ValueError, "(5, 2, 2)", "(2, 2)",
    ),
    Wrong(
        "a mask that hides the own place, too", lambda: attend(M, M, M, np.tri(2, k=-1) > 0),
        ValueError, "query 0", "its own",
    ),
    Wrong(
        "a mask that adds −∞ everywhere", lambda: attend(M, M, M, np.full((2, 2), -np.inf)),
        ValueError, "query 0", "its own",
    ),
    Wrong(
        "two masks", lambda: attend(M, M, M, ONES((2, 2)), is_causal=True),
        ValueError, "attn_mask", "not both",
    ),
    Wrong(
        "causal by text", lambda: attend(M, M, M, is_causal="yes"), TypeError, "'yes'", "is_causal",
    ),
    Wrong("linear", lambda: dl.linear(M, ONES((2, 3)), ONES(3)), ValueError, "(2, 3)", "(in, out)"),
    Wrong(
        "linear without bias", lambda: dl.linear(M, ONES((3, 4)), None),
        TypeError, "bias is None", "numbers",
    ),
]  # fmt: skip

LOSSES = [
    Wrong("all against all", lambda: dl.mse_loss(X, ONES((3, 1))), ValueError, "(3, 1)", "reshape"),
    Wrong("no target", lambda: dl.l1_loss(X, None), TypeError, "None", "numbers"),
    Wrong("targets of words", lambda: dl.mse_loss(X, list("abc")), TypeError, "'c'", "numbers"),
    Wrong("a ragged target", lambda: dl.mse_loss(X, [[1], [1, 2]]), TypeError, "[1, 2]", "numbers"),
    Wrong(
        "reduction", lambda: dl.mse_loss(X, ONES(3), "avg"), ValueError, "'avg'", '"mean", "sum"',
    ),
    Wrong("delta 0", lambda: dl.huber_loss(X, ONES(3), 0), ValueError, "0", "positive"),
    Wrong("delta nan", lambda: dl.huber_loss(X, ONES(3), NAN), ValueError, "nan", "positive"),
    Wrong("delta text", lambda: dl.huber_loss(X, ONES(3), "a"), TypeError, "'a'", "positive"),
    Wrong("a label too large", lambda: dl.cross_entropy(M, [0, 3]), ValueError, "3", "from 0 to 2"),
    Wrong("a label below 0", lambda: dl.cross_entropy(M, [0, -1]), ValueError, "-1", "from 0 to 2"),
    Wrong(
        "too many labels", lambda: dl.cross_entropy(M, [0, 1, 2]), ValueError, "(3,)", "each row",
    ),
    Wrong(
        "labels as floats", lambda: dl.cross_entropy(M, [0.0, 1.0]),
        TypeError, "float64", "integers",
    ),
    Wrong(
        "one-hot labels", lambda: dl.cross_entropy(M, ONES((2, 3), int)),
        ValueError, "(2, 3)", "one label",
    ),
    Wrong(
        "labels true and false", lambda: dl.cross_entropy(M, [True, False]),
        TypeError, "bool", "integers",
    ),
    Wrong("no labels", lambda: dl.cross_entropy(M, None), ValueError, "()", "one label"),
    Wrong(
        "no classes", lambda: dl.cross_entropy(ONES((2, 0)), [0, 0]),
        ValueError, "(2, 0)", "zero-size",
    ),
    Wrong(
        "probabilities", lambda: dl.cross_entropy(dl.softmax(M * X), [0, 1]),
        ValueError, "adds up to 1", "pass what comes before",
    ),
    Wrong(
        "a target of 2", lambda: dl.binary_cross_entropy_with_logits(X, [0, 2, 1]),
        ValueError, "0 to 2", "0, 1 or between",
    ),
    Wrong(
        "a target of nan",
        lambda: dl.binary_cross_entropy_with_logits(X, [0, 1, NAN]),
        ValueError, "nan", "0, 1 or between",
    ),
    Wrong(
        "too few targets", lambda: dl.binary_cross_entropy_with_logits(X, [0, 1]),
        ValueError, "(2,)", "(3,)",
    ),
    Wrong(
        "targets of text",
        lambda: dl.binary_cross_entropy_with_logits(X, list("abc")), TypeError, "'c'", "help(",
    ),
]  # fmt: skip

DERIVATIVES = [
    Wrong("of no function", lambda: dl.derivative(3), TypeError, "3", "a function"),
    Wrong(
        "of a pair", lambda: dl.derivative(lambda x: (x, x))(1.0),
        TypeError, "(Tensor(1.)", "must return",
    ),
    Wrong(
        "of nothing returned", lambda: dl.derivative(lambda x: None)(1.0),
        TypeError, "None", "must return",
    ),
    Wrong(
        "of text returned", lambda: dl.derivative(lambda x: "a")(1.0),
        TypeError, "'a'", "must return",
    ),
    Wrong(
        "of several", lambda: dl.derivative(lambda x: dl.stack([x, x]))(1.0),
        ValueError, "(2,)", "one variable",
    ),
    Wrong("at text", lambda: dl.derivative(dl.sin)("a"), TypeError, "'a'", "numbers"),
    Wrong(
        "at whole numbers", lambda: dl.derivative(dl.sin)(np.arange(2)),
        TypeError, "int64", "astype",
    ),
    Wrong(
        "of math.sin", lambda: dl.derivative(math.sin)(1.0),
        TypeError, "float() of a Tensor", "mathdl.sin",
    ),
    Wrong(
        "of values alone", lambda: dl.derivative(lambda x: x.data**2)(1.0),
        TypeError, "plain numbers", ".data",
    ),
    Wrong(
        "chain of one function", lambda: dl.chain(dl.sin, 1.0), TypeError, "function sin", "a list",
    ),
    Wrong(
        "chain with a number in it", lambda: dl.chain([dl.sin, 3], 1.0),
        TypeError, "3", "a function",
    ),
    Wrong("jacobian of no function", lambda: dl.jacobian(None), TypeError, "None", "a function"),
    Wrong(
        "jacobian from the middle", lambda: dl.jacobian(dl.sin, "middle"),
        ValueError, "'middle'", '"output" or "input"',
    ),
    Wrong(
        "jacobian of nothing", lambda: dl.jacobian(lambda x: None)(ONES(2)),
        TypeError, "None", "must return",
    ),
    Wrong(
        "jacobian of np.cumsum",
        lambda: dl.jacobian(lambda x: np.cumsum(x.data))(ONES(2)),
        TypeError, "plain numbers", "mathdl.sin",
    ),
    Wrong(
        "differences of no function", lambda: dl.numerical_gradient(3, 1.0),
        TypeError, "3", "a function",
    ),
    Wrong(
        "differences at nothing", lambda: dl.numerical_gradient(dl.sin, None),
        TypeError, "None", "array of numbers",
    ),
    Wrong(
        "differences with h = 0", lambda: dl.numerical_gradient(dl.sin, 1.0, h=0),
        ValueError, "0", "other than 0",
    ),
    Wrong(
        "differences of several",
        lambda: dl.numerical_gradient(lambda x: x, ONES(2)), ValueError, "(2,)", "sum()",
    ),
    Wrong(
        "differences of nothing", lambda: dl.numerical_gradient(lambda x: None, 1.0),
        TypeError, "None", "must return",
    ),
    Wrong(
        "a check of nothing", lambda: dl.check_gradients(lambda: 3.0),
        TypeError, "f alone", "such as 0.7",
    ),
    Wrong(
        "a check at whole numbers only", lambda: dl.check_gradients(dl.sin, 1),
        TypeError, "1", "floating type",
    ),
    Wrong(
        "a check of no function", lambda: dl.check_gradients(3, 1.0), TypeError, "3", "a function",
    ),
    Wrong(
        "a check of nothing returned",
        lambda: dl.check_gradients(lambda x: None, 1.0), TypeError, "None", "must return",
    ),
    Wrong(
        "a check at nan", lambda: dl.check_gradients(dl.sin, NAN),
        ValueError, "nan or infinite", "finite and smooth",
    ),
    Wrong(
        "a tolerance of text", lambda: dl.check_gradients(dl.sin, 1.0, tolerance="a"),
        TypeError, "'a'", "from 0 on",
    ),
    Wrong(
        "a derivation without inputs", lambda: dl.derivation(dl.sin),
        TypeError, "derivation(f, x=2.0)", "each input",
    ),
    Wrong(
        "a derivation of no function", lambda: dl.derivation("x*x", x=1.0),
        TypeError, "'x*x'", "not a callable",
    ),
    Wrong(
        "a derivation with other inputs", lambda: dl.derivation(lambda x: x, y=1.0),
        TypeError, "does not take y", "it takes x",
    ),
    Wrong(
        "a derivation without one of its inputs", lambda: dl.derivation(lambda x, w: x, x=1.0),
        TypeError, "f takes w as well", "derivation(f, x=1.0, w=1.0)",
    ),
    Wrong(
        "a derivation at text", lambda: dl.derivation(dl.sin, a="b"),
        TypeError, "'b'", "single number",
    ),
    Wrong(
        "a derivation at an array", lambda: dl.derivation(dl.sin, a=ONES(2)),
        TypeError, "(2,)", "single number",
    ),
    Wrong(
        "a derivation of nothing", lambda: dl.derivation(lambda x: None, x=1.0),
        TypeError, "None", "must return a number",
    ),
]  # fmt: skip


@each(OPERATIONS)
def test_wrong_operations(row):
    refused(row)


@each(LOSSES)
def test_wrong_losses(row):
    refused(row)


@each(DERIVATIVES)
def test_wrong_derivatives(row):
    refused(row)


def test_a_plain_constant_still_has_slope_zero():
    assert dl.derivative(lambda x: 3.0)(1.0) == 0
    assert dl.derivative(lambda x: 1.0 if x > 0 else -1.0)(2.0) == 0
    assert dl.jacobian(lambda x: np.ones(3))(np.ones(2)).tolist() == [[0, 0]] * 3
