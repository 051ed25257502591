"""The table of cases: one row per differentiable operation. Adding an op means adding its row here.

A row names the operation, how to compute its value with NumPy alone, and where to try it.
"""

from dataclasses import dataclass

import numpy as np

import mathdl as dl
from mathdl import activations, losses, ops

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


def unary(f, value, domain=anywhere):
    return Case(f, value, (domain,))


def binary(f, value, first=anywhere, second=anywhere):
    return Case(f, value, (first, second), TWO)


def with_options(f, value, shape, name, /, **options):
    return Case(
        lambda a: f(a, **options), lambda a: value(a, **options), (anywhere,), ((shape,),), name
    )


def _softmax(a, axis=-1):
    return np.exp(a) / np.exp(a).sum(axis, keepdims=True)


def _reshape(a, shape):  # NumPy 2.0 has other names for these arguments
    return np.reshape(a, shape)


def _clip(a, min, max=None):
    return np.clip(a, min, max)


def _tanh_gelu(a):
    return a * (1 + np.tanh(np.sqrt(2 / np.pi).astype(a.dtype) * (a + 0.044715 * a**3))) / 2


def _layer_norm(x, w, b):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * w + b


def _mask(shape):
    return 2.0 * (np.random.default_rng(7).random(shape) >= 0.5)


def _huber(r, delta):
    return np.where(abs(r) <= delta, r * r / 2, delta * (abs(r) - delta / 2))


def _reduced(reduction):
    return {"mean": np.mean, "sum": np.sum, "none": lambda a: a}[reduction]


def loss(f, term, second=anywhere, **options):
    """One row for each reduction of a loss; `term` is a single term of its sum."""
    return [
        Case(
            lambda a, b, r=reduction: f(a, b, reduction=r, **options),
            lambda a, b, r=reduction: _reduced(r)(term(a, b)),
            (anywhere, second),
            tuple((s, s) for s in ((), (3,), (2, 3))),
            f.__name__,
        )
        for reduction in ("mean", "sum", "none")
    ]


def classifier(shape, reduction):
    labels = np.random.default_rng(3).integers(0, shape[-1], shape[:-1])

    def value(z):
        p = np.take_along_axis(_softmax(z), labels[..., None], -1)[..., 0]
        return _reduced(reduction)(-np.log(p))

    f = dl.cross_entropy
    return Case(lambda z: f(z, labels, reduction), value, (anywhere,), ((shape,),), f.__name__)


def yes_or_no(shape, reduction):
    t = np.random.default_rng(3).random(shape)

    def value(z):
        p = 1 / (1 + np.exp(-z))
        terms = -t * np.log(p) - (1 - t) * np.log(1 - p)
        return _reduced(reduction)(terms).astype(z.dtype)

    f = dl.binary_cross_entropy_with_logits
    return Case(lambda z: f(z, t, reduction), value, (anywhere,), ((shape,),), f.__name__)


def indexed(index, shape, name="getitem"):
    return Case(lambda a: a[index], lambda a: a[index], (anywhere,), ((shape,),), name)


