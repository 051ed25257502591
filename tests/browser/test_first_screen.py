"""What a learner sees first, in the window that `mathdl` opens, before scrolling anywhere."""

import shutil
from pathlib import Path

import headless
import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
START = "00_start.ipynb"
ALL_IN_VIEW = """selectors => {
    const view = document.querySelector(".jp-Notebook .jp-WindowedPanel-outer");
    const {top, bottom} = view.getBoundingClientRect();
    return view.scrollTop === 0 && selectors.every(selector => {
        const box = document.querySelector(`.jp-Notebook ${selector}`)?.getBoundingClientRect();
        return box && box.height > 0 && box.top >= top && box.bottom <= bottom;
    });
}"""

RUN = "command => window.jupyterapp.commands.execute(command).then(() => null)"
ACTIVATE_THE_LAST = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const kinds = notebook.widgets.map(cell => cell.model.type);
    notebook.activeCellIndex = kinds.lastIndexOf("code");
}"""


@pytest.fixture(scope="module")
def window(browser, lab):
    """JupyterLab in a small window, with its menus, the file list, and chapter 0.

    The tests go from the first look on: what one has run, the next one may find.
    """
    address, root = lab
    for path in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(path, root)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(30_000)
    page.goto(f"{address}/lab/tree/{START}?reset")
    page.wait_for_function(headless.READY)
    yield page
    page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    page.close()


def in_view(page, *selectors):
    page.wait_for_function(ALL_IN_VIEW, arg=list(selectors))


CUT = """() => [...document.querySelectorAll(".jp-DirListing-itemText")]
    .filter(name => name.scrollWidth > name.clientWidth || name.offsetWidth === 0)
    .map(name => name.textContent)"""


def test_no_name_of_a_chapter_is_cut_in_the_file_list(window):
    window.wait_for_selector(".jp-DirListing-itemText")
    names = window.locator(".jp-DirListing-itemText").all_inner_texts()
    assert {path.name for path in NOTEBOOKS.glob("*.ipynb")} <= {*names}
    assert window.evaluate(CUT) == []


def test_title_and_cover_stand_on_the_first_screen_and_two_keys_bring_a_slider(window):
    in_view(window, "h1", "img")
    assert window.locator(".jp-Notebook h1").first.inner_text() == "Math for deep learning"
    window.keyboard.press("Shift+Enter")
    window.keyboard.press("Shift+Enter")
    in_view(window, "h1", ".mathdl-explorer .noUi-handle", ".mathdl-explorer canvas")
    handle = window.locator(".mathdl-explorer .noUi-handle").first
    before = window.locator(".mathdl-explorer canvas").evaluate("c => c.toDataURL()")
    handle.focus()
    window.keyboard.press("ArrowRight")
    window.wait_for_function(
        "before => document.querySelector('.mathdl-explorer canvas').toDataURL() !== before",
        arg=before,
    )
    headless.says(window, "6 folds and one cut at 41° make 64 edges.")


def test_the_cover_stands_there_as_well_after_all_cells_have_run(window):
    headless.run_all(window)
    window.evaluate(
        "() => { document.querySelector('.jp-Notebook .jp-WindowedPanel-outer').scrollTop = 0 }"
    )
    in_view(window, "h1", ".mathdl-explorer .noUi-handle", ".mathdl-explorer canvas")


def test_after_a_restart_the_cells_above_bring_back_what_a_cell_needs(window):
    headless.run_all(window)
    advice = "Run All Above Selected Cell"
    assert advice in window.locator(".jp-Notebook").inner_text()
    window.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    window.wait_for_function(headless.READY)
    cells = window.locator(".jp-Notebook .jp-CodeCell")
    window.evaluate(ACTIVATE_THE_LAST)
    window.evaluate(RUN, "notebook:run-cell")
    window.wait_for_selector(headless.FAILED)
    assert "NameError" in cells.last.inner_text()
    window.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    window.locator(".lm-Menu-itemLabel", has_text=advice).click()
    window.wait_for_function(headless.READY)
    window.evaluate(RUN, "notebook:run-cell")
    window.wait_for_function("() => !document.querySelector(`" + headless.FAILED + "`)")
    assert "0.5" in cells.last.inner_text()
