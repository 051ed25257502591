"""Attention: tokens become rows, rows look at each other, and blocks do both again and again."""

from __future__ import annotations

import numpy as np

from mathdl.activations import gelu, softmax
from mathdl.nn.init import Rng, xavier_normal
from mathdl.nn.layers import Linear, Sequential
from mathdl.nn.module import Module
from mathdl.nn.normalization import LayerNorm
from mathdl.ops.arithmetic import multiply
from mathdl.ops.indexing import embedding
from mathdl.ops.products import matmul
from mathdl.ops.shapes import reshape, swapaxes
from mathdl.refusals import (
    generator,
    not_negative,
    require_heads,
    require_mask,
    require_places,
    require_queries,
    whole,
    yes_or_no,
)
from mathdl.tensor import Operand, Tensor, value_of


def scaled_dot_product_attention(
    query: Operand,
    key: Operand,
    value: Operand,
    attn_mask: np.ndarray | None = None,
    *,
    is_causal: bool = False,
) -> Operand:
    """Average values, each with the share that its key earns: softmax(Q @ Kᵀ/√d + mask) @ V.

    Parameters
    ----------
    query : array or Tensor of shape (..., L, d)
        What each of L places asks.
    key : array or Tensor of shape (..., S, d)
        What each of S places offers.
    value : array or Tensor of shape (..., S, any)
        What each of them hands over.
    attn_mask : array that broadcasts to (..., L, S), optional
        Boolean, True where a query may look; or floating, added to the scores: −∞ hides a key.
    is_causal : bool
        Hide what lies ahead: query i looks at keys 0 to i.

    Returns
    -------
    y : of shape (..., L, any)

    Raises
    ------
    TypeError
        If the mask is neither boolean nor floating.
    ValueError
        If the shapes do not fit, or a query may look at nothing, where PyTorch answers 0.

    Notes
    -----
    Vaswani and others 2017, "Attention is all you need". The mask is a constant, and takes the type
    of the scores.

    Examples
    --------
    >>> key = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 1.0]])
    >>> value = np.array([[10.0, 0.0], [0.0, 10.0], [10.0, 10.0]])
    >>> dl.scaled_dot_product_attention(np.array([[1.0, 0.0]]), key, value).round(2)
    array([[7.16, 8.6 ]])
    """
    require_queries(scaled_dot_product_attention, value_of(query), value_of(key), value_of(value))
    scale = np.shape(value_of(query))[-1] ** -0.5
    scores = matmul(multiply(query, scale), swapaxes(key, -1, -2))  # fewer numbers than scores
    require_mask(attn_mask, is_causal, scores.shape)
    if is_causal:
        attn_mask = np.tri(*scores.shape[-2:], dtype=bool)
    if attn_mask is not None:
        scores = scores + _added(attn_mask, scores.dtype)
    return matmul(softmax(scores), value)


