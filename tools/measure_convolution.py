"""Print what chapter 11 says of its nets, and keep the nets that its pictures show: nets.npz.

``OPENBLAS_NUM_THREADS=1 PYTHONPATH=. python tools/measure_convolution.py [part …]`` runs the parts
named, or all; together they take some two minutes of one core. The race has a tool of its own,
`measure_race.py`, which takes longer.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np

import mathdl as dl
from mathdl.plots.convolution import nets
from mathdl.plots.kit.records import path
from mathdl.tensor import value_of

SEEDS, RATE = range(5), 0.01
KINDS = {"dense": ("dense", False), "conv": ("conv", False), "conv, moved": ("conv", True)}


def learn(kind: str, moved: bool, seed: int, side: int = nets.CANVAS, **how: object) -> tuple:
    """Train a net on hands 0 to 9, and return it with its states on the way."""
    X, y, hand = nets.digits()
    known = hand < nets.KNOWN
    shown = X[known] if moved or side == nets.SIDE else nets.pushed(X[known], 0, 0)
    net = nets.BUILD[kind](side, seed)
    return net, nets.train(net, shown, y[known], RATE, seed, moved, **how)


def spread(shares: list[float]) -> str:
    """Median, least and most, in per cent."""
    low, middle, high = (100 * f(shares) for f in (np.min, np.median, np.max))
    return f"{middle:.1f} [{low:.1f}, {high:.1f}]"


def half(state: dict) -> dict:
    """A state in half the bytes, as it is kept."""
    return {key: value.astype(np.float16) for key, value in state.items()}


def kept() -> None:
    """Train the nets of the pictures, and keep them."""
    states = {name: learn(*how, 0)[0].state_dict() for name, how in KINDS.items()}
    moments = learn("conv", False, 0, nets.SIDE, moments=nets.MOMENTS)[1]
    states |= {f"maps {step}": state for step, state in zip(nets.MOMENTS, moments)}
    names = {f"{name} {key}": a for name, state in states.items() for key, a in half(state).items()}
    np.savez_compressed(nets.FILE, **names)
    print(f"nets.npz: {nets.FILE.stat().st_size / 1000:.0f} kB")
    X, y = nets.new_hands()
    pushes = range(-nets.MOST, nets.MOST + 1)
    right = {
        name: [
            [int(np.sum(nets.answers(nets.kept(name), nets.pushed(X, i, j)) == y)) for j in pushes]
            for i in pushes
        ]
        for name in KINDS
    }
    path("convolution/pushed").write_text(json.dumps(right) + "\n")
    for name, rows in right.items():
        print(f"{name}, in the pictures:", [[f"{k / len(y):.3f}" for k in row] for row in rows])
    for step in nets.MOMENTS:
        share = np.mean(nets.answers(nets.kept(f"maps {step}"), X) == y)
        print(f"the net of the maps after {step:3}: {share:.3f} of 510")


def moved() -> None:
    """How many of 510 digits of new hands are read right, pushed by so many pixels."""
    X, y = nets.new_hands()
    for name, (kind, by_chance) in KINDS.items():
        rows = []
        for seed in SEEDS:
            net, _ = learn(kind, by_chance, seed)
            at = {
                (i, j): np.mean(nets.answers(net, nets.pushed(X, i, j).astype("f4")) == y)
                for i in range(-2, 3)
                for j in range(-2, 3)
            }
            by = [np.mean([at[k, 0], at[-k, 0], at[0, k], at[0, -k]]) for k in (0, 1, 2)]
            rows.append((*by, at[0, 1], at[0, 2], np.mean(list(at.values()))))
        names = ("still", "by 1", "by 2", "1 right", "2 right", "anywhere")
        for what, shares in zip(names, np.transpose(rows)):
            print(f"{name:12} {what:9} {spread(shares)}")
        print(f"{name:12} {sum(p.size for p in net.parameters())} parameters")


def flow() -> None:
    """By how much of its length each stage changes when a digit is pushed one pixel right."""
    X, _ = nets.new_hands()
    starts = {"untrained": nets.conv_net(nets.CANVAS, 0)}
    for name in ("conv", "conv, moved"):
        starts[name] = nets.kept(name)
    for name, net in starts.items():
        before, after = ([nets.pushed(X, 0, d), *net.outputs(nets.pushed(X, 0, d))] for d in (0, 1))
        change = []
        for a, b in zip(before, after):
            a, b = (np.asarray(value_of(v)).reshape(len(X), -1) for v in (a, b))
            ratio = np.linalg.norm(b - a, axis=1) / np.linalg.norm(a, axis=1)
            change.append(float(np.median(ratio)))
        print(f"{name:12} pixels, conv, relu, pool, …:", *(f"{c:.2f}" for c in change))
    rng = np.random.default_rng(0)
    x = np.zeros((20, 1, 16, 16))
    x[:, :, 4:12, 4:12] = rng.random((20, 1, 8, 8))
    w = rng.normal(size=(8, 1, 3, 3))
    by = {k: np.roll(x, k, 3) for k in (1, 2)}
    exact = np.abs(dl.conv2d(by[1], w, padding=1) - np.roll(dl.conv2d(x, w, padding=1), 1, 3))
    print("conv(shift) − shift(conv):", exact.max())
    for name, f in {
        "max pool": lambda x: dl.max_pool2d(dl.relu(dl.conv2d(x, w, padding=1))),
        "stride 2": lambda x: dl.conv2d(x, w, stride=2, padding=1),
    }.items():
        y, y1, y2 = f(x), f(by[1]), f(by[2])
        off = min(np.linalg.norm(y1 - np.roll(y, k, 3)) for k in (0, 1)) / np.linalg.norm(y)
        print(f"{name}: two pixels differ by {abs(y2 - np.roll(y, 1, 3)).max()}, one by {off:.2f}")


def filters() -> None:
    """What became of the first filters, and what silencing or freezing them costs."""
    X, y = nets.new_hands()
    X8, ones, slope = X.astype("f4"), np.ones(3), np.array([-1.0, 0, 1])
    plain = np.stack([np.outer(*p).ravel() for p in ((ones, ones), (ones, slope), (slope, ones))])
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)

    def explained(W: np.ndarray) -> float:
        return np.mean(((W @ plain.T) ** 2).sum(1) / (W**2).sum(1))

    cosines, shares, whole, silent, frozen = [], [], [], [], []
    for seed in SEEDS:
        start = nets.conv_net(nets.SIDE, seed)[0].weight.data.reshape(8, 9)
        net, _ = learn("conv", False, seed, nets.SIDE)
        W = net[0].weight.data.reshape(8, 9).copy()
        norms = np.linalg.norm(W, axis=1) * np.linalg.norm(start, axis=1)
        cosines.append(np.mean((W * start).sum(1) / norms))
        shares.append((explained(W), explained(start)))
        whole.append(np.mean(nets.answers(net, X8) == y))
        for k in range(8):
            weight, bias = net[0].weight.data.copy(), net[0].bias.data.copy()
            net[0].weight.data[k], net[0].bias.data[k] = 0, 0
            silent.append(whole[-1] - np.mean(nets.answers(net, X8) == y))
            net[0].weight.data, net[0].bias.data = weight, bias
        frozen.append(_frozen(seed, X8, y))
    print(f"8 × 8: {spread(whole)}; first layer frozen at random: {spread(frozen)}")
    print(f"cosine of filters with their start: mean {np.mean(cosines):.2f}")
    print("mean, d/dx, d/dy explain (trained, random):", np.mean(shares, 0).round(2))
    print("silencing one costs points:", (100 * np.sort(silent)[[0, 20, 39]]).round(1))


def _frozen(seed: int, X8: np.ndarray, y: np.ndarray) -> float:
    X, labels, hand = nets.digits()
    known = hand < nets.KNOWN
    net = nets.conv_net(nets.SIDE, seed)
    eye, rest = dl.nn.Sequential(*list(net)[:3]), dl.nn.Sequential(*list(net)[3:])
    seen = {n: value_of(eye(a)) for n, a in (("known", X[known]), ("new", X8))}
    nets.train(rest, seen["known"], labels[known], RATE, seed)
    return np.mean(nets.answers(rest, seen["new"]) == y)


def fields() -> None:
    """How much of the gradient lies how near, through 20 random layers; and cost in seconds."""
    rng, layers, channels = np.random.default_rng(0), 20, 16
    side = 2 * layers + 1
    total = np.zeros((side, side))
    for _ in range(20):
        X = dl.Tensor(rng.normal(size=(1, channels, side, side)))
        a = X
        for k in range(layers):
            std = (2 / (9 * channels)) ** 0.5
            a = dl.conv2d(a, rng.normal(0, std, (channels, channels, 3, 3)))
            a = dl.relu(a) if k < layers - 1 else a
        a.backward(rng.normal(size=a.shape))
        total += (X.grad[0] ** 2).sum(0)
    total /= total.sum()
    middle = side // 2
    for share in (0.5, 0.9):
        h = next(
            h
            for h in range(side)
            if total[middle - h : middle + h + 1, middle - h : middle + h + 1].sum() >= share
        )
        print(f"{share:.0%} of the squared gradient within {2 * h + 1} × {2 * h + 1} of {side}²")
    for kind in nets.BUILD:
        start = time.process_time()
        learn(kind, False, 0, nets.SIDE)
        print(f"{kind}: {time.process_time() - start:.2f} s of one core for 600 steps on 8 × 8")


def wide() -> None:
    """What patience and width do for a dense net that sees moved digits: all 25 pushes."""
    X, y, hand = nets.digits()
    known, (N, c) = hand < nets.KNOWN, nets.new_hands()
    pushes = [(i, j) for i in range(-2, 3) for j in range(-2, 3)]
    for name, hidden, steps, lr in (
        ("144-17-10", 17, 600, 0.01),
        ("144-17-10", 17, 3000, 0.01),
        ("144-128-10", 128, 600, 0.01),
        ("144-128-10", 128, 3000, 0.003),
        ("conv", 0, 3000, 0.01),
    ):
        shares = []
        for seed in range(3):
            rng = np.random.default_rng(seed)
            net = nets.conv_net(nets.CANVAS, seed) if not hidden else dl.nn.Sequential(
                dl.nn.Flatten(), dl.nn.Linear(144, hidden, rng=rng, dtype=nets.F), dl.relu,
                dl.nn.Linear(hidden, 10, rng=rng, dtype=nets.F),
            )  # fmt: skip
            nets.train(net, X[known], y[known], lr, seed, moved=True, steps=steps)
            read = [nets.answers(net, nets.pushed(N.astype("f4"), *p)) == c for p in pushes]
            shares.append(np.mean(read))
        count = sum(p.size for p in net.parameters())
        print(f"{name}, {count:,} parameters, {steps} steps: {spread(shares)}")


def race() -> None:
    """The race, as the text says it: shares of 1,797 digits, three seeds."""
    for key, row in json.loads(path("convolution/race").read_text()).items():
        shares = np.sum(row["right"], axis=1) / 1797
        print(f"{key:26} η {row['lr']}: {spread(list(shares))}")


PARTS = {f.__name__: f for f in (kept, moved, flow, filters, fields, wide, race)}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        print(f"\n{part}: {PARTS[part].__doc__}")
        PARTS[part]()
