"""Pages: they lead where they say, need no network, fit a phone, and everybody can read them."""

import gzip
import json
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from web import WHOLE, enliven

MEGABYTE = 1e6
LOADS = ("book.js", "book.css", "mathjax/tex-svg.js")


class Places(HTMLParser):
    """The ids of a page, and where it leads."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.leads = set(), set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids.add(given.get("id"))
        names = ("href", "src", "data-baked")
        self.leads |= {given[name] for name in names if given.get(name)}


def test_every_link_leads_somewhere(site, pages):
    places = {path: Places(path) for path in [*pages, site / "search.html"]}
    for path, found in places.items():
        for link in found.leads:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("https", "data", "mailto"), link
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert there.exists(), f"{path.name}: {link}"
            if parts.fragment and there in places:
                assert unquote(parts.fragment) in places[there].ids, f"{path.name}: {link}"


def test_sizes(site, pages):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 25 * MEGABYTE
    shared = sum(_pressed(site / "_static" / name) for name in LOADS)
    for path in pages:
        living = {link for link in Places(path).leads if "/living/" in link and ".js" in link}
        own = _pressed(path) + sum(_pressed(path.parent / link) for link in living)
        assert shared + own < 3 * MEGABYTE, f"{path.name}: {(shared + own) / MEGABYTE:.1f} MB"


def _pressed(path):
    return len(gzip.compress(path.read_bytes(), 6))


def test_everything_comes_alive_without_a_network(opened, pages):
    for path in pages:
        with opened(path.name) as page:
            enliven(page)
            assert page.locator(".mathdl-box-here:not(:has(.mathdl-ask))").count() == 0
            empty = page.locator("figure [role=status]").evaluate_all(
                "all => all.filter(one => !one.textContent).length"
            )
            assert empty == 0


def test_search_finds_words_of_the_text(opened):
    with opened("search.html?q=secant") as page:
        page.wait_for_selector("#search-results li a[href*='03_chain_rule']")


def test_a_phone_shows_all_without_scrolling_sideways(opened, pages):
    for path in pages:
        with opened(path.name, viewport={"width": 360, "height": 740}) as page:
            enliven(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path.name


def test_without_scripts_the_stored_pictures_stand(opened, pages):
    for path in pages:
        with opened(path.name, java_script_enabled=False) as page:
            images = page.locator("figure img").all()
            assert len(images) == page.locator("figure.mathdl-figure").count()
            for image in images:
                assert image.get_attribute("alt")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, pages, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path in pages:
        with opened(path.name, color_scheme=theme) as page:
            enliven(page)
            page.wait_for_timeout(500 if WHOLE else 100)
            found = axe.run(page, options={"preload": False}).response["violations"]
            grave = [one for one in found if one["impact"] in ("serious", "critical")]
            said = [(one["id"], one["nodes"][0]["html"][:200]) for one in grave]
            assert said == [], f"{path.name}, {theme}: {json.dumps(said, indent=1)}"
