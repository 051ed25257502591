"""Optimisers: how parameters follow their gradients downhill, and how fast."""

from mathdl.optim.adam import Adam, AdamW
from mathdl.optim.optimizer import Optimizer, clip_grad_norm
from mathdl.optim.schedules import constant, cosine, step_decay
from mathdl.optim.sgd import SGD

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Optimizer",
    "clip_grad_norm",
    "constant",
    "cosine",
    "step_decay",
]
