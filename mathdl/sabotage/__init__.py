"""Find the liar: `sabotage` plants one of many faults in the engine's backward rules.

The faults are rows of a table, in `entrywise`, `bends`, `many`, `networks`
and `passes`: adding one is adding a row. The
project's own gradient tests must catch every one of them.
"""

from typing import Any

from mathdl.sabotage.game import Game, sabotage
from mathdl.sabotage.planting import Fault

__all__ = ["FAULTS", "Fault", "Game", "sabotage"]


def __getattr__(name: str) -> Any:
    """Load the table of faults when somebody asks for it."""
    if name != "FAULTS":
        raise AttributeError(f"mathdl.sabotage has no {name}")
    from mathdl.sabotage.faults import FAULTS

    return FAULTS
