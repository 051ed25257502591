"""What each unit of a network sees, layer by layer (chapter 1)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.kit.cells import placed
from mathdl.plots.kit.colours import LOSS, MUTED, SHADES
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import CENTRED, HEADLINE
from mathdl.plots.kit.plane import Points, Regions, Shading, grid, plain
from mathdl.plots.kit.plot import Plot
from mathdl.train import Setting, Trainer
from mathdl.words import counted, per_cent

LAYERS, WIDTH = 3, 11
TURNS = 1.5
SEED, SEEDS = 4, 7


def seen() -> tuple[np.ndarray, np.ndarray]:
    """Make the 400 points that the net is trained on."""
    return dl.data.spirals(400, TURNS, rng=0)


def unseen() -> tuple[np.ndarray, np.ndarray]:
    """Make the 1,000 points that tell how good it is."""
    return dl.data.spirals(1000, TURNS, rng=1)


def _start(seed: int) -> Setting:
    rng = np.random.default_rng(seed)
    layers, wide = [], 2
    for _ in range(LAYERS):
        layers += [dl.nn.Linear(wide, WIDTH, rng=rng), dl.relu]
        wide = WIDTH
    net = dl.nn.Sequential(*layers, dl.nn.Linear(wide, 1, rng=rng))
    X, y = seen()
    adam = dl.optim.Adam(net.parameters(), lr=0.005)
    return net, adam, lambda: dl.binary_cross_entropy_with_logits(net(X)[:, 0], y)


TRAINER = Trainer(_start)


def outputs(net: dl.nn.Sequential, X: np.ndarray) -> list[np.ndarray]:
    """List what every layer puts out: the inputs first, the net's answer last."""
    found = [X]
    for k in range(LAYERS):
        linear, bend = net[2 * k : 2 * k + 2]
        found.append(bend(linear(found[-1])).data)
    return [*found, net[-1](found[-1]).data]


def straight_cut(A: np.ndarray, y: np.ndarray, B: np.ndarray) -> np.ndarray:
    """Fit one straight cut to points A of classes y, and tell the class of points B.

    The weighted sum A @ w + b is fitted to +1 for class 1 and −1 for class 0 by least squares, and
    the cut is where it is 0.

    Examples
    --------
    >>> corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> straight_cut(corners, np.array([0, 0, 0, 1]), corners).astype(int)
    array([0, 0, 0, 1])
    """
    A, B = (np.column_stack([part, np.ones(len(part))]) for part in (A, B))
    # Units that are off everywhere leave equations without a single answer: lstsq takes the least.
    w = np.linalg.lstsq(A, 2.0 * y - 1, rcond=1e-6)[0]
    return B @ w > 0


@lru_cache(maxsize=256)
def scores(step: int, seed: int) -> tuple[str, ...]:
    """Say how many unseen points are right: by a cut on the inputs, on each layer, by the net."""
    net = TRAINER.run(seed=seed).at(step)
    (X, y), (U, v) = seen(), unseen()
    *before, _ = outputs(net, X)
    *after, answer = outputs(net, U)
    cuts = [straight_cut(A, y, B) for A, B in zip(before, after, strict=True)]
    return tuple(per_cent(np.mean(says == v)) for says in [*cuts, answer[:, 0] > 0])


