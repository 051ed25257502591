"""Optimisers: how parameters follow their gradients downhill, and how fast."""

from mathdl.optim.adam import Adam, AdamW
from mathdl.optim.optimizer import Optimizer, clip_grad_norm, clip_grad_value
from mathdl.optim.rmsprop import RMSprop
from mathdl.optim.schedules import constant, cosine, linear_warmup, step_decay
from mathdl.optim.sgd import SGD

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Optimizer",
    "RMSprop",
    "clip_grad_norm",
    "clip_grad_value",
    "constant",
    "cosine",
    "linear_warmup",
    "step_decay",
]
