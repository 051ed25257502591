"""Layers that normalise: each row by itself, or each unit over the batch."""

from __future__ import annotations

import numpy as np

from mathdl.nn.module import Module
from mathdl.ops.layers import batch_norm, layer_norm
from mathdl.refusals import fraction, not_negative, whole
from mathdl.tensor import Operand, Tensor, value_of


class LayerNorm(Module):
    """Normalise each row to mean 0 and variance 1, then scale and shift: see `layer_norm`.

    Parameters
    ----------
    features : int
    eps : float
    dtype : type
        float32 or float64.

    Examples
    --------
    >>> dl.nn.LayerNorm(3)
    LayerNorm(3)  weight (3,), bias (3,): 6 parameters
    """

    def __init__(self, features: int, eps: float = 1e-5, dtype: type = np.float64) -> None:
        whole("features", features, 1)
        self.weight, self.bias = Tensor(np.ones(features, dtype)), Tensor(np.zeros(features, dtype))
        self.eps = not_negative("eps", eps)

    def forward(self, x: Operand) -> Tensor:
        """Normalise x of shape (..., features)."""
        return layer_norm(x, self.weight, self.bias, self.eps)

    def _title(self) -> str:
        return f"LayerNorm({self.weight.size})"


class BatchNorm1d(Module):
    """Normalise each unit over the batch, then scale and shift: see `batch_norm`.

    While training, means and variances are those of the batch, and running averages of them are
    kept; after ``eval()`` the running ones are used, so that an example is answered by itself.

    Parameters
    ----------
    features : int
    eps : float
    momentum : float
        How fast the running averages follow: r ← (1 − momentum)·r + momentum·(that of the batch).
    dtype : type
        float32 or float64.

    Attributes
    ----------
    running_mean, running_var : array of shape (features,)
        In `state_dict` like parameters, and never learnt.

    Notes
    -----
    Ioffe and Szegedy 2015; momentum, and N − 1 in the running variance, are PyTorch's.

    Examples
    --------
    >>> layer = dl.nn.BatchNorm1d(1)
    >>> layer(np.array([[1.0], [3.0]])).data.round(3).ravel(), layer.running_mean
    (array([-1.,  1.]), array([0.2]))
    """

    def __init__(
        self,
        features: int,
        eps: float = 1e-5,
        momentum: float = 0.1,
        dtype: type = np.float64,
    ) -> None:
        whole("features", features, 1)
        self.weight, self.bias = Tensor(np.ones(features, dtype)), Tensor(np.zeros(features, dtype))
        self.eps, self.momentum = not_negative("eps", eps), fraction("momentum", momentum)
        self.register_buffer("running_mean", np.zeros(features, dtype))
        self.register_buffer("running_var", np.ones(features, dtype))

    def forward(self, x: Operand) -> Tensor:
        """Normalise x of shape (N, features).

        Raises
        ------
        ValueError
            If there is one example only, while training: it has no spread.
        """
        if not self.training:
            scale = (self.running_var + self.eps) ** -0.5
            return (x - self.running_mean) * (scale * self.weight) + self.bias
        y = batch_norm(x, self.weight, self.bias, self.eps)
        values = np.asarray(value_of(x))
        if len(values) < 2:
            raise ValueError(
                "a batch of one example has no spread to normalise by; give at least two, or call "
                "eval() to use what was learnt"
            )
        for name, of_batch in (("mean", values.mean(0)), ("var", values.var(0, ddof=1))):
            before = getattr(self, f"running_{name}")
            now = (1 - self.momentum) * before + self.momentum * of_batch
            setattr(self, f"running_{name}", now.astype(before.dtype))
        return y

    def _title(self) -> str:
        return f"BatchNorm1d({self.weight.size})"
