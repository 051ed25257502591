"""The gallery of activations: each rule of the engine with its formulas and its character."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mathdl as dl
from mathdl.formulas import FORMULAS, parse
from mathdl.typeset import text


@dataclass(frozen=True)
class Activation:
    """One activation.

    Attributes
    ----------
    f : function
        The engine's rule: takes a number, an array or a Tensor.
    value, slope : str
        f and f′ as expressions in `a`, as in `mathdl.formulas`.
    range : str
        Which values it can take.
    use, wrong : str
        When it is the right choice, and what goes wrong with it.
    """

    f: Callable
    value: str
    slope: str
    range: str
    use: str
    wrong: str

    def formula(self, variable: str = "z", style: Callable = text) -> str:
        """Print f of `variable`; with ``style=mathdl.typeset.latex`` as LaTeX."""
        return style(parse(self.value, {"a": ast.Name(variable)}))

    def slope_formula(self, variable: str = "z", style: Callable = text) -> str:
        """Print f′ of `variable`."""
        return style(parse(self.slope, {"a": ast.Name(variable)}))


def identity(a: Any) -> Any:
    """Return `a` as it is: no bend."""
    return a


def _row(name: str, value: str = "", slope: str = "", **words: str) -> Activation:
    """Take the formulas that are not given from those of the rules."""
    known = FORMULAS.get(name, ("", ""))
    return Activation(getattr(dl, name), value or known[0], slope or known[1], **words)


ACTIVATIONS: dict[str, Activation] = {
    "relu": _row(
        "relu",
        "max(0, a)",
        range="0 and above",
        use="hidden layers: cheap, one comparison, and slope 1 wherever it is on",
        wrong="a unit that is off for every example gets no gradient: it is dead",
    ),
    "leaky relu": _row(
        "leaky_relu",
        "a if a > 0 else 0.01 * a",
        "1 if a > 0 else 0.01",
        range="every number",
        use="like relu, where units die: a little gradient always gets through",
        wrong="what gets through on the left is small, so reviving takes long",
    ),
    "elu": _row(
        "elu",
        "a if a > 0 else exp(a) - 1",
        "1 if a > 0 else exp(a)",
        range="above −1",
        use="like relu, smooth at 0 and with outputs nearer to mean 0",
        wrong="far to the left its slope vanishes; it needs an exponential",
    ),
    "sigmoid": _row(
        "sigmoid",
        "1 / (1 + exp(-a))",
        range="between 0 and 1",
        use="the last unit of a yes-or-no classifier, and gates",
        wrong="its slope is at most ¼ and vanishes on both sides: it saturates",
    ),
    "tanh": _row(
        "tanh",
        "(exp(a) - exp(-a)) / (exp(a) + exp(-a))",
        range="between −1 and 1",
        use="where outputs should be bounded and centred on 0; slope 1 at 0",
        wrong="its slope vanishes on both sides: it saturates",
    ),
    "softplus": _row(
        "softplus",
        "log(1 + exp(a))",
        range="above 0",
        use="outputs that must be positive; a relu without the kink",
        wrong="costlier than relu; far to the left its slope vanishes",
    ),
    "gelu": _row(
        "gelu",
        range="−0.170 and above",
        use="hidden layers of transformers: a smooth relu",
        wrong="dips below 0, so it is not monotone; costlier than relu",
    ),
    "silu": _row(
        "silu",
        range="−0.278 and above",
        use="hidden layers of deep nets: a smooth relu, simpler than gelu",
        wrong="dips below 0, so it is not monotone; costlier than relu",
    ),
}
NONE = Activation(
    identity,
    "a",
    "1",
    range="every number",
    use="the last layer of a regression",
    wrong="between layers it adds nothing: they collapse into one",
)
