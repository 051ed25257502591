"""All faults, in one list."""

from __future__ import annotations

from mathdl.sabotage import bends, entrywise, many, networks, passes
from mathdl.sabotage.planting import Fault

FAULTS: list[Fault] = [
    *entrywise.FAULTS,
    *bends.FAULTS,
    *many.FAULTS,
    *networks.FAULTS,
    *passes.FAULTS,
]
