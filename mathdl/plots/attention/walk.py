"""A whole transformer on one page, walked through forward and backward (chapter 12)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.attention.tiny import NEXT, READ, TOKENS, walk
from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, INK, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Stepper, Toggle
from mathdl.plots.kit.plot import Plot
from mathdl.words import number

CELL = (48, 21)
# Name, its column on the page, and its upper edge; every box has room for its gradient below.
BOXES = {
    "X": (0, 500), "W_Q": (0, 332), "W_K": (0, 212), "W_V": (0, 92),
    "Q": (1, 500), "K": (1, 332), "V": (1, 164),
    "S": (2, 500), "A": (2, 332), "H": (3, 500), "Y": (3, 332), "U": (3, 164),
    "Z": (4, 500), "P": (4, 332),
}  # fmt: skip
LEFTS = 14, 140, 262, 436, 606
LEARNT = "W_Q", "W_K", "W_V", "U"


class Stage(NamedTuple):
    """What a step writes down, and how."""

    names: tuple[str, ...]
    rule: str
    why: str
    back: bool = False


STAGES = (
    Stage(("X",), "X", "a row for each token: its letter and its place, added"),
    Stage(("Q",), "Q = X W_Q", "what each token asks"),
    Stage(("K",), "K = X W_K", "what each token offers"),
    Stage(("V",), "V = X W_V", "what each token hands over"),
    Stage(("S",), "S = Q Kᵀ/√2", "every query meets every key"),
    Stage(("A",), "A = softmax(S)", "each row becomes shares that add up to 1"),
    Stage(("H",), "H = A V", "each token gets its average of the values"),
    Stage(("Y",), "Y = X + H", "and adds it to what it had: the residual stream"),
    Stage(("Z",), "Z = Y U", "a score for each letter that can come next"),
    Stage(("P",), "P = softmax(Z)", "probabilities, and the loss"),
    Stage(("Z",), "∂Z = (P − truth)/3", "probability minus truth, as in section 5.8", True),
    Stage(("Y", "U"), "∂Y = ∂Z Uᵀ, ∂U = Yᵀ ∂Z", "a matrix product, backwards", True),
    Stage(("H",), "∂H = ∂Y", "a sum hands its gradient to both, X's share waits", True),
    Stage(("V", "W_V"), "∂V = Aᵀ ∂H", "what was shared out comes back by the same shares", True),
    Stage(("A",), "∂A = ∂H Vᵀ", "would looking there more have helped?", True),
    Stage(("S",), "∂S = A ⊙ (∂A − its mean)", "softmax, backwards: the mean by shares", True),
    Stage(("Q", "W_Q"), "∂Q = ∂S K/√2", "how the question should have been put", True),
    Stage(("K", "W_K"), "∂K = ∂Sᵀ Q/√2", "how the offer should have been made", True),
    Stage(("X",), "∂X = ∂Y + ∂Q W_Qᵀ + ∂K W_Kᵀ + ∂V W_Vᵀ", "four ways, added", True),
)


def shown(step: int) -> tuple[set[str], set[str], Stage]:
    """Return which values and which gradients stand there after a step, and what it did."""
    done = STAGES[: step + 1]
    there = {name for stage in done for name in stage.names if not stage.back} | set(LEARNT)
    back = {name for stage in done for name in stage.names if stage.back}
    return there, back, done[-1]


class WalkPlot(Plot):
    """Three tokens, a, n, n, through one head, there (black) and back (vermilion).

    Each box has its values above and, once they are known, the gradients of the loss by them below.
    Blue boxes are computed, orange ones are learnt. There is no norm and no small net after the
    attention; a transformer has both, and its boxes are the same.
    """

    controls = {
        "step": Stepper(9, len(STAGES) - 1, "step"),
        "masked": Toggle(True, "hide what lies ahead"),
        "last_only": Toggle(False, "only the last loss"),
    }
    size = (8, 5.6)

    def build(self, figure: Figure) -> None:
        axes = page(figure)
        style = dict(points=11, lw=0.8)
        self.there = {
            name: Cells(axes, CELL, WEIGHT if name in LEARNT else INPUT, **style) for name in BOXES
        }
        self.back = {name: Cells(axes, CELL, FAINT, DARK[GRADIENT], **style) for name in BOXES}
        for name, (column, top) in BOXES.items():
            colour = DARK[WEIGHT] if name in LEARNT else DARK[INPUT]
            axes.text(LEFTS[column], top + 11, name, va="center", weight="bold", color=colour)
        letters = " ".join(TOKENS[k] for k in READ)
        axes.text(LEFTS[0] + 24, 511, f"reads {letters}", va="center", color=MUTED)
        axes.text(LEFTS[4] + 24, 511, "for a  n  .", va="center", color=MUTED)
        look = dict(va="center", animated=True)
        self.rule = axes.text(LEFTS[0], 543, "", weight="bold", fontsize=14, color=INK, **look)
        self.loss = axes.text(LEFTS[4], 176, "", weight="bold", **look)

    def update(self, step: int, masked: bool, last_only: bool) -> str:
        there, back, stage = shown(step)
        went = walk(masked, last_only)
        for name, (column, top) in BOXES.items():
            values, at = went.values[name], np.array([LEFTS[column], top])
            corners = places(values.shape, CELL)[0] + at
            now = name in stage.names
            face = PALE[WEIGHT if name in LEARNT else INPUT]
            self._fill(self.there[name], corners, values, name in there, face,
                       now and not stage.back)  # fmt: skip
            below = corners - (0, CELL[1] * len(values) + 3)
            gradients = went.gradients.get(name, values)
            self._fill(self.back[name], below, gradients, name in back, PALE[GRADIENT],
                       now and stage.back)  # fmt: skip
        rule = stage.rule.replace("(P − truth)/3", "P − truth") if last_only else stage.rule
        self.rule.set_text(f"{'back' if stage.back else 'forward'}: {rule}")
        self.loss.set_text(f"loss {number(went.loss)}" if step >= 9 else "")
        truth = " ".join(TOKENS[k] for k in NEXT)
        after = f" Truth: {truth}; loss {number(went.loss)}." if step >= 9 else ""
        numbers = (went.gradients if stage.back else went.values)[stage.names[0]]
        row = ", ".join(_written(x) for x in numbers[-1])
        return f"Step {step} of {len(STAGES) - 1}, {rule}: {stage.why}. Last row: {row}.{after}"

    @staticmethod
    def _fill(cells: Cells, corners: np.ndarray, numbers: np.ndarray, there: bool, face: str,
              lit: bool) -> None:  # fmt: skip
        if not there:
            cells.show(np.zeros((0, 2)), [])
            return
        cells.show(corners.reshape(-1, 2), [_written(x) for x in numbers.ravel()],
                   face if lit else "white")  # fmt: skip


def _written(x: float) -> str:
    if x == -np.inf:
        return "−∞"
    return number(x, 0) if x == round(x) else number(x, 2)
