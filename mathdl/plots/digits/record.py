"""What tools/measure_digits.py measured for chapter 10, and three nets that know ten hands."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

import mathdl as dl
from mathdl import nn

HERE = Path(__file__)
SIZES = 64, 128, 64, 10
MODELS = "nearest mean", "nearest neighbour", "64-10", "64-32-10", "64-128-64-10"
RANDOM, HANDS = "dealt at random", "a hand it has not seen"
KNOWN = 10  # hands 0 to 9 are known to the nets of `net`
FIRST = 1287  # the first digit of a hand that they do not know


def _kept(name: str) -> dict:
    return json.loads(HERE.with_name(f"{name}.json").read_text())


@cache
def splits() -> dict[tuple[str, str], np.ndarray]:
    """Return the share read right of each of fourteen parts, by model and split."""
    names = {"random": RANDOM, "hands": HANDS}
    pairs = ((key.split("|"), shares) for key, shares in _kept("splits").items())
    return {(model, names[split]): np.array(shares) for (model, split), shares in pairs}


@cache
def cures() -> dict[tuple[str, float, float, str], np.ndarray]:
    """Return learning curves by warp, dropout, decay and split.

    Each is an array (3, 31), every second epoch: share right of the digits learnt from, of those
    not seen, and their mean surprise; means of fourteen nets, one for each part.
    """
    names = {"random": RANDOM, "hands": HANDS}
    pairs = ((key.split("|"), rows) for key, rows in _kept("cures").items())
    return {
        (warp, float(dropout), float(decay), names[split]): np.array(rows)
        for (warp, dropout, decay, split), rows in pairs
    }


@cache
def writers() -> dict[tuple[int, int], np.ndarray]:
    """Return the shares that 24 nets read right of two new hands, by hands and digits learnt."""
    pairs = ((key.split("|"), shares) for key, shares in _kept("hands").items())
    return {(int(hands), int(n)): np.array(shares) for (hands, n), shares in pairs}


@cache
def unseen(name: str) -> np.ndarray:
    """Return the logits (1797, 10) of nets that have not seen the hand: "plain", "cured" or both.

    "three cured" are the logarithms of the mean of three nets' probabilities.
    """
    with np.load(HERE.with_name("unseen.npz"), allow_pickle=False) as file:
        return file[name].astype(float)


@cache
def net(name: str) -> nn.Sequential:
    """Return a net that knows hands 0 to 9: "plain", "other", also plain, or "cured"."""
    layers = [nn.Linear(before, after, rng=0) for before, after in pairwise(SIZES)]
    model = nn.Sequential(layers[0], dl.relu, layers[1], dl.relu, layers[2])
    state = _weights(name)
    model.load_state_dict({key: state[key] for key in model.state_dict()})
    return model


@cache
def templates() -> np.ndarray:
    """Return the weights of a single layer that learnt hands 0 to 9, as pictures (10, 8, 8)."""
    return _weights("single")["0.weight"].T.reshape(10, 8, 8)


def _weights(name: str) -> dict[str, np.ndarray]:
    with np.load(HERE.with_name("nets.npz"), allow_pickle=False) as file:
        keys = [key for key in file.files if key.startswith(f"{name} ")]
        return {key.removeprefix(f"{name} "): file[key].astype(float) for key in keys}


@cache
def new_hands() -> tuple[np.ndarray, np.ndarray]:
    """Return the 510 digits of hands 10 to 13, in double precision, and what they are."""
    X, y, hand = dl.data.digits()
    return X[hand >= KNOWN].astype(float), y[hand >= KNOWN]


def probabilities(logits: np.ndarray) -> np.ndarray:
    """Return the softmax of each row."""
    return np.asarray(dl.softmax(logits))


def slopes(model: nn.Sequential, X: np.ndarray, y: np.ndarray, of: str) -> np.ndarray:
    """Return the slope of every digit's own loss, or of the score of y, by its ink (n, 64)."""
    ink = dl.Tensor(X)
    scores = model(ink)
    if of == "loss":
        dl.cross_entropy(scores, y, reduction="sum").backward()
    else:
        scores[np.arange(len(y)), y].sum().backward()
    return ink.grad
