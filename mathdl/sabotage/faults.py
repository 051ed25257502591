"""All faults, in one list."""

from __future__ import annotations

from mathdl.sabotage import entrywise, many, passes
from mathdl.sabotage.planting import Fault

FAULTS: list[Fault] = [*entrywise.FAULTS, *many.FAULTS, *passes.FAULTS]
