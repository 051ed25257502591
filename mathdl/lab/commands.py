"""What the command ``mathdl`` does besides opening the book: one line a command."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, NamedTuple, NoReturn


class Command(NamedTuple):
    """A word behind ``mathdl``.

    Attributes
    ----------
    place : str
        The module and the function, which takes the words behind it and returns 0, or 1 after
        saying what is wrong. The module is loaded when its command is called, and not before.
    says : str
        What it does, in a few words.
    """

    place: str
    says: str


COMMANDS = {
    "playground": Command("workbench:playground", "the workbench of chapter 9, alone in a window"),
    "sheet": Command("sheets.command:sheet", "exercises of a chapter to hand out, with a key"),
    "mark": Command("marking.command:mark", "mark what was handed in"),
    "slides": Command("slides:slides", "a chapter as slides, its pictures alive"),
    "cards": Command("cards.command:cards", "a class acts out backpropagation: a card a node"),
    "hub": Command("hub:hub", "the book for a class, on a JupyterHub"),
}


def run(name: str, words: list[str]) -> int:
    """Run a command; return 0, or 1 after saying what is wrong."""
    module, function = COMMANDS[name].place.split(":")
    return getattr(import_module(f"mathdl.lab.{module}"), function)(words)


class WrongWordsError(ValueError):
    """The words behind a command make no sense; the message says why."""


class Words(argparse.ArgumentParser):
    """Reads the words behind a command; what is wrong with them is one sentence."""

    def __init__(self, name: str, about: str, **more: Any) -> None:
        layout = argparse.RawDescriptionHelpFormatter
        super().__init__(
            f"mathdl {name}", description=about, formatter_class=layout, allow_abbrev=False, **more
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and how to hear more."""
        raise WrongWordsError(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help")
