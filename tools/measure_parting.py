"""Train one net by mathdl and by PyTorch from the same weights, and record both for chapter 9.

``PYTHONPATH=. python tools/measure_parting.py`` takes ten seconds, needs PyTorch (``make parity``),
and writes mathdl/plots/playground/parting.json.
"""

from __future__ import annotations

import numpy as np
import torch
from measure_playground import make, write

import mathdl as dl
from mathdl.plots.playground.parting import EVERY, STEPS


def main() -> None:
    """Train twice, and record losses and distances."""
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    X, y = dl.data.spirals(400, turns=2, noise=0.02, rng=0)
    ours = make([2, 5, 3, 1], "tanh", 0)
    theirs = torch.nn.Sequential(
        torch.nn.Linear(2, 5),
        torch.nn.Tanh(),
        torch.nn.Linear(5, 3),
        torch.nn.Tanh(),
        torch.nn.Linear(3, 1),
    )
    with torch.no_grad():
        for p, q in zip(theirs.parameters(), ours.parameters(), strict=True):
            p.copy_(torch.tensor(q.data.T))
    adam, adam_of_torch = (
        dl.optim.Adam(ours.parameters(), 0.03),
        torch.optim.Adam(theirs.parameters(), 0.03),
    )
    A, b = torch.tensor(X), torch.tensor(y, dtype=torch.float64)
    losses = []
    for step in range(STEPS + 1):
        one = dl.binary_cross_entropy_with_logits(ours(X)[:, 0], y.astype(float))
        two = torch.nn.functional.binary_cross_entropy_with_logits(theirs(A)[:, 0], b)
        losses.append((one.item(), two.item()))
        for loss, steps in ((one, adam), (two, adam_of_torch)):
            steps.zero_grad()
            loss.backward()
            steps.step()
        if step in (0, 100, 500, 1000, 2000, 3000, STEPS):
            print(step, *losses[-1], abs(losses[-1][0] - losses[-1][1]))
    one, two = np.array(losses[::EVERY]).T
    numbers = {"mathdl": one, "PyTorch": two, "apart": abs(one - two)}
    write("parting", {k: [float(f"{v:.5g}") for v in row] for k, row in numbers.items()})


if __name__ == "__main__":
    main()
