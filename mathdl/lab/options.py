"""Options of a command, read so that a wrong one hears one sentence."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Options(argparse.ArgumentParser):
    """Reads the words behind a command; what it cannot read raises a ValueError.

    Parameters
    ----------
    command : str
        As it is typed, such as "mathdl cards".

    Examples
    --------
    >>> options = Options("mathdl cards")
    >>> options.parse_args(["--so"])
    Traceback (most recent call last):
    ValueError: Unrecognized arguments: --so; mathdl cards --help says more.
    """

    def __init__(self, command: str) -> None:
        super().__init__(prog=command, add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Say it in one sentence."""
        raise ValueError(f"{message[0].upper()}{message[1:]}; {self.prog} --help says more.")
