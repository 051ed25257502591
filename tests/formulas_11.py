"""The formulas of chapter 11, each tested by its name: see `notebooks/test_formulas.py`."""

import numpy as np

import mathdl as dl

RNG = np.random.default_rng(11)


def slide():
    x, w = RNG.normal(size=(5, 6)), RNG.normal(size=(2, 3))
    y = dl.conv2d(x[None, None], w[None, None])[0, 0]
    for r, s in np.ndindex(y.shape):
        np.testing.assert_allclose(
            y[r, s], sum(w[i, j] * x[r + i, s + j] for i, j in np.ndindex(w.shape))
        )


def size():
    for n in (7, 8, 12):
        for k in (2, 3, 5):
            for p in (0, 1, 2):
                for s in (1, 2, 3):
                    y = dl.conv2d(np.ones((1, 1, n, n)), np.ones((1, 1, k, k)), 0.0, s, p)
                    starts = [start for start in range(0, n + 2 * p, s) if start + k <= n + 2 * p]
                    assert y.shape[2:] == (len(starts),) * 2
                    assert len(starts) == (n + 2 * p - k) // s + 1


def channels():
    x, w, b = RNG.normal(size=(3, 4, 5)), RNG.normal(size=(2, 3, 2, 2)), RNG.normal(size=2)
    y = dl.conv2d(x[None], w, b)[0]
    for o, r, s in np.ndindex(y.shape):
        total = b[o] + sum(
            w[o, c, i, j] * x[c, r + i, s + j] for c, i, j in np.ndindex(w.shape[1:])
        )
        np.testing.assert_allclose(y[o, r, s], total)


def back():
    x, w, G = RNG.normal(size=7), RNG.normal(size=3), RNG.normal(size=5)
    T = np.array([[w[j - i] if 0 <= j - i < 3 else 0.0 for j in range(7)] for i in range(5)])

    def loss(x, w):
        return (dl.conv2d(x.reshape(1, 1, 1, 7), w.reshape(1, 1, 1, 3)).ravel() * G).sum()

    by_x = dl.numerical_gradient(lambda x: loss(x, w), x)
    by_w = dl.numerical_gradient(lambda w: loss(x, w), w)
    np.testing.assert_allclose(T.T @ G, by_x, rtol=1e-7)
    np.testing.assert_allclose([sum(G * x[j : j + 5]) for j in range(3)], by_w, rtol=1e-7)


def receptive_field():
    for layers in ([(3, 1)] * 3, [(3, 1), (2, 2), (3, 1), (2, 2)], [(5, 2), (3, 1), (3, 2)]):
        leaf = dl.Tensor(RNG.random((1, 1, 40, 40)))
        out = leaf
        for k, s in layers:
            out = dl.conv2d(out, RNG.uniform(0.1, 1, (1, 1, k, k)), stride=s)
        one = np.zeros(out.shape)
        one[0, 0, 1, 1] = 1
        out.backward(one)
        steps = np.cumprod([1, *(s for _, s in layers)])
        side = 1 + sum((k - 1) * step for (k, _), step in zip(layers, steps))
        assert np.count_nonzero(leaf.grad[0, 0].sum(0)) == side


CHAPTER_11 = {
    "slide": slide,
    "size": size,
    "channels": channels,
    "back": back,
    "receptive field": receptive_field,
}
