"""Pictures of chapter 0."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.colours import INPUT
from mathdl.plots.controls import Slider
from mathdl.plots.plot import Plot, counted, number
from mathdl.plots.snowflake import SnowflakePlot


class CoverPlot(SnowflakePlot):
    """The cover of the book: paper folded and cut once, in few words for who knows none yet."""

    controls = {
        "angle": Slider(30, 0, 180, 1, "turn the cut"),
        "folds": Slider(6, 0, 6, 1, "folds"),
    }
    size = (8, 3)

    def __init__(self) -> None:
        super().__init__(letter=False)

    def update(self, angle: int, folds: int) -> str:
        _, _, edges, numbers = self.show_sheets(folds, angle, offset=0.4)
        made = f"{counted(folds, 'fold')} and one cut at {angle}° make {counted(edges, 'edge')}."
        layers = f"a layer for each fold and {numbers} numbers" if folds else f"{numbers} numbers"
        return f"{made} A network does the same with {layers}."


class SquarePlot(Plot):
    """A square with a side you can move, and its area."""

    controls = {"side": Slider(1.5, 0.0, 3.0, 0.05, "side")}
    size = (8, 3.6)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-1.5, 6.5), ylim=(-0.55, 3.3), aspect="equal")
        axes.axis("off")
        self.square = axes.add_patch(
            Rectangle((0, 0), 1, 1, facecolor="#D6E8F4", edgecolor=INPUT, lw=2.5, animated=True)
        )
        self.below = axes.text(0, -0.15, "", ha="center", va="top", color=INPUT, animated=True)
        self.beside = axes.text(0, 0, "", ha="left", va="center", fontsize=15, animated=True)

    def update(self, side: float) -> str:
        self.square.set_bounds(0, 0, side, side)
        self.below.set(position=(side / 2, -0.15), text=f"side {number(side, 2)}")
        product = f"{number(side, 2)} × {number(side, 2)} = {number(side * side, 2)}"
        self.beside.set(position=(side + 0.2, side / 2), text=f"area {product}")
        return f"A square with side {number(side, 2)} has area {product}."
