"""The workbench by mouse and keyboard, in JupyterLab and alone in a window."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from headless import free_port, says

CELLS = (
    "from mathdl.explore import explore\nfrom mathdl.plots import Playground",
    "bench = explore(Playground('oneturn | 3tanh 2relu | @100'))\nbench",
)


@pytest.fixture
def bench(open_cells):
    return open_cells(*CELLS)


def _line(page):
    return page.get_by_role("textbox", name="settings")


def _every_control(page):
    """Change every control of the drawers that are open, each by its own keys."""
    drawers = page.locator(".mathdl-explorer")
    for box in drawers.locator("select:visible").element_handles():
        box.focus()
        before = box.input_value()
        page.keyboard.press("ArrowDown")
        if box.input_value() == before:
            page.keyboard.press("ArrowUp")
    for slider in drawers.locator(".noUi-handle:visible").element_handles():
        before = slider.get_attribute("aria-valuenow")
        slider.focus()
        page.keyboard.press("ArrowRight")
        if slider.get_attribute("aria-valuenow") == before:
            page.keyboard.press("ArrowLeft")
    for box in drawers.locator("input[type=checkbox]:visible").element_handles():
        box.focus()
        page.keyboard.press("Space")


def test_every_control_is_changed_and_the_line_brings_all_back(bench):
    from playwright.sync_api import expect

    says(bench, "After 100 steps on one turn")
    start = _line(bench).input_value()
    for drawer in ("data", "training", "view"):
        bench.get_by_role("button", name=f"▸ {drawer}").click()
    _every_control(bench)
    says(bench, "on two turns")
    says(bench, "Over seeds 0 to 9")
    changed = _line(bench).input_value()
    theirs, ours = changed.split(" | "), start.split(" | ")
    assert all(a != b for a, b in zip(theirs, ours, strict=True)), "each group of words is another"
    _line(bench).fill(start)
    bench.keyboard.press("Enter")
    says(bench, "on one turn (seed 0)")
    expect(_line(bench)).to_have_value(start)
    says(bench, "After 100 steps on one turn (seed 0)")
    bench.wait_for_timeout(1000)  # on a busy machine the last of the work is still to be drawn
    _line(bench).fill("oneturn 5tan")
    bench.keyboard.press("Enter")
    bench.get_by_text("'5tan' is no word of the workbench's").wait_for()


def test_it_plays_is_scrubbed_and_prints_its_code(bench):
    bench.get_by_role("button", name="Play").click()
    bench.wait_for_function(
        "() => /After (1[5-9]\\d|[2-9]\\d\\d|\\d,\\d+) steps/.test("
        "document.querySelector('.mathdl-sentence').textContent)"
    )
    bench.get_by_role("button", name="Pause").click()
    clock = bench.get_by_role("slider", name="step", exact=True)
    clock.focus()
    bench.keyboard.press("Home")
    says(bench, "After 0 steps")
    bench.keyboard.press("End")
    says(bench, re.compile("After 5,000 steps").pattern)
    bench.get_by_role("button", name="As code").click()
    bench.get_by_text("for step in range(5000):").wait_for()
    bench.get_by_role("button", name="As PyTorch").click()
    bench.get_by_text("torch.optim.Adam(model.parameters(), lr=0.03)").wait_for()


def test_a_unit_is_chosen_by_a_press_and_by_keys(bench):
    net = bench.locator(".mathdl-field").first
    box = net.bounding_box()
    bench.mouse.click(box["x"] + 0.36 * box["width"], box["y"] + 0.5 * box["height"])
    says(bench, "Layer 1, unit 2: tanh(")
    chosen = bench.get_by_role("slider", name="the chosen unit")
    chosen.focus()
    bench.keyboard.press("ArrowDown")
    says(bench, "Layer 1, unit 3: tanh(")
    bench.keyboard.press("ArrowRight")
    says(bench, "Layer 2, unit 2: relu(")


def test_alone_in_a_window(browser, tmp_path):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    command = [Path(sys.executable).with_name("mathdl"), "playground", "disc | 3tanh | @40"]
    server = subprocess.Popen(
        [*command, "--no-browser", f"--port={free_port()}"],
        env={**clean, "HOME": str(tmp_path)},
        text=True,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        address = next(line for line in server.stdout if line.startswith("http")).strip()
        page = browser.new_page()
        page.goto(address)
        says(page, "After 40 steps on disc")
        page.get_by_role("button", name="Next").click()
        says(page, "After 41 steps on disc")
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()