class UnitsPlot(Plot):
    """What each unit sees: a net of three hidden layers with 11 relu units learns two spirals.

    Left, the plane of inputs once for every unit of a layer: white where the unit is 0, dark where
    its output is large. Right, the answer of the whole net. Below, how many of 1,000 unseen
    points one straight cut gets right when it is made on the inputs, or on the outputs of a layer.
    The cut is fitted by least squares to the 400 points that are seen. The seed gives the first
    weights.
    """

    controls = {
        "layer": Slider(1, 1, LAYERS, 1, "layer"),
        "step": Clock(2000, 2000, "step", per_frame=5),
        "seed": Slider(SEED, 0, SEEDS - 1, 1, "seed"),
    }
    size = (8, 4.7)
    BOX = (-1.15, 1.15, -1.15, 1.15)
    CELLS = 50
    FULL = 0.85  # of its largest output, which is in a corner, where a map is as dark as can be

    def build(self, figure: Figure) -> None:
        figure.set_layout_engine("none")  # a grid of maps is placed by hand
        self.points = grid(self.BOX, self.CELLS)
        self.maps = [self._build_map(figure, *divmod(k, 4)) for k in range(WIDTH)]
        key = placed(figure, 322, 234, 92, 92)
        key.set_axis_off()
        key.text(0.5, 0.5, "white: off\ndark: large", **CENTRED, fontsize=11)
        whole = placed(figure, 460, 30, 316, 296)
        plain(whole, self.BOX)
        self.regions = Regions(whole, self.BOX, self.CELLS)
        Points(whole, 5).set(*seen())
        self._build_scores(placed(figure, 8, 350, 784, 118))

        head = dict(**HEADLINE, va="bottom", animated=True)
        self.head = figure.text(0, 0, "", **head)
        _put(self.head, 16, 22)
        self.answer = figure.text(0, 0, "", **head)
        _put(self.answer, 469, 22)

    def _build_map(self, figure: Figure, row: int, column: int) -> Shading:
        axes = placed(figure, 16 + 102 * column, 30 + 102 * row, 92, 92)
        shading = Shading(axes, self.BOX, SHADES, self.CELLS)
        plain(axes, self.BOX)
        return shading

    def _build_scores(self, axes: Axes) -> None:
        axes.set(xlim=(0, 784), ylim=(0, 118))
        axes.set_axis_off()
        axes.text(8, 100, "Right answers on unseen points with one straight cut …", va="center")
        names = ["on the inputs", *(f"after layer {k + 1}" for k in range(LAYERS))]
        self.bars, self.numbers = [], []
        for k, name in enumerate(names):
            left = 8 + 196 * k
            axes.add_patch(Rectangle((left, 32), 180, 40, fc="white", ec=MUTED, lw=1))
            bar = Rectangle((left, 32), 0, 40, color=SHADES[1], lw=0, animated=True)
            self.bars.append(axes.add_patch(bar))
            number = axes.text(left + 90, 51, "", weight="bold", animated=True, **CENTRED)
            self.numbers.append(number)
            axes.text(left + 90, 17, name, **CENTRED)
        self.frame = Rectangle((0, 32), 180, 40, fc="none", ec=LOSS, lw=3, animated=True)
        axes.add_patch(self.frame)

    def update(self, layer: int, step: int, seed: int) -> str:
        net = TRAINER.run(seed=seed).at(step)
        found = outputs(net, self.points)
        self.regions.set(found[-1][:, 0])
        units = found[layer]
        most = units.max(axis=0)
        for map_, unit, top in zip(self.maps, units.T, most, strict=True):
            map_.set(unit, 0.0, self.FULL * top or 1.0)
        off = int(np.sum(most == 0))

        *cuts, answer = scores(step, seed)
        for bar, number, cut in zip(self.bars, self.numbers, cuts, strict=True):
            bar.set_width(1.8 * float(cut.removesuffix(" %")))
            number.set_text(cut)
        self.frame.set_x(8 + 196 * layer)
        self.head.set_text(f"layer {layer}: what its {WIDTH} units see")
        self.answer.set_text(f"the whole net: {answer} right")
        inputs, *layers = cuts
        told = [f"after layer {k} {cut}" for k, cut in enumerate(layers, 1)]
        return (
            f"Layer {layer} after {counted(step, 'step')} (seed {seed}): {WIDTH - off} of its "
            f"{WIDTH} units are on somewhere. A straight cut on the inputs is right for {inputs} "
            f"of unseen points, {', '.join(told[:-1])} and {told[-1]}."
        )


def _put(text: object, left: float, bottom: float) -> None:
    """Put a text of the figure at a place given in pixels of the page from the upper left."""
    across, down = 100 * text.get_figure().get_size_inches()
    text.set_position((left / across, 1 - bottom / down))
