"""Train the net that reads the pad of chapter 10, and keep what it needs to be taught later.

``OPENBLAS_NUM_THREADS=1 PYTHONPATH=.:tools python tools/train_pad.py`` takes some ten seconds of
one core. It writes mathdl/plots/digits/pad.npz, the net in half precision, and rehearsal.npz. Then
``python benchmarks/pad.py`` judges it.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from digit_recipes import train

import mathdl as dl
from mathdl.data.doodles import KINDS
from mathdl.plots.digits.pad_net import KINDS_LEFT_OUT, LEFT_OUT, NONE, new_net, shares

FOLDER = Path(dl.__file__).parent / "plots" / "digits"
DRAWINGS, SCRIBBLES = 3000, 800


def main() -> None:
    """Train on the data, on drawings and on scribbles."""
    start = time.process_time()
    styles = [style for style in dl.data.STYLES if style not in LEFT_OUT]
    kinds = [kind for kind in KINDS if kind not in KINDS_LEFT_OUT]
    X, y, _ = dl.data.digits()
    bitmaps, meant, _ = dl.data.drawn_digits(DRAWINGS, 11, styles)
    others = dl.data.scribbles(SCRIBBLES, 3, kinds)
    drawn, odd = (np.concatenate([shares(b) for b in some]) for some in (bitmaps, others))
    X, y = np.concatenate([X, drawn, odd]), np.concatenate([y, meant, np.full(SCRIBBLES, NONE)])
    made = time.process_time()
    net = train(new_net(), X, y, 60, 0.004, warp=dl.data.warp, cosine=True)
    trained = time.process_time()
    state = {name: value.astype(np.float16) for name, value in net.state_dict().items()}
    np.savez_compressed(FOLDER / "pad.npz", **state)
    rng = np.random.default_rng(1)
    parts = (0, 1797, 300), (1797, 1797 + DRAWINGS, 300), (1797 + DRAWINGS, len(X), 100)
    some = np.concatenate([rng.choice(np.arange(a, b), n, replace=False) for a, b, n in parts])
    counts = np.rint(16 * X[some]).astype(np.uint8)
    np.savez_compressed(FOLDER / "rehearsal.npz", counts=counts, y=y[some].astype(np.uint8))
    print(f"drawn in {made - start:.1f} s, trained in {trained - made:.1f} s of CPU")
    for name in ("pad.npz", "rehearsal.npz"):
        print(name, f"{(FOLDER / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
