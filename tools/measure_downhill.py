"""Print the numbers of chapter 7 that come from valleys small enough to look into.

``PYTHONPATH=. python tools/measure_downhill.py [name …]`` takes half a minute. Those of networks
are printed by tools/measure_nets.py, and those of the pictures by tools/measure_descent.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import numpy as np

import mathdl as dl
from mathdl.plots.descent import ball, cloud, many, routes, wells

SIZE, PRICE = dl.data.eight_houses()


def line(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the second derivatives of the MSE in (slope, intercept), and its lowest place."""
    H = 2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])
    return H, np.linalg.solve(H, 2 * np.array([np.mean(x * y), np.mean(y)]))


def descend(
    H: np.ndarray,
    best: np.ndarray,
    start: tuple,
    lr: float,
    beta: float = 0.0,
    steps: int = 5000,
    near: float = 1e-6,
    nesterov: bool = False,
) -> int | None:
    """Return after how many steps the gap to the least loss stays below `near`."""
    d, v, last = np.array(start) - best, 0.0, None
    for step in range(steps + 1):
        gap = 0.5 * d @ H @ d
        if not gap < 1e12:
            return None
        if gap >= near:
            last = step
        g = H @ d
        v = beta * v + g
        d = d - lr * (g + beta * v if nesterov else v)
    return None if last == steps else last + 1


def curvature() -> None:
    """Section 7.2 and 7.3: the line through eight houses."""
    H, best = line(SIZE, PRICE)
    low, high = np.linalg.eigvalsh(H)
    print(f"H {H.round(4).tolist()}, curvatures {high:.4f} and {low:.4f}, κ {high / low:.1f}")
    print(f"bound 2/λ {2 / high:.4f}, best {2 / (low + high):.4f}")
    for lr in (0.1, 1 / high, 2 / (low + high), 0.99 * 2 / high, 0.6225, 0.6237):
        print(f"η {lr:.4f}: {descend(H, best, (1, 0.5), lr)} steps")
    metres, best_m = line(100 * SIZE, PRICE)
    low, high = np.linalg.eigvalsh(metres)
    d, lr, steps = np.array([0.01, 0.5]) - best_m, 2 / (low + high), 0
    while 0.5 * d @ metres @ d >= 1e-3:
        d, steps = d - lr * metres @ d, steps + 1
    print(f"in m²: κ {high / low:,.0f}, best rate {lr:.3g}: {steps:,} steps to 0.001")
    x = (SIZE - SIZE.mean()) / SIZE.std()
    S, best_s = line(x, PRICE)
    print(f"standardised: H {S.round(6).tolist()}: {descend(S, best_s, (1, 0.5), 0.5)} step")
    for name, start, lr in (("x⁴/4 − x²/2 + ¼", 0.1, 1.1), ("2 ln cosh x", 2.0, 3.0)):
        print(name, lr, ball.course(ball.VALLEYS[name], start, lr, 400)[-4:].round(3))
    print("well, η 2.05:", len(ball.course(ball.VALLEYS["x⁴/4 − x²/2 + ¼"], 0.1, 2.05, 4000)) - 1)


def momentum() -> None:
    """Section 7.4."""
    H, best = line(SIZE, PRICE)
    low, high = np.linalg.eigvalsh(H)
    for beta in (0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.99):
        print(f"η 0.1, β {beta}: {descend(H, best, (1, 0.5), 0.1, beta)} steps")
    root = np.sqrt(high / low)
    beta, lr = ((root - 1) / (root + 1)) ** 2, 4 / (np.sqrt(low) + np.sqrt(high)) ** 2
    print(f"best: β {beta:.3f}, η {lr:.3f}: {descend(H, best, (1, 0.5), lr, beta)} steps")
    S, best_s = line((SIZE - SIZE.mean()) / SIZE.std(), PRICE)
    print("standardised, η ½, β 0.9:", descend(S, best_s, (1, 0.5), 0.5, 0.9))
    d, v, gaps = np.array([1, 0.5]) - best, 0.0, []
    for _ in range(101):
        gaps.append(0.5 * d @ H @ d)
        v = 0.9 * v + H @ d
        d = d - 0.1 * v
    print("β 0.9: the loss rises in", int(np.sum(np.diff(gaps) > 0)), "of the first 100 steps")


def thirteen(leaves: list[dl.Tensor]) -> dl.Tensor:
    """Return the loss of the thirteen-parameter net for its one example."""
    parts, (W1, b1, W2, b2) = dl.data.thirteen_parameters(), leaves
    out = dl.linear(dl.relu(dl.linear(parts["X"], W1, b1)), W2, b2)
    return dl.binary_cross_entropy_with_logits(out, parts["y"])


