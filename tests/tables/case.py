"""One row of the tables: an operation, its value with NumPy alone, and where to try it."""

from dataclasses import dataclass

import numpy as np

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


def apart(rng, shape):
    """No two numbers near each other, so that the largest stays the largest."""
    return rng.permutation(np.arange(np.prod(shape, dtype=int)) / 3 - 1).reshape(shape)


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


def with_options(f, value, shape, name, /, **options):
    return Case(
        lambda a: f(a, **options), lambda a: value(a, **options), (anywhere,), ((shape,),), name
    )


def softmax(a, axis=-1):
    return np.exp(a) / np.exp(a).sum(axis, keepdims=True)


def reduced(reduction):
    return {"mean": np.mean, "sum": np.sum, "none": lambda a: a}[reduction]
