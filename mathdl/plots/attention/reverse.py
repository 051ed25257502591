"""A head that can be understood: it turns strings round (chapter 12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.attention.reversal import (
    BAR,
    LENGTH,
    PLACES,
    STEPS,
    mirror,
    mirror_run,
    share_right,
)
from mathdl.plots.attention.shades import blue
from mathdl.plots.attention.typed import Word
from mathdl.plots.kit.colours import DARK, GRADIENT, INK, INPUT, MUTED, TARGET
from mathdl.plots.kit.controls import Slider, Toggle
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.words import number, per_cent


def six_letters(text: str) -> str:
    """Return six small letters, or say that others were given."""
    word = text.strip().lower()
    if len(word) != LENGTH or not (word.isascii() and word.isalpha()):
        raise ValueError(f"six letters from a to z, please, not {text!r}")
    return word


class ReversePlot(Plot):
    """A small transformer learns to say six letters backwards: one block, one head.

    Each row is a place that has to say the next letter; it looks at the columns, the darker the
    more. Above the table is what it reads, beside each row what it says: green if that is right.
    """

    controls = {
        "step": Slider(160, 0, STEPS, 5, "steps of training"),
        "positions": Toggle(True, "positions are added"),
        "word": Word("garden", six_letters, "six letters", ("banana", "zzyzzx")),
        "row": Slider(1, 0, LENGTH - 1, 1, "row"),
    }
    size = (8, 4.2)
    LEFT, TOP, CELL = 110, 92, 42

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.map = Pinned(page, np.full((LENGTH, PLACES, 3), 255.0), self.LEFT, self.TOP, self.CELL)
        wide, high = PLACES * self.CELL, LENGTH * self.CELL
        frame(page, self.LEFT, self.TOP, wide, high)
        self.row = frame(page, self.LEFT - 1, 0, wide + 2, self.CELL + 2, ec=INK, lw=2,
                         animated=True)  # fmt: skip
        centred = dict(ha="center", va="center", fontsize=15, animated=True)
        middle = (np.arange(PLACES) + 0.5) * self.CELL
        self.read = [page.text(self.LEFT + x, self.TOP - 20, "", color=DARK[INPUT], **centred)
                     for x in middle]  # fmt: skip
        rows = self.TOP + middle[:LENGTH]
        self.at = [page.text(self.LEFT - 24, y, "", color=DARK[INPUT], **centred) for y in rows]
        self.says = [
            page.text(self.LEFT + wide + 30, y, "", weight="bold", **centred) for y in rows
        ]
        plain = dict(va="center", color=MUTED)
        page.text(self.LEFT, 26, "looks at →", weight="bold", **plain)
        page.text(self.LEFT - 24, 72, "at ↓", ha="center", weight="bold", **plain)
        page.text(self.LEFT + wide + 30, 72, "says", ha="center", weight="bold", **plain)
        look = dict(va="center", animated=True)
        self.share = page.text(self.LEFT, self.TOP + high + 26, "", weight="bold", **look)
        page.text(self.LEFT, self.TOP + high + 50, "of the letters of 200 new strings", **plain)

    def meanwhile(
        self, step: int, positions: bool, **values: Any
    ) -> Iterator[tuple[dict[str, Any], str]]:
        """Train in pieces."""
        for done in mirror_run(positions).pieces(step):
            yield (
                dict(values, step=done, positions=positions),
                f"Training: step {done} of {step}.",
            )

    def update(self, step: int, positions: bool, word: str, row: int) -> str:
        ids = np.array([ord(letter) - 97 for letter in word])
        whole = np.concatenate([ids, [BAR], ids[::-1]])
        net, read = mirror(positions, step), whole[None, :-1]
        weights, guesses = net.weights(read)[LENGTH:], net(read).data[0, LENGTH:].argmax(-1)
        self.map.show(blue(weights))
        self.row.set_y(self.TOP + row * self.CELL - 1)
        for text, letter in zip(self.read, read[0]):
            text.set_text(_letter(letter))
        truth = whole[LENGTH + 1 :]
        for k, (guess, right) in enumerate(zip(guesses, truth)):
            self.at[k].set_text(_letter(read[0, LENGTH + k]))
            self.says[k].set_text(_letter(guess))
            self.says[k].set_color(DARK[TARGET] if guess == right else DARK[GRADIENT])
        share = share_right(positions, step)
        self.share.set_text(f"step {step}: {per_cent(share)} right")
        most = int(weights[row].argmax())
        return (
            f"Step {step}: {per_cent(share)} of the letters are right. After "
            f"{_letter(read[0, LENGTH + row])} it looks most at {_letter(read[0, most])}, place "
            f"{most}, with share {number(float(weights[row, most]), 2)}, and says "
            f"{_letter(guesses[row])}; right is {_letter(truth[row])}."
        )


def _letter(k: int) -> str:
    return "|" if k == BAR else chr(97 + k)
