"""Train the nets of chapter 8 and print the numbers that its text quotes.

``python tools/measure_deep.py game`` takes some ten minutes and writes
mathdl/plots/deep/game.json: for every kind of net, number of hidden layers and learning rate the
accuracy of three seeds on 1,000 unseen points, every 20 of 300 steps, in thousandths.
``… stop`` writes mathdl/plots/deep/stop.json: loss and accuracy of twenty small nets, each with
forty points or more of its own, every 25 of 1,000 steps. Any other name in `MEASURES` only prints,
and without a name all of those are printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np

import mathdl as dl
from mathdl.plots.deep import random_nets, record

FOLDER = Path(dl.__file__).parent / "plots" / "deep"
DEPTHS, RATES, NETS, STEPS, EVERY = (
    getattr(record, name) for name in ("DEPTHS", "RATES", "NETS", "STEPS", "EVERY")
)
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
    return tuple(_as32(*dl.data.circles(n, rng=r)) for n, r in ((400, 0), (1000, 1)))


def _as32(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
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
    _write("game.json", kept)


class Small(dl.nn.Module):
    """Twenty relu nets 2 → 64 → 64 → 1 side by side, for `stop`."""

    def __init__(self, drop: float) -> None:
        rngs = [np.random.default_rng(seed) for seed in range(DRAWS)]
        for name, shape in {"W1": (2, 64), "W2": (64, 64), "W3": (64, 1)}.items():
            made = np.stack([dl.nn.he_normal(shape, rng) for rng in rngs])
            setattr(self, name, dl.Tensor(made.astype(F)))
        for name, out in {"b1": 64, "b2": 64, "b3": 1}.items():
            setattr(self, name, dl.Tensor(np.zeros((DRAWS, 1, out), F)))
        self.drop, self.rng = drop, np.random.default_rng(0)

    def forward(self, X: np.ndarray) -> dl.Tensor:
        """Return the logits of all nets."""
        a = dl.relu(X @ self.W1 + self.b1)
        a = dl.relu(self.dropped(a) @ self.W2 + self.b2)
        return self.dropped(a) @ self.W3 + self.b3

    def dropped(self, a: dl.Tensor) -> dl.Tensor:
        """Drop units while training."""
        return dl.dropout(a, self.drop, rng=self.rng) if self.training and self.drop else a

    def scores(self, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return every net's loss and accuracy."""
        self.eval()
        z = self(X).data.astype(float)
        self.train()
        losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
        return losses.mean(axis=(1, 2)), ((z > 0) == y).mean(axis=(1, 2))


DRAWS, TIMES = 20, range(0, 1001, 25)
EXAMPLES, DECAYS, DROPS = (40, 80, 160), (0.0, 1.0, 3.0), (0.0, 0.5)


def moons(n: int, first: int, draws: int = DRAWS) -> tuple[np.ndarray, np.ndarray]:
    """Return n noisy half-moons for every net, drawn from seeds that begin at `first`."""
    made = [_as32(*dl.data.moons(n, noise=0.3, rng=first + seed)) for seed in range(draws)]
    X, y = (np.stack(part) for part in zip(*made, strict=True))
    return X, y


def course(examples: int, decay: float, drop: float) -> dict[str, np.ndarray]:
    """Train twenty nets, and return losses and accuracies, arrays (times, nets)."""
    net = Small(drop)
    learn, choose, unseen = moons(examples, 0), moons(40, 5000), moons(2000, 10_000, 1)
    adam = dl.optim.AdamW(net.parameters(), 0.01, weight_decay=decay)
    rows = {name: [] for name in ("training", "validation", "unseen", "accuracy", "chosen")}
    for step in range(TIMES[-1] + 1):
        if step in TIMES:
            rows["training"].append(net.scores(*learn)[0])
            for name, points, right in (
                ("validation", choose, "chosen"),
                ("unseen", unseen, "accuracy"),
            ):
                loss, share = net.scores(*points)
                rows[name].append(loss)
                rows[right].append(share)
        adam.zero_grad()
        (dl.binary_cross_entropy_with_logits(net(learn[0]), learn[1]) * F(DRAWS)).backward()
        adam.step()
    return {name: np.array(row) for name, row in rows.items()}


