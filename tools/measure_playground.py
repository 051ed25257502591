"""Train what the pictures of chapter 9 replay, and print what its text says of it.

``PYTHONPATH=. python tools/measure_playground.py [messages search bands seeds neighbour
features]`` takes some twenty minutes of one core for all of them. It writes search.json,
search_bands.json, seeds.json and neighbour.json in mathdl/plots/playground/; checks and rates are
measured by tools/measure_checks.py, PyTorch by tools/measure_parting.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise, product

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.playground import Settings, trained
from mathdl.plots.kit.records import path
from mathdl.plots.playground import neighbour, search, seeds
from mathdl.plots.playground.moment import moment

Points = tuple[np.ndarray, np.ndarray]
WAYS = {"relu": nn.he_normal, "silu": nn.he_normal}  # how weights start; others Xavier's way


def make(
    sizes: Sequence[int], bend: str, seed: int, scale: float = 1.0, dtype: type = float
) -> nn.Sequential:
    """Return a net with a bend after every layer but the last."""
    rng, parts = np.random.default_rng(seed), []
    for a, b in pairwise(sizes):
        layer = nn.Linear(a, b, rng=rng, init=WAYS.get(bend, nn.xavier_normal), dtype=dtype)
        layer.weight.data = (layer.weight.data * scale).astype(dtype)
        parts += [layer, getattr(dl, bend)]
    return nn.Sequential(*parts[:-1])


def train(
    net: nn.Module,
    X: np.ndarray,
    y: np.ndarray,
    steps: int,
    lr: float,
    batch: int = 0,
    seed: int = 0,
    optimiser: Callable | None = None,
) -> nn.Module:
    """Train on all points at once, or on random batches; return the net."""
    steps_of = (optimiser or dl.optim.Adam)(net.parameters(), lr)
    rng, y = np.random.default_rng(seed + 77), y[:, None].astype(X.dtype)
    for _ in range(steps):
        rows = rng.integers(0, len(X), batch) if 0 < batch < len(X) else slice(None)
        steps_of.zero_grad()
        dl.binary_cross_entropy_with_logits(net(X[rows]), y[rows]).backward()
        steps_of.step()
    return net


def right(net: nn.Module, X: np.ndarray, y: np.ndarray) -> float:
    """Return the share of right answers."""
    return float(np.mean((net(X).data[:, 0] > 0) == y))


def said(shares: Sequence[float]) -> str:
    """Write the median, and from where to where the shares reach."""
    return f"median {np.median(shares):.3f} [{min(shares):.3f}, {max(shares):.3f}] of {len(shares)}"


def write(name: str, kept: object) -> None:
    """Write a record, and say how large it is."""
    file = path(f"playground/{name}")
    file.write_text(json.dumps(kept, separators=(",", ":")) + "\n")
    print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB", flush=True)


def measure_search() -> None:
    """Train one net with each of all settings of the six hyperparameters."""
    learn, choose, report = (dl.data.rings(n, rng=k) for n, k in ((800, 0), (1000, 2), (2000, 1)))
    learn, choose, report = ((X.astype(np.float32), y) for X, y in (learn, choose, report))
    table = []
    for lr, width, bend, batch, scale, depth in product(*search.VALUES.values()):
        net = make([2, *[width] * depth, 1], bend, 0, scale, np.float32)
        with np.errstate(all="ignore"):
            train(net, *learn, search.STEPS, lr, batch)
        table.append([round(1000 * right(net, *points)) for points in (choose, report)])
        if len(table) % 100 == 0:
            print(len(table), "settings", flush=True)
    write("search", table)
    search.table.cache_clear()
    measure_bands()


def measure_bands() -> None:
    """Send many searches through the table, and print how sure two thousand of them make us."""
    kept, ends = {}, {}
    for way in search.WAYS:
        worth = np.array([search.course(way, draw)[1] for draw in range(search.SEARCHES)])
        band = [*np.quantile(worth, [0.1, 0.5, 0.9], axis=0), worth.mean(axis=0)]
        kept[way], ends[way] = np.round(band, 4).tolist(), worth[:, 15]
        for budget in (4, 8, 16, 32, 64):
            low, middle, high, mean = (row[budget - 1] for row in band)
            print(f"{way}, {budget}: median {middle:.3f} [{low:.3f}, {high:.3f}], mean {mean:.3f}")
    write("search_bands", kept)
    rng = np.random.default_rng(0)
    for name, middle in (("medians", np.median), ("means", np.mean)):
        gaps = [
            middle(rng.choice(ends["one at a time"], search.SEARCHES))
            - middle(rng.choice(ends["random"], search.SEARCHES))
            for _ in range(1000)
        ]
        print(f"16 runs, one at a time minus random, {name}: {np.quantile(gaps, [0.025, 0.975])}")


def measure_seeds() -> None:
    """Train three designs from forty seeds each."""
    X, y = dl.data.spirals(400, turns=2, noise=0.02, rng=0)
    unseen = dl.data.spirals(2000, turns=2, noise=0.02, rng=1)
    kept = {}
    for name, sizes in seeds.DESIGNS.items():
        nets = (train(make([2, *sizes, 1], "tanh", s), X, y, 4000, 0.03) for s in range(seeds.MOST))
        kept[name] = [round(1000 * right(net, *unseen)) for net in nets]
        print(name, said([r / 1000 for r in kept[name]]), "mean", np.mean(kept[name]), flush=True)
        print(f"  first three {kept[name][:3]}, first ten {np.mean(kept[name][:10]):.1f}")
    write("seeds", kept)
    seeds.scores.cache_clear()
    for pair, (worse, better) in seeds.PAIRS.items():
        x, y = seeds.scores(worse), seeds.scores(better)
        error = ((x.var(ddof=1) + y.var(ddof=1)) / seeds.MOST) ** 0.5
        print(f"{better} is ahead of {worse} by {y.mean() - x.mean():.4f} ± {error:.4f}")
        for k in (1, 3, 5, 10):
            print(f"{pair}, {k} seeds: wrong in {100 * seeds.wrong(pair, k):.0f} of 100")


def gain(data: str, n: int, draw: int) -> float:
    """Return by how much a net is ahead of the copyist on another draw of the examples."""
    X, y = neighbour.DATA[data](n, draw)
    places, truth = neighbour.unseen(data)
    net = train(make(neighbour.SIZES, "tanh", draw), X, y, 2000, 0.03)
    copied = np.mean((neighbour.margin(places, X, y) > 0) == truth)
    return float(right(net, places, truth) - copied)


def measure_neighbour() -> None:
    """Train one net for each data set and number of points, and keep its weights."""
    kept = {}
    for data, n in product(neighbour.DATA, neighbour.COUNTS):
        X, y = neighbour.points(data, n)
        shares = []
        for seed in range(5):
            net = train(make(neighbour.SIZES, "tanh", seed), X, y, 2000, 0.03)
            shares.append(right(net, *neighbour.unseen(data)))
            if seed == 0:
                flat = np.concatenate([p.data.ravel() for p in net.parameters()])
        copied = neighbour.copied(data, n)
        print(f"{data} {n}: neighbour {copied:.3f}, net {said(shares)}, seed 0 {shares[0]:.3f}")
        gains = [gain(data, n, k) for k in neighbour.DRAWS]
        print(f"  net minus neighbour, other examples: {np.round(100 * np.array(gains), 1)}")
        kept[f"{data} {n}"] = {
            "shares": shares,
            "gains": [round(one, 4) for one in gains],
            "weights": [float(f"{w:.4g}") for w in flat],
        }
    write("neighbour", kept)


def measure_features() -> None:
    """Print what squares do for the rings: at the workbench."""
    for design in ("x1 x2 | 20silu 20silu 20silu", "x1 x2 | 20tanh", "x1² x2² | 20tanh"):
        for rate in (0.02, 0.05, 0.1, 0.3, 0.5):
            line, shares = f"rings n800 | {design} | adam {rate}", []
            for seed in range(10):
                training = trained(Settings.read(line).at(seed=seed))
                shares.append(training.look(training.at(300)[1]).right_unseen)
            print(
                f"{line}, {Settings.read(line).parameters} parameters: {said(shares)}", flush=True
            )


def measure_messages() -> None:
    """Print how much the loss feels the sums of each layer, at the start and after 500 steps."""
    for seed in range(10):
        settings = Settings.read("twoturns | 5tanh 3tanh | adam 0.03").at(seed=seed)
        training = trained(settings)
        felt = [
            moment(settings.at(step=step), training.data, training, 24, False).messages
            for step in (0, 500)
        ]
        print(f"seed {seed}:", *(np.round(one, 3) for one in felt), *(np.argmin(f) for f in felt))


PARTS = {
    "messages": measure_messages,
    "search": measure_search,
    "bands": measure_bands,
    "seeds": measure_seeds,
    "neighbour": measure_neighbour,
    "features": measure_features,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
