"""Layers, and layers in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from mathdl.activations import elu, gelu, leaky_relu, relu, sigmoid, silu, softplus, tanh
from mathdl.nn.init import Rng, he_normal
from mathdl.nn.module import Module
from mathdl.ops.layers import dropout, linear
from mathdl.refusals import a_number, generator, require_real, shown, whole
from mathdl.tensor import Operand, Tensor, value_of


class Linear(Module):
    """Y = X @ W + b, one example per row.

    Parameters
    ----------
    in_features, out_features : int
    rng : numpy.random.Generator or int, optional
        Where the weights' chance comes from, or a seed.
    init : function
        ``init((in_features, out_features), rng)`` gives the weights; biases start at 0.
        PyTorch draws both between ±1/√in_features.
    bias : bool
        Whether there is a b.
    dtype : type
        float32 or float64.

    Attributes
    ----------
    weight : Tensor of shape (in_features, out_features)
        PyTorch stores the transpose.
    bias : Tensor of shape (out_features,), or None

    Raises
    ------
    ValueError
        If a number of features is not positive.

    Examples
    --------
    >>> dl.nn.Linear(2, 3, rng=0)
    Linear(2, 3)  weight (2, 3), bias (3,): 9 parameters
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        *,
        rng: Rng = None,
        init: Callable = he_normal,
        bias: bool = True,
        dtype: type = np.float64,
    ) -> None:
        whole("in_features", in_features, 1)
        whole("out_features", out_features, 1)
        self.weight = Tensor(started(init, (in_features, out_features), rng, dtype))
        self.bias = Tensor(np.zeros(out_features, dtype)) if bias else None

    def forward(self, x: Operand) -> Tensor:
        """Apply the layer to x of shape (..., in_features)."""
        return x @ self.weight if self.bias is None else linear(x, self.weight, self.bias)

    def _title(self) -> str:
        return f"Linear({self.weight.shape[0]}, {self.weight.shape[1]})"


def started(init: Callable, shape: tuple[int, int], rng: Rng, dtype: type) -> np.ndarray:
    """Return the weights of a layer as `init` makes them, if they have the layer's shape."""
    if not callable(init):
        raise TypeError(f"init is a function, such as he_normal, not {shown(init)}")
    weight = init(shape, rng)
    require_real("what init returned", weight)
    if np.shape(weight) != shape:
        raise ValueError(f"init returned {shown(weight)}; it must return weights of shape {shape}")
    return np.asarray(weight, dtype)


class Dropout(Module):
    """Set entries to 0 by chance while training: see `dropout`. After ``eval()`` it does nothing.

    Parameters
    ----------
    p : float
        The probability of 0.
    rng : numpy.random.Generator or int, optional
        Where chance comes from, or a seed.

    Examples
    --------
    >>> layer = dl.nn.Dropout(0.5, rng=1)
    >>> layer(np.ones(4)), layer.eval()(np.ones(4))
    (array([2., 2., 0., 2.]), array([1., 1., 1., 1.]))
    """

    def __init__(self, p: float = 0.5, rng: Rng = None) -> None:
        self.p, self.rng = p, generator(rng)
        dropout(np.zeros(0), p, rng=0)  # refuses a p that is no probability now, not at first use

    def forward(self, x: Operand) -> Operand:
        """Drop entries of x, if training."""
        return dropout(x, self.p, rng=self.rng) if self.training else x

    def _title(self) -> str:
        return f"Dropout({self.p})"


class Activation(Module):
    """An activation as a module, where a layer is wanted rather than a function."""

    function: Callable

    def forward(self, x: Operand) -> Operand:
        """Bend every entry of x."""
        return type(self).function(x)


class ReLU(Activation):
    """`relu` as a module."""

    function = relu


class LeakyReLU(Activation):
    """`leaky_relu` as a module."""

    function = leaky_relu


class ELU(Activation):
    """`elu` as a module."""

    function = elu


class GELU(Activation):
    """`gelu`, in its tanh form, as a module."""

    function = gelu


class SiLU(Activation):
    """`silu` as a module."""

    function = silu


class Sigmoid(Activation):
    """`sigmoid` as a module."""

    function = sigmoid


class Tanh(Activation):
    """`tanh` as a module."""

    function = tanh


class Softplus(Activation):
    """`softplus` as a module."""

    function = softplus


class Sequential(Module):
    """Layers in a row: each takes the output of the one before.

    Parameters
    ----------
    *layers : Module or function
        Functions such as `dl.tanh` will do.

    Raises
    ------
    TypeError
        If a layer cannot be called.

    Examples
    --------
    >>> dl.nn.Sequential(dl.nn.Linear(2, 3, rng=0), dl.relu, dl.nn.Linear(3, 1, rng=1))
    Sequential()
      0: Linear(2, 3)  weight (2, 3), bias (3,): 9 parameters
      1: relu
      2: Linear(3, 1)  weight (3, 1), bias (1,): 4 parameters
      in all 13 parameters
    """

    def __init__(self, *layers: Callable) -> None:
        for layer in layers:
            if not callable(layer) or isinstance(layer, type):
                raise TypeError(
                    f"a layer is a module or a function, not {layer!r}; for example "
                    "Sequential(Linear(2, 16), tanh, Linear(16, 1)), or Tanh() with parentheses"
                )
        self.layers = list(layers)

    def forward(self, x: Operand) -> Any:
        """Send x through all layers."""
        for layer in self.layers:
            x = layer(x)
        return x

    def outputs(self, x: Operand) -> list[Any]:
        """Send x through all layers, and return what each of them makes of it.

        Examples
        --------
        >>> net = dl.nn.Sequential(lambda x: 2 * x, dl.relu)
        >>> net.outputs(np.array([-1.0, 3.0]))
        [array([-2.,  6.]), array([0., 6.])]
        """
        made = []
        for layer in self.layers:
            x = layer(x)
            made.append(x)
        return made

    def named_parts(self) -> Iterator[tuple[str, Callable]]:
        """Yield the layers, named by their place."""
        return ((str(i), layer) for i, layer in enumerate(self.layers))

    def __getitem__(self, index: int) -> Callable:
        return self.layers[index]

    def __len__(self) -> int:
        return len(self.layers)

    def __iter__(self) -> Iterator[Callable]:
        return iter(self.layers)


class Residual(Sequential):
    """Layers whose result is added to what went in: y = x + scale·f(x).

    Parameters
    ----------
    *layers : Module or function
        f, layers in a row; its output has the shape of its input.
    scale : float
        How much of f is added.

    Raises
    ------
    ValueError
        When called, if f changes the shape.

    Notes
    -----
    He and others 2016, "Deep residual learning for image recognition". PyTorch has no such module.

    Examples
    --------
    >>> block = dl.nn.Residual(dl.nn.Linear(2, 2, rng=0), dl.tanh, scale=0.0)
    >>> block(np.array([[1.0, 2.0]]))
    Tensor([[1., 2.]])
    """

    def __init__(self, *layers: Callable, scale: float = 1.0) -> None:
        super().__init__(*layers)
        self.scale = float(a_number("scale", scale))

    def forward(self, x: Operand) -> Any:
        """Add what the layers make of x to x."""
        y = super().forward(x)
        if np.shape(value_of(y)) != np.shape(value_of(x)):
            raise ValueError(
                f"a residual adds its layers' output to its input; they have shapes "
                f"{np.shape(value_of(y))} and {np.shape(value_of(x))}, make them equal"
            )
        return x + self.scale * y
