"""How a gradient changes: curvature of a loss along a direction, and where it is largest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mathdl.refusals import generator, require_function, shown, whole
from mathdl.tensor import Tensor


def hvp(
    loss: Callable[[], Tensor], parameters: Sequence[Tensor], v: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """Compute how the gradient changes along v, H·v ≈ (∇L(p + εv) − ∇L(p − εv))/(2ε).

    H is the table of second derivatives, which is never built.

    Parameters
    ----------
    loss : function without arguments
        Computes the loss from the parameters as they are.
    parameters : sequence of Tensor
    v : sequence of arrays
        A direction, one array of the shape of each parameter.

    Returns
    -------
    list of array
        H·v, in the shapes of the parameters.

    Raises
    ------
    ValueError
        If v does not fit the parameters.

    Notes
    -----
    A central difference of two gradients: right to about ten digits in float64, and to about four
    in float32, where the loss is smooth (Pearlmutter 1994 computes it exactly). Parameters and
    their gradients are what they were afterwards.

    Examples
    --------
    >>> p = dl.Tensor([1.0, 2.0])
    >>> [Hv] = dl.hvp(lambda: (p * p * p).sum(), [p], [np.array([1.0, 0.0])])
    >>> Hv.round(6)
    array([6., 0.])
    """
    parameters = _checked(loss, parameters)
    v = [np.asarray(part, float) for part in v]
    if [part.shape for part in v] != [p.shape for p in parameters]:
        raise ValueError(
            f"v has shapes {[part.shape for part in v]}; the parameters have "
            f"{[p.shape for p in parameters]}"
        )
    length = _length(v)
    if not length:
        return [np.zeros(p.shape) for p in parameters]
    here = [p.data for p in parameters]
    digits = max(np.finfo(p.dtype).eps for p in parameters)  # float32 rounds away small steps
    step = np.cbrt(digits) * max(1.0, _length(here)) / length
    up, down = (_gradient_at(loss, parameters, here, v, sign * step) for sign in (1, -1))
    return [(a - b) / (2 * step) for a, b in zip(up, down)]


def sharpness(
    loss: Callable[[], Tensor],
    parameters: Sequence[Tensor],
    *,
    steps: int = 30,
    rng: np.random.Generator | int = 0,
) -> float:
    """Find the largest curvature of a loss, λ_max: that of the steepest direction.

    Parameters
    ----------
    loss : function without arguments
    parameters : sequence of Tensor
    steps : int
        Products with H, at most.
    rng : numpy.random.Generator or int
        The direction to start from.

    Notes
    -----
    Lanczos' method (1950) with `hvp`: H is looked at in the directions v, H·v, H·(H·v), …, made
    orthogonal, where its largest eigenvalue shows after a few products.

    Examples
    --------
    >>> p = dl.Tensor([1.0, 2.0])
    >>> round(dl.sharpness(lambda: (np.array([0.5, 2.0]) * p * p).sum(), [p]), 6)
    4.0
    """
    parameters = _checked(loss, parameters)
    whole("steps", steps, 1)
    ends = np.cumsum([p.size for p in parameters])
    v = generator(rng).normal(size=ends[-1])
    directions, seen = [], []
    for _ in range(min(steps, len(v))):
        directions.append(v / np.linalg.norm(v))
        parts = np.split(directions[-1], ends[:-1])
        shaped = [part.reshape(p.shape) for part, p in zip(parts, parameters)]
        seen.append(np.concatenate([np.ravel(part) for part in hvp(loss, parameters, shaped)]))
        basis = np.array(directions)
        v = seen[-1] - basis.T @ (basis @ seen[-1])
        v -= basis.T @ (basis @ v)  # once more, for what rounding has left
        if np.linalg.norm(v) <= 1e-6 * np.linalg.norm(seen[-1]):
            break  # nothing new in any further direction
    small = np.array(directions) @ np.array(seen).T
    return float(np.linalg.eigvalsh((small + small.T) / 2)[-1])


def _gradient_at(
    loss: Callable, parameters: list[Tensor], here: list, v: list[np.ndarray], step: float
) -> list[np.ndarray]:
    """Return the gradient at `here` + step·v, and leave the parameters as they were."""
    kept = [p.grad for p in parameters]
    try:
        for p, start, way in zip(parameters, here, v):
            p.data, p.grad = (start + step * way).astype(p.dtype)[()], None
        loss().backward()
        return [np.zeros(p.shape) if p.grad is None else np.array(p.grad) for p in parameters]
    finally:
        for p, start, grad in zip(parameters, here, kept):
            p.data, p.grad = start, grad


def _checked(loss: Callable, parameters: Sequence[Tensor]) -> list[Tensor]:
    require_function(loss, "hvp(lambda: dl.mse_loss(net(X), y), net.parameters(), v)")
    if isinstance(parameters, Tensor) or not all(isinstance(p, Tensor) for p in parameters):
        raise TypeError(
            f"parameters come in a list of Tensors, as model.parameters(), not {shown(parameters)}"
        )
    if not len(parameters):
        raise ValueError("there are no parameters to move; give a module's parameters()")
    return list(parameters)


def _length(parts: Sequence[np.ndarray]) -> float:
    return float(sum(float(np.vdot(part, part)) for part in parts) ** 0.5)
