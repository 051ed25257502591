"""Three ways down a long valley: plain descent, momentum, Adam (chapter 7)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import DARK, FAINT, INPUT, MUTED, RULE, THIRD, WEIGHT
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, number, short

START = np.array([2.6, 1.0])  # along the valley, across it
STEEPEST = 2.0  # the curvature across, so that plain descent leaves beyond η = 1
STEPS = 300
GONE = 1e9
RULES = {"plain": ("plain",), "momentum too": ("plain", "momentum")}
RULES["all three"] = ("plain", "momentum", "Adam")


def valley(kappa: float, turn: float) -> np.ndarray:
    """Return the table H of second derivatives: the height at p is ½ pᵀHp.

    Parameters
    ----------
    kappa : float
        How many times as steep the valley is across as along.
    turn : float
        Its angle to the axes, in degrees.

    Examples
    --------
    >>> valley(4.0, 0.0)
    array([[0.5, 0. ],
           [0. , 2. ]])
    """
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    R = np.array([[c, -s], [s, c]])
    return R @ np.diag([STEEPEST / kappa, STEEPEST]) @ R.T


def route(rule: str, H: np.ndarray, start: np.ndarray, lr: float, beta: float) -> np.ndarray:
    """Return the places after 0, 1, …, 300 steps; nan where it is gone.

    Parameters
    ----------
    rule : {"plain", "momentum", "Adam"}
    H : array of shape (2, 2)
    start : array of shape (2,)
    lr, beta : float
        Momentum keeps β of its velocity; Adam has its usual β₁ and β₂.
    """
    p, m, v = start, np.zeros(2), np.zeros(2)
    places = [p]
    for t in range(1, STEPS + 1):
        g = H @ p
        if rule == "Adam":
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            p = p - lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        else:
            m = (beta if rule == "momentum" else 0.0) * m + g
            p = p - lr * m
        if not np.abs(p).max() < GONE:
            break
        places.append(p)
    lost = np.full((STEPS + 1 - len(places), 2), np.nan)
    return np.concatenate([places, lost])


class RoutesPlot(Plot):
    """Three optimisers start at one place of a long valley. Who is down first?

    Left, the map; the valley is κ times as curved across as along, and turned. Right, the height
    after each step, through powers of ten. Plain descent leaves the valley beyond η = 1.
    """

    controls = {
        "rules": Choice("all three", tuple(RULES), "optimisers"),
        "lr": Slider(0.1, 0.001, 2.0, 0.05, "learning rate η", log=True),
        "beta": Slider(0.9, 0.0, 0.99, 0.01, "momentum β"),
        "kappa": Slider(41.0, 1.0, 1000.0, 1.0, "κ, across : along"),
        "turn": Slider(0, 0, 45, 1, "turned by, in degrees"),
        "step": Clock(60, STEPS, "step", per_frame=2),
    }
    size = (8, 4.3)
    HALF = 3.2, 2.6
    LOOK = {"plain": (INPUT, "o"), "momentum": (WEIGHT, "s"), "Adam": (THIRD, "D")}
    LEAST, MOST = 1e-9, 1e3

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
        w, h = self.HALF
        left.set(xlim=(-w, w), ylim=(-h, h), aspect="equal", xlabel="w₁", ylabel="w₂")
        left.set(xticks=range(-3, 4), yticks=range(-2, 3))
        left.plot([0], [0], "+", color=MUTED, ms=10, mew=1.6)
        (self.contours,) = left.plot([], [], color=RULE, lw=1.1, animated=True)
        right.set(xlim=(-6, STEPS + 6), yscale="log", ylim=(self.LEAST / 2, self.MOST))
        right.set(xlabel="step", xticks=range(0, STEPS + 1, 100))
        right.set_yticks([1e-9, 1e-6, 1e-3, 1, 1e3], ["10⁻⁹", "10⁻⁶", "0.001", "1", "1,000"])
        right.minorticks_off()
        right.axhline(self.LEAST, color=FAINT, lw=0.8)
        above(right, 0, "height", color=MUTED)
        self.parts = {rule: self._parts(left, right, rule) for rule in self.LOOK}

    def _parts(self, left: Axes, right: Axes, rule: str) -> tuple:
        colour, marker = self.LOOK[rule]
        (path,) = left.plot([], [], color=colour, lw=1.5, animated=True)
        (here,) = left.plot([], [], marker, color=colour, ms=9, animated=True)
        (course,) = right.plot([], [], color=colour, lw=2, animated=True)
        (now,) = right.plot([], [], marker, color=colour, ms=8, animated=True)
        x = {"plain": 0.0, "momentum": 0.5, "Adam": 1.0}[rule]
        name = above(left, x, color=DARK.get(colour, colour), weight="bold")
        return path, here, course, now, name

    def update(self, rules: str, lr: float, beta: float, kappa: float, turn: int, step: int) -> str:
        H = valley(kappa, turn)
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        R = np.array([[c, -s], [s, c]])
        self.contours.set_data(*_ellipses(kappa, R))
        said = []
        for rule, (path, here, course, now, name) in self.parts.items():
            shown = rule in RULES[rules]
            name.set_text(f"{'●■◆'[list(self.LOOK).index(rule)]} {rule}" if shown else "")
            for artist in (path, here, course, now):
                artist.set_visible(shown)
            if not shown:
                continue
            places = route(rule, H, R @ START, lr, beta)[: step + 1]
            heights = 0.5 * np.einsum("ti,ij,tj->t", places, H, places)
            near = np.clip(places, -50, 50)
            path.set_data(*near.T)
            here.set_data(*near[-1:].T)
            clipped = np.clip(heights, self.LEAST, 100 * self.MOST)
            course.set_data(range(step + 1), clipped)
            now.set_data([step], clipped[-1:])
            gone = np.isnan(heights[-1])
            said.append(f"{rule} {'has left it' if gone else f'is at {short(heights[-1])}'}")
        which = f"{number(kappa, 0)} times as curved across as along"
        turned = f" and turned by {turn}°" if turn else ""
        with_beta = f", β = {number(beta, 2)}" if "momentum" in RULES[rules] else ""
        height = short(0.5 * STEEPEST * (START[0] ** 2 / kappa + START[1] ** 2))
        return (
            f"In a valley {which}{turned}, from height {height}, after {counted(step, 'step')} "
            f"with η = {short(lr)}{with_beta}: {', '.join(said)}."
        )


def _ellipses(kappa: float, R: np.ndarray) -> np.ndarray:
    """Return contours of the valley, as points to draw, in pieces separated by nan."""
    angle = np.append(np.linspace(0, 2 * np.pi, 121), np.nan)
    across = np.array([0.25, 0.6, 1.0, 1.5, 2.1])[:, None]
    round_ = np.stack([across * np.sqrt(kappa) * np.cos(angle), across * np.sin(angle)], -1)
    return np.clip(round_.reshape(-1, 2) @ R.T, -200, 200).T
