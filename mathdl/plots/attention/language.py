"""Names as numbers, nets that guess the next letter, and their training (chapter 12)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np

import mathdl as dl
from mathdl import nn

F, T, TOKENS = np.float32, 12, 27  # token 0 is start and end; names have up to 11 letters
BATCH, RATE, WARMUP, STEPS, EVERY = 64, 1e-2, 50, 1000, 25
Data = tuple[np.ndarray, np.ndarray, np.ndarray]
FILE = Path(__file__).with_name("names.npz")
LETTERS = ".abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=1)
def parted() -> tuple[list[str], list[str], list[str]]:
    """Names to train on, to choose by, and to test on, parted by chance that stays the same."""
    names = np.array(dl.data.names())
    np.random.default_rng(0).shuffle(names)
    return list(names[800:]), list(names[400:800]), list(names[:400])


def encoded(names: list[str]) -> Data:
    """What is read, what comes next, and where a name has not ended yet."""
    x, y = np.zeros((2, len(names), T), int)
    inside = np.zeros((len(names), T), bool)
    for i, name in enumerate(names):
        ids = [ord(letter) - 96 for letter in name]
        x[i, 1 : len(ids) + 1], y[i, : len(ids)], inside[i, : len(ids) + 1] = ids, ids, True
    return x, y, inside


class Transformer(nn.Module):
    """Letters and places looked up, blocks, a norm and a head."""

    def __init__(self, features: int, heads: int, layers: int, rng: np.random.Generator) -> None:
        self.letters = nn.Embedding(TOKENS, features, rng=rng, std=0.3, dtype=F)
        self.places = nn.Embedding(T, features, rng=rng, std=0.3, dtype=F)
        self.blocks = [
            nn.TransformerBlock(features, heads, rng=rng, dtype=F) for _ in range(layers)
        ]
        for block in self.blocks:  # as in GPT-2: many small additions to one stream
            for last in (block.attention.out, block.mlp[2]):
                last.weight.data *= F((2 * layers) ** -0.5)
        self.norm = nn.LayerNorm(features, dtype=F)
        self.head = small(nn.Linear(features, TOKENS, rng=rng, init=nn.xavier_normal, dtype=F))

    def forward(self, ids: np.ndarray) -> dl.Tensor:
        """Logits of what comes next, at every place."""
        x = self.letters(ids) + self.places(np.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


def small(head: nn.Linear) -> nn.Linear:
    """Make the weights of a last layer a tenth as large, and return it."""
    head.weight.data *= F(0.1)  # so that the first guess is nearly uniform, and the loss ln 27
    return head


def loss_of(net: nn.Module, data: Data) -> dl.Tensor:
    """The mean surprise at the letters and ends of these names, in nats."""
    x, y, inside = data
    return dl.cross_entropy(net(x)[inside], y[inside])


def train(net: nn.Module, data: Data, steps: int, seed: int) -> Iterator[int]:
    """Take steps of AdamW, each with a batch of names, and yield how many are taken."""
    rng = np.random.default_rng(1000 + seed)
    schedule = dl.optim.cosine(RATE, steps, warmup=min(WARMUP, steps // 2))
    optimizer = dl.optim.AdamW(net.parameters(), schedule, weight_decay=0.0)
    for step in range(1, steps + 1):
        picked = rng.integers(0, len(data[0]), BATCH)
        longest = data[2][picked].any(0).sum()
        loss = loss_of(net, tuple(part[picked, :longest] for part in data))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        yield step


class Run:
    """A net in training, as it was after every few steps.

    Parameters
    ----------
    net : Module
    work : iterator
        Takes a step whenever it is asked, and yields its number.
    every : int
        How many steps lie between two states that are kept.
    """

    def __init__(self, net: nn.Module, work: Iterator[int], every: int) -> None:
        self.net, self.work, self.every = net, work, every
        self.kept = [self._state()]
        self._lock = Lock()

    def pieces(self, step: int) -> Iterator[int]:
        """Train until a step, and yield the step of each state on the way."""
        while len(self.kept) <= step // self.every:
            with self._lock:  # two explorers may want the same training
                for _ in range(self.every):
                    next(self.work)
                self.kept.append(self._state())
            yield (len(self.kept) - 1) * self.every

    def at(self, step: int) -> list[np.ndarray]:
        """Return the parameters after a step, training first if it has to be."""
        for _ in self.pieces(step):
            pass
        return self.kept[step // self.every]

    def _state(self) -> list[np.ndarray]:
        return [p.data.copy() for p in self.net.parameters()]


def with_parameters(net: nn.Module, values: list[np.ndarray]) -> nn.Module:
    """Give a net these parameters, and return it."""
    for parameter, value in zip(net.parameters(), values, strict=True):
        parameter.data[...] = value
    return net


@lru_cache(maxsize=1)
def names_run() -> Run:
    """Return the training of the chapter's small transformer: one block, one head."""
    net = Transformer(68, 1, 1, np.random.default_rng(0))
    return Run(net, train(net, encoded(parted()[0]), STEPS, 0), every=EVERY)


@lru_cache(maxsize=64)
def speaker(step: int) -> nn.Module:
    """Return that transformer as it was after so many steps."""
    net = Transformer(68, 1, 1, np.random.default_rng(0))
    return with_parameters(net, names_run().at(step))


@lru_cache(maxsize=1)
def ready_made() -> nn.Module:
    """Return the same net after 1,000 steps, trained beforehand by tools/measure_attention.py."""
    net = Transformer(68, 1, 1, np.random.default_rng(0))
    with np.load(FILE, allow_pickle=False) as file:
        return with_parameters(net, [file[str(k)] for k in range(len(file.files))])
