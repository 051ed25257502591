"""Chapter 5, many classes: the gradient of cross-entropy, and the first loss."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake

_rng = np.random.default_rng(5)

# The second is square: there a softmax down the columns has the right shape, too.
BATCHES = (
    (_rng.normal(size=(3, 4)).round(2), np.array([2, 0, 3])),
    (_rng.normal(size=(4, 4)).round(2), np.array([1, 1, 0, 2])),
)


def _gradient(
    shares: Callable = dl.softmax,
    truth: Callable = dl.one_hot,
    count: Callable = len,
    sign: int = 1,
) -> Callable:
    """The gradient of cross-entropy, with one of its parts exchanged."""

    def ce_gradient(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
        return sign * (shares(logits) - truth(labels, logits.shape[1])) / count(logits)

    return ce_gradient


def _diagonal(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    shares = dl.softmax(logits)
    return shares * (1 - shares) / len(logits)


def _every_row(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Subtract 1 in the columns of all labels, in every row."""
    g = dl.softmax(logits)
    g[:, labels] -= 1
    return g / len(logits)


def _in_p(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    truth = dl.one_hot(labels, logits.shape[1])
    return -truth / dl.softmax(logits) / len(logits)


EXERCISES = {
    "5.7": Exercise(
        title="The gradient of softmax cross-entropy",
        level=3,
        ask="Write `ce_gradient(logits, labels)`: the gradient of cross-entropy in the logits, for "
        "a batch. Row i of logits is one example, labels[i] its true class, counted from 0, "
        "and the loss is the mean over the examples. `dl.softmax` and `dl.one_hot` may help. It is "
        "tried on 3 × 4 and on 4 × 4 logits.",
        kind=Function(BATCHES, "ce_gradient"),
        right=_gradient,
        mistakes=(
            Mistake(
                lambda: _gradient(truth=lambda labels, k: 0),
                "Subtract 1 at the true class: only there is the logit to rise.",
            ),
            Mistake(
                lambda: lambda logits, labels: dl.softmax(logits),
                "Those are the shares. Subtract the truth, one-hot, and divide by the number of "
                "examples.",
            ),
            Mistake(
                lambda: _gradient(shares=lambda logits: 0),
                "Only the true class hears something. What was said, softmax, pulls at all of "
                "them.",
            ),
            Mistake(
                lambda: lambda logits, labels: 2 * _gradient()(logits, labels),
                "Twice as much: there is no square here, whose slope would bring a 2.",
            ),
            Mistake(
                lambda: lambda logits, labels: -np.log(dl.softmax(logits)) / len(logits),
                "That is the surprise of every class, a loss. Its slope is asked for.",
            ),
            Mistake(
                lambda: _gradient(sign=-1),
                "The sign is turned: it is what was said minus what is true.",
            ),
            Mistake(
                lambda: _gradient(count=lambda logits: 1),
                "Right for each example on its own. The mean over N examples brings 1/N.",
            ),
            Mistake(
                lambda: _gradient(count=np.size),
                "You divided by all entries. The loss is a mean over the *examples*, so divide by "
                "the number of rows.",
            ),
            Mistake(
                lambda: _gradient(shares=lambda logits: dl.softmax(logits, axis=0)),
                "Your softmax runs down the columns. Each *row* is one example and sums to 1.",
            ),
            Mistake(
                lambda: _gradient(shares=lambda z: np.exp(z) / np.exp(z).sum()),
                "Your shares add up to 1 over the whole batch. Each *row* is one example and sums "
                "to 1.",
            ),
            Mistake(
                lambda: _every_row,
                "`g[:, labels] -= 1` subtracts in *every* row, for the labels of all rows. Each "
                "row has one label: `g[np.arange(len(labels)), labels] -= 1`, or one-hot.",
            ),
            Mistake(
                lambda: lambda logits, labels: _every_row(logits, labels) * len(logits),
                "`g[:, labels] -= 1` subtracts in *every* row, for the labels of all rows; and the "
                "mean over the examples is missing.",
            ),
            Mistake(
                lambda: _in_p,
                "−1/p at the true class is the slope in the *share*. Go on through softmax to the "
                "logits: together it comes to softmax minus one-hot.",
            ),
            Mistake(
                lambda: _diagonal,
                "p(1 − p) is how each share answers to its own logit. Raising one logit also "
                "lowers all other shares; together it comes to softmax minus one-hot.",
            ),
        ),
        hints=(
            "Section 5.8: what was said minus what is true, for each row. Then the mean.",
            "`dl.softmax(logits)` makes shares of each row, and `dl.one_hot(labels, k)` writes the "
            "truth in the same shape, with k = logits.shape[1].",
            "One example with logits [0, 0] and true class 0: [½, ½] − [1, 0] = [−½, ½]. Two such "
            "rows: half of that in each.",
        ),
        worked="`return (dl.softmax(logits) - dl.one_hot(labels, logits.shape[1])) / len(labels)`.",
        then="Each row adds up to 0. `dl.numerical_gradient` of `dl.cross_entropy` agrees: try it.",
    ),
    "5.8": Exercise(
        title="The first loss you should see",
        level=1,
        ask="Before its first step a network knows nothing, and its cross-entropy is {loss:.3f} "
        "nats. About how many classes does it tell apart?",
        numbers={"k": 26},
        draw=lambda rng: {"k": (22, 24, 28, 29, 30, 33, 36, 40)[rng.integers(8)]},
        kind=Number(tolerance=0.01, decimals=0),
        right=lambda k: k,
        facts=lambda k: {"loss": math.log(k), "share": 1 / k},
        mistakes=(
            Mistake(
                lambda k: math.log(math.log(k)),
                "That is the logarithm once more. The loss is one already: undo it with `np.exp`.",
            ),
            Mistake(
                lambda k: 10 ** math.log(k),
                "That undoes a logarithm to base 10. Nats are made with the natural one: base e.",
            ),
            Mistake(
                lambda k: 2 ** math.log(k),
                "That undoes a logarithm to base 2: those would be bits. Nats have base e.",
            ),
            Mistake(
                lambda k: 1 / k,
                "That is the share of each class, 1/k. Asked for is k.",
            ),
            Mistake(
                lambda k: math.log(k),
                "That is the loss itself. It is the logarithm of the number of classes.",
            ),
            Mistake(
                lambda k: round(math.log(k)),
                "That is the loss, rounded. It is the logarithm of the number of classes.",
            ),
            Mistake(
                lambda k: k - 1,
                "Nearly: e^{loss:.3f} is one more. Give the exponential more digits before you "
                "round.",
            ),
            Mistake(
                lambda k: k + 1,
                "Nearly: e^{loss:.3f} is one fewer. Give the exponential more digits before you "
                "round.",
            ),
            Mistake(
                lambda k: 10,
                "Ten classes start at log 10 = 2.303 nats. Here it is {loss:.3f}: which k has "
                "that logarithm?",
            ),
        ),
        hints=(
            "Section 5.8: what shares does a network give that knows nothing? What is its loss?",
            "Each of k classes gets about 1/k, the true one too, so the loss is −log 1/k = log k. "
            "For which k is that {loss:.3f}?",
            "A first loss of 0.693 nats: e^0.693 = 2 classes.",
        ),
        worked="Every class gets 1/k, so the loss is −log 1/k = log k = {loss:.3f}, and "
        "k = e^{loss:.3f} = {right}.",
        then="Each gets {share:.4f}. If a first loss is far above log k, the network is confident "
        "before it has learnt anything: look at the scale of its weights.",
    ),
}
