"""Where ours and PyTorch differ on purpose: at which numbers, what each gives, and our words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from parity.pairs import F, torch

import mathdl as dl

nan, inf = np.nan, np.inf


@dataclass(frozen=True)
class Difference:
    """In the value (part 0) or in the gradient of the first or second argument (1, 2).

    `where` marks entries, or says yes or no to a row; `ours` and `theirs` are numbers or functions
    of the same arguments, or None for what depends on how PyTorch rounds. The docstring of the
    operation contains the words in `says`.
    """

    name: str
    part: int
    where: Callable
    ours: Any
    theirs: Any
    says: str
    options: dict = field(default_factory=dict)


def either_nan(a, b):
    return np.isnan(a) | np.isnan(b)


def no_residual(a, b):
    return np.isnan(a - b)


def minus_zero(a):
    return (a == 0) & np.signbit(a)


def beyond_20(a):
    return (a > 20) & (a < 37)  # later both round to a


def infinite(sign):
    return lambda z: z == sign * inf


def shares(row):
    e = np.exp(row - row.max())
    return e / e.sum()


def largest(row):
    return (row == row.max()).astype(row.dtype)


def all_lost(row):
    return (row == -inf).all()


def large(row):
    """So large that log 3 is less than one rounding of it."""
    return np.isfinite(row).all() and abs(row.max()) * np.finfo(row.dtype).eps > 2


def rather_large(row):
    return not large(row) and abs(row[0]) == 1e4 and row[0] == row[1]


def squares_lost(row):
    """Squared distances that float64 can hold and float32 cannot."""
    wide = np.float64(row)
    variance = np.square(wide - wide.mean()).mean()
    held = 1e-37 < variance < 1e38 or variance in (0, inf)
    return row.dtype == np.float32 and np.isfinite(row).all() and not held


def inf_or_zero(row):
    return inf if abs(row).max() > 1 else 0


def zero_or_nan(row):
    with np.errstate(over="ignore"):
        return 0 if np.isfinite(row.sum()) else nan


def squares_overflow(row):
    with np.errstate(over="ignore"):
        wide = row - np.mean(row)
        return np.isfinite(wide).all() and np.square(wide).mean() == inf


# In single numbers and in pairs of numbers.
ENTRYWISE = [
    Difference("abs", 1, np.isnan, nan, 0, "The gradient at nan is nan; PyTorch's is 0"),
    Difference("relu", 1, np.isnan, 0, 1, "The gradient at nan is 0; PyTorch's is 1"),
    Difference("elu", 1, np.isnan, nan, 1, "The gradient at nan is nan; PyTorch's is 1"),
    Difference(
        "softplus", 0, beyond_20, lambda a: a + np.log1p(np.exp(-a)), lambda a: a,
        "above a = 20 PyTorch returns a itself",
    ),
    Difference(
        "softplus", 1, beyond_20, lambda a: 1 / (1 + np.exp(-a)), 1,
        "above a = 20 PyTorch returns a itself",
    ),
    *(
        Difference(name, part, either_nan, ours, 1, "b gets the gradient; in PyTorch both get all")
        for name in ("maximum", "minimum")
        for part, ours in ((1, 0), (2, 1))
    ),
    *(
        Difference(
            "power, constant exponent", part, where, ours, theirs,
            "in PyTorch they give what a square root gives", {"n": n},
        )
        for n, part, where, ours, theirs in (
            (0.5, 1, minus_zero, inf, -inf),
            (0.5, 1, infinite(-1), 0, nan),
            (-0.5, 0, minus_zero, inf, -inf),
            (-0.5, 0, infinite(-1), 0, nan),
        )
    ),
    *(
        Difference("l1_loss", part, no_residual, nan, 0, "gradient at nan is nan; PyTorch's is 0")
        for part in (1, 2)
    ),
    *(
        Difference(
            "binary_cross_entropy_with_logits", 0, infinite(sign), ours, theirs,
            "The loss of an infinite logit is nan or ∞", {"targets": target},
        )
        for target, sign, ours, theirs in (
            (0.0, 1, nan, inf), (0.3, 1, nan, inf), (0.3, -1, inf, nan), (1.0, -1, inf, nan),
        )
    ),
]  # fmt: skip
# In a whole row.
ROWWISE = [
    Difference("logsumexp", 1, all_lost, 0, nan, "Where all logits are −∞ they are 0"),
    Difference("logsumexp", 1, large, shares, largest, "The derivatives add up to 1 however large"),
    Difference("logsumexp", 1, rather_large, shares, None, "which rounds at large a"),
    Difference("std", 0, squares_lost, inf_or_zero, None, "beyond 10¹⁹ give ∞"),
    Difference("std", 1, squares_lost, zero_or_nan, None, "those below 10⁻²³ count as 0"),
    Difference(
        "layer_norm", 0, squares_overflow, [0.1, 0.2, 0.3], nan, "becomes `bias`; in PyTorch nan"
    ),
    Difference("layer_norm", 1, squares_overflow, 0, nan, "becomes `bias`; in PyTorch nan"),
]


def one(number):
    return torch.tensor(number)


f4, f8 = np.ones((2, 2), "f4"), np.ones((2, 2))
t4, t8 = one(f4), one(f8)
CUBE = np.arange(24.0).reshape(2, 3, 4)
ROWS = np.array([[0.5, 0.5], [0.2, 0.8]])

# In a call: (whose docstring, its words, our call and its outcome, PyTorch's call and outcome).
CALLS = [
    (dl.cross_entropy, "takes probabilities for logits",
     lambda: dl.cross_entropy(ROWS, [0, 1]), ValueError,
     lambda: F.cross_entropy(one(ROWS), one([0, 1])), 0.5653),
    (dl.cross_entropy, "skips the label −100",
     lambda: dl.cross_entropy(CUBE[0], [0, -100, 1]), ValueError,
     lambda: F.cross_entropy(one(CUBE[0]), one([0, -100, 1])), 2.9402),
    (dl.cross_entropy, "classes along axis 1, not along the last",
     lambda: dl.cross_entropy(CUBE, np.zeros((2, 3), int)), 3.4402,
     lambda: F.cross_entropy(one(CUBE), torch.zeros(2, 4, dtype=int)), 8.0186),
    (dl.binary_cross_entropy_with_logits, "from 0 to 1, which PyTorch does not check",
     lambda: dl.binary_cross_entropy_with_logits(np.zeros(1), [2.0]), ValueError,
     lambda: F.binary_cross_entropy_with_logits(one([0.0]), one([2.0])), np.log(2)),
    (dl.mse_loss, "PyTorch only warns",
     lambda: dl.mse_loss(np.zeros(3), np.ones((3, 1))), ValueError,
     lambda: F.mse_loss(torch.zeros(3), torch.ones(3, 1)), UserWarning),
    (dl.gelu, "less than 0.0005",
     lambda: dl.gelu(np.float64(2.0)), 1.9546, lambda: F.gelu(one(2.0)), 1.9545),
    (dl.var, "1, PyTorch's default", lambda: dl.var(np.array([1.0, 3.0])), 1,
     lambda: torch.var(one([1.0, 3.0])), 2),
    (dl.var, "PyTorch divides by 0", lambda: dl.var(np.array([1.0, 3.0]), ddof=2), nan,
     lambda: torch.var(one([1.0, 3.0]), correction=2), inf),
    (dl.squeeze, "PyTorch leaves it as it is", lambda: dl.squeeze(f8, 0), ValueError,
     lambda: t8.squeeze(0).shape, (2, 2)),
    (dl.dropout, "1 excluded, which PyTorch allows", lambda: dl.dropout(f8, 1.0, rng=0), ValueError,
     lambda: F.dropout(t8, 1.0).sum(), 0),
    (dl.getitem, "PyTorch has no negative steps",
     lambda: dl.Tensor([1.0, 2.0])[::-1].data, [2, 1], lambda: t8[::-1], ValueError),
    (dl.getitem, "treats an int beside a list of indices as a slice",
     lambda: dl.Tensor(CUBE)[0, :, [0, 1]].shape, (2, 3),
     lambda: one(CUBE)[0, :, one([0, 1])].shape, (3, 2)),
    (dl.one_hot, "PyTorch's are integers", lambda: dl.one_hot([1], 2).dtype == np.float64, True,
     lambda: F.one_hot(one([1]), 2).dtype == torch.int64, True),
    (dl.scaled_dot_product_attention, "may look at nothing, where PyTorch answers 0",
     lambda: dl.scaled_dot_product_attention(f8, f8, f8, np.eye(2) > 1), ValueError,
     lambda: F.scaled_dot_product_attention(t8, t8, t8, torch.eye(2) > 1).sum(), 0),
    (dl.Tensor, "a number without axes does not change the type",
     lambda: (dl.Tensor(f4) * np.float64(2)).dtype == np.float64, True,
     lambda: (t4 * one(2.0).double()).dtype == torch.float32, True),
    (dl.Tensor, "products refuse two types",
     lambda: dl.matmul(f4, dl.Tensor(f8)).dtype == np.float64, True,
     lambda: t4 @ t8, RuntimeError),
    (dl.Tensor, "products refuse two types",
     lambda: dl.linear(f4, dl.Tensor(f4), f8[0]).dtype == np.float64, True,
     lambda: F.linear(t4, t4, t8[0]), RuntimeError),
]  # fmt: skip
