"""A training step of a small convolutional net, written for each contestant."""

import importlib.util

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import mathdl as dl

F, HAND = np.float32, "by_hand"
NAME, SIZE = "conv net", "1 → 8 → 16 channels on 8 × 8, pooled, 10 classes, batch of 32, Adam"
SHAPES = ((8, 1, 3, 3), (8,), (16, 8, 3, 3), (16,), (64, 10), (10,))
BATCH, RATE = 32, 1e-3


def contestants():
    """For each contestant a function that makes its step; a step returns its loss."""
    rng = np.random.default_rng(0)
    x, y = rng.random((BATCH, 1, 8, 8)).astype(F), rng.integers(0, 10, BATCH)
    start = [(0.3 * rng.normal(size=shape)).astype(F) for shape in SHAPES]
    makers = {HAND: by_hand, "mathdl": by_mathdl}
    if importlib.util.find_spec("torch"):
        makers["torch"] = by_torch
    return {who: lambda make=make: make(x, y, start) for who, make in makers.items()}


def by_hand(x, y, start):
    """As a good NumPy programmer would: no graph, one flat array for Adam."""
    flat = np.concatenate([a.ravel() for a in start])
    ends = np.cumsum([a.size for a in start])
    W1, b1, W2, b2, W3, b3 = (flat[e - a.size : e].reshape(a.shape) for e, a in zip(ends, start))
    m, v, state = np.zeros_like(flat), np.zeros_like(flat), {"t": 0}
    rows = np.arange(BATCH)

    def convolved(a, W, b):
        n, c, h, w = a.shape
        padded = np.zeros((n, c, h + 2, w + 2), F)
        padded[:, :, 1:-1, 1:-1] = a
        windows = sliding_window_view(padded, (3, 3), (2, 3)).transpose(0, 1, 4, 5, 2, 3)
        patches = windows.reshape(n, c * 9, h * w)
        z = W.reshape(len(W), -1) @ patches + b[:, None]
        return np.maximum(z, 0).reshape(n, len(W), h, w), patches

    def weights_of(g, patches):
        return (g @ patches.swapaxes(1, 2)).sum(0).ravel(), g.sum((0, 2))

    def four(a):
        return [a[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)]

    def pooled(a):
        return np.maximum.reduce(four(a))

    def unpooled(g, a, p):
        out = np.empty_like(a)
        for part, to in zip(four(a), four(out)):
            won = part == p
            to[...] = g * won
            g = g * ~won
        return out * (a > 0)

    def step():
        nonlocal m, v
        a1, patches1 = convolved(x, W1, b1)
        p1 = pooled(a1)
        a2, patches2 = convolved(p1, W2, b2)
        p2 = pooled(a2)
        flattened = p2.reshape(BATCH, -1)
        z = flattened @ W3 + b3
        z -= z.max(1, keepdims=True)
        e = np.exp(z)
        total = e.sum(1, keepdims=True)
        loss = (np.log(total)[:, 0] - z[rows, y]).mean()
        g = e / total
        g[rows, y] -= 1
        g *= F(1 / BATCH)
        dW3, db3 = flattened.T @ g, g.sum(0)
        g = unpooled((g @ W3.T).reshape(p2.shape), a2, p2).reshape(BATCH, 16, -1)
        dW2, db2 = weights_of(g, patches2)
        d = (W2.reshape(16, -1).T @ g).reshape(BATCH, 8, 3, 3, 4, 4)
        spread = np.zeros((BATCH, 8, 6, 6), F)
        for i in range(3):
            for j in range(3):
                spread[:, :, i : i + 4, j : j + 4] += d[:, :, i, j]
        g = unpooled(spread[:, :, 1:-1, 1:-1], a1, p1).reshape(BATCH, 8, -1)
        dW1, db1 = weights_of(g, patches1)
        grad = np.concatenate([dW1, db1, dW2, db2, dW3.ravel(), db3])
        state["t"] = t = state["t"] + 1
        m *= F(0.9)
        m += F(0.1) * grad
        v *= F(0.999)
        v += F(0.001) * (grad * grad)
        flat[...] -= F(RATE / (1 - 0.9**t)) * m / (np.sqrt(v) * F((1 - 0.999**t) ** -0.5) + F(1e-8))
        return loss

    return step


def by_mathdl(x, y, start):
    nn = dl.nn
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, dtype=F), dl.relu, dl.max_pool2d,
        nn.Conv2d(8, 16, 3, padding=1, dtype=F), dl.relu, dl.max_pool2d,
        nn.Flatten(), nn.Linear(64, 10, dtype=F),
    )  # fmt: skip
    for p, a in zip(model.parameters(), start):
        p.data = a.copy()
    optimizer = dl.optim.Adam(model.parameters(), lr=RATE)

    def step():
        optimizer.zero_grad()
        loss = dl.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return step


def by_torch(x, y, start):
    import torch

    nn = torch.nn
    torch.set_num_threads(1)
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64, 10),
    )  # fmt: skip
    for p, a in zip(model.parameters(), start):
        p.data = torch.tensor(a.T.copy() if a.ndim == 2 else a)
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    x, y = torch.tensor(x), torch.tensor(y)

    def step():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return step
