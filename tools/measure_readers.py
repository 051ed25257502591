"""Measure what chapter 10 says besides its pictures: mistakes of method, checks, and the pad.

``OPENBLAS_NUM_THREADS=1 PYTHONPATH=.:tools python tools/measure_readers.py [part …]`` runs the
parts named, or all: look, lucky, scale, gradients, sure, curves, pad. It prints, and writes
nothing, for two minutes of one core. ``python benchmarks/pad.py`` judges the pad's own net.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from digit_recipes import CURED, DROPOUT, PLAIN, SIZES, logits, net, probabilities, right, train
from measure_digits import nearest_mean, nearest_neighbour

import mathdl as dl
from mathdl.plots.digits import fool, record, saliency
from mathdl.plots.digits.pad_net import shares

X, y, hand = dl.data.digits()
LEARN, CHOOSE, REPORT = hand < 10, (hand >= 10) & (hand < 12), hand >= 12


def look() -> None:
    """The data, and what the split of the book makes of it."""
    sizes = [int(part.sum()) for part in (LEARN, CHOOSE, REPORT)]
    print("learn, choose, report:", sizes)
    apart = (X**2).sum(1) - 2 * X @ X.T
    np.fill_diagonal(apart, np.inf)
    own = np.mean(hand[apart.argmin(1)] == hand)
    print(f"nearest neighbour of the same hand: {own:.3f}; by chance {1 / 14:.3f}")
    touch = np.mean(X[:, :8].any(1) & X[:, -8:].any(1))
    print(f"ink in the top and in the bottom row: {touch:.3f} of all; mean ink {X.mean():.4f}")
    for name, guess in (("nearest mean", nearest_mean), ("nearest neighbour", nearest_neighbour)):
        print(name, *(f"{guess_on(guess, mask):.4f}" for mask in (CHOOSE, REPORT)))
    start = time.process_time()
    model = net()
    first = dl.cross_entropy(model(X[LEARN]), y[LEARN]).item()
    train(model, X[LEARN], y[LEARN], **PLAIN)
    seconds = time.process_time() - start
    print(f"plain net, seed 0: first loss {first:.3f}, {seconds:.2f} s of CPU")
    for seed in range(5):
        model = train(net(seed=seed), X[LEARN], y[LEARN], seed=seed, **PLAIN)
        cured = train(net(SIZES, seed, DROPOUT), X[LEARN], y[LEARN], seed=seed, **CURED)
        for name, made in (("plain", model), ("cured", cured)):
            found = [f"{right(made, X[m], y[m]):.4f}" for m in (LEARN, CHOOSE, REPORT)]
            print(f"seed {seed}, {name}: learnt, choose, report", *found)


def guess_on(guess: object, mask: np.ndarray) -> float:
    """Share right of a baseline that learns from hands 0 to 9."""
    some = LEARN | mask
    return float(np.mean(_on(guess, some, mask[some]) == y[mask]))


def _on(guess: object, some: np.ndarray, new: np.ndarray) -> np.ndarray:
    import measure_digits as m

    kept = m.X, m.y
    m.X, m.y = X[some], y[some]
    try:
        return guess(new)  # type: ignore[operator]
    finally:
        m.X, m.y = kept


def lucky() -> None:
    """The best of twenty seeds, chosen by hands 10 and 11, and what 12 and 13 say."""
    models = [train(net(seed=s), X[LEARN], y[LEARN], 30, 0.002, s) for s in range(20)]
    v, t = (np.array([right(m, X[p], y[p]) for m in models]) for p in (CHOOSE, REPORT))
    best = v.argmax()
    print(f"validation mean {v.mean():.4f}, best {v[best]:.4f}; its test {t[best]:.4f}, test mean "
          f"{t.mean():.4f}, correlation {np.corrcoef(v, t)[0, 1]:.2f}")  # fmt: skip


def scale() -> None:
    """Divided by 16, standardised pixel by pixel, or neither; Adam and SGD, 20 epochs."""
    mean, std = X[LEARN].mean(0), X[LEARN].std(0)
    print("constant pixels", np.flatnonzero(std == 0), "smallest other std", std[std > 0].min())
    ways = {
        "/16": X,
        "standardised": (X - mean) / np.where(std > 0, std, 1),
        "0 … 16": 16 * X,
    }
    ways = {name: Z.astype(np.float32) for name, Z in ways.items()}
    print("largest standardised", np.abs(ways["standardised"][~LEARN]).max().round(1))
    for name, Z in ways.items():
        for optimiser in ("Adam 0.002", "SGD 0.1"):
            found = []
            for s in range(3):
                model, rng = net(seed=s), np.random.default_rng(s)
                kind = dl.optim.Adam if "Adam" in optimiser else dl.optim.SGD
                step = kind(model.parameters(), lr=float(optimiser.split()[1]))
                with np.errstate(all="ignore"):
                    for _ in range(20):
                        for some, truth in dl.data.batches(Z[LEARN], y[LEARN], 64, rng):
                            step.zero_grad()
                            dl.cross_entropy(model(some), truth).backward()
                            step.step()
                found.append(right(model, Z[~LEARN], y[~LEARN]))
            print(f"{name:13} {optimiser:10}", np.round(found, 3))


def gradients() -> None:
    """A gradient check of the whole plain net, in double precision."""
    model = record.net("plain")
    A, a = X[:64].astype(float), y[:64]

    def loss() -> float:
        return dl.cross_entropy(model(A), a).item()

    model.zero_grad()
    start = time.process_time()
    dl.cross_entropy(model(A), a).backward()
    back = time.process_time() - start
    count = sum(p.size for p in model.parameters())
    for h in (1e-3, 1e-4, 1e-5, 1e-6):
        rng, pairs = np.random.default_rng(3), []
        start = time.process_time()
        for p in model.parameters():
            flat = p.data.reshape(-1)
            for j in rng.choice(flat.size, min(40, flat.size), replace=False):
                before = flat[j]
                flat[j] = before + h
                up = loss()
                flat[j] = before - h
                down = loss()
                flat[j] = before
                pairs.append(((up - down) / (2 * h), p.grad.reshape(-1)[j]))
        each = (time.process_time() - start) / len(pairs)
        n, b = np.array(pairs).T
        print(f"h = {h:g}: {np.linalg.norm(n - b) / np.linalg.norm(n + b):.1e}, largest "
              f"{np.abs(n - b).max() / np.abs(b).max():.1e}; all {count:,} would take "
              f"{count * each:.1f} s, backward {1000 * back:.2f} ms")  # fmt: skip


def sure() -> None:
    """Calibration: fitted on odd hands, tried on even ones; and scribbles."""
    odd = hand % 2 == 1

    def surprise(z: np.ndarray, mask: np.ndarray) -> float:
        p = probabilities(z[mask])[np.arange(mask.sum()), y[mask]]
        return float(-np.log(p).mean())

    heats = np.geomspace(0.5, 4, 100)
    for name in ("plain", "cured", "three cured"):
        z = record.unseen(name)
        best = heats[np.argmin([surprise(z / T, odd) for T in heats])]
        p = probabilities(z).max(1)
        hit = z.argmax(1) == y
        print(f"{name}: sure {p.mean():.4f}, right {hit.mean():.4f}; T from odd hands {best:.2f}")
        print(f"   surprise on even hands {surprise(z, ~odd):.3f} → {surprise(z / best, ~odd):.3f}")
    bitmaps = dl.data.scribbles(400, 7)
    S = np.concatenate([shares(b) for b in bitmaps])
    for name, dropout, recipe in (("plain", 0.0, PLAIN), ("cured", DROPOUT, CURED)):
        models = [train(net(SIZES, s, dropout), X, y, seed=s, **recipe) for s in range(3)]
        found = [probabilities(logits(model, S)).max(1) for model in models]
        print(f"{name}: at least 90 % sure of {np.mean(np.array(found) >= 0.9):.3f} of scribbles")


def curves() -> None:
    """What the pictures of saliency and of the nudge show."""
    for k, way in enumerate(saliency.BY):
        print(f"rubbed out by {way}:", np.round(saliency._shares()[k], 3))
    for name in ("plain", "cured"):
        for k, way in enumerate(fool.WAYS):
            print(
                f"{name} nudged by {way}:",
                dict(zip(fool.SIZES[::4], np.round(fool._shares(name)[k][::4], 3))),
            )


def pad() -> None:
    """Drawings, as they are and prepared, read by nets that know more and more (three seeds)."""
    bitmaps, truth, _ = dl.data.drawn_digits(1000, 99)
    raw = (dl.data.count_blocks(bitmaps).reshape(-1, 64) / 16).astype(np.float32)
    ready = np.concatenate([shares(b) for b in bitmaps])
    more, meant, _ = dl.data.drawn_digits(2000, 98)
    more = np.concatenate([shares(b) for b in more])
    both = np.concatenate([X, more]), np.concatenate([y, meant])
    warped = {**CURED, "epochs": 60}
    for name, data, dropout, recipe in (
        ("plain", (X, y), 0.0, PLAIN),
        ("cured", (X, y), DROPOUT, CURED),
        ("cured, and 2,000 drawings", both, DROPOUT, warped),
        ("cured, drawings alone", (more, meant), DROPOUT, warped),
    ):
        models = [train(net(SIZES, s, dropout), *data, seed=s, **recipe) for s in range(3)]
        found = [[right(m, Z, truth) for m in models] for Z in (raw, ready)]
        digits = [right(m, X, y) for m in models]
        print(f"{name:26} as drawn {np.mean(found[0]):.3f}, prepared {np.mean(found[1]):.3f} "
              f"{np.round(found[1], 3)}; the 1,797 {np.mean(digits):.3f}")  # fmt: skip


PARTS = {f.__name__: f for f in (look, lucky, scale, gradients, sure, curves, pad)}


def main() -> None:
    """Measure the parts named."""
    for name in sys.argv[1:] or PARTS:
        print(f"\n# {name}", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
