"""What benchmarks have in common: a row of the table, and the table itself, in Markdown."""

import importlib.util
import os
import platform
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

COLUMNS = ("measured", "unit", "to reach", "mathdl", "PyTorch eager", "JAX jit", "beside it")
PACKAGES = {"numpy": "NumPy", "jupyterlab": "JupyterLab", "torch": "PyTorch", "jax": "JAX"}


@dataclass(frozen=True)
class Row:
    """One thing measured; a number that is None was not, for the reason given in `note`."""

    name: str
    unit: str = ""
    mathdl: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    torch: float | None = None
    jax: float | None = None
    note: str = ""

    @property
    def to_reach(self) -> str:
        bounds = (("≤", self.at_most), ("≥", self.at_least))
        return " ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)

    @property
    def missed(self) -> bool:
        if self.mathdl is None:
            return False
        too_much = self.at_most is not None and not self.mathdl <= self.at_most
        too_little = self.at_least is not None and not self.mathdl >= self.at_least
        return too_much or too_little

    @property
    def cells(self) -> list[str]:
        numbers = (shown(number) for number in (self.mathdl, self.torch, self.jax))
        return [self.name, self.unit or "–", self.to_reach or "–", *numbers, self.note]


def shown(number: float | None) -> str:
    """Three or more digits, of which at most two stand behind the point."""
    if number is None:
        return "–"
    return f"{number:.{2 if number < 10 else 1 if number < 100 else 0}f}"


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table that is aligned as plain text, too."""
    lines = [list(COLUMNS), *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    words = {0, 1, len(COLUMNS) - 1}  # stand left, numbers right
    rule = [
        "-" * width if i in words else "-" * (width - 1) + ":" for i, width in enumerate(widths)
    ]
    lines.insert(1, rule)
    padded = (
        [
            cell.ljust(width) if i in words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    )
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def verdict(rows: list[Row]) -> str:
    """Name the rows that missed their target; a number is judged before it is rounded."""
    missed = [
        f"{row.name} ({row.mathdl:.4g}, to reach {row.to_reach})" for row in rows if row.missed
    ]
    absent = [row.name for row in rows if row.mathdl is None]
    said = f"missed: {'; '.join(missed)}" if missed else "all targets reached"
    return said + (f" (not measured: {'; '.join(absent)})" if absent else "")


def machine() -> str:
    """Say when and on what kind of machine this was measured, without naming the machine."""
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{said} {version(name)}" for name, said in PACKAGES.items() if _has(name)]
    kind = f"{os.cpu_count()} cores, {_processor()}, {_system()}"
    return "; ".join((date.today().isoformat(), ", ".join(versions), kind))


def _has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return next(iter(names), platform.processor() or platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
