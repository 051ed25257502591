"""How wrong calls are tried: each is refused in a clear sentence, and nothing is half-changed."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

LONGEST = 250
NOISE = ("Traceback", 'File "', " at 0x", "ufunc", "NoneType", "loop with signature", "<lambda>")


class Wrong(NamedTuple):
    """A wrong call, the error it must raise, and what the message must name."""

    title: str
    call: Callable
    error: type[Exception]
    given: str
    expected: str


class Kept(NamedTuple):
    """A wrong call of something with a state, which must be as before; then `right` must work."""

    title: str
    make: Callable
    wrong: Callable
    error: type[Exception]
    words: str
    watch: Callable
    right: Callable


def each(rows):
    """Run a test once for every row, under its title."""
    titles = [row.title for row in rows]
    assert len(set(titles)) == len(titles), "two rows have one title"
    return pytest.mark.parametrize("row", rows, ids=titles)


def require_clear(words):
    """One sentence for a reader: not empty, not long, and no noise from inside."""
    assert words.strip()
    assert len(words) <= LONGEST, f"{len(words)} characters: {words}"
    assert words.count("\n") <= 2
    assert not [noise for noise in NOISE if noise in words], words


def refused(row):
    """Make the wrong call; its error must be of the right type and name both sides."""
    with pytest.raises(row.error) as raised:
        row.call()
    words = str(raised.value)
    require_clear(words)
    assert row.given in words, words
    assert row.expected in words, words


def kept(row):
    """Make the wrong call; the state must be as before, to the last bit, and the right one work."""
    thing = row.make()
    before = frozen(row.watch(thing))
    with pytest.raises(row.error) as raised:
        row.wrong(thing)
    require_clear(str(raised.value))
    assert row.words in str(raised.value)
    assert frozen(row.watch(thing)) == before
    row.right(thing)
    assert frozen(row.watch(thing)) != before, "the right call does nothing, so it proves nothing"


def frozen(state: Any) -> Any:
    """Turn a state into something that can be compared bit by bit."""
    if isinstance(state, dict):
        return {key: frozen(value) for key, value in state.items()}
    if isinstance(state, list | tuple):
        return [frozen(part) for part in state]
    if isinstance(state, np.ndarray | np.generic):
        return state.dtype.str, state.shape, state.tobytes()
    return state
