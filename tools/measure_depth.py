"""Train every net of the race of depth and record its accuracy, for `mathdl.plots.DepthPlot`.

``python tools/measure_depth.py [points …]`` takes about twelve minutes, less if only some kinds of
points are named and what is recorded of the others is kept; it writes its record,
mathdl/plots/depth/depth_race.json: per kind of points, bend and number of hidden layers the median
accuracy of five seeds on the points for choosing, by learning rate; and for the best rate, and the
one that all nets share, the accuracy on the test points of every seed every 20 steps. Accuracies
are counted in thousandths.
"""

import json
import sys
from itertools import product

import numpy as np
from tqdm import tqdm

from mathdl.plots.depth.nets import (
    BENDS,
    COMMON,
    EVERY,
    RATES,
    SAMPLES,
    SEEDS,
    STEPS,
    WIDTHS,
    accuracy,
    start,
)
from mathdl.plots.kit.records import path
from mathdl.train import Run


def measure(data: str, bend: str, layers: int, seed: int, lr: float) -> tuple[int, list[int]]:
    """Return the accuracy at the end on the points for choosing, and the curve on the test's."""
    run = Run(*start(data, bend, layers, WIDTHS[layers], seed, lr))
    nets = [run.at(step) for step in range(0, STEPS + 1, EVERY)]
    curve = [round(1000 * accuracy(net, data)) for net in nets]
    return round(1000 * accuracy(nets[-1], data, "choose")), curve


def main() -> None:
    """Measure all, print a table of the last medians, and write the file."""
    chosen = sys.argv[1:] or list(SAMPLES)
    kept = json.loads(path("depth/depth_race").read_text()) if sys.argv[1:] else {}
    for data, bend, layers in tqdm(list(product(chosen, BENDS, WIDTHS))):
        choice, curves = {}, {}
        for lr in RATES:
            runs = [measure(data, bend, layers, seed, lr) for seed in range(SEEDS)]
            choice[lr] = int(np.median([chosen for chosen, _ in runs]))
            curves[lr] = [curve for _, curve in runs]
        best = max(choice, key=lambda lr: (choice[lr], lr == COMMON))  # of equals the common one
        curves = {lr: curves[lr] for lr in sorted({best, COMMON})}
        kept[f"{data} {bend} {layers}"] = {"best": best, "choice": choice, "curves": curves}
        last = {lr: sorted(curve[-1] for curve in curves[lr]) for lr in curves}
        tqdm.write(f"{data} {bend} {layers}: best rate {best} of {choice}, test {last}")
    lines = (f"{json.dumps(key)}: {json.dumps(race)}" for key, race in kept.items())
    path("depth/depth_race").write_text("{\n" + ",\n".join(lines).replace(", ", ",") + "\n}\n")


if __name__ == "__main__":
    main()
