"""The rows of `tests/tables/`: for each operation, how to compute its value and where to try it.

A table mirrors a file of the package. Its CASES need NumPy alone; its `pairs`, asked for where
PyTorch is installed, say what PyTorch's operation is called and what both are given.
"""

from importlib import import_module
from pathlib import Path

import mathdl as dl
from mathdl import activations, losses, ops
from mathdl.nn import attention

TABLES = [
    import_module(f"tables.{path.stem}")
    for path in sorted((Path(__file__).parent / "tables").glob("*.py"))
    if path.stem != "case"
]
CASES = [case for table in TABLES for case in table.CASES]


def operations():
    """The names of all that the package computes on arrays."""
    files = tuple(file.__name__ for file in (ops, activations, losses, attention))
    return {n for n in dl.__all__ if getattr(getattr(dl, n), "__module__", "").startswith(files)}


TRIALS = [(case, shapes) for case in CASES for shapes in case.shapes]
TRIAL_NAMES = [
    f"{case.name}{'-'.join(map(str, shapes))}".replace(" ", "") for case, shapes in TRIALS
]