def adam() -> None:
    """Section 7.5."""
    parts = dl.data.thirteen_parameters()
    for name, rule in (("Adam", dl.optim.Adam), ("plain", dl.optim.SGD)):
        leaves = [dl.Tensor(parts[key]) for key in ("W1", "b1", "W2", "b2")]

        before = thirteen(leaves)
        before.backward()
        size = sum(np.abs(p.grad).sum() for p in leaves)
        zero = sum(int(np.sum(p.grad == 0)) for p in leaves)
        square = sum(float((p.grad**2).sum()) for p in leaves)
        rule(leaves, 0.01).step()
        print(
            f"{name}: Σ|g| {size}, Σg² {square}, zeros {zero}, loss {thirteen(leaves).item():.4f}"
        )
    m = v = 0.0
    steps = []
    for _ in range(100):
        m, v = 0.9 * m + 0.1, 0.999 * v + 0.001
        steps.append(m / np.sqrt(v))
    print(f"uncorrected: first {steps[0]:.2f}, largest {max(steps):.2f} at {np.argmax(steps) + 1}")
    rates = np.geomspace(1e-3, 3, 76)
    for kappa in (41.0, 1000.0):
        for turn in (0, 45):
            H, angle = routes.valley(kappa, turn), np.radians(turn)
            R = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            for rule in ("plain", "momentum", "Adam"):
                counts = [_down(rule, H, R @ routes.START, lr) for lr in rates]
                print(f"κ {kappa:g}, turned {turn}°, {rule}: best {min(counts)}")
    x, y = SIZE, PRICE
    s, i = dl.Tensor(1.0), dl.Tensor(0.5)
    optimiser, gaps = dl.optim.Adam([s, i], 0.1, betas=(0.9, 0.99)), []
    least = float(np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2))
    for _ in range(3000):
        optimiser.zero_grad()
        loss = dl.mse_loss(s * x + i, y)
        gaps.append(loss.item() - least)
        loss.backward()
        optimiser.step()
    first = int(np.argmax(np.array(gaps) < 1e-6))
    later = np.array(gaps[first + 300 :])
    print(f"Adam at rest, β₂ 0.99: below 10⁻⁶ at {first}, later up to {later.max():.2g}")


def _down(rule: str, H: np.ndarray, start: np.ndarray, lr: float) -> int:
    places = routes.route(rule, H, start, float(lr), 0.9)
    heights = 0.5 * np.einsum("ti,ij,tj->t", places, H, places)
    above = np.flatnonzero(~(heights < 1e-4 * heights[0]))
    return int(above[-1]) + 1


def batches() -> None:
    """Section 7.6."""
    x, y = cloud.houses()
    best = float(np.mean(x * y))
    rng = np.random.default_rng(0)
    each = np.stack([2 * (-y) * x, -2 * y])  # each house's gradient at (0, 0)
    mean = each.mean(axis=1)
    print(f"true gradient {mean.round(3)}, length {np.linalg.norm(mean):.2f}")
    for size in (1, 4, 16, 64):
        drawn = each[:, rng.integers(256, size=(20_000, size))].mean(axis=2)
        noise = np.sqrt(np.mean(np.sum((drawn - mean[:, None]) ** 2, axis=0)))
        uphill = np.mean(drawn.T @ mean < 0)
        print(f"batch {size}: noise {noise:.2f}, pointing uphill {uphill:.3f}")
    for size, lr, beta in ((1, 0.1, 0), (4, 0.1, 0), (16, 0.1, 0), (64, 0.1, 0), (4, 0.05, 0),
                           (4, 0.01, 0), (4, 0.01, 0.9)):  # fmt: skip
        w, b = np.full(400, best), np.zeros(400)
        u = v = np.zeros(400)
        far = []
        for step in range(1500):
            i = rng.integers(256, size=(400, size))
            r = w[:, None] * x[i] + b[:, None] - y[i]
            u, v = beta * u + 2 * (r * x[i]).mean(1), beta * v + 2 * r.mean(1)
            w, b = w - lr * u, b - lr * v
            far += [np.mean((w - best) ** 2 + b**2)] * (step > 500)
        rest = np.mean(far)
        print(f"batch {size}, η {lr}, β {beta}: mean squared {rest:.4f}, root {rest**0.5:.3f}")


def landscape() -> None:
    """Section 7.8."""
    X = np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1]])
    y = np.array([[0], [1], [1], [0]])
    for width in (2, 3, 4, 8):
        nets = many.Many(range(200), "tanh", (2, width, 1))
        many.train(nets, dl.optim.SGD(nets.parameters(), 0.5), (X, y), 4000, 4)
        print(f"XOR, width {width}: stuck {1 - np.mean(nets.accuracies(X, y) == 1):.3f}")
    for start in (0.1, 1e-2, 1e-4, 1e-8, 1e-16, 0.0):
        a, b, steps = 1.0, start, 0
        while abs(b) < 0.5 and steps < 5000:
            a, b, steps = a - 0.1 * a, b - 0.1 * (-b + b**3), steps + 1
        print(f"saddle from {start}: {steps}")
    x = np.linspace(-2, 3, 500_001)
    low = wells.f(x)
    inner = (low[1:-1] < low[:-2]) & (low[1:-1] < low[2:])
    for place in x[1:-1][inner]:
        bend = (wells.slope(place + 1e-4) - wells.slope(place - 1e-4)) / 2e-4
        print(f"well at {place:.3f}: height {wells.f(place):.3f}, curvature {bend:.2f}")
    for start in wells.WELLS:
        print(start, "->", np.mean(wells.walks(4.0, 0.03, start)[-1] > wells.ridge()))
    parts = dl.data.thirteen_parameters()
    for scale in (1, 10):
        by = {"W1": scale, "b1": scale, "W2": 1 / scale, "b2": 1}
        leaves = [dl.Tensor(factor * parts[key]) for key, factor in by.items()]
        loss = partial(thirteen, leaves)
        print(f"scale {scale}: loss {loss().item():.4f}, λ {dl.sharpness(loss, leaves):.2f}")


PARTS: dict[str, Callable[[], None]] = {
    part.__name__: part for part in (curvature, momentum, adam, batches, landscape)
}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or PARTS:
        print(f"--- {wanted}")
        PARTS[wanted]()
