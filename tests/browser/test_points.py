"""Points on the picture in a real JupyterLab: dragged by mouse and finger, moved by keys."""

import headless
import nbformat
import pytest
from headless import says
from nbformat.v4 import new_code_cell, new_notebook

CELL = """
from mathdl.explore import explore
from mathdl.plots import GradientPlot, RulersPlot, TangentPlot

explore({})
"""
PLOTS = "TangentPlot()", "GradientPlot()", "RulersPlot()"
WHERE = """([plot, index]) => {
    const picture = document.querySelectorAll('.mathdl-picture')[plot];
    const point = picture.querySelectorAll('.mathdl-point')[index];
    const { left, top, width } = point.getBoundingClientRect();
    return [left + width / 2, top + width / 2];
}"""

BLUE = pytest.approx([0, 114, 178], abs=12)


@pytest.fixture(scope="module")
def page(opening, tmp_path_factory):
    """Three explorers with points; complaints of the page fail the last test."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [new_code_cell(CELL.format(plot)) for plot in PLOTS]
    path = tmp_path_factory.mktemp("points") / "points.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    with opening(height=2000) as (open_page, problems):
        page = open_page(path)
        headless.choose_theme(page, "Light")
        page.wait_for_function("() => document.mathdlFonts === 'here'")
        page.wait_for_timeout(500)  # until the page has settled: a hand takes hold of what stands
        page.locator(".mathdl-picture canvas").nth(2).wait_for()
        page.problems = problems
        yield page


@pytest.fixture(autouse=True)
def without_complaints(page):
    page.set_viewport_size({"width": 1300, "height": 2000})
    yield
    assert page.problems == []


def point(page, plot, index=0):
    return page.locator(".mathdl-picture").nth(plot).locator(".mathdl-point").nth(index)


def value(page, plot, words, index=0):
    """Wait until a point says these words."""
    page.wait_for_function(
        """([plot, index, words]) => document.querySelectorAll('.mathdl-picture')[plot]
            .querySelectorAll('.mathdl-point')[index].getAttribute('aria-valuetext') === words""",
        arg=[plot, index, words],
    )


def under(page):
    """What is painted under the first point, in its middle."""
    return page.evaluate(
        """([x, y]) => {
            const canvas = document.querySelector('.mathdl-picture canvas');
            const { left, top, width } = canvas.getBoundingClientRect();
            const at = [x - left, y - top].map((p) => Math.round((p * canvas.width) / width));
            return [...canvas.getContext('2d').getImageData(...at, 1, 1).data.slice(0, 3)];
        }""",
        page.evaluate(WHERE, [0, 0]),
    )


def drag(page, plot, index, by, steps=10):
    x, y = page.evaluate(WHERE, [plot, index])
    page.mouse.move(x + 4, y - 3)  # not in its middle
    page.mouse.down()
    page.mouse.move(x + 4 + by[0], y - 3 + by[1], steps=steps)
    page.mouse.up()
    return x, y


def test_a_point_has_a_name_a_value_and_a_place_on_its_dot(page):
    start = page.locator(".mathdl-picture").nth(0).get_by_role("slider", name="x₀").first
    assert start.get_attribute("aria-valuetext") == "1.00"
    ends = [start.get_attribute(f"aria-value{end}") for end in ("min", "now", "max")]
    assert ends == ["-3", "1", "3"]
    assert point(page, 1).get_attribute("aria-label") == "x and y"
    assert point(page, 1).get_attribute("aria-valuetext") == "x 1.0, y 2.0"
    assert point(page, 0).bounding_box()["width"] >= 28
    stops = page.locator(".mathdl-picture").nth(0).locator(".mathdl-point[tabindex='0']")
    assert stops.count() == 2, "each slider is reached once by Tab"
    assert under(page) == BLUE, "the dot is under the ring"


def test_a_mouse_drags_one_slider_and_the_point_stays_under_it(page):
    x, _ = drag(page, 0, 0, (-60, 40))
    value(page, 0, "−0.20")
    page.wait_for_timeout(200)
    there = page.evaluate(WHERE, [0, 0])
    assert there[0] == pytest.approx(x - 60, abs=2)
    says(page, "At x₀ = −0.20")
    assert page.locator(".widget-readout").first.text_content().replace("−", "-") == "-0.20"
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    value(page, 0, "−0.15")
    page.wait_for_timeout(300)
    value(page, 0, "−0.15")  # the hand has let go, and does not pull it back


def test_a_mouse_drags_two_sliders_at_once(page):
    x, y = drag(page, 1, 0, (45, 60))
    page.wait_for_timeout(400)
    there = page.evaluate(WHERE, [1, 0])
    assert there == pytest.approx([x + 45, y + 60], abs=4)
    assert point(page, 1).get_attribute("aria-valuetext") != "x 1.0, y 2.0"


def test_the_tip_of_a_direction_is_turned_and_goes_on_after_a_full_turn(page):
    value(page, 1, "0", 1)
    x, y = page.evaluate(WHERE, [1, 1])
    foot = page.evaluate(WHERE, [1, 0])
    page.mouse.move(x, y)
    page.mouse.down()
    length = x - foot[0]
    page.mouse.move(foot[0], foot[1] + length, steps=20)  # a quarter clockwise
    value(page, 1, "270", 1)
    page.mouse.up()
    assert page.evaluate(WHERE, [1, 1]) == pytest.approx([foot[0], foot[1] + length], abs=2)


def test_a_ruler_is_pulled_along_under_its_pointer(page):
    before = page.evaluate(WHERE, [2, 0])
    drag(page, 2, 0, (-70, 0))
    page.wait_for_timeout(400)
    across = 0.1 * 19.2 / 788  # a tick is 0.1, and so many of them are on so many pixels
    words = point(page, 2).get_attribute("aria-valuetext")
    assert float(words) == pytest.approx(1.5 + 70 * across, abs=0.011)
    assert page.evaluate(WHERE, [2, 0]) == before


def test_a_finger_drags_a_point_and_does_not_scroll(page):
    x, y = page.evaluate(WHERE, [0, 0])
    client = page.context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": x + dx, "y": y + dy} for dx, dy in places]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = point(page, 0).get_attribute("aria-valuetext")
    touch("touchStart", (8, 8))
    for k in range(1, 11):
        touch("touchMove", (8 + 5 * k, 8 - 2 * k))
    touch("touchEnd")
    page.wait_for_timeout(400)
    there = page.evaluate(WHERE, [0, 0])
    assert there[0] == pytest.approx(x + 50, abs=2)
    assert point(page, 0).get_attribute("aria-valuetext") != before


def test_keys_move_it_by_a_step_by_ten_and_to_the_ends(page):
    point(page, 0).focus()
    page.keyboard.press("Home")
    value(page, 0, "−3.00")
    page.keyboard.press("ArrowRight")
    value(page, 0, "−2.95")
    page.keyboard.press("Shift+ArrowUp")
    value(page, 0, "−2.45")
    for _ in range(7):
        page.keyboard.press("ArrowRight")  # faster than pictures
    value(page, 0, "−2.10")
    page.keyboard.press("End")
    value(page, 0, "3.00")
    says(page, "At x₀ = 3.00")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    for key in ("b", "a", "m"):
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "keys stay in the point"
    assert point(page, 0).evaluate("e => e === document.activeElement")
    # The nudge would leave the picture there: it is not seen, and Tab does not stop at it.
    assert point(page, 0, 1).get_attribute("tabindex") == "-1"
    page.keyboard.press("Home")
    value(page, 0, "−3.00")


def test_keys_move_a_point_of_the_plane_both_ways(page):
    point(page, 1).focus()
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.wait_for_timeout(500)
    words = point(page, 1).get_attribute("aria-valuetext")
    assert words.startswith("x −1.0, y ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "e => e.getAttribute('aria-valuetext').startsWith('x −0.9, y ')",
        arg=point(page, 1).element_handle(),
    )


def test_in_a_narrow_window_points_are_scrolled_with_their_picture(page):
    page.set_viewport_size({"width": 430, "height": 2000})
    page.wait_for_timeout(500)
    box = page.locator(".mathdl-box").nth(0)
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    point(page, 0).focus()
    page.keyboard.press("Home")
    value(page, 0, "−3.00")
    start = page.evaluate(WHERE, [0, 0])
    box.evaluate("e => e.scrollLeft = 40")
    scrolled = page.evaluate(WHERE, [0, 0])
    assert under(page) == BLUE
    assert scrolled == pytest.approx([start[0] - 40, start[1]], abs=0.5)
    drag(page, 0, 0, (50, 0))
    page.wait_for_timeout(400)
    assert page.evaluate(WHERE, [0, 0])[0] == pytest.approx(scrolled[0] + 50, abs=2)


def test_a_hand_gets_a_picture_at_a_time(page):
    """While it drags, the page sends the next wish when the last one is painted: none is stale."""
    drag(page, 0, 0, (200, 0), steps=150)
    page.wait_for_timeout(300)
    last = page.evaluate(WHERE, [0, 0])
    page.wait_for_timeout(700)
    assert page.evaluate(WHERE, [0, 0]) == last, "nothing comes afterwards"
