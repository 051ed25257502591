"""Every chapter in a real JupyterLab: it runs, explorers move by keyboard, nothing complains."""

import re
from pathlib import Path

import headless
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
# A browser takes twenty seconds a chapter. `make test` opens every fifth one, `make test-all` all:
# each of their explorers moves in tests/explore, and nbval runs every cell.
OPENED = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.hammer] * (i % 5 > 0))
    for i, path in enumerate(NOTEBOOKS)
]
SAID = "explorer => explorer.querySelector('[role=status]').textContent"
# What an explorer shows just now.
SHOWN = """explorer => { const handle = [...explorer.querySelectorAll(".noUi-handle")]
    .find(handle => handle.offsetParent); return {
    number: explorer.querySelector(".mathdl-picture canvas").dataset.number,
    picture: explorer.querySelector(".mathdl-picture canvas").toDataURL(),
    alt: explorer.querySelector(".mathdl-picture canvas").ariaLabel,
    sentence: explorer.querySelector("[role=status]").textContent,
    fonts: document.mathdlFonts,
    label: handle?.getAttribute("aria-label") ?? "choices only",
    value: handle?.getAttribute("aria-valuetext")
        ?? explorer.querySelector("select, input[type=text]").value,
}}"""
MOVED = """([explorer, before]) =>
    explorer.querySelector(".mathdl-picture canvas").dataset.number !== before.number"""
# What has come to the screen is painted by the second frame.
TWO_FRAMES = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
# Nothing more is to come: the kernel is idle, and the sentence has been the same for half a second.
SETTLED = """explorer => new Promise(done => {
    const said = () => explorer.querySelector("[role=status]").textContent;
    const idle = () => !document.querySelector('.jp-Notebook-ExecutionIndicator')
        || document.querySelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]');
    let [last, since] = [said(), performance.now()];
    const look = () => {
        if (said() !== last || !idle()) [last, since] = [said(), performance.now()];
        if (performance.now() - since > 500) done(last); else setTimeout(look, 50);
    };
    look();
})"""
# Scroll by one screen; false at the end.
NEXT_SCREEN = """() => {
    const view = document.querySelector(".jp-Notebook .jp-WindowedPanel-outer");
    const before = view.scrollTop;
    view.scrollTop += view.clientHeight - 40;
    return view.scrollTop > before;
}"""
# Words beside the pictures that do not stand out from what is behind them (WCAG: 4.5 to 1).
PALE = """() => {
    const channels = colour => {
        const found = colour.match(/[\\d.]+/g).map(Number);
        return colour.startsWith("color(srgb") ? found.map((c, i) => i < 3 ? 255 * c : c) : found;
    };
    const light = rgb => rgb.slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = channels(getComputedStyle(e).backgroundColor);
            if ((colour[3] ?? 1) > 0.5) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll(
        ".mathdl-explorer :is([role=status], .widget-label, .widget-readout, button, select, input)"
    )].filter(e => e.offsetParent && (e.textContent || e.value)).flatMap(e => {
        const [a, b] = [light(channels(getComputedStyle(e).color)), light(behind(e))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return contrast < 4.5 ? [`${e.className} ${e.textContent}: ${contrast.toFixed(1)}`] : [];
    });
}"""


class Chapter:
    """A notebook on a page of its own; it is run when that is first asked for."""

    def __init__(self, path, page, problems):
        self.path, self.page, self.problems = path, page, problems
        self.cells = nbformat.read(path, as_version=4).cells
        self.has_run = False

    def run(self):
        if not self.has_run:
            headless.run_all(self.page)
            self.has_run = True

    def show_all(self, name, screenshots):
        """Bring every cell to the screen, so that it is drawn; keep pictures if asked."""
        self.page.evaluate(
            "() => { document.querySelector('.jp-Notebook .jp-WindowedPanel-outer').scrollTop = 0 }"
        )
        for number in range(100):
            self.page.evaluate(TWO_FRAMES)
            if screenshots:
                self.page.wait_for_timeout(100)
                path = screenshots / f"{self.path.stem}_{name}_{number:02d}.jpg"
                self.page.screenshot(path=path, type="jpeg", quality=80)
            if not self.page.evaluate(NEXT_SCREEN):
                return

    def require_sound(self):
        """All words stand out, no explorer reports an error, and the page did not complain."""
        assert self.page.evaluate(PALE) == []
        assert self.page.locator("[role=alert]:not(:empty)").count() == 0
        assert self.problems == []

    def explorers(self):
        """Every explorer, on the screen and painted."""
        expected = sum(
            cell.cell_type == "code" and bool(re.search(r"^explore\(", cell.source, re.M))
            for cell in self.cells
        )
        explorers = self.page.locator(".mathdl-explorer")
        assert explorers.count() == expected
        for i in range(expected):
            explorers.nth(i).scroll_into_view_if_needed()
            self.page.wait_for_function(
                "explorer => explorer.querySelector('.mathdl-picture canvas').ariaLabel",
                arg=explorers.nth(i).element_handle(),
            )
            yield explorers.nth(i)


