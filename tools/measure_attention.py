"""How well can the next letter of a name be guessed? The ladder of chapter 12, rung by rung.

``python tools/measure_attention.py 5`` prints, for five seeds, the test loss of counting letters,
pairs and longer contexts, of a small net that reads the last letters, and of small transformers,
all with about 60,000 parameters and equally many steps. ``--steps 300`` is a quick look,
``--record`` keeps the ladder of three seeds for `LadderPlot`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.plots.attention.language import (
    TOKENS,
    F,
    Transformer,
    encoded,
    loss_of,
    parted,
    small,
    train,
)
from mathdl.plots.kit.records import path


def counted(train: list[str], test: list[str], back: int) -> float:
    """The loss of counting what followed the last letters, however few of them were seen before.

    Witten and Bell 1991: what a longer context does not know, the next shorter one says, the more
    so the more different letters have followed.
    """
    follows = [defaultdict(Counter) for _ in range(back + 1)]

    def places(names: list[str]) -> list[tuple[str, int]]:
        padded = ("." * back + name + "." for name in names)
        return [(name, i) for name in padded for i in range(back, len(name))]

    for name, i in places(train):
        for n in range(back + 1):
            follows[n][name[i - n : i]][name[i]] += 1
    surprise = []
    for name, i in places(test):
        p = 1 / TOKENS
        for n in range(back + 1):
            seen = follows[n].get(name[i - n : i])
            if seen:
                p = (seen[name[i]] + len(seen) * p) / (seen.total() + len(seen))
        surprise.append(-np.log(p))
    return float(np.mean(surprise))


class LastLetters(nn.Module):
    """The last letters, looked up and put in a row, through one hidden layer (Bengio 2003)."""

    def __init__(self, back: int, features: int, hidden: int, rng: np.random.Generator) -> None:
        self.back, self.table = back, nn.Embedding(TOKENS, features, rng=rng, std=0.3, dtype=F)
        self.net = nn.Sequential(
            nn.Linear(back * features, hidden, rng=rng, init=nn.xavier_normal, dtype=F),
            dl.tanh,
            small(nn.Linear(hidden, TOKENS, rng=rng, init=nn.xavier_normal, dtype=F)),
        )

    def forward(self, ids: np.ndarray) -> dl.Tensor:
        """Logits of what comes next, at every place."""
        padded = np.pad(ids, [(0, 0), (self.back - 1, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(padded, self.back, 1)
        rows = self.table(windows)
        return self.net(rows.reshape((*ids.shape, rows.shape[2] * rows.shape[3])))


NETS: dict[str, Callable[[np.random.Generator], nn.Module]] = {
    "pairs, as a table that learns": lambda rng: nn.Embedding(
        TOKENS, TOKENS, rng=rng, std=0.01, dtype=F
    ),
    "net, last 3 letters": lambda rng: LastLetters(3, 48, 340, rng),
    "net, last 11 letters": lambda rng: LastLetters(11, 48, 105, rng),
    "transformer, 1 layer, 1 head": lambda rng: Transformer(68, 1, 1, rng),
    "transformer, 2 layers, 4 heads": lambda rng: Transformer(48, 4, 2, rng),
}


# What the rungs are called in the picture.
SHORT = {
    "letters": "letters, counted",
    "pairs": "pairs, counted",
    "two letters back": "2 letters back, counted",
    "three letters back": "3 letters back, counted",
    "net, last 3 letters": "net, 3 letters",
    "net, last 11 letters": "net, 11 letters",
    "transformer, 1 layer, 1 head": "transformer 1 × 1",
    "transformer, 2 layers, 4 heads": "transformer 2 × 4",
}


def main() -> None:
    """Print the ladder, and with ``--record`` keep it for the picture."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("seeds", type=int, nargs="?", default=3)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    names, _, held_out = parted()
    learnt, asked = encoded(names), encoded(held_out)
    rungs = []

    def keep(what: str, trained: bool, losses: list[tuple[float, float]]) -> None:
        if what in SHORT:
            test, train = ([round(loss, 4) for loss in part] for part in zip(*losses))
            rungs.append({"name": SHORT[what], "trained": trained, "test": test, "train": train})

    print(f"uniform, ln 27: {np.log(TOKENS):.3f}")
    for back, what in enumerate(("letters", "pairs", "two letters back", "three letters back")):
        loss = counted(names, held_out, back)
        keep(what, False, [(loss, counted(names, names, back))])
        print(f"{what}, counted: {loss:.3f}")
    for what, make in NETS.items():
        losses, start = [], time.process_time()
        for seed in range(options.seeds):
            net = make(np.random.default_rng(seed))
            for _ in train(net, learnt, options.steps, seed):
                pass
            losses.append((loss_of(net, asked).item(), loss_of(net, learnt).item()))
        keep(what, True, losses)
        test, seen = zip(*losses)
        seconds = (time.process_time() - start) / options.seeds
        size = sum(p.size for p in net.parameters())
        print(
            f"{what}: {np.median(test):.3f} [{min(test):.3f}, {max(test):.3f}], on what it learnt "
            f"from {np.median(seen):.3f}, {size:,} parameters, {seconds:.0f} s"
        )
    if options.record:
        path("attention/ladder").write_text(json.dumps({"rungs": rungs}, separators=(",", ":")))


if __name__ == "__main__":
    main()
