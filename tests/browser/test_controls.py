"""Every kind of control by keyboard, and keys that JupyterLab must not steal."""

from pathlib import Path

import pytest
from headless import says

KINDS = Path(__file__).parents[1] / "kinds.py"


@pytest.fixture
def kinds(open_cells):
    """Open a notebook with one explorer that has every kind of control."""
    return open_cells(
        KINDS.read_text(),
        "from mathdl.explore import explore\n\nexplorer = explore(KindsPlot())",
        "explorer",
        "import time\n\nif 'wait' in globals():\n    time.sleep(wait)",
        "print(explorer.players[0].playing, explorer.values['time'])",
    )


def test_every_kind_of_control_by_keyboard(kinds):
    says(kinds, "x=1.0 n=3 h=0.0100 red on=False step=2 time=0 word=12")
    handle = kinds.get_by_role("slider", name="slider", exact=True)
    handle.focus()
    kinds.keyboard.press("ArrowRight")
    says(kinds, "x=1.5")
    assert handle.get_attribute("aria-valuetext") == "1.5"
    kinds.keyboard.press("End")
    says(kinds, "x=2.0")
    kinds.get_by_role("slider", name="whole slider").focus()
    kinds.keyboard.press("ArrowLeft")
    says(kinds, "n=2")
    kinds.get_by_role("slider", name="log slider").focus()
    kinds.keyboard.press("ArrowRight")
    says(kinds, "h=0.1000")
    kinds.get_by_role("combobox", name="choice").focus()
    kinds.keyboard.press("ArrowDown")
    says(kinds, "green")
    kinds.get_by_role("checkbox").focus()
    kinds.keyboard.press("Space")
    says(kinds, "on=True")
    kinds.get_by_role("slider", name="sometimes").wait_for()
    kinds.get_by_role("slider", name="stepper").focus()
    kinds.keyboard.press("ArrowRight")
    says(kinds, "step=3")
    kinds.get_by_role("button", name="Next").focus()
    kinds.keyboard.press("Enter")
    says(kinds, "step=4")
    kinds.get_by_role("button", name="◀ Back").focus()
    kinds.keyboard.press("Space")
    says(kinds, "step=3")
    kinds.get_by_role("textbox", name="text").focus()
    kinds.keyboard.press("Control+A")
    kinds.keyboard.type("345")
    kinds.keyboard.press("Enter")
    says(kinds, "word=345")
    kinds.get_by_role("button", name="Step", exact=True).focus()
    kinds.keyboard.press("Enter")
    says(kinds, "time=1 ")
    kinds.get_by_role("button", name="Play").focus()
    kinds.keyboard.press("Enter")
    says(kinds, "time=40")
    kinds.get_by_role("button", name="Reset").focus()
    kinds.keyboard.press("Enter")
    says(kinds, "time=0")


@pytest.mark.parametrize("label", ["slider", "stepper", "choice", "toggle", "text", "Play"])
def test_keys_pressed_in_a_control_change_no_cell(kinds, label):
    role = {"choice": "combobox", "toggle": "checkbox", "text": "textbox", "Play": "button"}
    control = (
        kinds.get_by_role(
            role.get(label, "slider"),
            **({} if label == "toggle" else {"name": label, "exact": True}),
        )
        if label != "Play"
        else kinds.get_by_role("button", name="Play")
    )
    before = kinds.evaluate(
        "() => window.jupyterapp.shell.currentWidget.model.toJSON().cells.map(cell => cell.source)"
    )
    control.focus()
    for key in ("b", "x", "d", "d", "a", "y", "m"):
        kinds.keyboard.press(key)
    kinds.wait_for_timeout(300)
    after = kinds.evaluate(
        "() => window.jupyterapp.shell.currentWidget.model.toJSON().cells.map(cell => cell.source)"
    )
    assert after == before


def test_an_error_stands_in_place_of_the_picture_and_goes_again(kinds, problems):
    handle = kinds.get_by_role("slider", name="whole slider")
    handle.focus()
    kinds.keyboard.press("End")
    alert = kinds.locator(".mathdl-explorer [role=alert]")
    kinds.wait_for_function(
        "() => document.querySelector('.mathdl-explorer [role=alert]').textContent !== ''"
    )
    assert alert.inner_text() == "ZeroDivisionError: planted at n = 9"
    assert not kinds.locator(".mathdl-explorer img").is_visible()
    kinds.keyboard.press("ArrowLeft")
    says(kinds, "n=8")
    assert kinds.locator(".mathdl-explorer img").is_visible()
    assert alert.inner_text() == ""
    problems.clear()  # the kernel's traceback, which JupyterLab also writes to its console


def run_cell(page, index):
    page.evaluate(
        """async index => {
            const panel = window.jupyterapp.shell.currentWidget;
            panel.content.activeCellIndex = index;
            window.jupyterapp.commands.execute("notebook:run-cell");
        }""",
        index,
    )


def test_it_plays_while_a_cell_computes_and_stops_when_its_output_is_gone(kinds):
    cells = kinds.locator(".jp-Notebook .jp-CodeCell")
    kinds.evaluate(
        """() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({ code: "wait = 6; explorer.players[0].control = "
                + "type(explorer.players[0].control)(0, 40, 'clock', per_frame=1)" }).done"""
    )
    run_cell(kinds, 3)
    kinds.wait_for_timeout(300)
    kinds.get_by_role("button", name="Play").click()
    kinds.wait_for_timeout(200)
    says(kinds, "time=40")
    assert cells.nth(3).locator(".jp-InputPrompt").inner_text() == "[*]:", "the cell still runs"
    kinds.wait_for_function(
        "() => document.querySelectorAll('.jp-InputPrompt')[3].textContent !== '[*]:'"
    )

    kinds.get_by_role("button", name="Reset").click()
    says(kinds, "time=0")
    kinds.get_by_role("button", name="Play").click()
    kinds.wait_for_function(
        "() => !document.querySelector('.mathdl-explorer [role=status]').textContent"
        ".includes('time=0 ')"
    )
    kinds.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex = 2")
    kinds.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-cell-output')")
    kinds.wait_for_timeout(500)
    run_cell(kinds, 4)
    kinds.wait_for_timeout(800)
    playing, at = cells.nth(4).locator(".jp-OutputArea-output pre").inner_text().split()
    assert playing == "False"
    assert int(at) < 40
