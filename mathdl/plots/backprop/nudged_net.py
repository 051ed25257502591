"""A small net, one weight of which is nudged (chapter 6)."""

from __future__ import annotations

import mathdl as dl

PARAMETERS = ("W1", "b1", "W2", "b2")


# Every parameter by name, with its place; W2 has one column, which its names leave out.
PLACES = {
    **{f"W1[{i},{j}]": ("W1", (i, j)) for i in range(2) for j in range(3)},
    **{f"b1[{j}]": ("b1", (j,)) for j in range(3)},
    **{f"W2[{j}]": ("W2", (j, 0)) for j in range(3)},
    "b2[0]": ("b2", (0,)),
}


def forward(weight: str, nudge: float) -> dict[str, dl.Tensor]:
    """Run the network forward with one parameter nudged; return all of its tensors by name."""
    net = dl.data.thirteen_parameters()
    name, index = PLACES[weight]
    net[name][index] += nudge
    nodes = {key: dl.Tensor(net[key]) for key in PARAMETERS}
    nodes["z1"] = dl.linear(net["X"], nodes["W1"], nodes["b1"])
    nodes["a1"] = dl.relu(nodes["z1"])
    nodes["z2"] = dl.linear(nodes["a1"], nodes["W2"], nodes["b2"])
    nodes["p"] = dl.sigmoid(nodes["z2"])
    nodes["L"] = dl.binary_cross_entropy_with_logits(nodes["z2"], net["y"])
    return nodes


def gradient(weight: str) -> float:
    """Return how much the loss grows per unit of one parameter, by one backward pass."""
    nodes = forward(weight, 0.0)
    nodes["L"].backward()
    name, index = PLACES[weight]
    return float(nodes[name].grad[index])
