"""How well the pad of chapter 10 reads drawings whose seeds and styles it has not seen.

``python benchmarks/pad.py``: 300 drawings of all styles and the share read right, style by style;
then drawings by 24 hands, before and after one lesson a digit; then scribbles, and how sure it is
of them.
"""

from __future__ import annotations

import time

import numpy as np

import mathdl as dl
from mathdl.plots import Pixels
from mathdl.plots.digits.pad_net import (
    KINDS_LEFT_OUT,
    LEFT_OUT,
    base,
    probabilities,
    shares,
    taught,
)

SEED = 2024  # of no drawing that the net was trained on
HANDS = 24


def read(net, bitmaps):
    """The digit that the net reads in each drawing, the best of ten."""
    X = np.concatenate([shares(bitmap) for bitmap in bitmaps])
    return probabilities(net, X)[:, :10].argmax(1)


def by_style(n=300, seed=SEED):
    """Share read right of `n` drawings; of all, and by style."""
    bitmaps, y, style = dl.data.drawn_digits(n, seed)
    right = read(base(), bitmaps) == y
    return right.mean(), {s: (right[style == s].mean(), (style == s).sum()) for s in dl.data.STYLES}


def somebody(seed):
    """A hand: one style for each digit, of which three were left out in training, and habits."""
    rng = np.random.default_rng(seed)
    styles = [rng.choice([s for s in dl.data.STYLES if s[0] == str(k)]) for k in range(10)]
    for style in LEFT_OUT if seed % 2 == 0 else ():
        styles[int(style[0])] = style
    return [str(style) for style in styles], dl.data.Habits.by_chance(rng)


def before_and_after(seed, tests=15):
    """Share read right of a hand's drawings, before and after one lesson a digit; seconds."""
    styles, habits = somebody(seed)
    fresh = [dl.data.drawn_digits(tests, 700 + seed, [s], habits)[0] for s in styles]
    own = [dl.data.drawn_digits(1, 800 + seed, [s], habits)[0][0] for s in styles]
    lessons = tuple((k, Pixels.written(bitmap)) for k, bitmap in enumerate(own))
    start = time.process_time()
    net = taught(lessons)
    seconds = time.process_time() - start
    return [
        np.array([np.mean(read(n, some) == k) for k, some in enumerate(fresh)])
        for n in (base(), net)
    ], seconds


def sure_of_scribbles(kinds, n=200, seed=SEED, share=0.9):
    """Share of scribbles of which the net is at least so sure that they are some digit."""
    X = np.concatenate([shares(b) for b in dl.data.scribbles(n, seed, kinds)])
    return np.mean(probabilities(base(), X)[:, :10].max(1) >= share)


def main():
    """Print it all."""
    share, styles = by_style()
    print(f"300 drawings, unseen seeds: {share:.3f} read right")
    _, many = by_style(9600, SEED + 1)
    print("by style (of the 300; of 9,600 more):")
    for style, (part, n) in styles.items():
        mark = "  never shown" if style in LEFT_OUT else ""
        print(f"  {style:14} {part:.2f} of {n:2}   {many[style][0]:.3f}{mark}")
    known = [part for style, (part, _) in many.items() if style not in LEFT_OUT]
    left = [part for style, (part, _) in many.items() if style in LEFT_OUT]
    print(f"mean over styles: shown {np.mean(known):.3f}, never shown {np.mean(left):.3f}")

    rows = [before_and_after(seed) for seed in range(HANDS)]
    table = np.array([row for row, _ in rows])  # hand, before and after, digit
    bad = table[:, 0].mean(1) < 0.9
    print(
        f"{HANDS} hands, one drawing of each digit, {np.mean([s for _, s in rows]):.2f} s of CPU:"
    )
    print(f"  all         {table[:, 0].mean():.3f} → {table[:, 1].mean():.3f}")
    print(f"  {bad.sum():2} badly read {table[bad, 0].mean():.3f} → {table[bad, 1].mean():.3f}")
    foot = [seed for seed in range(HANDS) if somebody(seed)[0][1] == "1 foot"]
    print(f"  footed ones {table[foot, 0, 1].mean():.3f} → {table[foot, 1, 1].mean():.3f}")

    for kind in ("walk", "lines", "corners", "curves", *KINDS_LEFT_OUT):
        mark = "  never shown" if kind in KINDS_LEFT_OUT else ""
        print(f"  scribbles, {kind:8} sure of {sure_of_scribbles([kind]):.2f}{mark}")


if __name__ == "__main__":
    main()
