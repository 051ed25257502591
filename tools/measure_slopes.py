"""Measure the numbers that chapter 3 quotes in its prose, and print them.

``PYTHONPATH=. python tools/measure_slopes.py`` takes a second.
"""

import numpy as np

import mathdl as dl
from mathdl.plots.chain_rule.order import multiplications


def main() -> None:
    """Print one line for each claim."""
    h = np.logspace(-16, 0, 161)
    off = np.abs((np.sin(1 + h) - np.sin(1)) / h - np.cos(1))
    print(f"3.2  best one-sided step for the sine at 1: {h[off.argmin()]:.0e}, off {off.min():.0e}")
    print(f"3.2  slope with h = 1e-16: {(np.sin(1 + 1e-16) - np.sin(1)) / 1e-16}")
    print(f"3.3  √50: promised {7 + 1 / 14:.4f}, true {np.sqrt(50):.4f}")
    top = np.sin(np.pi / 2)
    print(f"3.3  a nudge of 1 at the top of the sine: off by {top - np.sin(np.pi / 2 + 1):.2f}")
    print(f"3.5  sin(x²) at 1.5: {np.cos(2.25) * 3:.4f}; f′ taken at x: {np.cos(1.5) * 3:.4f}")
    print(f"3.5  (eˣ−1−x)/x² at 1e-5, by the rules: {delicate(1e-5):.3f}, true {1 / 6:.3f}")
    for z in (20.0, 30.0, 37.0):
        p = dl.sigmoid(z)
        true = np.exp(-z) / (1 + np.exp(-z)) ** 2
        print(f"3.5  σ′({z:g}) as p(1 − p): {p * (1 - p):.3g}, true {true:.3g}")
    print(f"3.6  0.5²⁰ = {0.5**20:.1e}, 0.9⁵⁰ = {0.9**50:.3f}, 1.1⁵⁰ = {1.1**50:.0f}")
    print(f"3.7  length of the gradient (8, 3): {np.hypot(8, 3):.3f}")
    cost = [multiplications([100] * 4 + [1], end) for end in ("output", "input")]
    print(
        f"3.9  100 inputs, one output: {cost[0]:,} and {cost[1]:,}, {cost[1] / cost[0]:.0f} times"
    )
    for rate in (0.24, 0.25, 0.27):
        print(f"3.10 x² + 4y² with η = {rate}: y is multiplied by {1 - 8 * rate:.2f} in each step")


delicate = dl.derivative(lambda x: (dl.exp(x) - 1 - x) / x**2)

if __name__ == "__main__":
    main()
