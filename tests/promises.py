"""How a promise and its keeping are written, in the margin of a chapter."""

import re

MADE = re.compile(r"^> \*([^*\n]+), for now\*: .*?\b(?i:section|chapter) (\d+(?:\.\d+)?)", re.M)
KEPT = re.compile(r"^> \*([^*\n]+)\*, promised in \[?(?:section|chapter) (\d+(?:\.\d+)?)", re.M)


def sections(notebook):
    """Yield the section number ("3.7", or "" before the first) with the text of every cell."""
    section = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.match(r"## (\d+\.\d+) ", re.sub(r"<!--.*?-->\s*", "", cell.source))
            section = heading[1] if heading else section
            yield section, cell.source
