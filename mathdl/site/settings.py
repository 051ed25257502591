"""How Sphinx builds the pages, and where the book is at home: each said in one place."""

from __future__ import annotations

from importlib.metadata import metadata
from typing import Any

NOWHERE = "https://github.com/mathdl/mathdl"  # until pyproject.toml says where the book is at home
TITLE = "Math for deep learning"

SPHINX: dict[str, Any] = {
    "project": TITLE,
    "author": "the mathdl authors",
    "copyright": "the mathdl authors",
    "extensions": ["myst_nb"],
    "html_theme": "sphinx_book_theme",
    "html_title": TITLE,
    "html_static_path": ["_static"],
    "html_css_files": ["book.css"],
    "html_js_files": ["search_here.js", ("book.js", {"defer": "defer"})],
    "html_context": {"default_mode": "auto"},
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_last_updated_fmt": None,
    "html_theme_options": {
        "show_toc_level": 2,
        "navigation_with_keys": False,  # arrow keys belong to the sliders
        "home_page_in_toc": True,
        "use_download_button": False,
        "show_navbar_depth": 1,
        "navbar_persistent": [],
    },
    "mathjax_path": "mathjax/tex-svg.js",
    "mathjax3_config": {"options": {"enableMenu": False}, "svg": {"fontCache": "global"}},
    "myst_enable_extensions": ["dollarmath", "amsmath"],
    "myst_heading_anchors": 3,
    "nb_execution_mode": "off",
    "nb_code_prompt_show": "Imports",
    "nb_code_prompt_hide": "Imports",
    "exclude_patterns": ["_static"],
    "suppress_warnings": ["mystnb.unknown_mime_type"],
    "root_doc": "index",
    "language": "en",
}


def repository() -> str:
    """Return where the book is at home, as pyproject.toml says."""
    urls = metadata("mathdl").get_all("Project-URL") or []
    known = dict(line.split(", ", 1) for line in urls)
    return known.get("Repository", NOWHERE).rstrip("/")
