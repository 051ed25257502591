"""What does a training step cost? mathdl beside hand-written NumPy, PyTorch and JAX.

For each task, the time of a step relative to the same step written by hand in NumPy: medians of the
ratios of rounds in one interleaved run, in float32, on one thread. PyTorch (eager) and JAX (jit)
appear where they are installed.
"""

import statistics
import time

import training_tasks
from table import Row
from tqdm import tqdm
from training_tasks import HAND

# What mathdl should reach: times NumPy by hand, and microseconds a node.
AT_MOST = {"small net": 1.35, "digits-sized net": 1.25, "100 tanh layers": 1.75}
AT_MOST |= {"conv net": 1.10, "transformer block": 1.10}
NODE_AT_MOST = 2.0
ONE_THREAD_JAX = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"


def best_of(step, seconds: float) -> float:
    """The shortest time of a step within `seconds`, so that a neighbour's noise counts less."""
    best, end = float("inf"), time.perf_counter() + seconds
    while True:
        start = time.perf_counter()
        step()
        now = time.perf_counter()
        best = min(best, now - start)
        if now > end:
            return best


def measure(rounds: int = 15, seconds: float = 0.1) -> list[Row]:
    """Time all contestants, `seconds` each in a round."""
    rows = []
    for name, contestants in tqdm(training_tasks.tasks().items(), desc="training", unit="task"):
        steps = {who: make() for who, make in contestants.items()}
        for step in steps.values():
            step()
        times = {who: [] for who in steps}
        for _ in range(rounds):
            for who, step in steps.items():
                times[who].append(best_of(step, seconds))
        rows.append(row(name, times))
    return rows


def row(name: str, times: dict[str, list[float]]) -> Row:
    """Sum up the rounds: ratios to NumPy by hand, or without it microseconds a node."""
    base = times.pop(HAND, None)
    if base is None:
        found = {who: statistics.median(t) * 1e6 / training_tasks.NODES for who, t in times.items()}
        return Row(name, "µs a node", at_most=NODE_AT_MOST, **found)
    found = {
        who: statistics.median(a / b for a, b in zip(t, base, strict=True))
        for who, t in times.items()
    }
    beside = f"NumPy by hand {statistics.median(base) * 1e6:.0f} µs"
    size = f"training step, {name}: {training_tasks.SIZES[name]}"
    return Row(size, "× NumPy by hand", at_most=AT_MOST[name], note=beside, **found)
