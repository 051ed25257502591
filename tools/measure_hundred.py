"""Measure the numbers that chapter 8 quotes in its prose, and print them.

``PYTHONPATH=. python tools/measure_hundred.py [name …]`` takes some five minutes for all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import measure_deep
import numpy as np
from measure_deep import DEPTHS, NETS, RATES, WIDTH, Side, as32, circles, train

import mathdl as dl
from mathdl.plots.deep import random_nets, record


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


def born_dead() -> None:
    """Count relu nets that answer 0 to all of 300 points before any training."""
    points = np.random.default_rng(0).uniform(-1, 1, (1, 300, 2))
    for width in (4, 8, 16):
        rng, a, dead = np.random.default_rng(0), np.repeat(points, 400, axis=0), []
        for _ in range(20):
            fan_in = a.shape[2]
            a = np.maximum(a @ rng.normal(0, (2 / fan_in) ** 0.5, (400, fan_in, width)), 0)
            dead.append(float((a.max(axis=(1, 2)) == 0).mean()))
        print(f"8.4  width {width}: {dead[9]:.3f} dead at 10 layers, {dead[19]:.3f} at 20")


def merge() -> None:
    """Measure how many directions 64 points of disc and ring occupy, over twenty seeds."""
    for kind, end in (("plain", 64), ("norm", 64), ("skip", 100)):
        rows, ratios = zip(*(_merged(kind, end, seed) for seed in range(20)), strict=True)
        for layer in (1, 8, 16, 32, 64, 100):
            row = np.sort(np.array(rows)[:, layer - 1])
            print(
                f"8.4  {kind}, layer {layer}: median of 20 seeds {np.median(row):.2f}, from "
                f"{row[0]:.2f} to {row[-1]:.2f}"
            )
        g = np.sort(ratios)
        span = f"{g[0]:.2g} … {g[-1]:.2g}"
        print(f"8.4  {kind}, {end}: gradient first/last, median {np.median(g):.3g}, {span}")


def _merged(kind: str, end: int, seed: int) -> tuple[list[float], float]:
    """Return the effective directions after each layer, and how the gradient has changed."""
    rng = np.random.default_rng(seed)
    a, _ = dl.data.circles(64, rng=0)
    kept, outputs = [], []
    for layer in range(100):
        z = dl.matmul(a, dl.Tensor(rng.normal(0, a.shape[1] ** -0.5, (a.shape[1], WIDTH))))
        if kind == "norm" and layer:
            z = dl.layer_norm(z, np.ones(WIDTH), np.zeros(WIDTH))
        a = a + dl.tanh(z) if kind == "skip" and layer else dl.tanh(z)
        s = np.linalg.svd(a.data, compute_uv=False)
        kept.append(float(s.sum() ** 2 / (s**2).sum()))
        outputs.append(a)
    (outputs[end - 1] * rng.normal(size=(64, WIDTH))).sum().backward()
    first, last = (np.linalg.norm(outputs[k].grad) for k in (0, end - 1))
    return kept, float(first / last)


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


def rivals() -> None:
    """Train two plain layers on the rings, in batches and on all points."""
    learn, unseen = rings()
    rates = 0.003, 0.01, 0.03, 0.1
    for batch, schedule in ((64, COSINE), (64, None), (800, COSINE)):
        measure_deep.BATCH = batch
        net = Side("plain", 2, [0, 1, 2] * len(rates))
        every = np.repeat(rates, 3)
        curve = train(net, learn, unseen, every, 2000, 500, adam=True, schedule=schedule)
        measure_deep.BATCH = 64
        for rate, end in zip(rates, curve[-1].reshape(-1, 3), strict=True):
            kind = "cosine" if schedule else "constant"
            print(f"8.10  2 plain layers, batch {batch}, {kind}, {rate}: {end.tolist()}")


def project() -> None:
    """Train a hundred layers on the rings."""
    learn, unseen = rings()
    print("8.10  one answer always:", max(unseen[1].mean(), 1 - unseen[1].mean()))
    for kind in ("skip and norm", "skip"):
        net = Side(kind, 100, [0, 1, 2], 0.1)
        rate = np.full(3, 0.003)
        curve = train(net, learn, unseen, rate, 2000, 500, adam=True, schedule=COSINE)
        print(f"8.10  100 layers, {kind}, share 0.1: {curve[-1].tolist()}", flush=True)


def rings() -> tuple[tuple, tuple]:
    """Return what the project is about: 800 points to learn from, 1,000 unseen."""
    return tuple(as32(*dl.data.rings(n, rng=r)) for n, r in ((800, 0), (1000, 2)))


COSINE = dl.optim.cosine(1.0, 2000, warmup=100)
MEASURES: dict[str, Callable[[], None]] = {
    f.__name__: f for f in (map_of_the_game, he, born_dead, merge, norms, clipping, rivals, project)
}


if __name__ == "__main__":
    with np.errstate(all="ignore"):  # nets that run away are part of the story
        for name in sys.argv[1:] or MEASURES:
            MEASURES[name]()
