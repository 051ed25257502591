"""What a reader never needs is left out, so that the whole book is quick to load."""

from __future__ import annotations

import base64
import io
import re
import shutil
from functools import lru_cache
from pathlib import Path

from PIL import Image

COLOURS = 64  # of a small picture within a picture, such as what a unit sees
WORTH = 0.7  # of the bytes: a photograph hardly gains, and keeps its colours
# Of use to those who build, not to those who read. The theme brings its icons twice: as type, which
# stays, and as a script of 1.5 MB.
UNREAD = (
    "_sources", "_static/locales", ".buildinfo", "objects.inv", "**/*.map",
    "_static/scripts/fontawesome.js", "_static/vendor/fontawesome/webfonts/fa-brands-400.woff2",
)  # fmt: skip
ICONS = re.compile(r'<script [^>]*src="[^"]*/fontawesome\.js[^>]*></script>\s*')


@lru_cache(maxsize=10_000)
def fewer_colours(png: str) -> str:
    """Return a picture, as base64, with few colours if that makes it much smaller."""
    image = Image.open(io.BytesIO(base64.b64decode(png)))
    if image.mode != "RGB" or "transparency" in image.info:
        return png
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    small = base64.b64encode(file.getvalue()).decode()
    return small if len(small) < WORTH * len(png) else png


def leave_out(site: Path) -> None:
    """Remove from a site what no reader needs."""
    for left in UNREAD:
        for path in site.glob(left):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for page in site.glob("*.html"):
        page.write_text(ICONS.sub("", page.read_text("utf-8")), "utf-8")
