"""Many nets that learn side by side, from other random starts: the laboratory of chapter 7."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

import mathdl as dl

TASKS = ("spirals, tanh", "rings, relu", "rings, tanh")  # points, and the bend that learns them
SIZES = (2, 15, 15, 1)  # 301 parameters, as many as the nets of chapter 1 have
STEPS, BATCH = 2000, 50
ROLES = ("learn", "choose", "test")


@cache
def examples(task: str, role: str) -> tuple[np.ndarray, np.ndarray]:
    """Return points X of shape (n, 2) and their classes y of shape (n, 1), 0 or 1.

    Parameters
    ----------
    task : {"spirals, tanh", "rings, relu", "rings, tanh"}
    role : {"learn", "choose", "test"}
        To learn from; to choose hyperparameters by; to judge what was chosen.
    """
    rng = ROLES.index(role)
    if task.startswith("spirals"):
        X, y = dl.data.spirals(2000 if rng else 200, turns=1.5, rng=rng)
    else:
        X, y = dl.data.rings(2000 if rng else 400, bands=3, rng=rng)
    return X, y[:, None]


class Many(dl.nn.Module):
    """Nets side by side: their weights stand in one array, and none knows of the others.

    Parameters
    ----------
    seeds : sequence of int
        One for each net: its random start.
    bend : {"tanh", "relu"}
        After every hidden layer; weights start Xavier's way for tanh, He's way for relu.
    sizes : sequence of int
        Inputs, hidden units of each layer, outputs.

    Examples
    --------
    >>> nets = Many(seeds=(0, 1, 2), bend="tanh")
    >>> nets.forward(np.zeros((7, 2))).shape
    (3, 7, 1)
    """

    def __init__(
        self, seeds: Sequence[int], bend: str = "tanh", sizes: Sequence[int] = SIZES
    ) -> None:
        rngs = [np.random.default_rng(seed) for seed in seeds]
        start = {"relu": dl.nn.he_normal, "tanh": dl.nn.xavier_normal}[bend]
        shapes = list(pairwise(sizes))
        self.W = [dl.Tensor(np.stack([start(shape, rng) for rng in rngs])) for shape in shapes]
        self.b = [dl.Tensor(np.zeros((len(rngs), 1, n_out))) for _, n_out in shapes]
        self.bend = getattr(dl, bend)

    def parameters(self) -> list[dl.Tensor]:
        """Return the weights and biases, each with one entry more in front: which net."""
        return [*self.W, *self.b]

    def hidden(self, X: np.ndarray) -> list[dl.Tensor]:
        """Return what each hidden layer gives, arrays (nets, examples, units)."""
        outputs: list = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            outputs.append(self.bend(outputs[-1] @ W + b))
        return outputs[1:]

    def forward(self, X: np.ndarray) -> dl.Tensor:
        """Return the logits of all nets, an array (nets, examples, 1)."""
        return self.hidden(X)[-1] @ self.W[-1] + self.b[-1]

    def accuracies(self, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return for each net the share of the points that it puts into their class."""
        return np.mean((self.forward(X).data > 0) == y, axis=(1, 2))

    def losses(self, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return each net's mean cross-entropy."""
        z = self.forward(X).data
        return np.mean(np.logaddexp(0, z) - z * y, axis=(1, 2))


def train(
    nets: Many,
    optimizer: dl.optim.Optimizer,
    examples: tuple[np.ndarray, np.ndarray],
    steps: int = STEPS,
    batch: int = BATCH,
    watch: Callable[[int], None] = lambda step: None,
) -> Many:
    """Train all nets by batches, each example once an epoch, in an order that is always the same.

    Parameters
    ----------
    nets : Many
    optimizer : Optimizer
        Of ``nets.parameters()``. One that treats every parameter by itself, as all of this book
        do, trains each net as if it were alone.
    examples : (X, y)
    steps, batch : int
    watch : function of the number of steps taken
        Called before each step, and after the last.
    """
    X, y = examples
    rng, order = np.random.default_rng(0), np.array([], int)
    loss = dl.binary_cross_entropy_with_logits
    with np.errstate(all="ignore"):  # rates that are too large overflow
        for step in range(steps):
            watch(step)
            if len(order) < batch:
                order = rng.permutation(len(X))
            chosen, order = order[:batch], order[batch:]
            optimizer.zero_grad()
            z = nets.forward(X[chosen])
            truth = np.broadcast_to(y[chosen].astype(float), z.shape)
            (len(z.data) * loss(z, truth)).backward()  # the sum of the nets' losses
            optimizer.step()
        watch(steps)
    return nets
