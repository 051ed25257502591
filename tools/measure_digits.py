"""Measure what chapter 10 says, and record it for its pictures.

``OPENBLAS_NUM_THREADS=1 PYTHONPATH=.:tools python tools/measure_digits.py [part …]`` runs the parts
named, or all: splits, cures, hands, unseen, nets, rest. Together they take some 25 minutes of one
core. They write mathdl/plots/digits/{splits,cures,hands}.json, unseen.npz and nets.npz.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
from digit_recipes import (
    CURED,
    DROPOUT,
    PLAIN,
    SIZES,
    fourteen,
    logits,
    net,
    probabilities,
    right,
    shifted,
    train,
)

import mathdl as dl

FOLDER = Path(dl.__file__).parent / "plots" / "digits"
X, y, hand = dl.data.digits()
NETS = {"64-10": (64, 10), "64-32-10": (64, 32, 10), "64-128-64-10": SIZES}
SEEDS = 3


def folds() -> np.ndarray:
    """Fourteen parts dealt at random, as large as the hands."""
    return np.random.default_rng(0).permutation(hand)


def nearest_mean(new: np.ndarray) -> np.ndarray:
    """Which mean digit of the others is nearest."""
    means = np.stack([X[~new & (y == k)].mean(0) for k in range(10)])
    return ((X[new][:, None] - means) ** 2).sum(2).argmin(1)


def nearest_neighbour(new: np.ndarray) -> np.ndarray:
    """What the nearest of the others is."""
    known = X[~new]
    apart = (known**2).sum(1) - 2 * X[new] @ known.T
    return y[~new][apart.argmin(1)]


BASELINES = {"nearest mean": nearest_mean, "nearest neighbour": nearest_neighbour}


def splits() -> None:
    """Five models, judged on parts dealt at random and on new hands."""
    kept: dict = {}
    for split, part in (("random", folds()), ("hands", hand)):
        for name, guess in BASELINES.items():
            shares = [np.mean(guess(part == h) == y[part == h]) for h in range(14)]
            kept[f"{name}|{split}"] = np.round(shares, 4).tolist()
            print(f"{name:18} {split:7} {np.mean(shares):.4f}", flush=True)
        for name, sizes in NETS.items():
            all_right = np.stack(
                [fourteen(part, y, X, s, sizes=sizes, **PLAIN).argmax(1) == y for s in range(SEEDS)]
            )
            shares = [all_right[:, part == h].mean() for h in range(14)]
            kept[f"{name}|{split}"] = np.round(shares, 4).tolist()
            by_seed = all_right.mean(1)
            print(
                f"{name:18} {split:7} {np.mean(shares):.4f}  seeds {np.round(by_seed, 4)}, std "
                f"over seeds {by_seed.std():.4f}, over parts {np.std(shares):.4f}",
                flush=True,
            )
    FOLDER.joinpath("splits.json").write_text(json.dumps(kept) + "\n")


WARPS = {"none": None, "as hands do": dl.data.warp, "whole pixels": shifted}


def cures() -> None:
    """Learning curves of 64-128-64-10 under every mixture of cures, on both splits."""
    kept: dict = {}
    for warp_name, warp in WARPS.items():
        for dropout in (0.0, 0.2):
            for decay in (0.0, 0.1, 1.0):
                for split, part in (("random", folds()), ("hands", hand)):
                    curves = np.zeros((14, 3, 31))
                    for h in range(14):
                        new = part == h
                        model = net(SIZES, h, dropout)

                        def watch(epoch: int, m=model, new=new, row=curves[h]) -> None:  # noqa: ANN001
                            if epoch % 2 == 0:
                                z = logits(m, X[new])
                                p = probabilities(z)[np.arange(new.sum()), y[new]]
                                row[:, epoch // 2] = (
                                    right(m, X[~new], y[~new]),
                                    np.mean(z.argmax(1) == y[new]),
                                    -np.log(np.maximum(p, 1e-30)).mean(),
                                )

                        train(model, X[~new], y[~new], 60, 0.002, h, warp, decay=decay, watch=watch)
                    key = f"{warp_name}|{dropout:g}|{decay:g}|{split}"
                    means = curves.mean(0)
                    kept[key] = np.round(means, 4).tolist()
                    error = curves[:, 1, -1].std(ddof=1) / 14**0.5
                    print(
                        f"{key:34} seen {means[0, -1]:.4f} unseen {means[1, -1]:.4f} ± "
                        f"{error:.4f}, surprise {means[2, -1]:.3f}",
                        flush=True,
                    )
    FOLDER.joinpath("cures.json").write_text(json.dumps(kept) + "\n")


def hands() -> None:
    """How right 64-64-10 is on two new hands, by how many hands and digits it learnt from."""
    kept: dict = {}
    for digits in (125, 250, 500, 1000, 1500):
        for known in (1, 2, 4, 8, 12):
            shares = []
            for trial in range(24):
                rng = np.random.default_rng(1000 * known + 100 * digits + trial)
                order = rng.permutation(14)
                pool = np.flatnonzero(np.isin(hand, order[2 : 2 + known]))
                if digits > len(pool):
                    break
                some, new = rng.choice(pool, digits, replace=False), np.isin(hand, order[:2])
                epochs = min(200, max(20, round(20_000 / digits)))
                model = train(net((64, 64, 10), trial), X[some], y[some], epochs, 0.002, trial)
                shares.append(right(model, X[new], y[new]))
            if shares:
                kept[f"{known}|{digits}"] = np.round(np.sort(shares), 3).tolist()
                error = np.std(shares, ddof=1) / len(shares) ** 0.5
                print(
                    f"{known:2} hands, {digits:4} digits: {np.mean(shares):.3f} ± {error:.3f}",
                    flush=True,
                )
    FOLDER.joinpath("hands.json").write_text(json.dumps(kept) + "\n")


def unseen() -> None:
    """What nets say of every digit of hands they have not seen: plain, cured, three cured."""
    start = time.process_time()
    plain = np.stack([fourteen(hand, y, X, s, **PLAIN) for s in range(SEEDS)])
    between = time.process_time()
    cured = np.stack([fourteen(hand, y, X, s, DROPOUT, **CURED) for s in range(SEEDS)])
    end = time.process_time()
    for name, z, seconds in (("plain", plain, between - start), ("cured", cured, end - between)):
        single = (z.argmax(2) == y).mean(1)
        three = np.mean([probabilities(one) for one in z], 0)
        by_hand = [(three.argmax(1) == y)[hand == h].mean() for h in range(14)]
        print(
            f"{name}: one net {single.mean():.4f} {np.round(single, 4)}, three averaged "
            f"{(three.argmax(1) == y).mean():.4f}, hand by hand {np.round(by_hand, 3)}; all "
            f"{seconds:.0f} s of CPU"
        )
    three = np.log(np.mean([probabilities(one) for one in cured], 0))
    kept = {"plain": plain[0], "cured": cured[0], "three cured": np.maximum(three, -30)}
    np.savez_compressed(FOLDER / "unseen.npz", **{k: v.astype(np.float16) for k, v in kept.items()})
    wrong = np.all([*(plain.argmax(2) != y), *(cured.argmax(2) != y)], axis=0)
    p = np.exp(three)
    worst = sorted(np.flatnonzero(wrong), key=lambda i: p[i, y[i]])
    print(f"wrong in all six: {wrong.sum()}")
    print([(int(i), int(y[i]), int(p[i].argmax()), round(float(p[i].max()), 2)) for i in worst])


def nets() -> None:
    """Three nets that know hands 0 to 9: plain, another plain one, cured."""
    known, choose, test = hand < 10, (hand > 9) & (hand < 12), hand >= 12
    kept = {}
    for name, seed, dropout, recipe in (
        ("plain", 0, 0.0, PLAIN), ("other", 1, 0.0, PLAIN), ("cured", 0, DROPOUT, CURED),
    ):  # fmt: skip
        start = time.process_time()
        model = train(net(SIZES, seed, dropout), X[known], y[known], seed=seed, **recipe)
        seconds = time.process_time() - start
        small = net(SIZES)
        small.load_state_dict(
            {
                new: value.astype(np.float16).astype(np.float32)
                for new, value in zip(small.state_dict(), model.state_dict().values(), strict=True)
            }
        )
        kept |= {f"{name} {k}": v.astype(np.float16) for k, v in small.state_dict().items()}
        print(
            f"{name}: hands 10–11 {right(small, X[choose], y[choose]):.4f}, 12–13 "
            f"{right(small, X[test], y[test]):.4f}, {seconds:.2f} s of CPU"
        )
    single = net((64, 10))
    single[0].weight.data[...] = 0  # no noise of the start is to be seen in its pictures
    train(single, X[known], y[known], decay=0.01, **PLAIN)
    kept |= {f"single {k}": v.astype(np.float16) for k, v in single.state_dict().items()}
    np.savez_compressed(FOLDER / "nets.npz", **kept)


PARTS = {f.__name__: f for f in (splits, cures, hands, unseen, nets)}


def main() -> None:
    """Measure the parts named."""
    for name in sys.argv[1:] or PARTS:
        print(f"\n# {name}", flush=True)
        start = time.process_time()
        PARTS[name]()
        print(f"({time.process_time() - start:.0f} s of CPU)", flush=True)


if __name__ == "__main__":
    main()
