"""A link of the index opens the chapter, or the letter, with the heading on the screen."""

import shutil

import headless
import pytest
from make_index import INDEX, NOTEBOOKS, read_sections

ON_SCREEN = """heading => [...document.querySelectorAll(".jp-Notebook :is(h2, h3)")].some(h => {
    const box = h.getBoundingClientRect();
    return h.textContent.startsWith(heading) && box.top >= 0
        && 0 < box.bottom && box.bottom < window.innerHeight;
})"""
OPEN = "() => window.jupyterapp.shell.currentWidget.context.path"


@pytest.fixture
def follow(open_notebook, lab):
    """Return what follows a link of the index in a running JupyterLab, until a heading shows."""
    for chapter in NOTEBOOKS.glob("[0-9]*.ipynb"):
        shutil.copy(chapter, lab[1])
    page = open_notebook(INDEX, run=False)

    def to_the_heading(address, heading):
        file, cell = address.split("#")
        page.locator(f".jp-Notebook a[href*='{file}'][href$='{cell}']").first.press("Enter")
        page.wait_for_function(ON_SCREEN, arg=heading)
        assert page.evaluate(OPEN) == file
        # A kernel that is only just starting complains when the page is closed.
        page.wait_for_function(headless.READY)
        page.wait_for_timeout(500)

    return to_the_heading


def test_a_link_opens_the_chapter_at_its_section(follow):
    _, address = read_sections(NOTEBOOKS)
    follow(address["6.8"], "6.8 ")


def test_a_letter_leads_to_the_glossary(follow):
    follow(f"{INDEX.name}#cell-id=letter-S", "S")
