"""A square with a side to move: the first picture (chapter 0)."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.colours import INPUT, PALE
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import number


class SquarePlot(Plot):
    """A square with a side you can move, and its area."""

    controls = {"side": Slider(1.5, 0.0, 3.0, 0.05, "side")}
    draggable = (Point("corner", x="side", y="side", rate_x=0.5, rate_y=0.5),)  # along the diagonal
    size = (8, 3.6)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-1.5, 6.5), ylim=(-0.55, 3.3), aspect="equal")
        axes.axis("off")
        self.square = axes.add_patch(
            Rectangle((0, 0), 1, 1, facecolor=PALE[INPUT], edgecolor=INPUT, lw=2.5, animated=True)
        )
        self.below = axes.text(0, -0.15, "", ha="center", va="top", color=INPUT, animated=True)
        self.beside = axes.text(0, 0, "", ha="left", va="center", fontsize=15, animated=True)

    def update(self, side: float) -> str:
        self.square.set_bounds(0, 0, side, side)
        self.below.set(position=(side / 2, -0.15), text=f"side {number(side, 2)}")
        product = f"{number(side, 2)} × {number(side, 2)} = {number(side * side, 2)}"
        self.beside.set(position=(side + 0.2, side / 2), text=f"area {product}")
        return f"A square with side {number(side, 2)} has area {product}."

    def corner(self, side: float) -> Place:
        """Tell where the free corner of the square is."""
        return self.square.axes, side, side
