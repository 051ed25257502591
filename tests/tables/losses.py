"""Losses: what they are tried on."""

import numpy as np
from tables.case import Case, anywhere, reduced, softmax

import mathdl as dl


def _huber(r, delta):
    return np.where(abs(r) <= delta, r * r / 2, delta * (abs(r) - delta / 2))


def loss(f, term, second=anywhere, **options):
    """One row for each reduction of a loss; `term` is a single term of its sum."""
    return [
        Case(
            lambda a, b, r=reduction: f(a, b, reduction=r, **options),
            lambda a, b, r=reduction: reduced(r)(term(a, b)),
            (anywhere, second),
            tuple((s, s) for s in ((), (3,), (2, 3))),
            f.__name__,
        )
        for reduction in ("mean", "sum", "none")
    ]


def classifier(shape, reduction):
    labels = np.random.default_rng(3).integers(0, shape[-1], shape[:-1])

    def value(z):
        p = np.take_along_axis(softmax(z), labels[..., None], -1)[..., 0]
        return reduced(reduction)(-np.log(p))

    f = dl.cross_entropy
    return Case(lambda z: f(z, labels, reduction), value, (anywhere,), ((shape,),), f.__name__)


def yes_or_no(shape, reduction):
    t = np.random.default_rng(3).random(shape)

    def value(z):
        p = 1 / (1 + np.exp(-z))
        terms = -t * np.log(p) - (1 - t) * np.log(1 - p)
        return reduced(reduction)(terms).astype(z.dtype)

    f = dl.binary_cross_entropy_with_logits
    return Case(lambda z: f(z, t, reduction), value, (anywhere,), ((shape,),), f.__name__)


CASES = [
    *loss(dl.mse_loss, lambda a, b: (a - b) ** 2),
    *loss(dl.l1_loss, lambda a, b: abs(a - b)),
    *loss(dl.huber_loss, lambda a, b: _huber(a - b, 0.9), delta=0.9),
    *(classifier(s, r) for s in ((3,), (4, 3), (2, 2, 5)) for r in ("mean", "sum", "none")),
    *(yes_or_no(s, r) for s in ((), (4,), (2, 3)) for r in ("mean", "sum", "none")),
]


def pairs(torch, given):
    F = torch.nn.functional

    def torch_cross_entropy(logits, labels, reduction):
        """PyTorch has the classes along axis 1, also where there are more axes than two."""
        logits = logits.movedim(-1, 1) if logits.ndim > 1 else logits
        return F.cross_entropy(logits, torch.tensor(labels), reduction=reduction)

    def torch_binary_cross_entropy(logits, targets, reduction):
        targets = torch.tensor(targets, dtype=logits.dtype)
        return F.binary_cross_entropy_with_logits(logits, targets, reduction=reduction)

    return {
        **{
            name: given.Pair(
                getattr(dl, name),
                getattr(F, name),
                given.SAME,
                given.one_of(reduction=given.REDUCTION),
            )
            for name in ("mse_loss", "l1_loss")
        },
        "huber_loss": given.Pair(
            dl.huber_loss,
            F.huber_loss,
            given.SAME,
            given.one_of(delta=[0.7, 1.0], reduction=given.REDUCTION),
        ),
        "cross_entropy": given.Pair(
            dl.cross_entropy, torch_cross_entropy, given.CLASSES, given.labels
        ),
        "binary_cross_entropy_with_logits": given.Pair(
            dl.binary_cross_entropy_with_logits, torch_binary_cross_entropy, options=given.targets
        ),
    }
