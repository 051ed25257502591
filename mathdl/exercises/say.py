"""How exercises speak: in lines as wide as the pictures."""

from __future__ import annotations

import sys
import textwrap

WIDTH = 95  # characters; JupyterLab breaks longer lines wherever they end, within words


def say(sentence: str) -> None:
    """Print a sentence in as many lines as it takes.

    Examples
    --------
    >>> say("one two three " * 9)
    one two three one two three one two three one two three one two three one two three one two
    three one two three one two three
    """
    # A name of a file may hold bytes that are no text, and a page cannot show those.
    sentence = sentence.encode("utf-8", "backslashreplace").decode()
    print(textwrap.fill(sentence, WIDTH, break_long_words=False, break_on_hyphens=False))


def in_notebook() -> bool:
    """Whether this is a notebook's kernel, which can show more than lines of text."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return hasattr(shell, "kernel")


def show(markdown: str, text: str | None = None) -> None:
    """Show Markdown in a notebook, and print it elsewhere, or `text` in its place."""
    if not in_notebook():
        print(markdown.replace("**", "") if text is None else text)
        return
    from IPython.display import Markdown, display

    display(Markdown(markdown))
