"""The chapters of the book: the one table that exercises, progress, maps and tests read."""

from __future__ import annotations

from typing import NamedTuple


class Chapter(NamedTuple):
    """A chapter of the book.

    Attributes
    ----------
    number : int
        What its sections and exercises begin with, as in "3.2".
    topic : str
        The name of its folders in ``mathdl/plots`` and ``mathdl/exercises``, and of its notebook.
    title : str
        The heading of its notebook.
    goal : str
        What a reader will be able to do.
    needs : str
        The chapters or sections to read before.
    """

    number: int
    topic: str
    title: str
    goal: str
    needs: str = ""

    @property
    def notebook(self) -> str:
        """The name of its file.

        Examples
        --------
        >>> CHAPTERS[3].notebook
        '03_chain_rule.ipynb'
        """
        return f"{self.number:02}_{self.topic}.ipynb"

    @property
    def asks(self) -> bool:
        """Whether it has a folder of exercises: chapter 0 shows what to press, and asks nothing."""
        return self.number > 0


CHAPTERS = (
    Chapter(0, "start", "Start here", "use the book, and check that everything works"),
    Chapter(
        1,
        "depth",
        "See what depth buys",
        "read a network, judge a race of networks, and fold a snowflake",
        needs="0",
    ),
    Chapter(
        2,
        "tensors",
        "Hold data in tensors",
        "say from shapes alone what an operation gives",
        needs="1.1–1.3",
    ),
    Chapter(
        3,
        "chain_rule",
        "Follow the chain rule",
        "say how a change travels through functions in a row, and compute its rate",
        needs="0",
    ),
    Chapter(
        4,
        "activations",
        "Bend the line with activations",
        "choose a bend, and see slopes vanish and explode",
        needs="2, 3",
    ),
    Chapter(
        5,
        "losses",
        "Measure success with a loss",
        "measure mistakes by squares and by surprise, without overflow",
        needs="3, 4",
    ),
    Chapter(
        6,
        "backprop",
        "Send the error back",
        "step the backward pass of your own expression, and catch a wrong derivative",
        needs="2, 3, 4, 5",
    ),
    Chapter(
        7,
        "descent",
        "Walk downhill",
        "choose an optimiser and its learning rate, and read a loss curve",
        needs="6",
    ),
    Chapter(
        8,
        "deep",
        "Train a hundred layers",
        "keep signals alive through a hundred layers, and judge what was learnt",
        needs="4, 6, 7",
    ),
    Chapter(
        9,
        "playground",
        "Design your own network",
        "design a network on purpose, and say honestly how good it is",
        needs="7, 8",
    ),
    Chapter(
        10,
        "digits",
        "Read handwritten digits",
        "read digits of hands that a net has never seen, your own among them",
        needs="5, 7, 8, 9",
    ),
    Chapter(
        11,
        "convolution",
        "See with convolutions",
        "read a digit wherever it stands, and say what a convolution can see",
        needs="2, 6, 8, 10",
    ),
    Chapter(
        12,
        "attention",
        "Attend to what came before",
        "build a transformer, let it speak, and say what a chat model adds",
        needs="2, 5, 6, 8",
    ),
)
