"""The same training steps, written for each contestant; every one does the same arithmetic."""

import importlib.util
from itertools import pairwise

import conv_net
import numpy as np
import transformer_block

import mathdl as dl

F, HAND = np.float32, conv_net.HAND
NODES = 20
# Sizes of layers, number of examples, activation, and whether Adam moves the weights.
NETS = {
    "small net": ([2, 16, 16, 1], 200, "tanh", True),
    "digits-sized net": ([64, 128, 64, 10], 64, "relu", True),
    "100 tanh layers": ([16] * 101, 64, "tanh", False),
}
SIZES = {
    "small net": "2-16-16-1, 200 points, Adam",
    "digits-sized net": "64-128-64-10, batch of 64, Adam",
    "100 tanh layers": "16 wide, batch of 64, no optimiser",
    conv_net.NAME: conv_net.SIZE,
    transformer_block.NAME: transformer_block.SIZE,
}


def tasks():
    """Name, and for each contestant a function that makes its step; a step returns its loss."""
    nets = {name: net(*task) for name, task in NETS.items()}
    nets |= {larger.NAME: larger.contestants() for larger in (conv_net, transformer_block)}
    return {**nets, f"scalar expression of {NODES} nodes": expression()}


def net(sizes, n, bend, optimiser):
    """Steps of a multilayer net: forward, loss, backward, and Adam if asked."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, sizes[0])).astype(F)
    kind = "classes" if sizes[-1] == 10 else "numbers"
    y = rng.integers(0, 10, n) if kind == "classes" else rng.normal(size=(n, sizes[-1])).astype(F)
    weights = [(rng.normal(size=(a, b)) * (1 / a) ** 0.5).astype(F) for a, b in pairwise(sizes)]
    biases = [np.zeros(b, F) for b in sizes[1:]]
    problem = (X, y, weights, biases, bend, kind, optimiser)
    makers = {HAND: by_hand, "mathdl": by_mathdl}
    if importlib.util.find_spec("torch"):
        makers["torch"] = by_torch
    if importlib.util.find_spec("jax"):
        makers["jax"] = by_jax
    return {who: lambda make=make: make(*problem) for who, make in makers.items()}


def by_hand(X, y, weights, biases, bend, kind, optimiser):
    """As a good NumPy programmer would: no graph, one flat array for Adam."""
    arrays = [a for pair in zip(weights, biases) for a in pair]
    flat = np.concatenate([a.ravel() for a in arrays])
    ends = np.cumsum([a.size for a in arrays])
    views = [flat[e - a.size : e].reshape(a.shape) for e, a in zip(ends, arrays)]
    grad = np.empty_like(flat)
    grads = [grad[e - a.size : e].reshape(a.shape) for e, a in zip(ends, arrays)]
    m, v, state = np.zeros_like(flat), np.zeros_like(flat), {"t": 0}
    W, b, dW, db = views[0::2], views[1::2], grads[0::2], grads[1::2]
    rows, last = np.arange(len(X)), len(weights) - 1

    def step():
        a, kept = X, []
        for i in range(last + 1):
            kept.append(a)
            a = a @ W[i] + b[i]
            if i < last:
                a = np.tanh(a) if bend == "tanh" else np.maximum(a, 0)
        if kind == "classes":
            z = a - np.maximum.reduce(a, -1, keepdims=True)
            e = np.exp(z)
            total = np.add.reduce(e, -1, keepdims=True)
            loss = (np.log(total)[:, 0] - z[rows, y]).mean()
            g = e / total
            g[rows, y] -= 1
            g *= F(1 / len(X))
        else:
            r = a - y
            loss = np.add.reduce(r * r, None) / r.size
            g = r * F(2 / r.size)
        for i in range(last, -1, -1):
            a = kept[i]
            np.matmul(a.T, g, out=dW[i])
            np.add.reduce(g, 0, out=db[i])
            if i:
                g = g @ W[i].T
                g = g * (1 - a * a) if bend == "tanh" else g * (a > 0)
        if optimiser:
            adam()
        return loss

    def adam():
        nonlocal m, v
        state["t"] = t = state["t"] + 1
        m *= F(0.9)
        m += F(0.1) * grad
        v *= F(0.999)
        v += F(0.001) * (grad * grad)
        flat[...] -= F(1e-3 / (1 - 0.9**t)) * m / (np.sqrt(v) * F((1 - 0.999**t) ** -0.5) + F(1e-8))

    return step


def by_mathdl(X, y, weights, biases, bend, kind, optimiser):
    layers = []
    for weight, bias in zip(weights, biases):
        layer = dl.nn.Linear(*weight.shape, rng=0, dtype=F)
        layer.weight.data, layer.bias.data = weight.copy(), bias.copy()
        layers += [layer, getattr(dl, bend)]
    model = dl.nn.Sequential(*layers[:-1])
    optimizer = dl.optim.Adam(model.parameters(), lr=1e-3)
    loss_of = dl.cross_entropy if kind == "classes" else dl.mse_loss

    def step():
        optimizer.zero_grad()
        loss = loss_of(model(X), y)
        loss.backward()
        if optimiser:
            optimizer.step()
        return loss

    return step


def by_torch(X, y, weights, biases, bend, kind, optimiser):
    import torch

    torch.set_num_threads(1)
    layers = []
    for weight, bias in zip(weights, biases):
        layer = torch.nn.Linear(*weight.shape)
        layer.weight.data, layer.bias.data = torch.tensor(weight.T.copy()), torch.tensor(bias)
        layers += [layer, torch.nn.Tanh() if bend == "tanh" else torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    functional = torch.nn.functional
    loss_of = functional.cross_entropy if kind == "classes" else functional.mse_loss
    X, y = torch.tensor(X), torch.tensor(y)

    def step():
        optimizer.zero_grad()
        loss = loss_of(model(X), y)
        loss.backward()
        if optimiser:
            optimizer.step()
        return loss

    return step


def by_jax(X, y, weights, biases, bend, kind, optimiser):
    import jax
    import jax.numpy as jnp

    X, y = jnp.asarray(X), jnp.asarray(y)
    parameters = [jnp.asarray(a) for pair in zip(weights, biases) for a in pair]
    last = len(weights) - 1

    def loss_of(parameters):
        a = X
        for i in range(last + 1):
            a = a @ parameters[2 * i] + parameters[2 * i + 1]
            if i < last:
                a = jnp.tanh(a) if bend == "tanh" else jax.nn.relu(a)
        if kind == "classes":
            return -jax.nn.log_softmax(a)[jnp.arange(len(X)), y].mean()
        return ((a - y) ** 2).mean()

    @jax.jit
    def update(parameters, m, v, t):
        loss, grads = jax.value_and_grad(loss_of)(parameters)
        if not optimiser:
            return loss, grads, m, v
        m = [0.9 * a + 0.1 * g for a, g in zip(m, grads)]
        v = [0.999 * a + 0.001 * g * g for a, g in zip(v, grads)]
        new = [
            p - 1e-3 * (a / (1 - 0.9**t)) / (jnp.sqrt(b / (1 - 0.999**t)) + 1e-8)
            for p, a, b in zip(parameters, m, v)
        ]
        return loss, new, m, v

    zeros = [jnp.zeros_like(p) for p in parameters]
    state = {"p": parameters, "m": zeros, "v": zeros, "t": 0}

    def step():
        state["t"] += 1
        loss, new, m, v = update(state["p"], state["m"], state["v"], state["t"])
        if optimiser:
            state["p"], state["m"], state["v"] = new, m, v
        return jax.block_until_ready((loss, new))[0]

    return step


def expression():
    """Operations on single numbers, forward and backward; a step returns the slope at x."""

    def steps(tensor):
        def step():
            x, w, b = tensor(0.7), tensor(-1.1), tensor(0.3)
            y = x
            for _ in range(NODES // 5):
                y = (y * w + b) * x - 0.5 * y
            y.backward()
            return x.grad

        return step

    makers = {"mathdl": lambda: steps(dl.Tensor)}
    if importlib.util.find_spec("torch"):
        import torch

        torch.set_num_threads(1)
        makers["torch"] = lambda: steps(lambda v: torch.tensor(v, requires_grad=True))
    return makers