@pytest.fixture(scope="module", params=OPENED)
def chapter(request, opening):
    with opening(height=2000) as (open_page, problems):
        yield Chapter(request.param, open_page(request.param, run=False), problems)


def press_one_key(page, explorer):
    """Move the first slider by one step; without one choose the next of a list, or type a shape."""
    handle = explorer.locator(".noUi-handle:visible")
    if handle.count():
        handle.first.focus()
        at_the_end = handle.first.evaluate(
            "s => s.getAttribute('aria-valuenow') === s.getAttribute('aria-valuemax')"
        )
        page.keyboard.press("ArrowLeft" if at_the_end else "ArrowRight")
    elif explorer.locator("select").count():
        choice = explorer.locator("select").first
        choice.focus()
        at_the_end = choice.evaluate("s => s.selectedIndex === s.options.length - 1")
        page.keyboard.press("ArrowUp" if at_the_end else "ArrowDown")
    else:
        field = explorer.locator("input[type=text]").first
        field.fill("(5,)" if field.input_value() != "(5,)" else "(3,)")
        page.keyboard.press("Enter")


def move(page, explorer):
    """Press one key, and return what the explorer showed before and shows now."""
    before = explorer.evaluate(SHOWN)
    press_one_key(page, explorer)
    page.wait_for_function(MOVED, arg=[explorer.element_handle(), before])
    return before, explorer.evaluate(SHOWN)


def play_and_pause(page, explorer):
    """See the picture move by itself, stop it, see it stand still, and send it back.

    On a busy machine the picture after a Reset may come later than one waits for it: then it is
    tried again. Where the clock was stopped depends on the machine: later tests begin at its start.
    """
    for _ in range(3):
        start = send_back(page, explorer)
        explorer.get_by_role("button", name="Play").click()
        page.wait_for_function(
            f"([explorer, start]) => ({SAID})(explorer) !== start",
            arg=[explorer.element_handle(), start],
        )
        pause = explorer.get_by_role("button", name="Pause")
        if pause.count():  # a short one may have ended by itself
            pause.click()
        explorer.get_by_role("button", name="Play").wait_for()
        still = explorer.evaluate(SETTLED)
        page.wait_for_timeout(150)
        assert explorer.evaluate(SAID) == still
        if send_back(page, explorer) == start:
            return
    raise AssertionError("Reset does not send it back")


def send_back(page, explorer):
    """Press Reset; return what is said when nothing more comes."""
    explorer.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(150)  # the wish is on its way, and its picture may take a while
    return explorer.evaluate(SETTLED)


def test_the_notebook_says_all_before_it_is_run(chapter):
    stored = [(cell, output) for cell in chapter.cells for output in cell.get("outputs", [])]
    pictures = [o.data for _, o in stored if "image/png" in o.get("data", {})]
    captions = [
        output.data["text/plain"]
        for cell, output in stored
        if ".show(" in cell.source and "text/markdown" in output.get("data", {})
    ]
    chapter.show_all("stored", None)
    chapter.page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea-output img').length >= n",
        arg=len(pictures),
    )
    shown = chapter.page.evaluate(
        """() => [...document.querySelectorAll('.jp-OutputArea-output img')].map(
            image => [image.naturalWidth, image.getBoundingClientRect().width])"""
    )
    assert len(shown) == len(pictures)
    assert pictures or not chapter.path.stem[0].isdigit()
    assert all(natural >= 1.9 * width > 0 for natural, width in shown)
    text = chapter.page.locator(".jp-Notebook").text_content()
    for caption in captions:
        assert caption in text
    assert chapter.page.locator(".mathdl-explorer").count() == 0
    assert chapter.problems == []


def test_run_all_and_move_every_explorer(chapter, screenshots):
    chapter.run()
    page = chapter.page
    headless.choose_theme(page, "Light")
    chapter.show_all("light", screenshots)
    for explorer in chapter.explorers():
        before, after = move(page, explorer)
        assert before["alt"] == before["sentence"] != ""
        assert before["label"]
        assert after["alt"] == after["sentence"] != before["sentence"]
        assert after["picture"] != before["picture"]
        assert after["value"] != before["value"]
        assert after["fonts"] == "here", "words are as wide as where they were laid out"
        if explorer.get_by_role("button", name="Play").count():
            play_and_pause(page, explorer)
    chapter.require_sound()


def test_in_the_dark_words_stand_out(chapter, screenshots):
    chapter.run()
    page = chapter.page
    headless.choose_theme(page, "Dark")
    chapter.show_all("dark", screenshots)
    for _ in chapter.explorers():
        pass
    chapter.require_sound()