def stop() -> None:
    """Record what stopping, decay, dropout and examples do to twenty small nets."""
    kept = {}
    for n in EXAMPLES:
        for decay in DECAYS:
            for drop in DROPS:
                rows = course(n, decay, drop)
                at = rows["validation"].argmin(axis=0), np.arange(DRAWS)
                best = rows["chosen"].argmax(axis=0), np.arange(DRAWS)
                means = {name: rows[name].mean(axis=1).round(4).tolist() for name in rows}
                del means["chosen"]
                step = 25 * float(np.median(at[0]))
                stopped = [rows[name][at].mean().round(4) for name in ("unseen", "accuracy")]
                kept[f"{n} {decay:g} {drop:g}"] = means | {"stopped": [step, *stopped]}
                share = rows["accuracy"]
                print(
                    f"{n} examples, decay {decay:g}, dropout {drop:g}: at the end unseen loss "
                    f"{rows['unseen'][-1].mean():.2f}, accuracy {share[-1].mean():.3f} ± "
                    f"{share[-1].std() / DRAWS**0.5:.3f}; stopped by validation loss (median step "
                    f"{step:g}) {stopped[0]:.2f}, {stopped[1]:.3f}; by validation accuracy "
                    f"{share[best].mean():.3f}",
                    flush=True,
                )
    _write("stop.json", kept)


def _write(name: str, record: dict) -> None:
    lines = (f"{json.dumps(key)}: {json.dumps(r)}" for key, r in record.items())
    (FOLDER / name).write_text("{\n" + ",\n".join(lines).replace(", ", ",") + "\n}\n")


def map_of_the_game() -> None:
    """Say which rates work, from the record."""
    for kind in NETS:
        for layers in DEPTHS:
            share = np.median(record.game()[kind, layers][:, :, -1], axis=1)
            best = record.game()[kind, layers].max()
            wins = [f"{rate:.2g}" for rate, part in zip(RATES, share, strict=True) if part >= 0.95]
            span = f"{wins[0]} … {wins[-1]}" if wins else "none"
            print(f"8.1, 8.7  {kind}, {layers}: {len(wins)} work: {span}; best ever {best:.3f}")


def he() -> None:
    """Follow single nets of relu layers that start He's way."""
    rng = np.random.default_rng(0)
    for width, nets in ((16, 1000), (64, 100)):
        a = rng.normal(size=(nets, 2, width))
        start = (a**2).mean(axis=2)
        for layer in range(1, 101):
            weights = rng.normal(0, (2 / width) ** 0.5, (nets, width, width))
            a = np.maximum(a @ weights, 0)
            if layer in (1, 10, 20, 50, 100):
                square = (a**2).mean(axis=2) / start
                long = np.linalg.norm(a, axis=2)
                with np.errstate(invalid="ignore"):
                    cosine = (a[:, 0] * a[:, 1]).sum(axis=1) / long.prod(axis=1)
                print(
                    f"8.4  relu, width {width}, layer {layer}: mean square over {nets} nets: mean "
                    f"{square.mean():.2g}, median {np.median(square):.2g}; share above 1: "
                    f"{(square > 1).mean():.3f}; cosine of two inputs {np.nanmedian(cosine):.4f}"
                )


def merge() -> None:
    """Measure how many directions 64 points of disc and ring occupy, over twenty seeds."""
    X, _ = dl.data.circles(64, rng=0)
    found = {"plain": [], "skip": []}
    gradients = {"plain": [], "skip": []}
    for kind in found:
        for seed in range(20):
            rng = np.random.default_rng(seed)
            a, kept, outputs = dl.Tensor(X), [], []
            for layer in range(100):
                f = dl.tanh(a @ rng.normal(0, a.shape[1] ** -0.5, (a.shape[1], WIDTH)))
                a = a + f if kind == "skip" and layer else f
                s = np.linalg.svd(a.data, compute_uv=False)
                kept.append(s.sum() ** 2 / (s**2).sum())
                outputs.append(a)
            end = 63 if kind == "plain" else 99
            (outputs[end] * rng.normal(size=(64, WIDTH))).sum().backward()
            first, last = (np.linalg.norm(outputs[k].grad) for k in (0, end))
            gradients[kind].append(first / last)
            found[kind].append(kept)
        rows = np.array(found[kind])
        for layer in (1, 8, 16, 32, 64, 100):
            row = np.sort(rows[:, layer - 1])
            print(
                f"8.4  {kind}, layer {layer}: median of 20 seeds {np.median(row):.2f}, from "
                f"{row[0]:.2f} to {row[-1]:.2f}"
            )
        g = np.sort(gradients[kind])
        print(
            f"8.4  {kind}: gradient first/last median {np.median(g):.3g}, {g[0]:.2g} … {g[-1]:.2g}"
        )


