"""Measure again every number that chapter 2 quotes: ``python tools/measure_chapter_2.py``."""

import timeit

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.plots.tensors.sample_images import kinds, small_pictures


def prepare(files: np.ndarray, way: str) -> np.ndarray:
    """Turn pictures as files have them into rows of numbers, channels first, by either way."""
    shape = (len(files), 3, *files.shape[1:3])
    planes = np.moveaxis(files, -1, 1) if way == "moveaxis" else files.reshape(shape)
    return planes.reshape(len(files), -1) / 255


def scrambled(seed: int) -> list[float]:
    """Train on pictures scrambled by reshape; return what is right on them and on straight ones."""
    files = np.moveaxis(small_pictures(), 1, -1)
    labels = np.unique(kinds(), return_inverse=True)[1]
    order = np.random.default_rng(seed).permutation(64)
    learn, test = order[:48], order[48:]
    rng = np.random.default_rng(seed)
    net = nn.Sequential(nn.Linear(960, 32, rng=rng), dl.relu, nn.Linear(32, 8, rng=rng))
    adam = dl.optim.Adam(net.parameters(), lr=0.003)
    X = prepare(files, "reshape")
    for _ in range(150):
        adam.zero_grad()
        dl.cross_entropy(net(X[learn]), labels[learn]).backward()
        adam.step()
    found = []
    for way in ("reshape", "moveaxis"):
        outputs = net(prepare(files, way)[test]).data
        found.append(100 * np.mean(outputs.argmax(axis=1) == labels[test]))
    return found


def loop(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """Multiply as the chapter does, cell by cell."""
    rows, columns = range(A.shape[0]), range(B.shape[1])
    return np.array([[np.sum(A[i] * B[:, j]) for j in columns] for i in rows])


if __name__ == "__main__":
    found = np.array([scrambled(seed) for seed in range(20)])
    for way, row in zip(("scrambled like the training set", "in the right order"), found.T):
        print(
            f"trained on scrambled pictures, {way}: median {np.median(row):.0f} %, "
            f"from {row.min():.0f} to {row.max():.0f} (20 seeds)"
        )
    A, B = np.random.default_rng(0).normal(size=(2, 100, 100))
    slow = min(timeit.repeat(lambda: loop(A, B), number=1, repeat=5))
    fast = min(timeit.repeat(lambda: A @ B, number=10, repeat=5)) / 10
    print(f"100 by 100: a loop takes {slow / fast:.0f} times as long as @")
