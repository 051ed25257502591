"""Every chapter in a real JupyterLab: it runs, explorers move by keyboard, nothing complains."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
# What an explorer shows just now.
SHOWN = """explorer => ({
    source: explorer.querySelector("img").src,
    alt: explorer.querySelector("img").alt,
    sentence: explorer.querySelector("[role=status]").textContent,
    pixels: explorer.querySelector("img").naturalWidth,
    label: explorer.querySelector(".noUi-handle")?.getAttribute("aria-label") ?? "choices only",
    value: explorer.querySelector(".noUi-handle")?.getAttribute("aria-valuetext")
        ?? explorer.querySelector("select, input[type=text]").value,
})"""


def scroll_through(page, path, screenshots, name):
    """Bring every cell to the screen, so that it is drawn, and keep screenshots if asked."""
    cells = page.locator(".jp-Notebook .jp-Cell")
    for i in range(cells.count()):
        cells.nth(i).scroll_into_view_if_needed()
        if screenshots:
            page.wait_for_timeout(150)
            cells.nth(i).screenshot(path=screenshots / f"{path.stem}_{name}_{i:03d}.png")


def press_one_key(page, explorer):
    """Move the first slider by one step; without one choose the next of a list, or type a shape."""
    handle = explorer.locator(".noUi-handle")
    if handle.count():
        handle.first.focus()
        at_the_end = handle.first.evaluate(
            "s => s.getAttribute('aria-valuenow') === s.getAttribute('aria-valuemax')"
        )
        page.keyboard.press("ArrowLeft" if at_the_end else "ArrowRight")
    elif explorer.locator("select").count():
        explorer.locator("select").first.focus()
        page.keyboard.press("ArrowDown")
    else:
        explorer.locator("input[type=text]").first.fill("(5,)")
        page.keyboard.press("Enter")


def play_and_pause(page, explorer):
    """See the picture move by itself, stop it, and see it stand still."""
    said = "explorer => explorer.querySelector('[role=status]').textContent"
    explorer.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(300)
    start = explorer.evaluate(said)
    explorer.get_by_role("button", name="Play").click()
    page.wait_for_function(
        f"([explorer, start]) => ({said})(explorer) !== start",
        arg=[explorer.element_handle(), start],
    )
    pause = explorer.get_by_role("button", name="Pause")
    if pause.count():  # a short one may have ended by itself
        pause.click()
    explorer.get_by_role("button", name="Play").wait_for()
    page.wait_for_timeout(300)
    still = explorer.evaluate(said)
    page.wait_for_timeout(700)
    assert explorer.evaluate(said) == still


@every_notebook
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_run_all_and_move_every_explorer(open_notebook, path, dark, screenshots):
    page = open_notebook(path, dark=dark)
    explorers = page.locator(".mathdl-explorer")
    stored = nbformat.read(path, as_version=4)
    expected = sum(
        cell.cell_type == "code" and bool(re.search(r"^explore\(", cell.source, re.M))
        for cell in stored.cells
    )
    scroll_through(page, path, screenshots, "dark" if dark else "light")
    assert explorers.count() == expected
    for i in range(expected):
        explorer = explorers.nth(i)
        explorer.scroll_into_view_if_needed()
        page.wait_for_function(
            "explorer => explorer.querySelector('img').naturalWidth > 0",
            arg=explorer.element_handle(),
        )
        before = explorer.evaluate(SHOWN)
        assert before["alt"] == before["sentence"] != ""
        assert before["label"]
        press_one_key(page, explorer)
        page.wait_for_function(
            "([explorer, old]) => explorer.querySelector('[role=status]').textContent !== old",
            arg=[explorer.element_handle(), before["sentence"]],
        )
        page.wait_for_function(
            "([explorer, old]) => explorer.querySelector('img').src !== old",
            arg=[explorer.element_handle(), before["source"]],
        )
        after = explorer.evaluate(SHOWN)
        assert after["alt"] == after["sentence"]
        assert after["value"] != before["value"]
        assert after["pixels"] >= 1600, "drawn at twice the pixels"
        if explorer.get_by_role("button", name="Play").count():
            play_and_pause(page, explorer)
    assert page.locator("[role=alert]:not(:empty)").count() == 0


@every_notebook
def test_the_notebook_says_all_before_it_is_run(open_notebook, path):
    page = open_notebook(path, run=False)
    stored = nbformat.read(path, as_version=4)
    pictures = [
        output.data["text/plain"]
        for cell in stored.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    captions = [
        output.data["text/markdown"].strip("*")
        for cell in stored.cells
        if cell.cell_type == "code" and ".show(" in cell.source
        for output in cell.outputs
        if "text/markdown" in output.get("data", {})
    ]
    scroll_through(page, path, None, "")
    page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea-output img').length >= n",
        arg=len(pictures),
    )
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.jp-OutputArea-output img')].map(
            image => [image.naturalWidth, image.getBoundingClientRect().width])"""
    )
    assert len(shown) == len(pictures)
    assert pictures or path.stem.startswith("appendix")
    assert all(natural >= 1.9 * width > 0 for natural, width in shown)
    text = page.locator(".jp-Notebook").text_content()
    for caption in captions:
        assert caption in text
    assert page.locator(".mathdl-explorer").count() == 0
