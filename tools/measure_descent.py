"""Train what chapter 7 shows and takes too long to train on the page, and record it.

``PYTHONPATH=. python tools/measure_descent.py [windows|schedules|edge|patients …]`` takes about ten
minutes, less if only some are named. It writes mathdl/plots/descent/*.json and prints what the
chapter quotes of them; measure_downhill.py and measure_nets.py print the other numbers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import product

import numpy as np
from patients import PATIENTS, course
from tqdm import tqdm

import mathdl as dl
from mathdl.plots.descent import many
from mathdl.plots.descent.schedule import KINDS, PEAKS, STARTS, WARM_UPS, rate_of
from mathdl.plots.descent.window import OPTIMISERS, RATES, SEEDS
from mathdl.plots.kit.records import path


def thousandths(values: np.ndarray) -> list[int]:
    """Write accuracies as whole numbers."""
    return np.round(1000 * values).astype(int).tolist()


def windows() -> dict:
    """Train every task by every optimiser at every rate; nine nets each."""
    record = {}
    for task, name in tqdm(list(product(many.TASKS, OPTIMISERS)), desc="windows"):
        bend = task.split(", ")[1]
        rows = {}
        for lr in RATES:
            nets = many.Many(SEEDS, bend)
            many.train(nets, OPTIMISERS[name](nets.parameters(), lr), many.examples(task, "learn"))
            rows[lr] = [
                thousandths(nets.accuracies(*many.examples(task, r))) for r in many.ROLES[1:]
            ]
        best = max(RATES, key=lambda lr: np.median(rows[lr][0]))
        record[f"{task} {name}"] = {"best": best, "choose": {lr: rows[lr][0] for lr in RATES}}
        record[f"{task} {name}"]["test"] = {lr: rows[lr][1] for lr in RATES}
        medians = {lr: int(np.median(rows[lr][0])) for lr in RATES}
        test = sorted(rows[best][1])
        tqdm.write(f"{task} {name}: best {best} of {medians}; test {test}, median {test[4]}")
    return record


def schedules() -> dict:
    """Train the rings with relu under every schedule, twelve nets each."""
    record = {}
    task = "rings, relu"
    for name, kind in tqdm(list(product(PEAKS, KINDS)), desc="schedules"):
        for peak, warm in product(PEAKS[name], WARM_UPS):
            nets = many.Many(STARTS, "relu")
            rate = rate_of(kind, peak, warm)
            many.train(
                nets, OPTIMISERS[name](nets.parameters(), rate), many.examples(task, "learn")
            )
            right = nets.accuracies(*many.examples(task, "choose"))
            on = [(A.data > 0).any(axis=1) for A in nets.hidden(many.examples(task, "learn")[0])]
            dead = float(np.mean(~on[1]))
            record[f"{name} {kind} {peak} {warm}"] = [thousandths(right), round(1000 * dead)]
            tqdm.write(
                f"{name} {kind} peak {peak} warm-up {warm}: median {np.median(right):.3f}, std "
                f"{right.std():.3f}, worst {right.min():.3f}, dead in layer 2 {dead:.2f}"
            )
    return record


def edge() -> dict:
    """Follow full-batch descent and its sharpness, for three rates."""
    X, y = dl.data.spirals(100, turns=1, rng=0)
    y, record = y[:, None].astype(float), {}
    for lr in (0.05, 0.1, 0.2):
        rng = np.random.default_rng(0)
        net = dl.nn.Sequential(
            *(dl.nn.Linear(2, 16, rng=rng, init=dl.nn.xavier_normal), dl.tanh),
            *(dl.nn.Linear(16, 16, rng=rng, init=dl.nn.xavier_normal), dl.tanh),
            dl.nn.Linear(16, 1, rng=rng, init=dl.nn.xavier_normal),
        )
        losses, sharp = [], []
        for step in tqdm(range(3001), desc=f"edge {lr}"):
            loss = dl.mse_loss(net(X), y)
            losses.append(loss.item())
            if step % 25 == 0:
                at = dl.sharpness(lambda net=net: dl.mse_loss(net(X), y), net.parameters())
                sharp.append(round(at, 3))
            loss.backward()
            for p in net.parameters():
                p.data = p.data - lr * p.grad
                p.zero_grad()
        rose = float(np.mean(np.diff(losses[-1001:]) > 0))
        record[str(lr)] = {
            "losses": [float(f"{v:.4g}") for v in losses[::10]],
            "sharpness": sharp,
            "rose": round(rose, 3),
        }
        late = sharp[20:]
        tqdm.write(
            f"η = {lr}, 2/η = {2 / lr:g}: λ {sharp[0]} at 0, {sharp[2]} at 50, then {min(late)} to "
            f"{max(late)} from 500 on, {sharp[-1]} at 3,000; of the last 1,000 steps {rose:.0%} "
            f"raised the loss, {losses[500]:.4f} at 500, {losses[-1]:.4f} at 3,000"
        )
    return record


def patients() -> dict:
    """Train every patient, and its healthy twin."""
    record = {}
    for name, patient in tqdm(PATIENTS.items(), desc="patients"):
        record[name] = {part: course(made, part == "ill") for part, made in patient.items()}
        for part, (learnt, unseen, right, _) in record[name].items():
            at = {step: (learnt[step // 20], unseen[step // 20]) for step in (0, 100, 400, 1000)}
            tqdm.write(f"{name}, {part}: {at}, right on {right} per thousand")
    return record


PARTS: dict[str, Callable[[], dict]] = {
    "windows": windows,
    "schedules": schedules,
    "edge": edge,
    "patients": patients,
}


def main() -> None:
    """Measure what is asked for, and write it down."""
    for name in sys.argv[1:] or PARTS:
        rows = PARTS[name]().items()
        lines = (f"{json.dumps(key)}:{json.dumps(row, separators=(',', ':'))}" for key, row in rows)
        path(f"descent/{name}").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
