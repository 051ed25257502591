"""What Hypothesis draws: random graphs of operations, and their gradients by another road.

Every operation stands beside the same function in NumPy, which also takes complex numbers: the
imaginary part of f(x + ih) is h·f′(x), exact to rounding, without any rule of the package.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

import mathdl as dl

SHAPES = ((), (3,), (2, 1), (1, 3), (2, 3))
ROWS = np.array([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]])
SQUARE = np.array([[0.5, -0.4, 0.1], [0.2, 0.3, -0.6], [-0.5, 0.7, 0.2]])


def like(constant, a):
    """A constant in the type of a: a float64 one would make float32 into float64."""
    return constant.astype(np.real(getattr(a, "data", a)).dtype)


def _logistic(a):
    return 1 / (1 + np.exp(-a))


def _mean_of_rows(a):
    return a.mean(-1, keepdims=True) if a.ndim else a


def _summed_by_adding(a, b):
    a += b
    a *= 0.5
    return a


# Values stay moderate however long the chain is: nothing below more than halves a sum.
SMOOTH_UNARY: dict[str, tuple[Callable, Callable]] = {
    "sin": (dl.sin, np.sin),
    "cos": (dl.cos, np.cos),
    "tanh": (dl.tanh, np.tanh),
    "sigmoid": (dl.sigmoid, _logistic),
    "softplus": (dl.softplus, lambda a: np.log(1 + np.exp(a))),
    "silu": (dl.silu, lambda a: a * _logistic(a)),
    "log_sigmoid": (dl.log_sigmoid, lambda a: np.log(_logistic(a))),
    "exp": (lambda a: dl.exp(-a * a), lambda a: np.exp(-(a**2))),
    "log": (lambda a: dl.log(1 + a * a), lambda a: np.log(1 + a**2)),
    "sqrt": (lambda a: dl.sqrt(a * a + 1), lambda a: np.sqrt(a**2 + 1)),
    "number": (lambda a: 1.5 - 0.7 * a, lambda a: 1.5 - 0.7 * a),
    "whole": (lambda a: (2 - a) / 3, lambda a: (2 - a) / 3),
    "over": (lambda a: 1 / (2 + a**2), lambda a: 1 / (2 + a**2)),
    "base": (lambda a: 2 ** -(a**2), lambda a: np.exp(-(a**2) * np.log(2))),
}
SMOOTH_SHAPED: dict[str, tuple[Callable, Callable]] = {
    "array": (lambda a: like(ROWS, a) * dl.tanh(a), lambda a: ROWS * np.tanh(a)),
    "matmul": (
        lambda a: (a + like(0 * ROWS, a)) @ like(SQUARE, a),
        lambda a: (a + 0 * ROWS) @ SQUARE,
    ),
    "mean": (lambda a: a.mean(), lambda a: np.mean(a)),
    "rows": (_mean_of_rows, _mean_of_rows),
    "picked": (
        lambda a: a[..., [0, 0, -1]] if a.ndim else a,
        lambda a: a[..., [0, 0, -1]] if a.ndim else a,
    ),
    "turned": (lambda a: a.T.reshape(a.shape), lambda a: a.T.reshape(a.shape)),
}
BINARY: dict[str, tuple[Callable, Callable]] = {
    "added": (lambda a, b: (a + b) / 2, lambda a, b: (a + b) / 2),
    "subtracted": (lambda a, b: (a - b) * 0.5, lambda a, b: (a - b) / 2),
    "multiplied": (lambda a, b: a * dl.sin(b), lambda a, b: a * np.sin(b)),
    "divided": (lambda a, b: a / (1 + b * b), lambda a, b: a / (1 + b**2)),
    "raised": (
        lambda a, b: dl.sqrt(a * a + 1) ** -dl.sigmoid(b),
        lambda a, b: np.exp(-_logistic(b) * np.log(np.sqrt(a**2 + 1))),
    ),
    "in place": (_summed_by_adding, lambda a, b: (a + b) / 2),
}
KINKED: dict[str, tuple[Callable, Callable]] = {
    "relu": (dl.relu, lambda a: np.where(np.real(a) > 0, a, 0)[()]),
    "abs": (dl.abs, lambda a: a * np.sign(np.real(a))),
}
UNARY = SMOOTH_UNARY | SMOOTH_SHAPED | KINKED
OPERATIONS = UNARY | BINARY


@dataclass(frozen=True)
class Graph:
    """Leaves, then one operation per step on any two nodes before it, the same one perhaps."""

    leaves: tuple[np.ndarray, ...]
    steps: tuple[tuple[str, int, int], ...]

    def tensors(self, dtype=np.float64):
        return [dl.Tensor(np.asarray(leaf, dtype)) for leaf in self.leaves]

    def nodes(self, leaves, numpy=False, order=None):
        """Compute every node, in an order that may be given; with NumPy alone if wanted."""
        nodes = dict(enumerate(leaves))
        for i in order or range(len(leaves), len(leaves) + len(self.steps)):
            name, *at = self.steps[i - len(leaves)]
            at = at[: 1 if name in UNARY else 2]
            nodes[i] = OPERATIONS[name][numpy](*(nodes[j] for j in at))
        return [nodes[i] for i in range(len(nodes))]

    def end(self, leaves, numpy=False, order=None):
        """The last node as one number."""
        last = self.nodes(leaves, numpy, order)[-1]
        return np.sum(last) if numpy else dl.sum(last)

    def gradients(self, end=None):
        """The gradient at every leaf of `end(nodes)`, by default of the sum of the last node."""

        def value(*leaves):
            nodes = self.nodes(leaves, numpy=True)
            return np.sum(nodes[-1]) if end is None else end(nodes)

        return complex_gradients(value, self.leaves)


def complex_gradients(f, leaves, h=1e-30):
    """Nudge one entry after the other into the imaginary direction."""
    grads = []
    for k, leaf in enumerate(leaves):
        grads.append(np.zeros(np.shape(leaf)))
        for i in np.ndindex(np.shape(leaf)):
            nudged = [np.asarray(a, complex) for a in leaves]
            nudged[k][i] += 1j * h
            grads[k][i] = np.imag(f(*(a[()] for a in nudged))) / h
    return grads


def gradients(tensors):
    """The gradients the package found: zeros where none arrived."""
    return [np.zeros(t.shape) if t.grad is None else t.grad for t in tensors]


def assert_close(found, expected, rtol=1e-10):
    """Compare lists of arrays, each by the largest entry of all: rounding knows no small ones."""
    scale = max((np.max(np.abs(e), initial=0) for e in expected), default=0)
    for f, e in zip(found, expected, strict=True):
        assert np.shape(f) == np.shape(e)
        np.testing.assert_allclose(f, e, rtol=rtol, atol=rtol * max(1.0, scale))


def arrays(shapes):
    """Float64 arrays of one shape each, with numbers from −2 to 2 of few digits."""
    return st.integers(0, 2**32 - 1).map(
        lambda seed: tuple(
            np.random.default_rng([seed, i]).uniform(-2, 2, shape)[()]
            for i, shape in enumerate(shapes)
        )
    )


@st.composite
def graphs(draw, names=tuple(OPERATIONS), shapes=SHAPES, max_steps=12):
    """Graphs with fan-out, dead ends and constants; values of any of `shapes`."""
    chosen = draw(st.lists(st.sampled_from(shapes), min_size=1, max_size=3))
    steps = []
    for i in range(draw(st.integers(1, max_steps))):
        before = st.integers(0, len(chosen) + i - 1)
        steps.append((draw(st.sampled_from(names)), draw(before), draw(before)))
    return Graph(draw(arrays(chosen)), tuple(steps))


# For functions that are handed plain arrays too, which `a += b` would change.
SMOOTH = tuple(name for name in OPERATIONS if name not in KINKED and name != "in place")
SCALAR = tuple(SMOOTH_UNARY | BINARY)
chains = st.lists(st.sampled_from(tuple(SMOOTH_UNARY)), min_size=1, max_size=12)
