"""The net that reads the pad: how it answers, and how it learns a reader's hand."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.plots.kit.controls import Pixels

NONE = 10  # its eleventh answer: this is no digit
# Styles, and kinds of scribbles, that it has never been shown: they are kept for judging it.
LEFT_OUT = "1 foot", "7 hook", "9 tail"
KINDS_LEFT_OUT = "zigzag", "spiral", "star", "cross"
HERE = Path(__file__)


def new_net(seed: int = 0) -> nn.Sequential:
    """Build 64-256-64-11, of relu layers with dropout, in float32."""
    rng = np.random.default_rng(seed)
    first, second, last = (
        nn.Linear(before, after, rng=rng, dtype=np.float32)
        for before, after in ((64, 256), (256, 64), (64, NONE + 1))
    )
    drops = [nn.Dropout(0.3, rng=np.random.default_rng(seed)) for _ in range(2)]
    return nn.Sequential(first, dl.relu, drops[0], second, dl.relu, drops[1], last)


@cache
def base() -> nn.Sequential:
    """Return the net as tools/train_pad.py trained it."""
    return nn.load(new_net(), HERE.with_name("pad.npz")).eval()


def shares(bitmap: np.ndarray) -> np.ndarray:
    """Prepare a drawing and count it, as the net reads it: 64 shares of ink in a row."""
    counts = dl.data.count_blocks(dl.data.prepare(bitmap))
    return (counts.reshape(1, 64) / 16).astype(np.float32)


def probabilities(net: nn.Sequential, x: np.ndarray) -> np.ndarray:
    """Return the eleven probabilities of each row."""
    scores = net(x).data.astype(float)  # in float32 what is nearly certain would be certain
    return np.asarray(dl.softmax(scores))


@lru_cache(maxsize=64)
def taught(lessons: tuple[tuple[int, str], ...]) -> nn.Sequential:
    """Return the net after it has learnt drawings of a reader's own, each with its digit.

    It begins anew from the base, so it depends on the lessons alone. It sees them over and over,
    warped, among 700 examples of what it knew, so as not to forget that.
    """
    if not lessons:
        return base()
    with np.load(HERE.with_name("rehearsal.npz"), allow_pickle=False) as file:
        known, answers = file["counts"].astype(np.float32) / np.float32(16), file["y"].astype(int)
    own = np.concatenate([shares(Pixels.bitmap(drawing)) for _, drawing in lessons])
    meant = np.array([digit for digit, _ in lessons])
    often = max(1, len(known) // (2 * len(own)))
    X = np.concatenate([known, np.repeat(own, often, 0)])
    y = np.concatenate([answers, np.repeat(meant, often)])
    net, rng = nn.load(new_net(), HERE.with_name("pad.npz")), np.random.default_rng(0)
    adam = dl.optim.Adam(net.parameters(), lr=0.001)
    for _epoch in range(12):
        for some, truth in dl.data.batches(dl.data.warp(X, rng), y, 64, rng):
            adam.zero_grad()
            dl.cross_entropy(net(some), truth).backward()
            adam.step()
    return net.eval()
