"""What a play does when its page goes, and what is left when its kernel goes."""

from pathlib import Path

import headless
import pytest

CHAPTER = Path(__file__).parents[2] / "notebooks/00_start.ipynb"
COUNTING = """\
from matplotlib.figure import Figure

from mathdl.explore import explore
from mathdl.plots import Clock, Plot


class CountingPlot(Plot):
    controls = {"time": Clock(0, 100_000, "time", per_frame=1)}
    size = (4, 1)

    def build(self, figure: Figure) -> None:
        (self.dot,) = figure.subplots().plot([0], [0], "o", animated=True)

    def update(self, time: int) -> str:
        self.dot.set_xdata([time % 7 / 100])
        return f"It is {time}."


explorers = []"""
SHOW = "explorers.append(explore(CountingPlot()))\nexplorers[-1]"
TELL = "[explorer.players[0].playing for explorer in explorers]"
COMMAND = """([command, index]) => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
    return window.jupyterapp.commands.execute(command).then(() => null);
}"""


def clear_the_output(page):
    page.evaluate(COMMAND, ["notebook:clear-cell-output", 1])


def run_the_cell_again(page):
    page.evaluate(COMMAND, ["notebook:run-cell", 1])
    page.wait_for_function(headless.READY)


def delete_the_cell_and_bring_it_back(page):
    page.evaluate(COMMAND, ["notebook:delete-cell", 1])
    page.wait_for_timeout(1000)
    page.evaluate(COMMAND, ["notebook:undo-cell-action", 0])


def close_and_open_the_notebook(page):
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.close()")
    page.wait_for_timeout(4000)
    page.evaluate(
        "() => { window.jupyterapp.commands.execute("
        "'docmanager:open', { path: 'cells.ipynb', factory: 'Notebook' }); }"
    )
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(headless.READY)


def leave_the_page_and_come_back(page):
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    address = page.url
    page.goto("about:blank")
    page.wait_for_timeout(3000)
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(headless.READY)


def answer_of_the_last_cell(page):
    page.evaluate(COMMAND, ["notebook:run-cell", 2])
    page.wait_for_function(headless.READY)
    return page.locator(".jp-Notebook .jp-CodeCell").nth(2).locator("pre").last.inner_text()


@pytest.mark.parametrize(
    "leave",
    [
        clear_the_output,
        pytest.param(run_the_cell_again, marks=pytest.mark.hammer),
        pytest.param(delete_the_cell_and_bring_it_back, marks=pytest.mark.hammer),
        close_and_open_the_notebook,
        leave_the_page_and_come_back,
    ],
    ids=lambda leave: leave.__name__,
)
def test_a_play_stops_when_nobody_sees_it(open_cells, problems, leave):
    page = open_cells(COUNTING, SHOW, TELL)
    assert answer_of_the_last_cell(page) == "[False]", "it never starts by itself"
    page.get_by_role("button", name="Play").click()
    headless.says(page, "It is 3")
    assert answer_of_the_last_cell(page) == "[True]"
    leave(page)
    page.wait_for_timeout(500)
    assert "True" not in answer_of_the_last_cell(page)
    # Of a closed notebook ipywidgets tells the console that it cannot say "nobody looks" any more.
    problems[:] = [said for said in problems if "Could not send widget sync message" not in said]


LOST = """() => [...document.querySelectorAll(".mathdl-explorer [role=alert]")].some(
    alert => alert.textContent.includes("lost its kernel"))"""
STORED = """() => [...document.querySelectorAll(".jp-OutputArea-output")].some(
    output => output.querySelector("img")?.naturalWidth > 0)"""


def test_without_its_kernel_a_picture_says_so_and_is_stored(open_cells):
    page = open_cells(COUNTING, SHOW, TELL)
    page.get_by_role("button", name="Play").click()
    headless.says(page, "It is 2")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save').then(() => null)")
    headless.says(page, "It is 9")  # it stays alive when it is saved
    page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    page.wait_for_function(LOST)
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(headless.READY)
    page.wait_for_function(STORED)
    assert "Error displaying widget" not in page.locator(".jp-Notebook").inner_text()
    headless.run_all(page)
    page.get_by_role("button", name="Play").click()
    headless.says(page, "It is 2")


def test_restart_and_run_all_twice(open_cells):
    page = open_cells(COUNTING, SHOW, TELL)
    for _ in range(2):
        page.get_by_role("button", name="Play").click()
        headless.says(page, "It is 2")
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:restart-run-all'); }")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        headless.says(page, "It is 0.")
        page.wait_for_function(headless.READY)
        assert page.locator(".mathdl-explorer").count() == 1
        assert page.locator(headless.FAILED).count() == 0
        page.get_by_role("slider", name="time").focus()
        page.keyboard.press("ArrowRight")
        headless.says(page, "It is 1.")
    assert answer_of_the_last_cell(page) == "[False]"


def test_a_chapter_survives_restart_and_run_all_twice(open_notebook):
    page = open_notebook(CHAPTER)
    explorer, said = page.locator(".mathdl-explorer").first, []
    for _ in range(2):
        explorer.evaluate("explorer => { explorer.id = 'of-the-kernel-before' }")
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:restart-run-all'); }")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        page.locator("#of-the-kernel-before").wait_for(state="detached")
        explorer.wait_for()
        page.wait_for_function(headless.READY)
        assert page.locator(headless.FAILED).count() == 0
        explorer.scroll_into_view_if_needed()
        before = explorer.locator("[role=status]").text_content()
        explorer.locator(".noUi-handle").first.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "old => document.querySelector('.mathdl-explorer [role=status]').textContent !== old",
            arg=before,
        )
        said.append((before, explorer.locator("[role=status]").text_content()))
    assert said[0] == said[1]
