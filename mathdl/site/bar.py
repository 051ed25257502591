"""The line below a chapter's title: where else it can be opened."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def bar(stem: str, repository: str) -> str:
    """Return links that open a notebook elsewhere, as HTML.

    Examples
    --------
    >>> "mybinder.org/v2/gh/me/book/main" in bar("03_chain_rule", "https://github.com/me/book")
    True
    """
    home = urlsplit(repository).path.strip("/")
    path = f"notebooks/{stem}.ipynb"
    links = {
        "Open in JupyterLab": f"{repository}#open-the-book",
        "Colab": f"https://colab.research.google.com/github/{home}/blob/main/{path}",
        "Binder": f"https://mybinder.org/v2/gh/{home}/main?urlpath={quote(f'lab/tree/{path}')}",
    }
    shown = [f'<a href="{address}">{name}</a>' for name, address in links.items()]
    shown.append(f'<a href="_static/notebooks/{stem}.ipynb" download>Download this chapter</a>')
    return f'<nav class="mathdl-bar" aria-label="This chapter elsewhere">{" ".join(shown)}</nav>'