RANKS = (
    ((3, 3), (3, 3)),
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((3,), (3, 2)),
    ((2, 3), (3, 4)),
    ((5, 2, 3), (3, 4)),
)
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
    with_options(dl.reshape, _reshape, (2, 6), "reshape", shape=(3, -1)),
    with_options(dl.reshape, _reshape, (1, 1), "reshape", shape=()),
    Case(dl.transpose, np.transpose, shapes=(((),), ((2, 3),), ((2, 3, 4),))),
    with_options(dl.transpose, np.transpose, (2, 3, 4), "transpose", axes=(1, 2, 0)),
    with_options(dl.transpose, np.transpose, (2, 3, 4), "transpose", axes=(-1, 0, 1)),
    indexed(1, (3,)),
    indexed((slice(None, None, -1), None, 0), (3, 2)),
    indexed(([0, 0, 2], [1, 1, 0]), (3, 2)),
    indexed(np.array([[True, False], [True, True], [False, False]]), (3, 2)),
    indexed((..., np.array([0, 0, 1])), (2, 3, 2)),
    unary(dl.log1p, np.log1p, positive),
    unary(dl.expm1, np.expm1),
    unary(dl.log_sigmoid, lambda a: np.log(1 / (1 + np.exp(-a)))),
    unary(dl.leaky_relu, lambda a: np.where(a > 0, a, a * a.dtype.type(0.01)), off_zero),
    unary(dl.elu, lambda a: np.where(a > 0, a, np.exp(a) - 1), off_zero),
    unary(dl.gelu, _tanh_gelu),
    unary(dl.silu, lambda a: a / (1 + np.exp(-a))),
    with_options(dl.softmax, _softmax, (2, 3), "softmax"),
    with_options(dl.softmax, _softmax, (2, 3, 4), "softmax", axis=1),
    with_options(dl.softmax, _softmax, (2, 0), "softmax"),
    with_options(dl.log_softmax, lambda a: np.log(_softmax(a)), (2, 3), "log_softmax"),
    with_options(
        dl.log_softmax, lambda a, axis: np.log(_softmax(a, axis)), (2, 3), "log_softmax", axis=0
    ),
    Case(dl.logsumexp, lambda a: np.log(np.exp(a).sum()), shapes=(((),), ((3,),), ((2, 3),))),
    with_options(
        dl.logsumexp,
        lambda a, axis, keepdims: np.log(np.exp(a).sum(axis, keepdims=keepdims)),
        (2, 3, 4),
        "logsumexp",
        axis=(0, 2),
        keepdims=True,
    ),
    with_options(
        dl.logsumexp, lambda a, axis: np.log(np.exp(a).sum(axis)), (2, 3), "logsumexp", axis=1
    ),
    Case(dl.maximum, np.maximum, (anywhere, anywhere), TWO),
    Case(dl.minimum, np.minimum, (anywhere, anywhere), TWO),
    with_options(dl.clip, _clip, (2, 5), "clip", min=-1, max=0.7),
    with_options(dl.clip, _clip, (5,), "clip", min=0.1),
    Case(
        lambda a, b: dl.where(np.array([[True], [False]]), a, b),
        lambda a, b: np.where([[True], [False]], a, b),
        (anywhere, anywhere),
        (((2, 3), (3,)), ((2, 1), ()), ((3,), (2, 3))),
        "where",
    ),
    Case(
        lambda a, b: dl.where(True, a, b),
        lambda a, b: np.where(True, a, b),
        (anywhere, anywhere),
        (((), ()),),
        "where",
    ),
    *(
        row
        for f, g in ((dl.max, np.max), (dl.min, np.min))
        for row in (
            Case(f, g, (apart,), (((),), ((3,),), ((2, 3),), ((1, 1),))),
            Case(
                lambda a, f=f: f(a, axis=(0, -1), keepdims=True),
                lambda a, g=g: g(a, axis=(0, -1), keepdims=True),
                (apart,),
                (((2, 3, 4),),),
                f.__name__,
            ),
            Case(
                lambda a, f=f: f(a, axis=1),
                lambda a, g=g: g(a, axis=1),
                (apart,),
                (((2, 3),),),
                f.__name__,
            ),
        )
    ),
    *(
        row
        for f, g in ((dl.var, np.var), (dl.std, np.std))
        for row in (
            Case(f, g, shapes=(((3,),), ((2, 3),))),
            with_options(f, g, (2, 3), f.__name__, axis=1, ddof=1),
            with_options(f, g, (2, 3, 4), f.__name__, axis=(0, -1), keepdims=True),
        )
    ),
    Case(dl.norm, lambda a: np.sqrt((a * a).sum()), shapes=(((),), ((3,),), ((2, 3),))),
    with_options(dl.norm, lambda a, axis: np.sqrt((a * a).sum(axis)), (2, 3), "norm", axis=-1),
    with_options(dl.expand_dims, np.expand_dims, (2, 3), "expand_dims", axis=(0, 2)),
    with_options(dl.squeeze, np.squeeze, (1, 3, 1), "squeeze"),
    with_options(dl.squeeze, np.squeeze, (1, 3, 1), "squeeze", axis=2),
    with_options(dl.squeeze, np.squeeze, (1, 1), "squeeze"),
    with_options(dl.swapaxes, np.swapaxes, (2, 3, 4), "swapaxes", axis1=0, axis2=-1),
    *(
        Case(
            lambda a, b, axis=axis: dl.concatenate([a, b], axis),
            lambda a, b, axis=axis: np.concatenate([a, b], axis),
            (anywhere, anywhere),
            (shapes,),
            "concatenate",
        )
        for axis, shapes in ((0, ((2, 3), (1, 3))), (-1, ((2, 3), (2, 0))), (0, ((2,), (3,))))
    ),
    *(
        Case(
            lambda a, b, axis=axis: dl.stack([a, b], axis),
            lambda a, b, axis=axis: np.stack([a, b], axis),
            (anywhere, anywhere),
            (((2, 3), (2, 3)), ((), ())) if not axis else (((2, 3), (2, 3)),),
            "stack",
        )
        for axis in (0, 1, -1)
    ),
    Case(
        lambda a: dl.unstack(a, 1)[2] * dl.unstack(a, 1)[0],
        lambda a: a[:, 2] * a[:, 0],
        (anywhere,),
        (((2, 3),), ((2, 3, 2),)),
        "unstack",
    ),
    Case(
        lambda a: dl.dropout(a, 0.5, rng=7),
        lambda a: a * _mask(a.shape).astype(a.dtype),
        (anywhere,),
        (((4, 3),), ((),)),
        "dropout",
    ),
    Case(
        dl.layer_norm,
        _layer_norm,
        (anywhere,) * 3,
        (((2, 3), (3,), (3,)), ((3,), (3,), (3,)), ((2, 2, 4), (4,), (4,))),
    ),
    *loss(dl.mse_loss, lambda a, b: (a - b) ** 2),
    *loss(dl.l1_loss, lambda a, b: abs(a - b)),
    *loss(dl.huber_loss, lambda a, b: _huber(a - b, 0.9), delta=0.9),
    *(classifier(s, r) for s in ((3,), (4, 3), (2, 2, 5)) for r in ("mean", "sum", "none")),
    *(yes_or_no(s, r) for s in ((), (4,), (2, 3)) for r in ("mean", "sum", "none")),
    Case(dl.matmul, np.matmul, (anywhere, anywhere), RANKS + BATCHES),
    Case(
        dl.linear,
        lambda x, w, b: np.matmul(x, w) + b,
        (anywhere,) * 3,
        (
            *((x, (3, 4), (4,)) for x in ((2, 3), (3,), (5, 2, 3), (0, 3))),
            ((3, 3), (3, 3), (3,)),
        ),
    ),
]


def operations():
    """The names of all that the package computes on arrays."""
    files = tuple(file.__name__ for file in (ops, activations, losses))
    return {n for n in dl.__all__ if getattr(getattr(dl, n), "__module__", "").startswith(files)}


TRIALS = [(case, shapes) for case in CASES for shapes in case.shapes]
TRIAL_NAMES = [
    f"{case.name}{'-'.join(map(str, shapes))}".replace(" ", "") for case, shapes in TRIALS
]
