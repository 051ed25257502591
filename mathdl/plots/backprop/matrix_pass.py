"""The small net of matrices, forward and back, step by step (chapter 6)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np

import mathdl as dl

# Further examples with small numbers; the first is the book's own. The second wakes the third unit.
ROWS = np.array([[1.0, 2.0], [1.0, 0.0], [1.0, 3.0], [0.0, 1.0]])


TRUTHS = np.array([[1.0], [0.0], [1.0], [0.0]])


FORWARD = ("Z1", "A1", "Z2", "L")


# The edges in the order of the engine's backward pass, and what each rule takes: (name, lane).
VALUE, SLOPE = 0, 1


EDGES = (
    ("L", "Z2", "(sigmoid(Z2) − y){over} · ∂L/∂L", (("Z2", VALUE), ("y", VALUE), ("L", SLOPE))),
    ("Z2", "A1", "∂L/∂Z2 @ W2.T", (("Z2", SLOPE), ("W2", VALUE))),
    ("Z2", "W2", "A1.T @ ∂L/∂Z2", (("A1", VALUE), ("Z2", SLOPE))),
    ("Z2", "b2", "sum of the rows of ∂L/∂Z2", (("Z2", SLOPE),)),
    ("A1", "Z1", "∂L/∂A1 · (Z1 > 0)", (("A1", SLOPE), ("Z1", VALUE))),
    ("Z1", "X", "∂L/∂Z1 @ W1.T", (("Z1", SLOPE), ("W1", VALUE))),
    ("Z1", "W1", "X.T @ ∂L/∂Z1", (("X", VALUE), ("Z1", SLOPE))),
    ("Z1", "b1", "sum of the rows of ∂L/∂Z1", (("Z1", SLOPE),)),
)


MADE_FROM = {
    "Z1": ("X @ W1 + b1", ("X", "W1", "b1")),
    "A1": ("relu(Z1)", ("Z1",)),
    "Z2": ("A1 @ W2 + b2", ("A1", "W2", "b2")),
    "L": ("loss(Z2, y)", ("Z2", "y")),
}


@dataclass(frozen=True)
class Pass:
    """A forward and a backward pass, stopped after some steps.

    Attributes
    ----------
    values, grads : dict of str to array
        What has been computed so far, by name.
    """

    values: dict[str, np.ndarray]
    grads: dict[str, np.ndarray]

    @classmethod
    def of(cls, batch: int, step: int) -> Pass:
        """Run the first `step` of the thirteen steps on the first `batch` examples."""
        given = dl.data.thirteen_parameters() | {"X": ROWS[:batch]}
        truth = TRUTHS[:batch]
        nodes = {name: dl.Tensor(given[name]) for name in ("X", "W1", "b1", "W2", "b2")}
        nodes["Z1"] = dl.linear(nodes["X"], nodes["W1"], nodes["b1"])
        nodes["A1"] = dl.relu(nodes["Z1"])
        nodes["Z2"] = dl.linear(nodes["A1"], nodes["W2"], nodes["b2"])
        nodes["L"] = dl.binary_cross_entropy_with_logits(nodes["Z2"], truth)
        later = FORWARD[step:]
        values = {name: node.data for name, node in nodes.items() if name not in later}
        if step > len(FORWARD):
            # The very pass that L.backward() runs, paused after so many edges.
            edges = step - len(FORWARD) - 1
            for _ in islice(dl.backward_steps(nodes["L"], np.float64(1)), max(edges, 1)):
                pass
            if not edges:  # the pass has started, and no message has left yet
                nodes["Z2"].grad = None
        grads = {name: node.grad for name, node in nodes.items() if node.grad is not None}
        return cls(values | {"y": truth}, grads)
