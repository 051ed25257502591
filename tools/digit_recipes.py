"""How the nets of chapter 10 learn, as measure_digits.py and train_pad.py train them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

import mathdl as dl
from mathdl import nn

SIZES = (64, 128, 64, 10)
Examples = tuple[np.ndarray, np.ndarray]
Warp = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def net(sizes: tuple[int, ...] = SIZES, seed: int = 0, dropout: float = 0.0) -> nn.Sequential:
    """Build a net of relu layers in float32."""
    rng = np.random.default_rng(seed)
    parts: list = []
    for last, (before, after) in zip(range(len(sizes) - 2, -1, -1), pairwise(sizes), strict=True):
        parts.append(nn.Linear(before, after, rng=rng, dtype=np.float32))
        if last:
            parts.append(dl.relu)
            parts += [nn.Dropout(dropout, rng=rng)] if dropout else []
    return nn.Sequential(*parts)


def shifted(X: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Shift every picture by −1, 0 or 1 whole pixels each way: the cure that cures nothing."""
    framed = np.zeros((len(X), 10, 10), X.dtype)
    framed[:, 1:9, 1:9] = X.reshape(-1, 8, 8)
    down, across = rng.integers(0, 3, (2, len(X), 1, 1))
    at = np.arange(8)
    moved = framed[np.arange(len(X))[:, None, None], down + at[:, None], across + at]
    return moved.reshape(len(X), 64)


def train(
    model: nn.Sequential,
    X: np.ndarray,
    y: np.ndarray,
    epochs: int = 60,
    lr: float = 0.002,
    seed: int = 0,
    warp: Warp | None = None,
    cosine: bool = False,
    decay: float = 0.0,
    batch: int = 64,
    watch: Callable[[int], None] | None = None,
) -> nn.Sequential:
    """Train with AdamW in batches; `watch` is called before the first epoch and after each."""
    rng = np.random.default_rng(seed + 1000)
    rate = dl.optim.cosine(lr, epochs * -(-len(X) // batch)) if cosine else lr
    optimizer = dl.optim.AdamW(model.parameters(), rate, weight_decay=decay)
    for epoch in range(epochs):
        if watch:
            watch(epoch)
        shown = warp(X, rng) if warp else X
        model.train()
        for some, answers in dl.data.batches(shown, y, batch, rng):
            optimizer.zero_grad()
            dl.cross_entropy(model(some), answers).backward()
            optimizer.step()
    model.eval()
    if watch:
        watch(epochs)
    return model


def logits(model: nn.Sequential, X: np.ndarray) -> np.ndarray:
    """Return what the net says, nothing dropped."""
    return np.asarray(model.eval()(X).data)


def right(model: nn.Sequential, X: np.ndarray, y: np.ndarray) -> float:
    """Return the share of right answers."""
    return float(np.mean(logits(model, X).argmax(1) == y))


def probabilities(z: np.ndarray) -> np.ndarray:
    """Softmax of each row."""
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


PLAIN: dict = dict(epochs=60, lr=0.002)
CURED: dict = dict(epochs=100, lr=0.004, cosine=True, warp=dl.data.warp)
DROPOUT = 0.2  # of the cured net


def fourteen(
    hand: np.ndarray, y: np.ndarray, X: np.ndarray, seed: int, dropout: float = 0.0,
    sizes: tuple[int, ...] = SIZES, **recipe: object,
) -> np.ndarray:  # fmt: skip
    """Return the logits for every digit by a net that has not seen its hand."""
    z = np.zeros((len(X), sizes[-1]), np.float32)
    for h in range(14):
        new = hand == h
        model = net(sizes, 100 * seed + h, dropout)
        train(model, X[~new], y[~new], seed=100 * seed + h, **recipe)
        z[new] = logits(model, X[new])
    return z
