"""Both sides of a comparison: the same arguments in ours and PyTorch's, in any type and layout."""

import numpy as np
import pytest

import mathdl as dl

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[parity]'")

# Room for another order of the same additions, some ten roundings wide; entries are near 1.
TOLERANCES = {
    np.dtype("f4"): {"rtol": 1e-5, "atol": 1e-5},
    np.dtype("f8"): {"rtol": 1e-12, "atol": 1e-13},
}


def _every_second(a):
    wide = np.full((*a.shape[:-1], 2 * a.shape[-1]), np.nan, a.dtype)
    wide[..., ::2] = a
    return wide[..., ::2]


# Arrays of equal numbers, laid out in memory in different ways; all have an axis.
LAYOUTS = {
    "contiguous": np.ascontiguousarray,
    "Fortran": np.asfortranarray,
    "transposed": lambda a: np.ascontiguousarray(a.swapaxes(0, -1)).swapaxes(0, -1),
    "reversed": lambda a: np.ascontiguousarray(np.flip(a))[(slice(None, None, -1),) * a.ndim],
    "every second": _every_second,
    "broadcast": lambda a: np.broadcast_to(a[:1], a.shape),  # with other numbers: rows are equal
}


def laid_out(a, layout):
    """The array in this layout, as what must not be changed."""
    a = LAYOUTS[layout](a)[()] if a.ndim else a[()]
    if a.ndim:
        a.flags.writeable = False
    return a


def leaf(a):
    """A tensor of exactly this array; Tensor(a) would hold a copy in another layout."""
    tensor = dl.Tensor(0.0)
    tensor.data = a
    return tensor


def outputs(result):
    return result if isinstance(result, tuple) else (result,)


def both(pair, arrays, options, layout="contiguous", grad=None):
    """Values and gradients as lists of arrays, ours and PyTorch's.

    PyTorch computes in the widest of the types, which it does not choose by itself everywhere.
    """
    arrays = [laid_out(a, layout) for a in arrays]
    mine = [leaf(a) for a in arrays]
    other = [torch.tensor(np.array(a), requires_grad=True) for a in arrays]
    widest = torch.tensor(np.zeros(0, np.result_type(*arrays))).dtype
    ours = outputs(pair.ours(*mine, **options))
    theirs = outputs(pair.theirs(*(b.to(widest) for b in other), **options))
    rng = np.random.default_rng(len(ours))
    for y, z in zip(ours, theirs, strict=True):
        g = rng.uniform(0.5, 2, y.shape).astype(y.dtype) if grad is None else np.full(y.shape, grad)
        g = laid_out(np.asarray(g), layout)
        for _ in dl.backward_steps(y, g):  # y.backward(g) would send a copy of g
            pass
        z.backward(torch.tensor(np.array(g), dtype=z.dtype))
    return (
        [y.data for y in ours] + [m.grad for m in mine],
        [z.detach().numpy() for z in theirs]
        + [None if b.grad is None else b.grad.numpy() for b in other],
    )


def assert_same(ours, theirs, tolerance):
    """Types, shapes and numbers agree; nan stands in the same places."""
    for mine, other in zip(ours, theirs, strict=True):
        if other is None:
            assert mine is None
        else:
            assert (mine.dtype, mine.shape) == (other.dtype, other.shape)
            assert isinstance(mine, np.ndarray if mine.shape else np.generic)
            np.testing.assert_allclose(mine, other, **tolerance)
