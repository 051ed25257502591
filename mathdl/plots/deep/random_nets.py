"""Nets of random weights, before any training: how large signal and gradient are at each layer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

import mathdl as dl

NETS, EXAMPLES, MOST = 5, 16, 100
BENDS: dict[str, Callable] = {"relu": dl.relu, "tanh": dl.tanh, "none": lambda z: z}
GAINS = {"relu": 2**0.5, "tanh": 1.0, "none": 1.0}  # the std of weights is gain/√in
NORMS = "none", "batch", "layer"


class Sizes(NamedTuple):
    """Root mean squares of a signal and of its gradient, arrays (nets, layers + 1).

    Place 0 is the input. The signal is compared with the input, the gradient with the output.
    """

    signal: np.ndarray
    gradient: np.ndarray


@lru_cache(maxsize=64)
def sizes(
    depth: int,
    bend: str,
    width: int,
    scale: float = 1.0,
    norm: str = "none",
    skip: float = 0.0,
) -> Sizes:
    """Send normal inputs through five nets of `depth` layers, and a random message back.

    Parameters
    ----------
    depth : int
    bend : {"relu", "tanh", "none"}
    width : int
    scale : float
        The weights' std is this times √(2/width) for relu and √(1/width) otherwise.
    norm : {"none", "batch", "layer"}
        What is normalised before the bend, or, where there is a skip, before the weights.
    skip : float
        With 0 a layer replaces its input by f; otherwise it adds this times f to it.
    """
    inputs, weights, message = _drawn(width)
    f, gain = BENDS[bend], np.float32(scale * GAINS[bend])
    a = dl.Tensor(inputs)
    passed = [a]
    for W in gain * weights[:depth]:
        a = (
            a + np.float32(skip) * f(_normalised(a, norm) @ W)
            if skip
            else f(_normalised(a @ W, norm))
        )
        passed.append(a)
    (a * message).sum().backward()
    signal = np.array([_size(a.data) for a in passed]).T
    gradient = np.array([_size(a.grad) for a in passed]).T
    with np.errstate(invalid="ignore", divide="ignore"):
        return Sizes(signal / signal[:, :1], gradient / gradient[:, -1:])


def _normalised(a: dl.Tensor, norm: str) -> dl.Tensor:
    if norm == "none":
        return a
    axis = {"batch": -2, "layer": -1}[norm]
    apart = a - a.mean(axis=axis, keepdims=True)
    return apart / dl.sqrt((apart * apart).mean(axis=axis, keepdims=True) + np.float32(1e-5))


def _size(a: np.ndarray) -> np.ndarray:
    return np.sqrt((a.astype(float) ** 2).mean(axis=(1, 2)))


@lru_cache(maxsize=4)
def _drawn(width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw inputs, weights with std 1/√width for the most layers, and a message."""
    rng = np.random.default_rng(0)
    inputs, message = rng.normal(size=(2, NETS, EXAMPLES, width))
    weights = rng.normal(0, width**-0.5, (MOST, NETS, width, width))
    return inputs.astype(np.float32), weights.astype(np.float32), message.astype(np.float32)