def _added(mask: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """A mask as what is added to scores: 0 where one may look, −∞ where not."""
    mask = np.asarray(mask)
    if mask.dtype.kind == "b":
        mask = np.where(mask, 0.0, -np.inf)
    return mask.astype(dtype)


class Embedding(Module):
    """A table with a row of numbers for each token: see `embedding`.

    Parameters
    ----------
    num_embeddings : int
        How many tokens there are.
    embedding_dim : int
        How many numbers each becomes.
    rng : numpy.random.Generator or int, optional
        Where the rows' chance comes from, or a seed.
    std : float
        How widely the entries are drawn, from a normal distribution; 1 in PyTorch.
    dtype : type
        float32 or float64.

    Attributes
    ----------
    weight : Tensor of shape (num_embeddings, embedding_dim)

    Examples
    --------
    >>> table = dl.nn.Embedding(27, 2, rng=0)
    >>> table, table([[1, 14, 14], [0, 0, 0]]).shape
    (Embedding(27, 2)  weight (27, 2): 54 parameters, (2, 3, 2))
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        *,
        rng: Rng = None,
        std: float = 1.0,
        dtype: type = np.float64,
    ) -> None:
        shape = whole("num_embeddings", num_embeddings, 1), whole("embedding_dim", embedding_dim, 1)
        drawn = generator(rng).normal(0, not_negative("std", std), shape)
        self.weight = Tensor(drawn.astype(dtype))

    def forward(self, ids: np.ndarray) -> Tensor:
        """Look up integers of any shape."""
        return embedding(ids, self.weight)

    def _title(self) -> str:
        return f"Embedding({self.weight.shape[0]}, {self.weight.shape[1]})"


class MultiHeadAttention(Module):
    """Let the places of a row look at each other: each asks, offers and hands over, in every head.

    Parameters
    ----------
    embed_dim : int
        Features of each place, shared equally by the heads.
    num_heads : int
    causal : bool
        Whether a place sees itself and what came before, and nothing ahead.
    rng : numpy.random.Generator or int, optional
        Where the weights' chance comes from, or a seed.
    dtype : type
        float32 or float64.

    Attributes
    ----------
    query, key, value, out : Linear(embed_dim, embed_dim)
        PyTorch's `MultiheadAttention` keeps the first three in one matrix.

    Notes
    -----
    Vaswani and others 2017; see `scaled_dot_product_attention`.

    Examples
    --------
    >>> attention = dl.nn.MultiHeadAttention(4, 2, rng=0)
    >>> x = np.array([[1.0, 0.0, 0.0, 2.0], [0.0, 1.0, 1.0, 0.0], [1.0, 1.0, 0.0, 0.0]])
    >>> attention(x).shape
    (3, 4)
    """

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        *,
        causal: bool = True,
        rng: Rng = None,
        dtype: type = np.float64,
    ) -> None:
        require_heads(embed_dim, num_heads)
        rng = generator(rng)
        self.query, self.key, self.value, self.out = (
            Linear(embed_dim, embed_dim, rng=rng, init=xavier_normal, dtype=dtype) for _ in range(4)
        )
        self.num_heads, self.causal = num_heads, yes_or_no("causal", causal)

    def forward(self, x: Operand) -> Tensor:
        """Apply the layer to x of shape (..., T, embed_dim)."""
        require_places(value_of(x), self.query.weight.shape[0])
        query, key, value = (self._heads(part(x)) for part in (self.query, self.key, self.value))
        seen = scaled_dot_product_attention(query, key, value, is_causal=self.causal)
        return self.out(reshape(swapaxes(seen, -2, -3), np.shape(value_of(x))))

    def weights(self, x: Operand) -> np.ndarray:
        """Return how much each place looks at each other: shape (..., num_heads, T, T).

        Row i holds the shares of what place i sees; they add up to 1.

        Examples
        --------
        >>> dl.nn.MultiHeadAttention(4, 2, rng=0).weights(np.ones((3, 4)))[0].round(2)
        array([[1.  , 0.  , 0.  ],
               [0.5 , 0.5 , 0.  ],
               [0.33, 0.33, 0.33]])
        """
        require_places(value_of(x), self.query.weight.shape[0])
        query, key = (self._heads(part(value_of(x)).data) for part in (self.query, self.key))
        own_name = np.eye(key.shape[-2], dtype=key.dtype)  # if each hands over which one it is
        return scaled_dot_product_attention(query, key, own_name, is_causal=self.causal)

    def _heads(self, x: Operand) -> Operand:
        """Share features among the heads: (..., T, C) becomes (..., num_heads, T, C/num_heads)."""
        *before, features = x.shape
        shape = (*before, self.num_heads, features // self.num_heads)
        return swapaxes(reshape(x, shape), -2, -3)

    def _title(self) -> str:
        return f"MultiHeadAttention({self.query.weight.shape[0]}, {self.num_heads})"


class TransformerBlock(Module):
    """Attention gathers from other places, a small net works on each alone; both only add to x.

    x + attention(norm1(x)), and then x + mlp(norm2(x)): what runs through is the residual stream.

    Parameters
    ----------
    embed_dim, num_heads : int
    causal : bool
        Whether a place sees itself and what came before, and nothing ahead.
    rng : numpy.random.Generator or int, optional
        Where the weights' chance comes from, or a seed.
    dtype : type
        float32 or float64.

    Notes
    -----
    Vaswani and others 2017, with the norms first, as in GPT-2 (Radford and others 2019); PyTorch's
    `TransformerEncoderLayer` with ``norm_first=True``, 4·embed_dim hidden units and GELU.

    Examples
    --------
    >>> block = dl.nn.TransformerBlock(48, 4, rng=0)
    >>> block(np.ones((16, 11, 48))).shape, sum(p.size for p in block.parameters())
    ((16, 11, 48), 28272)
    """

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        *,
        causal: bool = True,
        rng: Rng = None,
        dtype: type = np.float64,
    ) -> None:
        rng = generator(rng)
        self.norm1 = LayerNorm(embed_dim, dtype=dtype)
        self.attention = MultiHeadAttention(
            embed_dim, num_heads, causal=causal, rng=rng, dtype=dtype
        )
        self.norm2 = LayerNorm(embed_dim, dtype=dtype)
        self.mlp = Sequential(
            Linear(embed_dim, 4 * embed_dim, rng=rng, dtype=dtype),
            gelu,
            Linear(4 * embed_dim, embed_dim, rng=rng, init=xavier_normal, dtype=dtype),
        )

    def forward(self, x: Operand) -> Tensor:
        """Apply the block to x of shape (..., T, embed_dim)."""
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))
