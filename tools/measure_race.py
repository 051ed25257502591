"""Train the nets of chapter 11's race, all read by nets that have not seen the hand: race.json.

`python tools/measure_race.py` takes some minutes on one core, and writes beside the pictures. Each
fold keeps two hands apart, so that after seven folds every digit has been read once; three seeds.
The learning rate is the best of three, chosen on two hands of those that are learnt from.
"""

import json
from itertools import product

import numpy as np
from tqdm import tqdm

from mathdl.plots.convolution import nets
from mathdl.plots.kit.records import path

DATA, SIZES = ("plain", "shuffled", "moved"), (50, 100, 200, 500, 1000, 1500)
RATES, SEEDS, FOLDS = (0.003, 0.01, 0.03), range(3), range(7)


def pictures(data: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The digits as they are, or all with the same permutation of their pixels."""
    X, y, hand = nets.digits()
    if data == "shuffled":
        order = np.random.default_rng(7).permutation(64)
        X = X.reshape(-1, 64)[:, order].reshape(X.shape)
    return X, y, hand // 2


def learners(data: str, n: int, new: int, seed: int, without: int | None = None) -> np.ndarray:
    """Some digits of all hands but those of one fold, or of two, by chance."""
    _, _, fold = pictures(data)
    known = np.flatnonzero((fold != new) & (fold != without))
    return np.random.default_rng(100 * seed + new).permutation(known)[:n]


def read(
    data: str, kind: str, n: int, new: int, lr: float, seed: int, without: int | None = None
) -> np.ndarray:
    """Which digits of the fold are read right, or of `without`, if that is kept apart as well."""
    X, y, fold = pictures(data)
    rows = learners(data, n, new, seed, without)
    moved = data == "moved"
    net = nets.BUILD[kind](nets.CANVAS if moved else nets.SIDE, seed)
    nets.train(net, X[rows], y[rows], lr, seed, moved)
    asked = fold == (new if without is None else without)
    shown = nets.by_chance(X[asked], np.random.default_rng(5)) if moved else X[asked]
    return nets.answers(net, shown) == y[asked]


def neighbour(data: str, n: int, new: int, seed: int) -> np.ndarray:
    """Which digits of the fold the nearest neighbour reads, knowing each where it stands."""
    X, y, fold = pictures(data)
    rows, asked = learners(data, n, new, seed), fold == new
    known, shown = X[rows], X[asked]
    if data == "moved":
        known = nets.pushed(known, 0, 0)
        shown = nets.by_chance(shown, np.random.default_rng(5))
    A, B = known.reshape(len(known), -1), shown.reshape(len(shown), -1)
    nearest = ((A**2).sum(1) - 2 * B @ A.T).argmin(1)
    return y[rows][nearest] == y[asked]


def rate(data: str, kind: str, n: int) -> float:
    """The best of three rates, on hands kept apart for choosing."""
    shares = [
        np.mean([read(data, kind, n, new, lr, 9, (new + 1) % 7).mean() for new in (0, 3)])
        for lr in RATES
    ]
    return RATES[int(np.argmax(shares))]


def main() -> None:
    """Run the race, and write after each row what is known so far."""
    race = {}
    for data, n in tqdm([*product(DATA, SIZES)], unit="row"):
        for kind in nets.BUILD:
            lr = rate(data, kind, n)
            shares = [[int(read(data, kind, n, f, lr, s).sum()) for f in FOLDS] for s in SEEDS]
            race[f"{data}|{n}|{kind}"] = {"lr": lr, "right": shares}
        shares = [[int(neighbour(data, n, f, s).sum()) for f in FOLDS] for s in SEEDS]
        race[f"{data}|{n}|neighbour"] = {"lr": 0, "right": shares}
        path("convolution/race").write_text(json.dumps(race) + "\n")


if __name__ == "__main__":
    main()
