"""A kind of thing that is added to the book, and how texts are changed to add one."""

from collections.abc import Callable
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of thing that is added to the book.

    Attributes
    ----------
    at_most : int
        How many places may be touched by hand.
    pieces : dict
        From each place, a file or the folder of a chapter, to what is done there: a function from
        its old text to its new one, or for a folder a dict of such functions.
    guards : str
        The arguments of pytest that run the tests of this thing.
    left_out : dict
        From each place to the file of tests that miss this piece, and what they say.
    made : str
        The tool that makes what is made of it, such as ``tools/make_index.py``.
    """

    at_most: int
    pieces: dict[str, Callable[[str], str] | dict[str, Callable[[str], str]]]
    guards: str
    left_out: dict[str, tuple[str, str]]
    made: str = ""


def new(text):
    """Write a file that was not there."""
    return lambda old: text


def before(mark, text):
    """Put a text in front of the last place where a mark stands."""

    def put(old):
        head, found, tail = old.rpartition(mark)
        assert found, f"{mark!r} is no longer there: change tests/added.py"
        return head + text + mark + tail

    return put


def both(*changes):
    """Make one change after the other."""

    def put(old):
        for change in changes:
            old = change(old)
        return old

    return put