def norms() -> None:
    """Send gradients back through normalised layers, and train them."""
    for kw in (
        {"bend": "relu", "norm": "batch"},
        {"bend": "relu", "norm": "layer"},
        {"bend": "tanh", "norm": "layer"},
        {"bend": "tanh", "skip": 0.1},
        {"bend": "tanh", "skip": 1.0},
        {"bend": "relu", "skip": 1.0},
        {"bend": "relu", "skip": 1.0, "norm": "batch"},
        {"bend": "relu", "skip": 0.1},
        {"bend": "relu", "skip": 0.1, "norm": "layer"},
        {"bend": "tanh", "skip": 1.0, "norm": "layer"},
    ):
        made = random_nets.sizes(100, width=64, **kw)
        signal, gradient = np.median(made.signal[:, -1]), np.median(made.gradient[:, 0])
        each = gradient**0.01
        print(f"8.6  {kw}: signal {signal:.2g}, gradient {gradient:.2g}, a layer {each:.3f}")
    learn, unseen = circles()
    for layers in (32, 64):
        rates = [2.0**k for k in range(-10, 0, 2)]
        net = Side("norm", layers, [0, 1, 2] * len(rates))
        end = train(net, learn, unseen, np.repeat(rates, 3))[-1].reshape(-1, 3)
        print(f"8.6  norm alone, {layers} layers:", dict(zip(rates, np.median(end, axis=1))))


def clipping() -> None:
    """Train with clipped gradients."""
    learn, unseen = circles()
    for kind, layers, rates, limits in (
        ("skip", 64, (0.25, 1.0), (None, 1.0)),
        ("plain", 16, (0.0625, 0.25), (None, 0.1)),
        ("plain", 64, (1 / 64, 1 / 16, 0.25, 1.0), (0.1, 0.01)),
    ):
        for limit in limits:
            net = Side(kind, layers, [0, 1, 2] * len(rates))
            end = train(net, learn, unseen, np.repeat(rates, 3), clip=limit)[-1].reshape(-1, 3)
            print(f"8.8  {kind}, {layers}, limit {limit}:", dict(zip(rates, np.sort(end).tolist())))


def project() -> None:
    """Train a hundred layers on the rings."""
    learn, unseen = (_as32(*dl.data.rings(n, rng=r)) for n, r in ((800, 0), (1000, 2)))
    schedule = dl.optim.cosine(1.0, 2000, warmup=100)
    print("8.9  one answer always:", max(unseen[1].mean(), 1 - unseen[1].mean()))
    for kind, share, layers, rates in (
        ("plain", 1, 2, (0.003, 0.01, 0.03, 0.1)),
        ("skip and norm", 0.1, 100, (0.003,)),
        ("skip", 0.1, 100, (0.003,)),
    ):
        net = Side(kind, layers, [0, 1, 2] * len(rates), share)
        every = np.repeat(rates, 3)
        curve = train(net, learn, unseen, every, 2000, 500, adam=True, schedule=schedule)
        for rate, end in zip(rates, curve[-1].reshape(-1, 3), strict=True):
            print(f"8.10  {kind}, {share}, {layers} layers, {rate}: {end.tolist()}", flush=True)


MEASURES: dict[str, Callable[[], None]] = {
    f.__name__: f for f in (map_of_the_game, he, merge, norms, clipping, project)
}
RECORDS = {"game": game, "stop": stop}


def main() -> None:
    """Measure what is named, or all that only prints."""
    with np.errstate(all="ignore"):  # nets that run away are part of the story
        for name in sys.argv[1:] or MEASURES:
            print(f"--- {name}", flush=True)
            (MEASURES | RECORDS)[name]()


if __name__ == "__main__":
    main()
