"""The command of CONTRIBUTING that makes a page of a chapter: every picture, with its words."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


class Images(HTMLParser):
    """The alternative texts of a page's images, and how often a widget should stand there."""

    def __init__(self, page):
        super().__init__()
        self.words, self.widgets = [], 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "img":
            self.words.append(given.get("alt"))
        self.widgets += tag == "script" and "widget-view" in (given.get("type") or "")


def test_a_page_without_a_kernel_and_a_network_shows_and_says_every_picture(tmp_path):
    name = "00_start.ipynb"
    guide = (NOTEBOOKS.parent / "CONTRIBUTING.md").read_text("utf-8")
    options = re.search(r"`jupyter nbconvert (.*) notebooks/", guide)[1].split()
    command = [sys.executable, "-m", "nbconvert", *options, name, f"--output-dir={tmp_path}"]
    subprocess.run(command, cwd=NOTEBOOKS, check=True, capture_output=True)
    page = Images((tmp_path / "00_start.html").read_text("utf-8"))
    stored = [
        output.metadata["image/png"]["alt"]
        for cell in nbformat.read(NOTEBOOKS / name, as_version=4).cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert page.words == stored != []
    assert page.widgets == 0
