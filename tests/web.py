"""What tests of the web edition share."""

import os
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
WHOLE = os.environ.get("MATHDL_SITE")  # the folder of the whole site, if that is to be tested


def enliven(page):
    """Walk down the page until every picture is alive."""
    for place in page.locator("figure[data-baked]").all():
        place.evaluate("place => place.closest('details')?.setAttribute('open', '')")
        place.scroll_into_view_if_needed()
    page.wait_for_function("!document.querySelector('figure[data-baked]:not([data-alive])')")
