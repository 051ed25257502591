"""Who does what in a classroom brigade: each node's card, as words and numbers."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from mathdl.plots.backprop.step_words import name_of, sentence, slope_of
from mathdl.trace import Trace, plain
from mathdl.typeset import text

# What one who holds a card does with what they hear.
DOES = {
    "add": "I add what I hear",
    "subtract": "I subtract: first number minus second",
    "multiply": "I multiply what I hear",
    "divide": "I divide: first number by second",
    "negative": "I turn the sign of what I hear",
    "power": "I raise to a power",
    "abs": "I drop the sign of what I hear",
    "maximum": "I pass on the larger number",
    "minimum": "I pass on the smaller number",
    "relu": "I pass on what is above 0; anything else becomes 0",
    "leaky_relu": "I pass on what is above 0; anything else shrinks",
    "exp": "I raise e to what I hear",
    "expm1": "I raise e to what I hear, and subtract 1",
    "log": "I take the natural logarithm of what I hear",
    "log1p": "I add 1, then take the natural logarithm",
    "sqrt": "I take the square root of what I hear",
    "sin": "I take the sine of what I hear (in radians)",
    "cos": "I take the cosine of what I hear (in radians)",
    "tanh": "I squash what I hear between −1 and 1",
    "sigmoid": "I squash what I hear between 0 and 1",
    "mse_loss": "I square the difference: prediction minus target",
    "l1_loss": "I measure how far prediction and target are apart",
    "huber_loss": "I square small differences, and measure large ones",
}
ORDINALS = ("first", "second", "third")


class Edge(NamedTuple):
    """One line between two cards, along which a value goes forward and a message comes back."""

    name: str  # of the neighbour
    card: int  # the neighbour's number
    local: str  # the local derivative as a formula: of the one who sends the message back
    message: float  # what comes back along it


class Card(NamedTuple):
    """What stands on one card, and what is right.

    Attributes
    ----------
    number : int
        From 1, inputs first, in the order in which values are computed.
    name : str
    does : str
        The rule in words; "" for an input.
    formula : str
        Such as "u₁ = x·w"; for an input its value, "x = 1".
    hears : list of Edge
        Whom it hears from, once for each argument that is not a plain number.
    tells : list of Edge
        Whom it tells its value, and who sends a message back: once for each use.
    slope : str
        Its gradient, as it is written: "∂y/∂x".
    value, gradient : float
    """

    number: int
    name: str
    does: str
    formula: str
    hears: list[Edge]
    tells: list[Edge]
    slope: str
    value: float
    gradient: float

    @property
    def is_input(self) -> bool:
        """Whether its value is given."""
        return not self.does

    @property
    def is_end(self) -> bool:
        """Whether the backward pass starts here."""
        return not self.tells


class Brigade:
    """The cards of an expression, and the order of play.

    Parameters
    ----------
    trace : Trace
    typed : str
        What is said of the expression where it is too long to be printed.

    Examples
    --------
    >>> import mathdl as dl
    >>> brigade = Brigade(Trace(lambda x: dl.sin(x * x), x=1.5))
    >>> [card.formula for card in brigade.cards]
    ['x = 1.5', 'u₁ = x·x', 'y = sin(u₁)']
    >>> [edge.name for edge in brigade.cards[0].tells]
    ['u₁ (first)', 'u₁ (second)']
    """

    def __init__(self, trace: Trace, typed: str = "") -> None:
        self.trace = trace
        whole = trace.expression()
        self.title = f"{name_of(trace, trace.end)} = {text(whole) if whole else typed}"
        self.given = [f"{name_of(trace, i)} = {_value(trace, i)}" for i in range(trace.inputs)]
        self.cards = [self._card(i) for i in range(len(trace.nodes))]

    @property
    def play(self) -> list[str]:
        """What happens, step by step: values forward, then messages back."""
        return [sentence(self.trace, step) for step in range(1, self.trace.steps + 1)]

    def _card(self, i: int) -> Card:
        trace, node = self.trace, self.trace.nodes[i]
        sent = {m.place: m for m in trace.messages if m.node == i}
        twice = Counter(message.parent for message in sent.values())
        hears = [
            self._edge(message.parent, i, place, message.contribution, twice[message.parent] > 1)
            for place, message in sorted(sent.items())
        ]
        told = sorted((m for m in trace.messages if m.parent == i), key=lambda m: (m.node, m.place))
        often = Counter(message.node for message in told)
        tells = [
            self._edge(m.node, m.node, m.place, m.contribution, often[m.node] > 1) for m in told
        ]
        name = name_of(trace, i)
        formula = f"{name} = {text(trace.formula(i)) if node.op else _value(trace, i)}"
        does = DOES.get(node.op, f"I compute {node.op} of what I hear") if node.op else ""
        numbers = node.value, trace.gradients[i]
        return Card(i + 1, name, does, formula, hears, tells, slope_of(trace, i), *numbers)

    def _edge(self, other: int, sender: int, place: int, message: float, twice: bool) -> Edge:
        name = name_of(self.trace, other)
        if twice:
            name += f" ({ORDINALS[place]})"
        local = text(self.trace.formula(sender, place + 1))
        return Edge(name, other + 1, local, message)


def _value(trace: Trace, i: int) -> str:
    return plain(trace.nodes[i].value)


def who(edge: Edge) -> str:
    """Name a neighbour, and which card that is."""
    return f"{edge.name} [{edge.card}]"


def factor(edge: Edge) -> str:
    """Write a local derivative as a factor."""
    return f"({edge.local})" if " " in edge.local or edge.local.startswith("−") else edge.local


def told(card: Card) -> str:
    """Say which messages reach a card, and by whom."""
    messages = [f"{plain(edge.message)} by {edge.name}" for edge in card.tells]
    return ", ".join(messages) or "1 by the teacher"
