"""The table of cases: one row per differentiable operation. Adding an op means adding its row here.

A row names the operation, how to compute its value with NumPy alone, and where to try it.
"""

from dataclasses import dataclass

import numpy as np

import mathdl as dl

Shapes = tuple[tuple[int, ...], ...]
ONE: tuple[Shapes, ...] = (((),), ((3,),), ((2, 3),), ((1, 1),), ((0,),), ((2, 0, 3),))
TWO: tuple[Shapes, ...] = (
    ((), ()),
    ((3,), (3,)),
    ((), (2, 3)),
    ((2, 3), (3,)),
    ((2, 1), (1, 3)),
    ((4, 1, 3), (2, 1)),
    ((1, 1), (3,)),
    ((0, 3), (1, 3)),
)


def anywhere(rng, shape):
    return rng.uniform(-2, 2, shape)


def positive(rng, shape):
    return rng.uniform(0.3, 2, shape)


def off_zero(rng, shape):
    """Not near 0, where a kink would make finite differences disagree."""
    return rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape)


@dataclass(frozen=True)
class Case:
    f: object
    value: object
    domains: tuple = (anywhere,)
    shapes: tuple[Shapes, ...] = ONE
    name: str = ""

    def __post_init__(self):
        object.__setattr__(self, "name", self.name or self.f.__name__)

    def args(self, shapes: Shapes, dtype: type) -> list[np.ndarray]:
        rng = np.random.default_rng(len(self.name))
        return [np.asarray(d(rng, s), dtype)[()] for d, s in zip(self.domains, shapes, strict=True)]


def unary(f, value, domain=anywhere):
    return Case(f, value, (domain,))


def binary(f, value, first=anywhere, second=anywhere):
    return Case(f, value, (first, second), TWO)


def with_options(f, value, shape, name, /, **options):
    return Case(
        lambda a: f(a, **options), lambda a: value(a, **options), (anywhere,), ((shape,),), name
    )


def indexed(index, shape, name="getitem"):
    return Case(lambda a: a[index], lambda a: a[index], (anywhere,), ((shape,),), name)


RANKS = (((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)))
BATCHES = (((2, 3), (5, 3, 4)), ((5, 1, 2, 3), (4, 3, 2)), ((3,), (5, 3, 2)), ((5, 2, 3), (3,)))

CASES = [
    binary(dl.add, np.add),
    binary(dl.subtract, np.subtract),
    binary(dl.multiply, np.multiply),
    binary(dl.divide, np.divide, second=off_zero),
    binary(dl.power, np.power, first=positive),
    *(
        Case(lambda a, n=n: a**n, lambda a, n=n: np.power(a, n), (off_zero,), ONE, "power")
        for n in (0, 1, 2, 3, 5, -1, -2)
    ),
    unary(dl.negative, np.negative),
    unary(dl.abs, np.abs, off_zero),
    unary(dl.exp, np.exp),
    unary(dl.log, np.log, positive),
    unary(dl.sqrt, np.sqrt, positive),
    unary(dl.sin, np.sin),
    unary(dl.cos, np.cos),
    unary(dl.relu, lambda a: np.where(a > 0, a, a * 0), off_zero),
    unary(dl.sigmoid, lambda a: 1 / (1 + np.exp(-a))),
    unary(dl.tanh, lambda a: 2 / (1 + np.exp(-2 * a)) - 1),
    unary(dl.softplus, lambda a: np.log(1 + np.exp(a))),
    unary(dl.sum, np.sum),
    with_options(dl.sum, np.sum, (2, 3), "sum", axis=1),
    with_options(dl.sum, np.sum, (2, 3, 4), "sum", axis=(0, -1), keepdims=True),
    with_options(dl.sum, np.sum, (2, 3, 4), "sum", axis=(0, 2)),
    with_options(dl.sum, np.sum, (0, 3), "sum", axis=0),
    Case(dl.mean, np.mean, shapes=(((),), ((3,),), ((2, 3),))),
    with_options(dl.mean, np.mean, (2, 3), "mean", axis=0),
    with_options(dl.mean, np.mean, (2, 3, 4), "mean", axis=(0, -1), keepdims=True),
    with_options(dl.reshape, np.reshape, (2, 6), "reshape", shape=(3, -1)),
    with_options(dl.reshape, np.reshape, (1, 1), "reshape", shape=()),
    Case(dl.transpose, np.transpose, shapes=(((),), ((2, 3),), ((2, 3, 4),))),
    with_options(dl.transpose, np.transpose, (2, 3, 4), "transpose", axes=(1, 2, 0)),
    with_options(dl.transpose, np.transpose, (2, 3, 4), "transpose", axes=(-1, 0, 1)),
    indexed(1, (3,)),
    indexed((slice(None, None, -1), None, 0), (3, 2)),
    indexed(([0, 0, 2], [1, 1, 0]), (3, 2)),
    indexed(np.array([[True, False], [True, True], [False, False]]), (3, 2)),
    indexed((..., np.array([0, 0, 1])), (2, 3, 2)),
    Case(dl.matmul, np.matmul, (anywhere, anywhere), RANKS + BATCHES),
    Case(
        dl.linear,
        lambda x, w, b: np.matmul(x, w) + b,
        (anywhere,) * 3,
        tuple((x, (3, 4), (4,)) for x in ((2, 3), (3,), (5, 2, 3), (0, 3))),
    ),
]
TRIALS = [(case, shapes) for case in CASES for shapes in case.shapes]
TRIAL_NAMES = [
    f"{case.name}{'-'.join(map(str, shapes))}".replace(" ", "") for case, shapes in TRIALS
]
