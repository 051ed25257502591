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
    kinds.get_by_role("button", name="Next").first.focus()
    kinds.keyboard.press("Enter")
    says(kinds, "step=4")
    kinds.get_by_role("button", name="Back").first.focus()
    kinds.keyboard.press("Space")
    says(kinds, "step=3")
    kinds.get_by_role("textbox", name="text").focus()
    kinds.keyboard.press("Control+A")
    kinds.keyboard.type("345")
    kinds.keyboard.press("Enter")
    says(kinds, "word=345")
    kinds.get_by_role("application", name="pad").focus()
    for key in ("Space", "ArrowDown", "Space"):
        kinds.keyboard.press(key)
    says(kinds, "lessons=[]")
    kinds.get_by_title("this is a 7").focus()
    kinds.keyboard.press("Enter")
    says(kinds, "lessons=[7]")
    kinds.get_by_role("button", name="Next").last.focus()
    kinds.keyboard.press("Enter")
    says(kinds, "time=1 ")
    kinds.get_by_role("button", name="Play").focus()
    kinds.keyboard.press("Enter")
    says(kinds, "time=40")
    kinds.get_by_role("button", name="Reset").focus()
    kinds.keyboard.press("Enter")
    says(kinds, "time=0")


SOURCES = "() => window.jupyterapp.shell.currentWidget.model.toJSON().cells.map(c => c.source)"


def test_keys_pressed_in_a_control_change_no_cell(kinds):
    controls = {
        "slider": kinds.get_by_role("slider", name="slider", exact=True),
        "stepper": kinds.get_by_role("slider", name="stepper"),
        "choice": kinds.get_by_role("combobox", name="choice"),
        "toggle": kinds.get_by_role("checkbox"),
        "text": kinds.get_by_role("textbox", name="text"),
        "pad": kinds.get_by_role("application", name="pad"),
        "Play": kinds.get_by_role("button", name="Play"),
    }
    before = kinds.evaluate(SOURCES)
    for label, control in controls.items():
        control.focus()
        for key in ("b", "x", "d", "d", "a", "y", "m"):
            kinds.keyboard.press(key)
        kinds.wait_for_timeout(300)
        assert kinds.evaluate(SOURCES) == before, f"keys pressed in the {label}"


def test_an_error_stands_in_place_of_the_picture_and_goes_again(kinds, problems):
    handle = kinds.get_by_role("slider", name="whole slider")
    handle.focus()
    kinds.keyboard.press("End")
    alert = kinds.locator(".mathdl-explorer [role=alert]")
    kinds.wait_for_function(
        "() => document.querySelector('.mathdl-explorer [role=alert]').textContent !== ''"
    )
    assert alert.inner_text() == "ZeroDivisionError: planted at n = 9"
    assert not kinds.locator(".mathdl-picture canvas").is_visible()
    kinds.keyboard.press("ArrowLeft")
    says(kinds, "n=8")
    assert kinds.locator(".mathdl-picture canvas").is_visible()
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


def test_it_plays_while_a_cell_computes(kinds):
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


def test_numbers_can_be_typed_beside_a_slider(kinds):
    number = kinds.locator(".widget-readout").first
    for typed, key, said in (
        ("−1.5", "Enter", "x=-1.5"),  # a minus sign as it is shown there
        ("-2", "Enter", "x=-2.0"),
        ("−0.5", "Tab", "x=-0.5"),
        ("1.1", "Tab", "x=1.0"),  # to the nearest step
        ("1e9", "Enter", "x=2.0"),
    ):
        number.click()
        kinds.keyboard.press("Control+A")
        kinds.keyboard.insert_text(typed)
        kinds.keyboard.press(key)
        says(kinds, said)
        assert f"x={number.text_content().replace('−', '-')}" == said
    for junk in ("abc", " "):
        number.click()
        kinds.keyboard.press("Control+A")
        kinds.keyboard.insert_text(junk)
        kinds.keyboard.press("Tab")
        kinds.wait_for_timeout(300)
        assert number.text_content() == "2.0"
    says(kinds, "x=2.0")


def test_in_a_narrow_window_every_button_can_be_read(kinds):
    kinds.set_viewport_size({"width": 430, "height": 1000})
    kinds.wait_for_timeout(500)
    cut = kinds.evaluate(
        """() => {
            const explorer = document.querySelector(".mathdl-explorer");
            const edge = explorer.closest(".jp-OutputArea-output").getBoundingClientRect().right;
            return [...explorer.querySelectorAll("button, .widget-readout, select, input")].filter(
                e => e.offsetParent && (e.scrollWidth > e.clientWidth + 1
                    || e.getBoundingClientRect().right > edge)).map(e => e.textContent || e.type);
        }"""
    )
    assert cut == []
