"""Answer boxes and predictions in JupyterLab: by keyboard and mouse, and as they are read aloud."""

import re

import pytest
from playwright.sync_api import expect

SOURCES = "() => window.jupyterapp.shell.currentWidget.model.toJSON().cells.map(c => c.source)"


@pytest.fixture
def page(open_cells):
    return open_cells(
        "from mathdl.exercises import ask, check, practice, predict",
        'ask("3.1")',
        'predict("1.2")',
        'ask("3.4")',
        'practice("two paths", level=1, seed=1)',
    )


def box(page, title):
    return page.locator(".mathdl-ask", has_text=title)


def verdict(page, title):
    return box(page, title).locator(".mathdl-verdict")


def test_an_answer_by_keyboard(page):
    field = box(page, "Exercise 3.1").get_by_role("textbox", name="Your answer")
    field.focus()
    page.keyboard.type("1.64")
    page.keyboard.press("Enter")
    said = verdict(page, "Exercise 3.1")
    expect(said).to_contain_text("Not yet. That is the rise.")
    assert said.get_attribute("role") == "status"
    page.keyboard.press("Control+A")
    page.keyboard.type("1.64/0.2")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("1.64/0.2 is 8.2. Right.")
    assert said.get_attribute("data-status") == "right"


def test_keys_stay_in_the_box(page):
    before = page.evaluate(SOURCES)
    box(page, "Exercise 3.1").get_by_role("textbox").focus()
    page.keyboard.type("abxdd")
    page.keyboard.press("Enter")
    expect(verdict(page, "Exercise 3.1")).to_contain_text("A number is asked for")
    box(page, "Exercise 3.1").get_by_role("button", name="Hint").focus()
    page.keyboard.type("bxdd")
    assert page.evaluate(SOURCES) == before


def test_hints_and_the_answer(page):
    asked = box(page, "Exercise 3.1")
    for count in (1, 2):
        asked.get_by_role("button", name="Hint").click()
        expect(asked.locator(".mathdl-help")).to_contain_text(f"Hint {count} of 3.")
    asked.get_by_role("button", name="Answer").click()
    expect(asked.locator(".mathdl-help")).to_contain_text("Worked.")
    expect(asked.locator(".mathdl-help")).to_contain_text("Hint 1 of 3.")


def test_code_is_asked_for_without_a_field(page):
    asked = box(page, "Exercise 3.4")
    expect(asked.get_by_role("textbox")).to_have_count(0)
    expect(asked.get_by_role("button", name="Check")).to_have_count(0)
    expect(asked.get_by_role("button", name="Hint")).to_have_count(1)


def test_a_prediction_by_keyboard(page):
    asked = box(page, "Prediction 1.2")
    keep = asked.get_by_role("button", name="Keep my prediction")
    keep.click()
    expect(verdict(page, "Prediction 1.2")).to_contain_text("Choose one of them first.")
    asked.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    sure = asked.get_by_role("slider", name="How sure are you?")
    sure.focus()
    page.keyboard.press("End")
    assert sure.get_attribute("aria-valuetext") == "100 %, certain"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(asked.locator("output")).to_have_text(re.compile(r"\d\d %"))
    keep.focus()
    page.keyboard.press("Enter")
    expect(verdict(page, "Prediction 1.2")).to_contain_text("sure. Nothing is recorded here.")


def test_the_next_problem_by_keyboard(page):
    asked = box(page, "Two paths, level 1 of 4")
    asked.get_by_role("textbox").fill("99")
    asked.get_by_role("button", name="Hint").click()
    expect(asked.locator(".mathdl-help")).to_contain_text("Hint 1 of 3.")
    asked.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(asked).to_contain_text("seed=2")
    field = asked.get_by_role("textbox")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(asked.locator(".mathdl-help")).to_be_empty()
    # What stands in the field is read together with the question.
    expect(field).to_have_accessible_description(re.compile("What is dy/dx"))


def test_a_box_without_a_kernel_says_so(page):
    page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    box(page, "Exercise 3.1").get_by_role("textbox").fill("8.2")
    box(page, "Exercise 3.1").get_by_role("button", name="Check").click()
    expect(verdict(page, "Exercise 3.1")).to_contain_text("No kernel answers", timeout=8000)
