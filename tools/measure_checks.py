"""Plant faults in a reader of digits, scan its learning rates, and record both for chapter 9.

``PYTHONPATH=. python tools/measure_checks.py [checks rates]`` takes some three minutes of one core
and writes checks.json and rates.json in mathdl/plots/playground/.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import numpy as np
from measure_playground import make, right, write

import mathdl as dl
from mathdl import nn
from mathdl.plots.playground import checks, rate_range

SIZES = 64, 128, 64, 10
Digits = tuple[np.ndarray, np.ndarray]


def digits() -> tuple[Digits, Digits]:
    """Return the digits of ten hands to learn from, and of two others for choosing."""
    X, y, hand = dl.data.digits()
    learn, choose = hand < 10, (hand == 10) | (hand == 11)
    return (X[learn], y[learn]), (X[choose], y[choose])


def reader(seed: int = 0) -> nn.Sequential:
    """Return a new net that reads digits."""
    return make(SIZES, "relu", seed, dtype=np.float32)


def without_bends(net: nn.Sequential) -> nn.Sequential:
    """Leave the bends out."""
    return nn.Sequential(*(part for part in net if isinstance(part, nn.Linear)))


def scaled(net: nn.Sequential, factor: float) -> nn.Sequential:
    """Multiply all parameters."""
    for p in net.parameters():
        p.data = (p.data * factor).astype(np.float32)
    return net


def loss_of(net: nn.Module, X: np.ndarray, y: np.ndarray) -> dl.Tensor:
    """Return the mean surprise."""
    return dl.cross_entropy(net(X), y)


def learn(
    net: nn.Module,
    X: np.ndarray,
    y: np.ndarray,
    steps: int,
    batch: int = 0,
    lr: float = 0.002,
    zero: bool = True,
    summed: bool = False,
) -> list[float]:
    """Train on random batches, or on all at once; return the loss before each step."""
    adam, rng, losses = dl.optim.Adam(net.parameters(), lr), np.random.default_rng(0), []
    for _ in range(steps):
        rows = rng.integers(0, len(X), batch) if batch else slice(None)
        if zero:
            adam.zero_grad()
        loss = loss_of(net, X[rows], y[rows]) * np.float32(len(X[rows]) if summed else 1)
        losses.append(loss.item())
        loss.backward()
        adam.step()
    return losses


def gradient_error(kind: str, X: np.ndarray, y: np.ndarray) -> float:
    """Return how far the gradient of a second step is from differences, at five places of a layer.

    Computed in float64, since differences lose half of the digits.
    """
    net = made(kind)
    for p in net.parameters():
        p.data = p.data.astype(float)
    X = X.astype(float)
    loss_of(net, X, y).backward()
    if kind != "gradients never set to 0":
        for p in net.parameters():
            p.grad = None
    loss_of(net, X, y).backward()
    weight = net.parameters()[0]
    rows = np.argsort(-np.abs(X).sum(0))[:5]
    errors, h = [0.0], 1e-5
    for i in rows:
        kept, sides = weight.data.copy(), []
        for change in (h, -h):
            weight.data = kept.copy()
            weight.data[i, 0] += change
            sides.append(loss_of(net, X, y).item())
        weight.data = kept
        slope = (sides[0] - sides[1]) / (2 * h)
        scale = max(abs(slope), float(np.abs(weight.grad).max()))
        errors.append(abs(slope - weight.grad[i, 0]) / scale if scale else 0.0)
    return max(errors)


def made(kind: str) -> nn.Sequential:
    """Return the net of a fault."""
    net = reader()
    changes = {
        "weights 5 times too large": partial(scaled, factor=5),
        "all weights 0": partial(scaled, factor=0),
        "relu after the last layer": lambda net: nn.Sequential(*net, dl.relu),
        "no bends": without_bends,
    }
    return changes.get(kind, lambda net: net)(net)


def spoilt(kind: str, X: np.ndarray, y: np.ndarray) -> Digits:
    """Return the examples as a fault leaves them."""
    if kind == "inputs not divided by 16":
        return X * 16, y
    if kind == "reshape for a transpose":
        return X.T.reshape(X.shape), y
    return X, y


def measure_checks() -> None:
    """Record what the five checks say of the healthy net and of eleven faults."""
    (X, y), validation = digits()
    kept = {}
    for kind in checks.KINDS:
        seen, labels = spoilt(kind, X, y)
        labels = np.roll(labels, 1) if kind == "labels moved by one example" else labels
        other, truth = spoilt(kind, *validation)
        lr = {"rate 100 times too large": 0.2, "rate 100 times too small": 2e-5}.get(kind, 0.002)
        summed = kind == "loss summed, not averaged"
        run = partial(learn, lr=lr, zero=kind != "gradients never set to 0", summed=summed)
        few, times = (seen[:16], labels[:16]), 256 if summed else 1
        first = loss_of(made(kind), seen[:256], labels[:256]).item() * times
        blind = loss_of(made(kind), 0 * seen[:256], labels[:256]).item() * times
        course = run(made(kind), *few, checks.STEPS + 1)
        net = made(kind)
        run(net, seen, labels, 600, 64)
        share = float(np.mean(net(other).data.argmax(1) == truth))
        row = [first, blind, gradient_error(kind, *few), course[-1], share]
        print(f"{kind:28}", *(f"{value:.4g}" for value in row), flush=True)
        kept[kind] = {
            "checks": [float(f"{value:.4g}") for value in row],
            "course": [float(f"{value:.4g}") for value in course[:: checks.EVERY]],
        }
    write("checks", kept)


def on_digits() -> tuple[Callable, Callable, Callable]:
    """Return a new net, its loss in a step, and how well it does, for the digits."""
    (X, y), validation = digits()

    def loss(net: nn.Module, rng: np.random.Generator) -> dl.Tensor:
        rows = rng.integers(0, len(X), 64)
        return loss_of(net, X[rows], y[rows])

    def share(net: nn.Module) -> float:
        return float(np.mean(net(validation[0]).data.argmax(1) == validation[1]))

    return reader, loss, share


def on_rings() -> tuple[Callable, Callable, Callable]:
    """Return the same for the rings of chapter 1."""
    (X, y), unseen = dl.data.rings(800, rng=0), dl.data.rings(2000, rng=1)
    truth = y[:, None].astype(float)
    return (
        lambda seed: make([2, 16, 16, 1], "tanh", seed),
        lambda net, rng: dl.binary_cross_entropy_with_logits(net(X), truth),
        lambda net: right(net, *unseen),
    )


def course(problem: tuple, optimiser: Callable, lrs: np.ndarray, seed: int) -> tuple[list, float]:
    """Train with one rate after the other; return the losses before each step, and the share."""
    build, loss, share = problem
    net, rng, losses = build(seed), np.random.default_rng(seed), []
    steps = optimiser(net.parameters(), float(lrs[0]))
    with np.errstate(all="ignore"):
        for lr in lrs:
            steps.lr = float(lr)
            steps.zero_grad()
            now = loss(net, rng)
            losses.append(now.item())
            if not np.isfinite(losses[-1]):
                break
            now.backward()
            steps.step()
        return losses, share(net)


def measure_rates() -> None:
    """Record a scan of the rates, and what fixed rates reach, for two problems and optimisers."""
    kept = {}
    for name, problem, steps in (("digits", on_digits(), 200), ("rings", on_rings(), 600)):
        for kind, optimiser in (("Adam", dl.optim.Adam), ("SGD", dl.optim.SGD)):
            scan, _ = course(problem, optimiser, rate_range.SCAN, 0)
            ends = [
                [
                    course(problem, optimiser, np.full(steps, lr), seed)[1]
                    for seed in range(rate_range.SEEDS)
                ]
                for lr in rate_range.FIXED
            ]
            kept[f"{name} {kind}"] = {
                "scan": [float(f"{value:.4g}") for value in scan],
                "ends": np.round(1000 * np.array(ends)).astype(int).tolist(),
            }
            medians = dict(zip(rate_range.FIXED, np.median(ends, axis=1).round(3), strict=True))
            steep, broke = rate_range.read(np.array(scan))
            print(f"{name} {kind}: steepest {steep}, broke {broke}; medians {medians}")
    write("rates", kept)


PARTS = {"checks": measure_checks, "rates": measure_rates}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
