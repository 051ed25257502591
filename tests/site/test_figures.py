"""Living pictures: every control moves them, and they say what the kernel would say."""

import random
import re

from web import enliven

from mathdl.plots.kit.controls import Choice, Slider
from mathdl.site.chapter import bake_chapter
from mathdl.site.figures import figures
from mathdl.site.pages import page_name
from mathdl.site.store import unpressed

KEYS = {
    "range": ("ArrowRight", "ArrowLeft"),
    "checkbox": ("Space",),
    "select-one": ("ArrowDown", "ArrowUp"),
}
NUMBERS = """place => [...place.querySelectorAll("canvas")].map(c => c.dataset.number).join()"""


def test_every_control_is_moved_by_keyboard(opened, pages):
    moved = 0
    for path in pages:
        with opened(path.name) as page:
            enliven(page)
            for figure in page.locator("figure:has(.mathdl-row)").all():
                for control in figure.locator(".mathdl-row :is(input, select)").all():
                    if not control.is_visible() or control.evaluate("c => c.options?.length === 1"):
                        continue
                    before = figure.evaluate(NUMBERS)
                    for key in KEYS[control.evaluate("c => c.type")]:
                        control.press(key)
                    page.wait_for_timeout(30)
                    assert figure.evaluate(NUMBERS) != before, figure.get_attribute("id")
                    moved += 1
    assert moved > 2


def _values(plot, controls, at):
    """Return what the kernel is told where the controls of the page stand like this."""
    values = {}
    for told, place in zip(controls, at):
        control = plot.controls[told["name"]]
        if isinstance(control, Slider):
            value = told["at"][place]
            value = float(f"{10.0**value:.12g}") if control.log else value
        elif isinstance(control, Choice):
            value = control.options[place]
        else:
            value = {"toggle": bool(place), "stepper": place}.get(told["form"])
            value = told["at"][place] if told["form"] == "clock" else value
        values[told["name"]] = value
    return values


def test_pictures_say_what_the_kernel_says(site, notebooks):
    rng = random.Random(0)
    for path in notebooks.values():
        page = (site / f"{page_name(path.stem)}.html").read_text("utf-8")
        for figure in figures(path):
            (baked,) = re.findall(f'id="{figure.name}" data-baked="(.*?)"', page)
            data = unpressed(site.joinpath(baked).read_text("utf-8"))
            controls = data["controls"]
            forms = {told["form"] for told in controls}
            if len(figure.plots) > 1 or {"text", "pixels"} & forms or not controls:
                continue
            (plot,), (picture,) = figure.plots, data["pictures"]
            for _ in range(4):
                at = [rng.randrange(len(told["says"])) for told in controls]
                place = 0
                sentences, (axes, numbers) = picture["sentences"]
                for axis in axes:
                    place = place * len(controls[axis]["says"]) + at[axis]
                said = sentences[numbers[place]]
                assert said == plot.draw(**_values(plot, controls, at)), figure.name


def test_a_point_is_dragged(opened):
    with opened("index.html") as page:
        figure = page.locator("figure:has(.mathdl-point)").first
        figure.scroll_into_view_if_needed()
        point = figure.locator(".mathdl-point").first
        before = figure.evaluate(NUMBERS)
        box = point.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y, steps=5)
        page.mouse.up()
        page.wait_for_timeout(100)
        assert figure.evaluate(NUMBERS) != before


def test_a_clock_plays_to_its_end(opened):
    with opened("03_chain_rule.html") as page:
        enliven(page)
        figure = page.locator("figure:has(.mathdl-play)").first
        play = figure.locator(".mathdl-play")
        play.click()
        assert "Pause" in play.inner_text()
        slider = figure.locator(".mathdl-row:has(.mathdl-play) input")
        page.wait_for_function("s => s.value === s.max", arg=slider.element_handle())
        page.wait_for_function("p => p.textContent.includes('Play')", arg=play.element_handle())


def test_nothing_is_baked_twice(notebooks, tmp_path):
    path = notebooks["00_start"]
    done = bake_chapter(path, tmp_path, 10)
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert bake_chapter(path, tmp_path, 10) == done
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before
