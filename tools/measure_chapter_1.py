"""Measure again every number that chapter 1 quotes: ``python tools/measure_chapter_1.py``.

The race itself is recorded by `measure_depth.py`; the rest takes about a minute. Names of
measurements may be given, to print only those.
"""

import sys
from itertools import pairwise

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.plots.depth import more_examples, nets, pieces, thin_net, units
from mathdl.train import Run


def ten_examples() -> None:
    """Print what nets trained on 10, 40 and 400 examples get right, for each draw."""
    for count in (10, 40, 400):
        found = [more_examples.result(count, draw) for draw in more_examples.DRAWS]
        shares = [f"{100 * r.seen:.1f} / {100 * r.unseen:.1f}" for r in found]
        print(f"{count} examples, seen / unseen, draws 1 to 5: {', '.join(shares)}")


def race() -> None:
    """Print the medians of five seeds, and the extremes, after the last step."""
    for (data, bend, layers), kept in nets.record().items():
        for rate in sorted({kept.best, nets.COMMON}):
            last = 100 * kept.at(nets.STEPS, rate)
            best = "best" if rate == kept.best else "common"
            print(
                f"{data} {bend} {layers} layers, {best} rate {rate}: median {np.median(last):.1f}, "
                f"from {last.min():.1f} to {last.max():.1f}"
            )


def gap() -> None:
    """Print the gap between one layer and four on the rings, with relu, for forty seeds."""
    medians = {}
    for layers in (1, 4):
        rate = nets.record()["rings", "relu", layers].best
        found = []
        for seed in range(40):
            run = Run(*nets.start("rings", "relu", layers, nets.WIDTHS[layers], seed, rate))
            found.append(100 * nets.accuracy(run.at(nets.STEPS), "rings"))
        parts = found[:5], found[:20], found[20:], found
        medians[layers] = np.array([np.median(part) for part in parts])
    names = ("seeds 0–4", "seeds 0–19", "seeds 20–39", "all forty")
    for name, gap in zip(names, medians[4] - medians[1], strict=True):
        print(f"four layers are ahead of one by {gap:.1f} points, {name}")


def cuts() -> None:
    """Print what a straight cut gets right after each layer, at the start and after training."""
    for seed in range(units.SEEDS):
        for step in (0, 2000):
            print(f"straight cuts, seed {seed}, step {step}: {units.scores(step, seed)}")


def random_pieces() -> None:
    """Print how many pieces random nets have, by depth."""
    counts = pieces.random_pieces()
    for layers, row in zip(pieces.DEPTHS, counts, strict=True):
        print(f"{layers} layers: median {np.median(row)}, from {row.min()} to {row.max()}")


def corridors() -> None:
    """Print the accuracy of thin nets, and whether they fence the disc in."""
    plot = thin_net.ThinPlot()
    for bend in nets.BENDS:
        for width, layers in [(2, n) for n in range(1, 7)] + [(3, 1), (3, 2)]:
            said = [
                plot.draw(bend=bend, width=width, layers=layers, seed=seed) for seed in range(5)
            ]
            shares = [s.split("right on ")[1].split(" %")[0] for s in said]
            print(f"{bend}, width {width}, {layers} layers: {shares} %; {said[0].split('. ')[-1]}")


def first_nets() -> None:
    """Print how the chapter's first training goes: XOR, eight tanh units, 200 steps, 20 seeds."""
    X, y = dl.data.xor(200, rng=0)
    unseen, truth = dl.data.xor(1000, rng=1)
    found = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        net = nn.Sequential(nn.Linear(2, 8, rng=rng), dl.tanh, nn.Linear(8, 1, rng=rng))
        train(net, X, y, steps=200, lr=0.05)
        found.append(right(net, unseen, truth))
    print(f"first nets on xor, unseen: {np.sort(np.round(100 * np.array(found), 1))}")


def own_nets() -> None:
    """Print what nets of several shapes reach in the project, five seeds each."""
    X, y = dl.data.spirals(300, turns=1.5, rng=0)
    unseen, truth = dl.data.spirals(2000, turns=1.5, rng=1)
    for sizes in (
        [2, 1],
        [2, 8, 1],
        [2, 16, 1],
        [2, 32, 1],
        [2, 6, 6, 1],
        [2, 8, 8, 1],
        [2, 16, 16, 1],
    ):
        for name in ("relu", "tanh"):
            found = []
            for seed in range(5):
                rng = np.random.default_rng(seed)
                parts = [
                    p
                    for m, n in pairwise(sizes)
                    for p in (nn.Linear(m, n, rng=rng), getattr(dl, name))
                ]
                net = nn.Sequential(*parts[:-1])
                train(net, X, y, steps=1000, lr=0.02)
                found.append(100 * right(net, unseen, truth))
            count = sum(p.size for p in net.parameters())
            print(f"project, {name} {sizes}, {count} parameters: {np.round(np.sort(found), 1)}")


def train(net: nn.Module, X: np.ndarray, y: np.ndarray, steps: int, lr: float) -> None:
    """Train a net with one output on all examples at once."""
    adam = dl.optim.Adam(net.parameters(), lr=lr)
    for _ in range(steps):
        adam.zero_grad()
        dl.binary_cross_entropy_with_logits(net(X)[:, 0], y).backward()
        adam.step()


def right(net: nn.Module, X: np.ndarray, y: np.ndarray) -> float:
    """Return the share of right answers."""
    return float(np.mean((net(X).data[:, 0] > 0) == y))


MEASURES = ten_examples, race, gap, cuts, random_pieces, corridors, first_nets, own_nets

if __name__ == "__main__":
    for measure in MEASURES:
        if not sys.argv[1:] or measure.__name__ in sys.argv[1:]:
            measure()
