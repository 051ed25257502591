"""Build the web edition: ``python -m mathdl.site [--states 1500] [notebook …]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mathdl.site.build import PROCESSES, STATES, Site
from mathdl.words import counted

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Build the notebooks given, or all."""
    parser = argparse.ArgumentParser(prog="python -m mathdl.site", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="where the pages go")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "site", help="what is kept")
    parser.add_argument("--states", type=int, default=STATES, help="of a picture, at most")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("notebooks", nargs="*", type=Path)
    options = parser.parse_args()
    notebooks = options.notebooks or sorted((ROOT / "notebooks").glob("*.ipynb"))
    site = Site(notebooks, options.work, options.out, options.states, options.processes)
    try:
        warnings = site.build()
    except KeyboardInterrupt:
        print("\nStopped; what is drawn is kept, and the next build goes on from there.")
        return 130
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB, {counted(warnings, 'warning')}")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())
