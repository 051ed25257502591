"""Measure the numbers that chapter 4 quotes in its prose, and print them.

``PYTHONPATH=. python tools/measure_bends.py`` takes about a minute.
"""

import re

import numpy as np

import mathdl as dl
from mathdl.exercises.activations.own_bend import STARTS, own_bend, own_slope, race
from mathdl.plots import BoundaryPlot, HingesPlot
from mathdl.plots.activations.activation_table import ACTIVATIONS
from mathdl.plots.activations.dead_units import course
from mathdl.plots.activations.depth_product import gradients
from mathdl.plots.activations.gradient_flow import GradientFlowPlot, _nets, gradient_sizes


def main() -> None:
    """Print one line for each claim."""
    z = np.linspace(-6, 6, 120_001)
    for name in ("gelu", "silu"):
        values, slopes = ACTIVATIONS[name].f(z), dl.derivative(ACTIVATIONS[name].f)(z)
        low = values.argmin()
        print(f"4.5  {name} dips to {values[low]:.3f} at {z[low]:.2f}; steepest {slopes.max():.3f}")
    p = dl.sigmoid(6.0)
    print(f"4.4  σ′(6) = {p * (1 - p):.4f}, a part in {1 / (p * (1 - p)):.0f}")
    for n in (8, 16, 32):
        said = HingesPlot().draw(hinges=n)
        print(f"4.6  {n} pieces: {re.search(r'at most (.+)[.]$', said)[1]}; bound {18 / n**2:.3f}")
    for width, bend in ((32, "relu"), (3, "relu"), (2, "silu"), (2, "relu"), (3, "tanh")):
        print(f"4.7  {BoundaryPlot().draw(width=width, bend=bend)}")
    for bias in ("−w/2", "0"):
        ends = [
            gradients("sigmoid", 10, w, -w / 2 if bias != "0" else 0.0)[0][-1]
            for w in (1.0, 2.0, 4.0, 8.0)
        ]
        print(
            f"4.8  ten sigmoids, bias {bias}, w = 1, 2, 4, 8: {', '.join(f'{e:.2g}' for e in ends)}"
        )
    for scale in (1.0, 2**0.5, 2.0, 10**0.6):
        ends = {
            name: gradient_sizes(f, scale * _nets()[1])[0]
            for name, f in GradientFlowPlot.BENDS.items()
        }
        print(f"4.8  scale {scale:.2f}:", ", ".join(f"{n} {e:.2g}" for n, e in ends.items()))
    for rate in (0.5, 1.0, 2.0, 3.0, 3.5, 4.0, 5.0, 10.0):
        dead = course(rate, 0.0, "relu")[0]
        share = dead.mean(axis=(1, 2))
        back = (dead.any(axis=0) & ~dead[-1]).sum()
        print(
            f"4.9  η = {rate}: {dead[-1].sum()} of {dead[-1].size} dead ({share[-1]:.0%}), "
            f"{share[10]:.0%} after ten steps, {back} came back"
        )
    for bias in (0.0, -1.0, -3.0):
        print(f"4.9  start bias {bias}: {course(0.5, bias, 'relu')[0][0].sum()} dead before step 1")
    leaky = course(10.0, 0.0, "leaky relu")[0]
    print(f"4.9  leaky, η = 10: {(leaky.any(axis=0) & ~leaky[-1]).sum()} died and came back")
    runners = {
        "relu": (lambda z: np.maximum(z, 0), lambda z: z > 0),
        "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
        "sigmoid": (dl.sigmoid, dl.derivative(dl.sigmoid)),
        "z + sin 2z": (own_bend, own_slope),
    }
    for name, pair in runners.items():
        shown, hidden = ([race(*pair, s, most=1000) for s in seeds] for seeds in (range(5), STARTS))
        print(f"4.11 {name}: steps {sorted(shown)}, hidden starts {sorted(hidden)}")


if __name__ == "__main__":
    main()
