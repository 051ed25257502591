"""What tools/measure_deep.py measured for chapter 8, as arrays."""

from __future__ import annotations

from functools import cache

import numpy as np

from mathdl.plots.kit.records import record

DEPTHS = 1, 2, 4, 8, 16, 32, 64, 100
RATES = tuple(2.0**k for k in range(-12, 3))
NETS = "plain", "skip", "skip and norm"
STEPS, EVERY = 300, 20
WORKS = 0.95  # the median of the seeds that a rate needs to count
ORANGE = 0.77  # what always answering orange gets right of the unseen points


@cache
def game() -> dict[tuple[str, int], np.ndarray]:
    """Return the accuracies on unseen points, by net and hidden layers.

    Each is an array (rates, seeds, times).
    """
    games = {}
    for key, accuracies in record("deep/game").items():
        net, _, layers = key.rpartition(" ")
        games[net, int(layers)] = np.array(accuracies) / 1000
    return games


def median(net: str, layers: int) -> np.ndarray:
    """Return the median accuracy of the seeds after the last step, by rate."""
    return np.median(game()[net, layers][:, :, -1], axis=1)


@cache
def stop() -> dict[tuple[int, float, float], dict[str, np.ndarray]]:
    """Return what stopping does, by examples, decay and dropout.

    Each has the means of twenty nets every 25 steps, `training`, `validation` and `unseen` losses
    and the unseen `accuracy`; and `stopped`, the median step of the least validation loss, and the
    unseen loss and accuracy of nets that stop there.
    """
    return {
        (int(n), float(decay), float(drop)): {name: np.array(row) for name, row in rows.items()}
        for (n, decay, drop), rows in (
            (key.split(), rows) for key, rows in record("deep/stop").items()
        )
    }
