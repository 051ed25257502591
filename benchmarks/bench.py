"""All benchmarks in one table: ``make bench``, or some: ``make bench ARGS="--only import play"``.

The table, in Markdown, goes to stdout, progress to stderr. Everything runs with the settings that
``make lab`` gives to kernels; ``--without-thresholds`` leaves out glibc's memory thresholds, which
halve the time of some training steps.
"""

import argparse
import os
import subprocess
import sys

import drawings
import first_slider
import growth
import headless
import imports
import marking
import play_rate
import slider_latency
import training
import workbench
from table import Row, machine, table, verdict

from mathdl.lab.__main__ import SETTINGS

ANYWHERE = {
    "training": training.measure,
    "import": imports.measure,
    "growth": growth.measure,
    "drawings": drawings.measure,
    "marking": marking.measure,
}
IN_BROWSER = {
    "first-slider": first_slider.measure,
    "slider-latency": slider_latency.measure,
    "play": play_rate.measure,
    "workbench": workbench.measure,
}
NO_CHROMIUM = "no Chromium found: apt-get install chromium"


def measured(names: list[str]) -> list[Row]:
    """Run the benchmarks named; without Chromium those that need it are one row each."""
    rows = []
    for name in names:
        try:
            rows += {**ANYWHERE, **IN_BROWSER}[name]()
        except headless.NoBrowserError:
            rows.append(Row(name, note=NO_CHROMIUM))
    return rows


def settings(thresholds: bool) -> dict[str, str]:
    """The environment to measure in: one thread each, and the memory thresholds if asked."""
    kept = {k: v for k, v in SETTINGS.items() if thresholds or not k.startswith("MALLOC")}
    given = {k: v for k, v in os.environ.items() if k not in SETTINGS}
    return given | kept | {"XLA_FLAGS": training.ONE_THREAD_JAX}


def main() -> int:
    names = [*ANYWHERE, *IN_BROWSER]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--without-thresholds", action="store_true")
    options = parser.parse_args()
    wanted = settings(not options.without_thresholds)
    if wanted != dict(os.environ):  # libraries read it as they start, so start again
        return subprocess.run([sys.executable, *sys.argv], env=wanted).returncode
    rows = measured(options.only)
    print(f"\n{machine()}\n\n{table(rows)}\n\n{verdict(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
