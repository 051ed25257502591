"""Measure the numbers that chapter 6 prints and that hang on chance or on counting.

``PYTHONPATH=. python tools/measure_backprop.py``
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.exercises.backprop.value import engine
from mathdl.plots.backprop import own_engine
from mathdl.sabotage import FAULTS
from mathdl.sabotage.planting import Planted

SEEDS = range(20)


def by_layer(bend: Callable, seed: int, layers: int = 6, width: int = 32) -> float:
    """Return the first layer's gradient by the last layer's (section 6.8)."""
    rng = np.random.default_rng(seed)
    a, weights = rng.normal(size=(64, width)), []
    for _ in range(layers):
        weights.append(dl.Tensor(nn.xavier_normal((width, width), rng)))
        a = bend(a @ weights[-1])
    a.mean().backward()
    sizes = [float(dl.norm(W.grad)) for W in weights]
    return sizes[0] / sizes[-1]


def half_moons(seed: int) -> float:
    """Return the share of new points right after the training of the last page."""
    rng = np.random.default_rng(seed)
    X, y = dl.data.moons(200, rng=rng)
    model = nn.Sequential(nn.Linear(2, 16, rng=rng), dl.tanh, nn.Linear(16, 2, rng=rng))
    for _ in range(300):
        dl.cross_entropy(model(X), y).backward()
        for p in model.parameters():
            p.data = p.data - 1.0 * p.grad
            p.zero_grad()
    fresh, truth = dl.data.moons(2000, rng=rng)
    return float(np.mean(model(fresh).data.argmax(axis=1) == truth))


def passes(fault: object, place: float | np.ndarray) -> bool:
    """Whether a gradient check at a place overlooks a planted fault."""
    planted = Planted(fault)
    try:
        dl.check_gradients(getattr(dl, fault.name), place)
    except AssertionError:
        return False
    finally:
        planted.remove()
    return True


def one_array() -> None:
    """Print which faults a check at 0.7 overlooks, and one at both signs (section 6.7)."""
    from mathdl.sabotage import bends, entrywise

    seen = {}
    for fault in [*entrywise.FAULTS, *bends.FAULTS]:
        try:
            seen[fault] = passes(fault, 0.7), passes(fault, np.array([0.7, -0.7]))
        except (TypeError, ValueError):  # takes two arrays, or no negative number
            continue
    missed = sorted(fault.name for fault, (at_one, _) in seen.items() if at_one)
    both = sorted(fault.name for fault, (_, at_both) in seen.items() if at_both)
    print(f"6.7: of {len(seen)} faults 0.7 overlooks {missed}, both signs overlook {both}")
    print(f"6.7: {len({f.name for f in FAULTS})} rules can lie")


def project() -> None:
    """Print how the network of section 6.10 trains, and what a step takes."""
    record = np.array(own_engine.example())
    out = [own_engine.said(v, own_engine.X) for v in record]
    right = [int(np.sum((o > 0) == (own_engine.TARGET > 0))) for o in out]
    losses = [float(np.mean((o - own_engine.TARGET) ** 2)) for o in out]
    for step in (0, 10, 60, 100, 150, 175, 180, 200, 299):
        print(f"6.10: step {step}: loss {losses[step]:.3f}, {right[step]} right")
    print("6.10: all forty right from step", right.index(len(own_engine.X)))

    value = engine()
    start = time.perf_counter()
    v, edges = [value(float(x)) for x in record[0]], set()
    total = value(0.0)
    for (x1, x2), target in zip(own_engine.X.tolist(), own_engine.TARGET.tolist()):
        hidden = [(v[j] * x1 + v[3 + j] * x2 + v[6 + j]).tanh() for j in range(3)]
        residual = v[9] * hidden[0] + v[10] * hidden[1] + v[11] * hidden[2] + v[12] + -target
        total = total + residual * residual * (1 / 40)
    total.backward()
    todo = [total]
    while todo:
        node = todo.pop()
        if id(node) not in edges:
            edges.add(id(node))
            todo += [parent for parent, _ in node.edges]
    print(f"6.10: {len(edges)} nodes in a step, {time.perf_counter() - start:.3f} s")


def main() -> None:
    """Print all of them."""
    for bend in (dl.tanh, dl.sigmoid):
        ratios = [by_layer(bend, seed) for seed in SEEDS]
        print(f"6.8: {bend.__name__}, first by last layer: {min(ratios):.2g} to {max(ratios):.2g}")
    shares = sorted(half_moons(seed) for seed in SEEDS)
    print(f"6.11: half-moons, seeds 0 to 19: {shares[0]:.2%} to {shares[-1]:.2%}")
    one_array()
    project()


if __name__ == "__main__":
    main()
