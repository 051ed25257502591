"""A training step of one transformer block, written for each contestant."""

import importlib.util

import numpy as np
from conv_net import HAND, F

import mathdl as dl

C, T, BATCH, HEADS, RATE = 64, 32, 16, 4, 1e-3
NAME, SIZE = "transformer block", f"{C} features, {T} places, {HEADS} heads, batch of {BATCH}, Adam"
# Norm; queries, keys, values and what the heads' results go through; norm; the small net.
SHAPES = ((C,), (C,), *((C, C), (C,)) * 4, (C,), (C,))
SHAPES += ((C, 4 * C), (4 * C,), (4 * C, C), (C,))


def contestants():
    """For each contestant a function that makes its step; a step returns its loss."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, BATCH, T, C)).astype(F)
    start = [rng.normal(0, 0.1, shape).astype(F) for shape in SHAPES]
    makers = {HAND: by_hand, "mathdl": by_mathdl}
    if importlib.util.find_spec("torch"):
        makers["torch"] = by_torch
    return {who: lambda make=make: make(x, y, start) for who, make in makers.items()}


def by_hand(x, y, start):
    """As a good NumPy programmer would: no graph, one flat array for Adam."""
    flat = np.concatenate([a.ravel() for a in start])
    grad = np.empty_like(flat)
    ends = np.cumsum([a.size for a in start])
    views, grads = (
        [whole[e - a.size : e].reshape(a.shape) for e, a in zip(ends, start)]
        for whole in (flat, grad)
    )
    n1, c1, Wq, bq, Wk, bk, Wv, bv, Wo, bo, n2, c2, W1, b1, W2, b2 = views
    m, v, state = np.zeros_like(flat), np.zeros_like(flat), {"t": 0}
    X, Y, d = x.reshape(-1, C), y.reshape(-1, C), C // HEADS
    ahead = np.triu(np.full((T, T), -np.inf, F), 1)
    a, b = F((2 / np.pi) ** 0.5), F(0.044715)

    def normed(x):
        x = x - x.mean(1, keepdims=True)
        scale = ((x * x).mean(1, keepdims=True) + F(1e-5)) ** F(-0.5)
        x *= scale
        return x, scale

    def norm_back(g, weight, x_hat, scale):
        g = g * weight
        return scale * (g - g.mean(1, keepdims=True) - x_hat * (g * x_hat).mean(1, keepdims=True))

    def keep(place, x, g):  # the gradients of a matrix and its biases
        np.matmul(x.T, g, out=grads[place])
        np.add.reduce(g, 0, out=grads[place + 1])

    def step():
        h1, _ = normed(X)
        z1 = h1 * n1 + c1
        q, k, val = (
            (z1 @ W + b).reshape(BATCH, T, HEADS, d).swapaxes(1, 2)
            for W, b in ((Wq, bq), (Wk, bk), (Wv, bv))
        )
        p = q @ k.swapaxes(-1, -2)
        p *= F(d**-0.5)
        p += ahead
        p -= p.max(-1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(-1, keepdims=True)
        seen = (p @ val).swapaxes(1, 2).reshape(-1, C)
        r = X + (seen @ Wo + bo)
        h2, scale2 = normed(r)
        z2 = h2 * n2 + c2
        u = z2 @ W1 + b1
        uu = u * u
        t = np.tanh(a * u * (1 + b * uu))
        bent = F(0.5) * u * (1 + t)
        out = r + (bent @ W2 + b2)
        g = out - Y
        loss = np.vdot(g, g) / g.size
        g *= F(2 / g.size)
        keep(14, bent, g)
        gu = g @ W2.T
        gu *= F(0.5) * (1 + t + u * (1 - t * t) * (a * (1 + 3 * b * uu)))
        keep(12, z2, gu)
        gz = gu @ W1.T
        grads[10][:], grads[11][:] = (gz * h2).sum(0), gz.sum(0)
        g = g + norm_back(gz, n2, h2, scale2)
        keep(8, seen, g)
        gs = (g @ Wo.T).reshape(BATCH, T, HEADS, d).swapaxes(1, 2)
        gp = gs @ val.swapaxes(-1, -2)
        gp -= (gp * p).sum(-1, keepdims=True)
        gp *= p
        gp *= F(d**-0.5)
        message = 0
        for place, W, part in (
            (2, Wq, gp @ k),
            (4, Wk, gp.swapaxes(-1, -2) @ q),
            (6, Wv, p.swapaxes(-1, -2) @ gs),
        ):
            part = part.swapaxes(1, 2).reshape(-1, C)
            keep(place, z1, part)
            message = message + part @ W.T
        g = message
        grads[0][:], grads[1][:] = (g * h1).sum(0), g.sum(0)
        adam()
        return loss

    def adam():
        nonlocal m, v
        state["t"] = t = state["t"] + 1
        m *= F(0.9)
        m += F(0.1) * grad
        v *= F(0.999)
        v += F(0.001) * (grad * grad)
        flat[...] -= F(RATE / (1 - 0.9**t)) * m / (np.sqrt(v) * F((1 - 0.999**t) ** -0.5) + F(1e-8))

    return step


def by_mathdl(x, y, start):
    block = dl.nn.TransformerBlock(C, HEADS, rng=0, dtype=F)
    for p, a in zip(block.parameters(), start, strict=True):
        p.data = a.copy()
    optimizer = dl.optim.Adam(block.parameters(), lr=RATE)

    def step():
        optimizer.zero_grad()
        loss = dl.mse_loss(block(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return step


def by_torch(x, y, start):
    import torch

    torch.set_num_threads(1)
    block = torch.nn.TransformerEncoderLayer(
        C, HEADS, 4 * C, 0.0, torch.nn.GELU("tanh"), batch_first=True, norm_first=True
    )
    order = [block.norm1, block.self_attn, block.self_attn.out_proj, block.norm2]
    order += [block.linear1, block.linear2]
    tensors = [p for part in order for p in part.parameters(recurse=False)]
    inside = np.concatenate(start[2:8:2], 1), np.concatenate(start[3:8:2])  # PyTorch's are one
    for p, a in zip(tensors, [*start[:2], *inside, *start[8:]], strict=True):
        p.data = torch.tensor(a.T.copy())
    optimizer = torch.optim.Adam(block.parameters(), lr=RATE)
    x, y, ahead = torch.tensor(x), torch.tensor(y), torch.triu(torch.ones(T, T) > 0, 1)

    def step():
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(block(x, ahead, is_causal=True), y)
        loss.backward()
        optimizer.step()
        return loss

    return step
