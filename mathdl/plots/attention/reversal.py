"""Six letters, a bar, and the same backwards: a task that one head can solve (chapter 12)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.plots.attention.language import F, Run, small, with_parameters

LENGTH, BAR, FEATURES, STEPS = 6, 26, 32, 160
PLACES = 2 * LENGTH  # of six letters, the bar, and all but the last of the answer


class Mirror(nn.Module):
    """Letters and, if wanted, places; one block with one head."""

    def __init__(self, places: bool, rng: np.random.Generator) -> None:
        self.letters = nn.Embedding(27, FEATURES, rng=rng, std=0.3, dtype=F)
        if places:
            self.places = nn.Embedding(PLACES, FEATURES, rng=rng, std=0.3, dtype=F)
        self.block = nn.TransformerBlock(FEATURES, 1, rng=rng, dtype=F)
        self.norm = nn.LayerNorm(FEATURES, dtype=F)
        self.head = small(nn.Linear(FEATURES, 27, rng=rng, init=nn.xavier_normal, dtype=F))
        self.placed = places

    def stream(self, ids: np.ndarray) -> dl.Tensor:
        """Return what goes into the block."""
        x = self.letters(ids)
        return x + self.places(np.arange(ids.shape[1])) if self.placed else x

    def forward(self, ids: np.ndarray) -> dl.Tensor:
        """Logits of what comes next, at every place."""
        return self.head(self.norm(self.block(self.stream(ids))))

    def weights(self, ids: np.ndarray) -> np.ndarray:
        """Return who looks at whom, for one string: (PLACES, PLACES)."""
        return self.block.attention.weights(self.block.norm1(self.stream(ids)))[0, 0]


def batch(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return strings and what follows each of their places."""
    there = rng.integers(0, 26, (n, LENGTH))
    whole = np.concatenate([there, np.full((n, 1), BAR), there[:, ::-1]], axis=1)
    return whole[:, :-1], whole[:, 1:]


def _train(net: Mirror, seed: int) -> Iterator[int]:
    rng = np.random.default_rng(1000 + seed)
    adam = dl.optim.Adam(net.parameters(), dl.optim.cosine(1e-2, STEPS, warmup=10))
    for step in range(1, STEPS + 1):
        x, y = batch(64, rng)
        loss = dl.cross_entropy(net(x)[:, LENGTH:], y[:, LENGTH:])
        adam.zero_grad()
        loss.backward()
        adam.step()
        yield step


@lru_cache(maxsize=8)
def mirror_run(places: bool, seed: int = 0) -> Run:
    """Return the training of a net that turns strings round."""
    net = Mirror(places, np.random.default_rng(seed))
    return Run(net, _train(net, seed), every=5)


@lru_cache(maxsize=64)
def mirror(places: bool, step: int, seed: int = 0) -> Mirror:
    """Return that net as it was after so many steps."""
    net = Mirror(places, np.random.default_rng(seed))
    return with_parameters(net, mirror_run(places, seed).at(step))


@lru_cache(maxsize=64)
def share_right(places: bool, step: int, seed: int = 0) -> float:
    """Return which share of the letters of 200 new strings is right."""
    x, y = batch(200, np.random.default_rng(99))
    guessed = mirror(places, step, seed)(x).data[:, LENGTH:].argmax(-1)
    return float(np.mean(guessed == y[:, LENGTH:]))
