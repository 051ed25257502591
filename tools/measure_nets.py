"""Print the numbers of chapter 7 that come from training many nets, and are in no picture.

``PYTHONPATH=. python tools/measure_nets.py [name …]`` takes about two minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl.exercises.descent import recipe
from mathdl.plots.descent import many
from mathdl.plots.descent.window import SEEDS


def friends() -> None:
    """Section 7.1: and if Nora trained longer?"""
    task = "spirals, tanh"
    for lr, steps in ((0.05, 2000), (0.001, 2000), (0.001, 10_000), (0.001, 20_000)):
        nets = many.Many(SEEDS, "tanh")
        many.train(nets, dl.optim.Adam(nets.parameters(), lr), many.examples(task, "learn"), steps)
        right = np.sort(nets.accuracies(*many.examples(task, "test")))
        print(f"Adam {lr}, {steps:,} steps: median {np.median(right):.4f}, all {right.round(3)}")


def batch_and_rate() -> None:
    """Section 7.6: twice the batch, twice the rate?"""
    X, y = dl.data.rings(512, bands=3, rng=0)
    unseen, truth = dl.data.rings(2000, bands=3, rng=1)
    for size in (8, 16, 32, 64, 128, 256, 512):
        for lr in (0.1 * size / 8, 0.1):
            nets = many.Many(SEEDS, "relu")
            sgd = dl.optim.SGD(nets.parameters(), lr)
            many.train(nets, sgd, (X, y[:, None]), 120 * 512 // size, size)
            right = np.median(nets.accuracies(unseen, truth[:, None]))
            print(f"batch {size}, η {lr:g}: median {right:.3f}")


def cosine_too_soon() -> None:
    """Section 7.7: where a schedule does harm."""
    task = "rings, tanh"
    for lr in (0.01, dl.optim.cosine(0.01, many.STEPS)):
        nets = many.Many(range(12), "tanh")
        many.train(nets, dl.optim.Adam(nets.parameters(), lr), many.examples(task, "learn"))
        right = nets.accuracies(*many.examples(task, "choose"))
        print("cosine" if callable(lr) else "constant", f"median {np.median(right):.3f}")


def edge() -> None:
    """Section 7.8: the edge of stability with other seeds."""
    X, y = dl.data.spirals(100, turns=1, rng=0)
    y = y[:, None].astype(float)
    for seed in range(6):
        nets = many.Many((seed,), "tanh", (2, 16, 16, 1))

        def loss(nets=nets) -> dl.Tensor:  # noqa: ANN001
            return dl.mse_loss(nets(X)[0], y)

        sgd, losses, sharp = dl.optim.SGD(nets.parameters(), 0.2), [], []
        for step in range(3001):
            sgd.zero_grad()
            now = loss()
            now.backward()
            losses.append(now.item())
            if step >= 1000 and step % 100 == 0:
                sharp.append(dl.sharpness(loss, nets.parameters()))
            sgd.step()
        rose = np.mean(np.diff(losses[-1001:]) > 0)
        print(
            f"seed {seed}: λ {min(sharp):.1f} to {max(sharp):.1f} from 1,000 on, loss "
            f"{losses[500]:.4f} at 500, {losses[-1]:.4f} at 3,000, {rose:.0%} of the last rose"
        )


def project() -> None:
    """Section 7.10: what recipes reach on the hidden starts and points."""
    sgd, adam, cosine = dl.optim.SGD, dl.optim.Adam, dl.optim.cosine
    recipes = {
        "momentum, constant 0.1": lambda p, n: sgd(p, 0.1, momentum=0.9),
        "momentum, constant 0.2": lambda p, n: sgd(p, 0.2, momentum=0.9),
        "Adam, constant 0.02": lambda p, n: adam(p, 0.02),
        "momentum, cosine from 0.1": lambda p, n: sgd(p, cosine(0.1, n), momentum=0.9),
        "momentum, cosine from 0.2": recipe.right_recipe,
        "momentum, cosine from 0.3": lambda p, n: sgd(p, cosine(0.3, n), momentum=0.9),
        "momentum, steps from 0.2": lambda p, n: sgd(
            p, dl.optim.step_decay(0.2, 500, 0.3), momentum=0.9
        ),
        "plain, cosine from 1": lambda p, n: sgd(p, cosine(1.0, n)),
        "Adam, cosine from 0.02": lambda p, n: adam(p, cosine(0.02, n)),
        "Adam, cosine from 0.05, warm-up 50": lambda p, n: adam(p, cosine(0.05, n, 50)),
        "Adam, cosine from 0.05, warm-up 200": lambda p, n: adam(p, cosine(0.05, n, 200)),
    }
    for name, make in recipes.items():
        median, worst = recipe.reached(make, b"")
        print(f"{name}: median {median:.4f}, worst {worst:.4f}")


PARTS: dict[str, Callable[[], None]] = {
    part.__name__: part for part in (friends, batch_and_rate, cosine_too_soon, edge, project)
}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or PARTS:
        print(f"--- {wanted}")
        PARTS[wanted]()
