"""Train the nets of chapter 8's game and record how they do, for `mathdl.plots.GamePlot`.

``PYTHONPATH=. python tools/measure_deep.py`` takes two minutes on two idle cores. It writes
mathdl/plots/deep/game.json: for every kind of net, number of hidden layers and learning rate the
accuracy of three seeds on 1,000 unseen points, every 20 of 300 steps, in thousandths.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise

import numpy as np

import mathdl as dl
from mathdl.plots.deep.record import DEPTHS, EVERY, NETS, RATES, STEPS
from mathdl.plots.kit.records import path

SEEDS, WIDTH, BATCH = 3, 16, 64
F = np.float32


class Side:
    """Deep nets side by side: their weights stand in arrays (nets, in, out)."""

    def __init__(self, kind: str, layers: int, seeds: list[int], share: float = 1.0) -> None:
        rngs = [np.random.default_rng(seed) for seed in seeds]
        sizes = [2, *[WIDTH] * layers, 1]
        self.kind, self.share = kind, F(share)
        self.weights = [
            np.stack([rng.normal(0, i**-0.5, (i, o)) for rng in rngs]).astype(F)
            for i, o in pairwise(sizes)
        ]
        self.biases = [np.zeros((len(seeds), 1, o), F) for o in sizes[1:]]

    @property
    def parameters(self) -> list[np.ndarray]:
        """All weights, then all biases."""
        return self.weights + self.biases

    def logits(self, X: np.ndarray, parameters: list) -> dl.Tensor:
        """Return the answers of all nets, an array (nets, examples, 1)."""
        half = len(parameters) // 2
        (W, *inner, last), (b, *shifts, end) = parameters[:half], parameters[half:]
        one, zero = np.ones(WIDTH, F), np.zeros(WIDTH, F)
        a = dl.tanh(X @ W + b)
        for W, b in zip(inner, shifts, strict=True):
            if self.kind == "plain":
                a = dl.tanh(a @ W + b)
            elif self.kind == "norm":
                a = dl.tanh(dl.layer_norm(a @ W, one, zero) + b)
            elif self.kind == "skip":
                a = a + self.share * dl.tanh(a @ W + b)
            else:
                a = a + self.share * dl.tanh(dl.layer_norm(a, one, zero) @ W + b)
        if self.kind == "skip and norm":
            a = dl.layer_norm(a, one, zero)
        return a @ last + end

    def accuracy(self, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the share of right answers of every net."""
        return ((np.asarray(self.logits(X, self.parameters)) > 0) == y).mean(axis=(1, 2))

    def gradients(self, X: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
        """Return the gradients of every net's own loss."""
        tensors = [dl.Tensor(p) for p in self.parameters]
        z = self.logits(X, tensors)
        loss = dl.binary_cross_entropy_with_logits(z, np.broadcast_to(y, z.shape).astype(F))
        (loss * F(z.shape[0])).backward()
        return [t.grad for t in tensors]


def train(
    net: Side,
    learn: tuple,
    unseen: tuple,
    rates: np.ndarray,
    steps: int = STEPS,
    every: int = EVERY,
    clip: float | None = None,
    adam: bool = False,
    schedule: Callable | None = None,
) -> np.ndarray:
    """Train by momentum 0.9, or by Adam, on batches of 64; return accuracies (times, nets)."""
    rng, order = np.random.default_rng(0), np.array([], int)
    (X, y), parameters = learn, net.parameters
    velocity, spread = [[np.zeros_like(p) for p in parameters] for _ in range(2)]
    curve = [net.accuracy(*unseen)]
    for step in range(1, steps + 1):
        if len(order) < BATCH:
            order = rng.permutation(len(X))
        now, order = order[:BATCH], order[BATCH:]
        gradients = net.gradients(X[now], y[now])
        if clip is not None:
            long = np.sqrt(sum((g.astype(float) ** 2).sum(axis=(1, 2)) for g in gradients))
            share = np.minimum(1, clip / np.maximum(long, 1e-30)).astype(F)[:, None, None]
            gradients = [g * share for g in gradients]
        lr = (rates * (schedule(step - 1) if schedule else 1)).astype(F)[:, None, None]
        for k, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
            if adam:
                velocity[k] = F(0.9) * velocity[k] + F(0.1) * g
                spread[k] = F(0.999) * spread[k] + F(0.001) * g * g
                root = np.sqrt(spread[k] / F(1 - 0.999**step)) + F(1e-8)
                p -= lr * velocity[k] / F(1 - 0.9**step) / root
            else:
                velocity[k] = F(0.9) * velocity[k] + g
                p -= lr * velocity[k]
        if step % every == 0:
            curve.append(net.accuracy(*unseen))
    return np.array(curve)


def circles() -> tuple[tuple, tuple]:
    """Return what the game is played on: 400 points to learn from, 1,000 unseen."""
    return tuple(as32(*dl.data.circles(n, rng=r)) for n, r in ((400, 0), (1000, 1)))


def as32(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return points and their classes, one to a row, in float32."""
    return X.astype(F), y[:, None].astype(F)


def game() -> None:
    """Record the game's map."""
    learn, unseen = circles()
    kept = {}
    for kind in NETS:
        for layers in DEPTHS:
            net = Side(kind, layers, list(range(SEEDS)) * len(RATES))
            curve = train(net, learn, unseen, np.repeat(RATES, SEEDS))
            part = np.round(1000 * curve).astype(int).reshape(len(curve), len(RATES), SEEDS)
            kept[f"{kind} {layers}"] = part.transpose(1, 2, 0).tolist()
            medians = dict(zip(RATES, np.median(part[-1], axis=1) / 10, strict=True))
            wins = [f"{rate:.2g}" for rate, share in medians.items() if share >= 95]
            print(kind, layers, "works at", *wins or ["no rate"], flush=True)
    write_record("game", kept)


def write_record(name: str, record: dict) -> None:
    """Write a record beside the pictures, one line for each key."""
    lines = (f"{json.dumps(key)}: {json.dumps(r)}" for key, r in record.items())
    path(f"deep/{name}").write_text("{\n" + ",\n".join(lines).replace(", ", ",") + "\n}\n")


if __name__ == "__main__":
    with np.errstate(all="ignore"):  # nets that run away are part of the story
        game()
