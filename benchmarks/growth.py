"""Time and memory as a graph grows to a million nodes, and over ten thousand training steps."""

import gc
import resource
import sys
import time
from pathlib import Path

import numpy as np

import mathdl as dl


def resident():
    """Resident memory in megabytes."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize() / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def chain(n):
    x = dl.Tensor(1.0)
    y = x
    for _ in range(n):
        y = y * 1.0
    return x, y


def fan_out(n):
    x = dl.Tensor(1.0)
    return x, dl.stack([x * 1.0 for _ in range(n)]).sum()


def main():
    gc.disable()
    rng = np.random.default_rng(0)
    model = dl.nn.Sequential(dl.nn.Linear(2, 16, rng=rng), dl.tanh, dl.nn.Linear(16, 1, rng=rng))
    X, t = rng.normal(size=(50, 2)), rng.normal(size=(50, 1))
    optimizer = dl.optim.Adam(model.parameters(), lr=0.01)
    for step in range(10_001):
        optimizer.zero_grad()
        dl.mse_loss(model(X), t).backward()
        optimizer.step()
        if step in (100, 10_000):
            print(f"  {resident():.1f} MB resident after {step:,} training steps, collector off")
    for name, build in (("chain", chain), ("fan-out", fan_out)):
        for n in (10_000, 100_000, 1_000_000):
            before, start = resident(), time.perf_counter()
            x, y = build(n)
            forward = time.perf_counter()
            y.backward()
            end = time.perf_counter()
            assert x.grad == (1 if name == "chain" else n)
            there, back = (forward - start) / n * 1e6, (end - forward) / n * 1e6
            memory = (resident() - before) * 1e6 / n
            print(
                f"  {name:8}{n:10,} nodes: forward {there:5.2f}, backward {back:5.2f} µs a node; "
                f"{memory:5.0f} bytes a node"
            )
            del x, y


if __name__ == "__main__":
    main()
