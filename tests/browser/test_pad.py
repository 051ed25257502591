"""The pad in a real JupyterLab: drawn on by mouse and by keys, undone, cleared, and taught."""

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from mathdl.data.drawings import STROKES, inked
from mathdl.plots.kit.controls import BLANK

CELL = f"""
from mathdl.explore import explore
from mathdl.plots import PadPlot

explorer = explore(PadPlot(), drawing="{BLANK}")
explorer
"""
EMPTY = "The page is blank: draw a digit."
HAND = "0 round", "1 flag", "2 swan", "3 round", "4 chair", "5 hat", "6 curved", "7 barred"
HAND = *HAND, "8 one stroke", "9 curved"


@pytest.fixture(scope="module")
def page(opening, tmp_path_factory):
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    path = tmp_path_factory.mktemp("pad") / "pad.ipynb"
    cells = [new_code_cell(CELL)]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    with opening(height=1400) as (open_page, problems):
        page = open_page(path)
        page.locator(".mathdl-picture canvas").wait_for()
        page.problems = problems
        yield page


@pytest.fixture(autouse=True)
def blank(page):
    """Every test begins on a blank page, and without complaints."""
    page.get_by_role("button", name="Clear").click()
    heard(page, EMPTY)
    yield
    assert page.problems == []


def heard(page, words):
    """Wait until the sentence under the picture begins with these words."""
    page.wait_for_function(
        "words => document.querySelector('.mathdl-sentence').textContent.startsWith(words)",
        arg=words,
    )


def pad(page):
    return page.get_by_role("application", name="draw a digit")


def draw(page, style, height=0.7, width=0.5):
    """Draw with the mouse, stroke by stroke."""
    box = pad(page).bounding_box()
    middle = np.array([box["x"], box["y"]]) + box["width"] / 2
    for stroke in STROKES[style]():
        places = middle + (stroke - 0.5) * box["width"] * (width, height)
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=2)
        page.mouse.up()


@pytest.mark.parametrize("style", HAND)
def test_what_the_mouse_draws_is_read(page, style):
    draw(page, style)
    heard(page, f"Read as {style[0]} (")


def test_keys_draw_too_and_say_where_the_pen_is(page):
    pad(page).focus()
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    where = page.locator(".mathdl-pad [aria-live]")
    assert where.text_content() == "row 6, column 16, pen down"
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    heard(page, "Read as 1 (")
    page.keyboard.press("Backspace")
    heard(page, EMPTY)
    assert where.text_content() == "row 26, column 16, pen up"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Undo"


def test_the_pen_leaves_ink_where_the_program_draws_it_too(page):
    box = pad(page).bounding_box()
    places = np.array([[6.25, 7.5], [20.75, 12.25], [11.5, 27.0]])
    corner, cell = np.array([box["x"], box["y"]]) + 1, 8  # inside its border
    page.mouse.move(*(corner + cell * places[0]))
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*(corner + cell * place))
    page.mouse.up()
    shade = page.evaluate(
        """() => {
            const canvas = document.querySelector('.mathdl-pad canvas');
            const pixels = canvas.getContext('2d').getImageData(0, 0, 256, 256).data;
            return [...Array(1024).keys()].map(
                (i) => pixels[4 * (256 * (8 * Math.floor(i / 32) + 4) + 8 * (i % 32) + 4)]);
        }"""
    )
    ink = (np.abs(shade - np.median(shade)) > 64).reshape(32, 32)  # by night it is bright
    assert np.sum(ink != inked([places], pen=3)) <= 4  # a mouse moves by whole pixels of the page


def test_undo_takes_back_one_stroke_and_clear_all(page):
    draw(page, "7 plain")
    heard(page, "Read as 7 (")
    draw(page, "4 chair")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    heard(page, "Read as 7 (")
    page.get_by_role("button", name="Clear").click()
    heard(page, EMPTY)
    page.get_by_role("button", name="Undo").click()  # Clear, too, can be undone
    heard(page, "Read as 7 (")


def test_a_lesson_is_taught_and_forgotten(page):
    draw(page, "1 flag")
    heard(page, "Read as 1 (")
    page.get_by_title("this is a 4").click()  # a lie, so that its effect is seen
    heard(page, "Read as 4 (")
    words = page.locator(".mathdl-sentence").text_content()
    assert words.endswith("Taught by 1 drawing of yours: 4.")
    page.get_by_role("button", name="Forget").click()
    heard(page, "Read as 1 (")
