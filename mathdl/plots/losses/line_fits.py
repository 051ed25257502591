"""Straight lines through points, fitted exactly under three losses (chapter 5)."""

from __future__ import annotations

import numpy as np

import mathdl as dl


def mse_line(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return slope and intercept of the line with the smallest MSE.

    Parameters
    ----------
    x : array of shape (n,)
    y : array of shape (..., n)
        One or more sets of points above the same x.

    Returns
    -------
    array of shape (..., 2)

    Examples
    --------
    >>> mse_line(np.arange(3.0), np.array([1.0, 1.0, 4.0]))
    array([1.5, 0.5])
    """
    return _solve(x, np.ones_like(y), y)


def mae_line(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return slope and intercept of a line with the smallest MAE.

    One of the best lines passes through two of the points, so all pairs are tried.

    Examples
    --------
    >>> mae_line(np.arange(6.0), np.array([1.0, 2.0, 3.0, 4.0, 5.0, 50.0]))
    array([1., 1.])
    """
    i, j = np.triu_indices(len(x), 1)
    slope = (y[..., j] - y[..., i]) / (x[j] - x[i])
    intercept = y[..., i] - slope * x[i]
    predicted = slope[..., None] * x + intercept[..., None]
    truth = np.broadcast_to(y[..., None, :], predicted.shape)
    losses = np.mean(dl.l1_loss(predicted, truth, reduction="none"), axis=-1)
    best = np.argmin(np.round(losses, 9), axis=-1)[..., None]  # the first of equals
    pick = [np.take_along_axis(p, best, -1)[..., 0] for p in (slope, intercept)]
    return np.stack(pick, axis=-1)


def huber_line(x: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    """Return slope and intercept of the line with the smallest Huber loss.

    Newton's step is exact once it is known which residuals are larger than `delta`. Until then it
    may overshoot; a step of reweighted least squares, which never does, stands by.

    Examples
    --------
    >>> huber_line(np.arange(6.0), np.array([1.0, 2.0, 3.0, 4.0, 5.0, 50.0]), 1.0)
    array([1.3, 0.6])
    """
    line = mse_line(x, y)
    for _ in range(200):
        r = _predict(line, x) - y
        inside = (abs(r) <= delta).astype(float)
        newton = _solve(x, inside, inside * y - (1 - inside) * delta * np.sign(r))
        weight = delta / np.maximum(abs(r), delta)
        safe = _solve(x, weight, weight * y)
        better = _huber(newton, x, y, delta) <= _huber(safe, x, y, delta)
        before, line = line, np.where(better[..., None], newton, safe)
        if np.max(abs(line - before)) < 1e-11:
            break
    return line


def _solve(x: np.ndarray, weight: np.ndarray, pull: np.ndarray) -> np.ndarray:
    """Return the line (s, c) with Σ weight·(s·x + c) = Σ pull, and the same with all times x."""
    w, wx, wxx = (np.sum(weight * x**k, axis=-1) for k in range(3))
    p, px = np.sum(pull, axis=-1), np.sum(pull * x, axis=-1)
    det = w * wxx - wx * wx
    det = np.where(det > 1e-9, det, np.inf)  # weights on fewer than two points: no line, take 0
    return np.stack([(w * px - wx * p) / det, (wxx * p - wx * px) / det], axis=-1)


def _predict(line: np.ndarray, x: np.ndarray) -> np.ndarray:
    return line[..., :1] * x + line[..., 1:]


def _huber(line: np.ndarray, x: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    return np.sum(dl.huber_loss(_predict(line, x), y, delta, reduction="none"), axis=-1)
