"""The workbench: a net of one's own design, trained in view (chapter 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from mathdl.nn import Sequential
from mathdl.playground import Data, Settings, as_mathdl, as_pytorch, from_csv, own, trained
from mathdl.playground.files import is_file
from mathdl.playground.problems import DRAWS, OWN, made
from mathdl.playground.settings import FEATURES
from mathdl.playground.training import inputs
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.plots.playground import knobs
from mathdl.plots.playground.curves import Curves
from mathdl.plots.playground.flow import Flow
from mathdl.plots.playground.layout import written
from mathdl.plots.playground.moment import box_of, moment
from mathdl.plots.playground.net import Net, places
from mathdl.plots.playground.plane import Plane
from mathdl.plots.playground.words import headed, over_seeds, told
from mathdl.refusals import shown

SEEDS = 10


class Playground(Plot):
    """The workbench: choose data, a net, and how it is trained, and watch it learn.

    Left, what every unit sees on the plane, orange where it is negative and blue where it is
    positive; the lines are weights, as wide as they are large. Below, how much the loss feels the
    sums of each layer, and the largest step of a weight. Right, what the net answers everywhere, or
    what the chosen unit sees; its losses and its accuracy so far, with what the nearest seen point
    alone would get (dotted).

    Parameters
    ----------
    X : str, path or array of shape (n, 2), optional
        A line of settings to begin at, or your own points, or the name of a .csv file with two
        columns of numbers, and a third with the class: they are scaled to ±1, and the axes show
        the numbers of the file.
    y : array of shape (n,), optional
        Their classes, two to four of them, or heights.
    line : str, optional
        Settings to begin at, with your own points.
    names : (str, str), optional
        What your two columns are called.
    hide : sequence of str
        Groups of controls that are not shown: "data", "net", "training", "view". What a talk or a
        task is not about stays as the line says.

    Examples
    --------
    >>> bench = Playground("rings n800 | x1² x2² | 6tanh | adam 0.1 | s0 @300")
    >>> bench.settings().parameters
    25
    """

    size = (8, 6)
    draggable = (
        Point("place_of_unit", "layer", "unit", "the chosen unit", rates="pitch", field="net_axes"),
        Point(
            "place_of_probe",
            "across",
            "up",
            "the place that is asked",
            rates="reach",
            field="plane_axes",
        ),
    )
    opened = "net"
    actions = {"As code": "code", "As PyTorch": "code_in_pytorch"}

    def __init__(
        self,
        X: Any = None,
        y: Any = None,
        line: str = "",
        names: tuple[str, str] = ("", ""),
        hide: Sequence[str] = (),
    ) -> None:
        self.file = ""  # from which the points have been read
        if is_file(X):
            if y is not None:
                raise TypeError(f"the file has the classes, too: {shown(y)} is too much")
            self.file = str(X)
            X, y, heads = from_csv(X)
            names = names if any(names) else heads
        elif isinstance(X, str):
            if y is not None or line:
                raise TypeError(
                    f"with a line of settings no points are given, {shown(y or line)} is too much"
                )
            X, line = None, X
        if (X is None) != (y is None):
            raise TypeError("your own points are given as X and y, both of them")
        start = Settings.read(line) if line else Settings(step=300)
        # Your own points, drawn ten times: which are seen differs.
        self.draws = [] if X is None else [own(X, y, names, seed) for seed in range(DRAWS)]
        self.own = self.draws[0] if self.draws else None
        if self.own is not None:
            start = start.at(data=OWN, points=0, noise=0.0)
        elif start.data == OWN:
            raise ValueError(
                "this line is of somebody's own points: give them, too, as in "
                "Playground(X, y, line)"
            )
        classes = None if self.own is None else self.own.classes
        self.controls, groups = knobs.controls(start, classes)
        self.groups = knobs.hidden(groups, hide)

    # What is chosen

    def settings(self, **values: Any) -> Settings:
        """Return the settings that some control values are, defaults for the others."""
        return knobs.settings_of(self.values(**values))

    def state_line(self, **values: Any) -> str:
        """Write the settings as one line, which `from_line` reads."""
        return str(self.settings(**values))

    def from_line(self, line: str) -> dict[str, Any]:
        """Return the control values that a line of settings stands for.

        Raises
        ------
        ValueError
            If it cannot be read, or its data are somebody's own and there are none here.
        """
        settings = Settings.read(line)
        if (settings.data == OWN) != (self.own is not None):
            raise ValueError(
                "the line is of somebody's own points, and here are none"
                if self.own is None
                else f"the line is of {settings.data!r}, and here are your own points"
            )
        classes = None if self.own is None else self.own.classes
        there, groups = knobs.controls(settings, classes)
        self.controls = knobs.widened(self.controls, there)  # it may name more than they give
        return {n: there[n].default for n in there if n not in groups["view"]}

    def code(self, **values: Any) -> str:
        """Write the lines that make this net and train it as far as it is."""
        return self._written(as_mathdl, values)

    def code_in_pytorch(self, **values: Any) -> str:
        """Write the same in PyTorch."""
        return self._written(as_pytorch, values)

    def _written(self, write: Callable[..., str], values: dict[str, Any]) -> str:
        settings = self.settings(**values)
        return write(settings, trained(settings, self.data(settings)), self.file)

    def data(self, settings: Settings) -> Data:
        """Return the points of some settings."""
        if self.draws:
            return self.draws[settings.data_seed]
        return made(settings.data, settings.points, settings.noise, settings.data_seed)

    def model(self, **values: Any) -> Sequential:
        """Return the net as it is at some control values, to be used elsewhere.

        Its inputs are the features in their order, a row for each point.

        Examples
        --------
        >>> net = Playground("disc | 3tanh | @100").model()
        >>> [parameter.shape for parameter in net.parameters()]
        [(2, 3), (3,), (3, 1), (1,)]
        """
        settings = self.settings(**values)
        return trained(settings, self.data(settings)).at(settings.step)[1]

    # Work that takes long, in pieces

    def meanwhile(self, **values: Any) -> Iterator[tuple[dict[str, Any], str]]:
        """Train in pieces; yield what can be drawn in the meantime, and how far it is."""
        settings = knobs.settings_of(values)
        data, rest = self.data(settings), {"seeds": False}
        for step in trained(settings, data).pieces(settings.step):
            yield values | rest | {"step": step}, f"Training: step {step:,} of {settings.step:,}."
        for seed in range(SEEDS) if values["seeds"] else ():
            for step in trained(settings.at(seed=seed), data).pieces(settings.step):
                yield values | rest, f"Training seed {seed}: step {step:,} of {settings.step:,}."

    def last_step(self, **values: Any) -> int | None:
        """Return the step with which training has ended, if it has."""
        settings = knobs.settings_of(values)
        return trained(settings, self.data(settings)).end

    # The picture

    def build(self, figure: Figure) -> None:
        figure.set_layout_engine("none")
        self.net, self.plane = Net(figure), Plane(figure)
        self.net_axes, self.plane_axes = self.net.axes, self.plane.axes
        self.curves, self.flow = Curves(figure), Flow(figure)
        self.head = written(figure, 574, 32, fontsize=12, weight="bold")

    def update(self, **values: Any) -> str:
        settings = knobs.settings_of(values)
        data, box = self.data(settings), box_of(settings)
        sizes = *settings.sizes, data.outputs
        layer, unit = self.chosen(sizes, values)
        training, (_, side) = trained(settings, data), places(sizes)
        effects = values["show"] == knobs.SHOW[1]
        now = moment(settings, data, training, side, effects, (layer, unit))
        self.net.show(now, layer, unit, slopes=values["lines"] == knobs.LINES[1])
        self.plane.show_data(data, box, values["unseen"])
        if now.seen is None:
            sure = values["plane"] == knobs.PLANE[0]
            self.plane.show_answer(now.answer, data.classes, box, sure)
        else:
            self.plane.show_shading(now.seen, 0.9 * (np.abs(now.seen).max() or 1.0), box)
        x, y = self._probe(settings, values)
        self.plane.probe.set_data([x], [y])
        dots = []
        if values["seeds"]:
            runs = [trained(settings.at(seed=seed), data) for seed in range(SEEDS)]
            dots = [run.look(run.at(settings.step)[1]).right_unseen for run in runs]
        self.curves.show(now, dots)
        lefts = np.array([part[0, 0] for part in self.net.corners[1:]])
        self.flow.show(now, lefts, self.net.side)
        self.head.set_text(headed(now, layer, unit))
        sentence = told(now, layer, unit, inputs(settings, np.array([[x, y]])))
        if not any(values[knobs.named(name)] for name in FEATURES):
            sentence = f"No feature is chosen, so x₁ and x₂ go in. {sentence}"
        return sentence + (over_seeds(dots, data.classes) if dots else "")

    @staticmethod
    def chosen(sizes: tuple[int, ...], values: dict[str, Any]) -> tuple[int, int]:
        """Return the chosen layer and unit, the nearest that there are."""
        layer = min(values["layer"], len(sizes) - 1)
        return layer, min(values["unit"], sizes[layer])

    def _probe(self, settings: Settings, values: dict[str, Any]) -> tuple[float, float]:
        left, right, bottom, _ = box_of(settings)
        half = (right - left) / 2
        return left + half * (1 + values["across"]), bottom + half * (1 + values["up"])

    def _sizes(self, values: dict[str, Any]) -> tuple[int, ...]:
        settings = knobs.settings_of(values)
        return *settings.sizes, self.data(settings).outputs

    def place_of_unit(self, **values: Any) -> Place:
        """Tell where the chosen unit stands; the inputs stand for the whole net."""
        layer, unit = self.chosen(self._sizes(values), values)
        x, y = self.net.corners[layer][unit - 1] + self.net.side / 2
        return self.net.axes, x, y

    def pitch(self, **values: Any) -> Rates:
        """Return which layer and unit is a pixel away."""
        corners = self.net.corners
        layer, _ = self.chosen(self._sizes(values), values)
        apart = corners[1][0, 0] - corners[0][0, 0]
        rows = corners[layer][:, 1]
        down = rows[1] - rows[0] if len(rows) > 1 else 1e6
        return {"layer": (1 / apart, 0.0), "unit": (0.0, 1 / down)}

    def place_of_probe(self, **values: Any) -> Place:
        """Tell where the place is that is asked."""
        return self.plane.axes, *self._probe(knobs.settings_of(values), values)

    def reach(self, **values: Any) -> Rates:
        """Return how far a unit of the plane moves the place that is asked."""
        left, right, *_ = box_of(knobs.settings_of(values))
        rate = 2 / (right - left)
        return {"across": (rate, 0.0), "up": (0.0, rate)}
