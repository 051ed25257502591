"""Train small nets that learn by heart, and record it for `mathdl.plots.StopPlot`.

``PYTHONPATH=. python tools/measure_stop.py`` takes some ten minutes. It writes
mathdl/plots/deep/stop.json: loss and accuracy of twenty small nets, each with forty points or more
of its own, every 25 of 1,000 steps; and prints what chapter 8 says of them.
"""

from __future__ import annotations

import numpy as np
from measure_deep import F, as32, write_record

import mathdl as dl


class Small(dl.nn.Module):
    """Twenty relu nets 2 → 64 → 64 → 1 side by side, for `stop`."""

    def __init__(self, drop: float) -> None:
        rngs = [np.random.default_rng(seed) for seed in range(DRAWS)]
        for name, shape in {"W1": (2, 64), "W2": (64, 64), "W3": (64, 1)}.items():
            made = np.stack([dl.nn.he_normal(shape, rng) for rng in rngs])
            setattr(self, name, dl.Tensor(made.astype(F)))
        for name, out in {"b1": 64, "b2": 64, "b3": 1}.items():
            setattr(self, name, dl.Tensor(np.zeros((DRAWS, 1, out), F)))
        self.drop, self.rng = drop, np.random.default_rng(0)

    def forward(self, X: np.ndarray) -> dl.Tensor:
        """Return the logits of all nets."""
        a = dl.relu(X @ self.W1 + self.b1)
        a = dl.relu(self.dropped(a) @ self.W2 + self.b2)
        return self.dropped(a) @ self.W3 + self.b3

    def dropped(self, a: dl.Tensor) -> dl.Tensor:
        """Drop units while training."""
        return dl.dropout(a, self.drop, rng=self.rng) if self.training and self.drop else a

    def scores(self, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return every net's loss and accuracy."""
        self.eval()
        z = self(X).data.astype(float)
        self.train()
        losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
        return losses.mean(axis=(1, 2)), ((z > 0) == y).mean(axis=(1, 2))


DRAWS, TIMES = 20, range(0, 1001, 25)
EXAMPLES, DECAYS, DROPS = (40, 80, 160), (0.0, 1.0, 3.0), (0.0, 0.5)


def moons(n: int, first: int, draws: int = DRAWS) -> tuple[np.ndarray, np.ndarray]:
    """Return n noisy half-moons for every net, drawn from seeds that begin at `first`."""
    made = [as32(*dl.data.moons(n, noise=0.3, rng=first + seed)) for seed in range(draws)]
    X, y = (np.stack(part) for part in zip(*made, strict=True))
    return X, y


def course(examples: int, decay: float, drop: float) -> dict[str, np.ndarray]:
    """Train twenty nets, and return losses and accuracies, arrays (times, nets)."""
    net = Small(drop)
    learn, choose, unseen = moons(examples, 0), moons(40, 5000), moons(2000, 10_000, 1)
    adam = dl.optim.AdamW(net.parameters(), 0.01, weight_decay=decay)
    rows = {name: [] for name in ("training", "validation", "unseen", "accuracy", "chosen")}
    for step in range(TIMES[-1] + 1):
        if step in TIMES:
            rows["training"].append(net.scores(*learn)[0])
            for name, points, right in (
                ("validation", choose, "chosen"),
                ("unseen", unseen, "accuracy"),
            ):
                loss, share = net.scores(*points)
                rows[name].append(loss)
                rows[right].append(share)
        adam.zero_grad()
        (dl.binary_cross_entropy_with_logits(net(learn[0]), learn[1]) * F(DRAWS)).backward()
        adam.step()
    return {name: np.array(row) for name, row in rows.items()}


def stop() -> None:
    """Record what stopping, decay, dropout and examples do to twenty small nets."""
    kept = {}
    for n in EXAMPLES:
        for decay in DECAYS:
            for drop in DROPS:
                rows = course(n, decay, drop)
                at = rows["validation"].argmin(axis=0), np.arange(DRAWS)
                best = rows["chosen"].argmax(axis=0), np.arange(DRAWS)
                means = {name: rows[name].mean(axis=1).round(4).tolist() for name in rows}
                del means["chosen"]
                step = 25 * float(np.median(at[0]))
                stopped = [rows[name][at].mean().round(4) for name in ("unseen", "accuracy")]
                kept[f"{n} {decay:g} {drop:g}"] = means | {"stopped": [step, *stopped]}
                share = rows["accuracy"]
                print(
                    f"{n} examples, decay {decay:g}, dropout {drop:g}: at the end unseen loss "
                    f"{rows['unseen'][-1].mean():.2f}, accuracy {share[-1].mean():.3f} ± "
                    f"{share[-1].std() / DRAWS**0.5:.3f}; stopped by validation loss (median step "
                    f"{step:g}) {stopped[0]:.2f}, {stopped[1]:.3f}; by validation accuracy "
                    f"{share[best].mean():.3f}",
                    flush=True,
                )
    write_record("stop", kept)


if __name__ == "__main__":
    stop()
