"""Pages of their own for sheets and marks: one file each, by day and by night, and on paper."""

from __future__ import annotations

from html import escape

import mistune

from mathdl.plots.kit.colours import (
    DARK,
    EMPTY,
    GRADIENT,
    INK,
    INPUT,
    MUTED,
    NIGHT,
    PALE,
    PAPER,
    RULE,
    TARGET,
    WEIGHT,
)

# By day and by night: what is said, what explains, what lies behind, and a verdict's own colour.
_ROLES = {
    "ink": (INK, NIGHT[INK]),
    "muted": (MUTED, NIGHT[MUTED]),
    "paper": PAPER,
    "rule": (RULE, MUTED),
    "code": (EMPTY, INK),
    "link": (DARK[INPUT], NIGHT[DARK[INPUT]]),
    "right": (DARK[TARGET], NIGHT[DARK[TARGET]]),
    "mistake": (DARK[WEIGHT], NIGHT[DARK[WEIGHT]]),
    "wrong": (DARK[GRADIENT], NIGHT[DARK[GRADIENT]]),
    "pale-right": (PALE[TARGET], DARK[TARGET]),
    "pale-mistake": (PALE[WEIGHT], DARK[WEIGHT]),
    "pale-wrong": (PALE[GRADIENT], DARK[GRADIENT]),
    "pale-unanswered": (EMPTY, MUTED),
}
_STYLE = """
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.2rem 0 .3rem }
p, ul { margin: .4rem 0 }
a { color: var(--link) }
code, pre { font: .92em/1.45 "DejaVu Sans Mono", ui-monospace, monospace; background: var(--code);
  border-radius: 3px }
code { padding: .1em .25em }
pre { padding: .6rem .8rem; white-space: pre-wrap; margin: .5rem 0 }
pre code { padding: 0; font-size: 1em }
.muted { color: var(--muted) }
.wide { overflow-x: auto }
table { border-collapse: collapse }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--rule); text-align: left;
  vertical-align: top; overflow-wrap: normal }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt }
  section { break-inside: avoid }
  h2 { break-after: avoid }
  a { color: inherit; text-decoration: none }
}
"""


def _variables(time: int) -> str:
    return "; ".join(f"--{role}: {colours[time]}" for role, colours in _ROLES.items())


def page(title: str, body: str, style: str = "") -> str:
    """Return a page that asks nothing of any other: no script, no picture, no type.

    Parameters
    ----------
    title : str
        As text.
    body : str
        As HTML; what came from a learner has been escaped.
    style : str
        Rules of its own.
    """
    night = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(1)} }} }}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>:root {{ {_variables(0)} }}
{night}{_STYLE}{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def as_html(markdown: str) -> str:
    """Return Markdown of the book's as HTML.

    Examples
    --------
    >>> as_html("Take `x < 1`.")
    '<p>Take <code>x &lt; 1</code>.</p>'
    """
    return str(mistune.html(markdown)).strip()
