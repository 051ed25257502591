"""A net that invents names, letter by letter, under temperature and top-k (chapter 12)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.attention.language import (
    EVERY,
    LETTERS,
    STEPS,
    TOKENS,
    T,
    Transformer,
    encoded,
    loss_of,
    names_run,
    parted,
    ready_made,
    speaker,
)
from mathdl.plots.attention.shades import blue
from mathdl.plots.attention.typed import Word
from mathdl.plots.kit.colours import CURVE, DARK, INPUT, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.recorder import ON_PICTURE
from mathdl.words import number

NETS = "ready-made", "trained here"
LONGEST = T - 1


def beginning(text: str) -> str:
    """Return the beginning of a name in small letters, or say that it is none."""
    word = text.strip().lower()
    if len(word) > LONGEST - 1 or (word and not (word.isascii() and word.isalpha())):
        raise ValueError(f"up to {LONGEST - 1} letters from a to z, please, not {text!r}")
    return word


@lru_cache(maxsize=1024)
def looked(net: Transformer, word: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the logits of what follows, and how the last place looks at all before."""
    ids = np.array([[0, *(LETTERS.index(letter) for letter in word)]])
    x = net.letters(ids) + net.places(np.arange(ids.shape[1]))
    weights = net.blocks[0].attention.weights(net.blocks[0].norm1(x))
    return net(ids).data[0, -1].astype(float), weights[0, 0, -1]


def shares(logits: np.ndarray, temperature: float, top: int) -> np.ndarray:
    """Return the probabilities of tokens: only the `top` likeliest, at a temperature."""
    kept = np.full(TOKENS, -np.inf)
    best = np.argsort(-logits, kind="stable")[:top]
    kept[best] = logits[best] / temperature
    return dl.softmax(kept)


def spoken(net: Transformer, word: str, temperature: float, top: int, seed: int, most: int) -> str:
    """Go on with a word for at most so many tokens; it ends with a dot if the net ended it."""
    rng = np.random.default_rng(seed)
    for _ in range(most):
        if len(word) >= LONGEST:
            break
        p = shares(looked(net, word)[0], temperature, top)
        letter = LETTERS[min(int(np.searchsorted(p.cumsum(), rng.random())), TOKENS - 1)]
        word += letter
        if letter == ".":
            break
    return word


@lru_cache(maxsize=32)
def loss_at(step: int) -> float:
    """Return the loss on the 400 names that nobody has learnt from."""
    return loss_of(speaker(step), encoded(parted()[2])).item()


