"""Time and memory as a graph grows to a million nodes, and over ten thousand training steps.

Each is measured in a new process, whose memory nothing else has touched, without the garbage
collector: an engine whose graphs held reference cycles would never give their memory back.
"""

import gc
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from table import Row
from tqdm import tqdm

import mathdl as dl


def resident() -> float:
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
    return x, y, 1


def fan_out(n):
    x = dl.Tensor(1.0)
    return x, dl.stack([x * 1.0 for _ in range(n)]).sum(), n


def graph(build, n: int) -> tuple[float, float]:
    """Microseconds and bytes a node, forward and back."""
    before, start = resident(), time.perf_counter()
    x, y, slope = build(n)
    y.backward()
    seconds, megabytes = time.perf_counter() - start, resident() - before
    assert x.grad == slope
    return seconds / n * 1e6, megabytes / n * 1e6


def training(steps: int) -> tuple[float, float]:
    """Microseconds a step, and megabytes kept after the first hundred steps."""
    rng = np.random.default_rng(0)
    model = dl.nn.Sequential(dl.nn.Linear(2, 16, rng=rng), dl.tanh, dl.nn.Linear(16, 1, rng=rng))
    X, t = rng.normal(size=(50, 2)), rng.normal(size=(50, 1))
    optimizer = dl.optim.Adam(model.parameters(), lr=0.01)
    for step in range(steps + 1):
        optimizer.zero_grad()
        dl.mse_loss(model(X), t).backward()
        optimizer.step()
        if step == 100:
            before, start = resident(), time.perf_counter()
    return (time.perf_counter() - start) / (steps - 100) * 1e6, resident() - before


GROWING = {
    "chain": lambda n: graph(chain, n),
    "fan-out": lambda n: graph(fan_out, n),
    "training": training,
}


def alone(kind: str, n: int) -> list[float]:
    """Measure one of them in a process of its own."""
    command = [sys.executable, __file__, kind, str(n)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def measure(nodes: int = 1_000_000, steps: int = 10_000) -> list[Row]:
    rows = []
    with tqdm(total=5, desc="growth") as progress:

        def measured(kind: str, n: int) -> list[float]:
            found = alone(kind, n)
            progress.update()
            return found

        for kind in ("chain", "fan-out"):
            few, _ = measured(kind, nodes // 100)
            many, size = measured(kind, nodes)
            beside = f"{few:.2f} with {nodes // 100:,} nodes; {size:.0f} bytes a node"
            rows.append(
                Row(f"{kind} of {nodes:,} nodes, there and back", "µs a node", many, note=beside)
            )
        each, kept = measured("training", steps)
        name = f"memory kept over {steps:,} training steps"
        rows.append(Row(name, "MB", kept, note=f"{each:.0f} µs a step"))
    return rows


if __name__ == "__main__":
    gc.disable()
    print(json.dumps(GROWING[sys.argv[1]](int(sys.argv[2]))))
