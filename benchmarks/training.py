"""What does a training step cost? mathdl beside hand-written NumPy, PyTorch and JAX.

``make bench`` prints, for each task, the time of a step relative to the same step written by hand
in NumPy: medians of the ratios of rounds in one interleaved run, in float32, on one thread. PyTorch
(eager) and JAX (jit) appear where they are installed. The run is repeated with glibc's memory
thresholds as `make lab` sets them, and as the system leaves them.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

TARGETS = {"small net": 1.35, "digits net": 1.25, "100 layers": 1.75}
THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")} | {
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
}


def best_of(step, seconds):
    """The shortest time of a step within `seconds`, so that a neighbour's noise counts less."""
    best, end = float("inf"), time.perf_counter() + seconds
    while True:
        start = time.perf_counter()
        step()
        now = time.perf_counter()
        best = min(best, now - start)
        if now > end:
            return best


def measure(rounds, seconds):
    import training_tasks

    for name, contestants in training_tasks.tasks().items():
        steps = {who: make() for who, make in contestants.items()}
        for step in steps.values():
            step()
        times = {who: [] for who in steps}
        for _ in range(rounds):
            for who, step in steps.items():
                times[who].append(best_of(step, seconds))
        yield name, times


def show(rounds, seconds):
    for name, times in measure(rounds, seconds):
        base = times.get("NumPy by hand")
        cells = []
        for who, found in times.items():
            if base is None:
                cells.append(f"{who} {statistics.median(found) * 1e6 / 20:.2f} µs a node")
            elif who != "NumPy by hand":
                ratio = statistics.median(a / b for a, b in zip(found, base, strict=True))
                cells.append(f"{who} {ratio:.2f}")
        hand = f"{statistics.median(base) * 1e6:7.0f} µs by hand" if base else " " * 18
        target = f"  (mathdl to reach: {TARGETS.get(name, '2 µs a node')})"
        print(f"  {name:18}{hand}   {'   '.join(cells)}{target}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=0.1, help="of one contestant in a round")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inner:
        show(options.rounds, options.seconds)
        return
    from mathdl.lab.__main__ import SETTINGS

    thresholds = {k: v for k, v in SETTINGS.items() if k.startswith("MALLOC")}
    plain = {k: v for k, v in os.environ.items() if k not in thresholds} | THREADS
    command = [sys.executable, __file__, "--inner", *sys.argv[1:]]
    for title, environment in (
        ("with the memory thresholds of make lab", plain | thresholds),
        ("without", plain),
    ):
        print(f"\nTime of a step relative to NumPy by hand, {title}:")
        subprocess.run(command, env=environment, check=True)
    print("\nGrowth, as time and memory of a chain and of a fan-out:")
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("growth.py"))],
        env=plain | thresholds,
        check=True,
    )


if __name__ == "__main__":
    main()