class SpeakPlot(Plot):
    """A transformer of one block and one head goes on with a name.

    Above, the name so far, each letter as blue as the last place looks at it. Below, the shares of
    the next letter: pale as the net gives them, dark after temperature and top-k. Right, whole
    names by eight seeds; a star marks those that stand in the list it learnt from.
    """

    controls = {
        "start": Word("mar", beginning, "a beginning", ("", "christ", "q")),
        "temperature": Slider(1.0, 0.2, 2.0, 0.1, "temperature"),
        "top": Slider(TOKENS, 1, TOKENS, 1, "top-k"),
        "letters": Clock(0, LONGEST, "letters added", seconds=0.6),
        "seed": Slider(0, 0, 99, 1, "seed"),
        "net": Choice("ready-made", NETS, "net"),
        "step": Slider(
            0, 0, STEPS, EVERY, "steps of training", when=lambda values: values["net"] != NETS[0]
        ),
    }
    size = (8, 4.6)
    LEFT, CELL, BASE, HIGH, WIDE, RIGHT = 24, 42, 410, 210, 19, 590

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        page.text(self.LEFT, 24, "the name so far, and what its last place looks at", va="center",
                  color=MUTED)  # fmt: skip
        self.strip = Pinned(page, np.full((1, T, 3), 255.0), self.LEFT, 48, self.CELL)
        frame(page, self.LEFT, 48, T * self.CELL, self.CELL)
        big = dict(ha="center", va="center", fontsize=17, gid=ON_PICTURE, animated=True)
        self.name = [page.text(self.LEFT + (k + 0.5) * self.CELL, 70, "", **big) for k in range(T)]
        page.plot([self.LEFT, self.LEFT + TOKENS * self.WIDE], [self.BASE] * 2, color=CURVE, lw=1)
        places = self.LEFT + (np.arange(TOKENS) + 0.5) * self.WIDE
        self.before = list(page.bar(places, 0 * places, 0.9 * self.WIDE, color=PALE[INPUT]))
        self.after = list(page.bar(places, 0 * places, 0.5 * self.WIDE, color=INPUT))
        for bar in (*self.before, *self.after):
            bar.set_animated(True)
        for x, letter in zip(places, LETTERS):
            page.text(x, self.BASE + 16, letter, ha="center", va="center", color=MUTED)
        look = dict(va="center", animated=True)
        self.title = page.text(self.LEFT, 132, "", weight="bold", color=DARK[INPUT], **look)
        page.text(self.RIGHT, 24, "eight names", va="center", weight="bold")
        self.names = [page.text(self.RIGHT, 60 + 30 * k, "", fontsize=14, **look) for k in range(8)]
        page.text(self.RIGHT, 310, "★ stands in the list", va="center", color=DARK[TARGET])
        self.state = page.text(self.RIGHT, 350, "", color=MUTED, linespacing=1.5, **look)
        page.set(xlim=(0, 800), ylim=(460, 0))

    def meanwhile(self, **values: Any) -> Iterator[tuple[dict[str, Any], str]]:
        """Train in pieces."""
        if values["net"] != NETS[0]:
            for step in names_run().pieces(values["step"]):
                yield values | {"step": step}, f"Training: step {step:,} of {values['step']:,}."

    def update(
        self, start: str, temperature: float, top: int, letters: int, seed: int, net: str, step: int
    ) -> str:
        model = ready_made() if net == NETS[0] else speaker(step)
        word = spoken(model, start, temperature, top, seed, letters)
        asked = word.rstrip(".")
        logits, weights = looked(model, asked)
        self.strip.show(blue(np.pad(0.6 * weights, (0, T - len(weights))))[None])
        for text, letter in zip(self.name, f".{asked}".ljust(T)):
            text.set_text(letter.strip())
        given, used = shares(logits, 1, TOKENS), shares(logits, temperature, top)
        scale = self.HIGH / max(0.25, given.max(), used.max())
        for bars, p in ((self.before, given), (self.after, used)):
            for bar, share in zip(bars, p):
                bar.set_bounds(bar.get_x(), self.BASE - scale * share, bar.get_width(),
                               scale * share)  # fmt: skip
        best = [int(k) for k in np.argsort(-used, kind="stable")[:3] if used[k] > 0]
        told = ", ".join(f"{_said(k)} {number(float(used[k]), 2)}" for k in best)
        ended = word.endswith(".")
        self.title.set_text(f"{word} ended" if ended else f"after {asked or 'the start'}: {told}")
        known = set(parted()[0])
        whole = [spoken(model, start, temperature, top, seed + k, T).rstrip(".") for k in range(8)]
        for text, name in zip(self.names, whole):
            text.set_text(name + " ★" * (name in known))
            text.set_color(DARK[TARGET] if name in known else CURVE)
        here = net != NETS[0]
        state = f"step {step:,}, loss on\nnew names {number(loss_at(step), 2)}" if here else ""
        self.state.set_text(state)
        return (
            f"After {asked or 'the start'} at temperature {number(temperature, 1)}: {told}. "
            f"Names: {', '.join(whole[:3])}."
            + (f" Step {step:,}: loss {number(loss_at(step), 2)}." if here else "")
        )


def _said(token: int) -> str:
    return "the end" if token == 0 else LETTERS[token]
