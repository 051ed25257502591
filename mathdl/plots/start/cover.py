"""The cover of the book: paper folded and cut once (chapter 0)."""

from mathdl.plots.depth.snowflake import SnowflakePlot
from mathdl.plots.kit.controls import Slider
from mathdl.words import counted


class CoverPlot(SnowflakePlot):
    """The cover of the book: paper folded and cut once, in few words for who knows none yet."""

    controls = {
        "angle": Slider(30, 0, 180, 1, "turn the cut"),
        "folds": Slider(6, 0, 6, 1, "folds"),
    }
    draggable = ()  # the place of the cut is given
    size = (8, 3)

    def __init__(self) -> None:
        super().__init__(letter=False)

    def update(self, angle: int, folds: int) -> str:
        _, _, edges, numbers = self.show_sheets(folds, angle, offset=0.4)
        made = f"{counted(folds, 'fold')} and one cut at {angle}° make {counted(edges, 'edge')}."
        layers = f"a layer for each fold and {numbers} numbers" if folds else f"{numbers} numbers"
        return f"{made} A network does the same with {layers}."
