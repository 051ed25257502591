"""What does ``import mathdl`` cost beside ``import numpy``? Fresh processes take turns."""

import os
import statistics
import subprocess
import sys

from table import Row
from tqdm import tqdm

TIMED = "from time import perf_counter as t; a = t(); import {}; print((t() - a) * 1000)"


def milliseconds(module: str) -> float:
    """How long a new process takes to import a module, its compiled files being kept."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", TIMED.format(module)]
    return float(subprocess.run(command, env=kept, capture_output=True, check=True).stdout)


def measure(rounds: int = 25) -> list[Row]:
    found = {"numpy": [], "mathdl": []}
    for module in found:
        milliseconds(module)  # reads the files once, so that none of the rounds waits for a disk
    for _ in tqdm(range(rounds), desc="import", unit="round"):
        for module, times in found.items():
            times.append(milliseconds(module))
    numpy, ours = (statistics.median(times) for times in found.values())
    ratio = statistics.median(b / a for a, b in zip(*found.values(), strict=True))
    return [
        Row(
            "`import mathdl`",
            "× `import numpy`",
            ratio,
            at_most=1.2,
            note=f"{ours:.0f} ms, NumPy {numpy:.0f} ms",
        )
    ]
