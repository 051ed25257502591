"""Is the workbench of chapter 9 quick? Measured in a real JupyterLab, in headless Chromium.

Four layers of eight units train while they are watched: painted frames a second, the time from a
key pressed on each control to its first picture, and the memory of 5,000 steps.
"""

import argparse
import statistics
import tracemalloc

import headless
import play_rate
from playwright.sync_api import ElementHandle, Page
from slider_latency import WATCH
from table import Row
from tqdm import tqdm

from mathdl.playground import Settings, trained
from mathdl.playground.settings import STEPS

LINE = "oneturn | 8tanh 8tanh 8tanh 8tanh | @300"
CELL = f"explore(plots.Playground({LINE!r}), layer=2, unit=3)"
CLOSED = "▸"  # of a group of controls
KEYS = {"INPUT": ("Space",), "SELECT": ("ArrowDown", "ArrowUp"), "DIV": ("ArrowRight", "ArrowLeft")}


def first_frames(page: Page) -> dict[str, float]:
    """Change every control; return the milliseconds to the first new picture, by its name."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(0)
    cell.evaluate(WATCH)
    for button in cell.locator("button").filter(has_text=CLOSED).element_handles():
        if "As " not in button.inner_text():
            button.click()
    found = "select:visible, .noUi-handle:visible, input[type=checkbox]:visible"
    return {_name(c): _first_frame(page, c) for c in tqdm(cell.locator(found).element_handles())}


def _name(control: ElementHandle) -> str:
    words = control.evaluate("c => c.closest('.widget-inline-hbox, .widget-checkbox').innerText")
    return words.strip().partition("\n")[0]


def _first_frame(page: Page, control: ElementHandle) -> float:
    """Press keys until something changes; at an end of a control the first does nothing."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(0)
    for key in KEYS[control.evaluate("c => c.tagName")]:
        page.wait_for_timeout(1200)  # let what the last change has begun come to its end
        control.focus()
        cell.evaluate("cell => { cell.seen.pressed = []; cell.seen.painted = []; }")
        page.keyboard.press(key)
        page.wait_for_timeout(600)
        delay = cell.evaluate("cell => cell.seen.painted[0] - cell.seen.pressed[0]")
        if delay > 0:  # and not nan, where nothing has been painted
            return delay
    return 0.0  # it is hidden behind others


def megabytes() -> float:
    """Return what 5,000 steps of that net take in memory."""
    settings = Settings.read(LINE)
    tracemalloc.start()
    trained(settings).at(STEPS)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used / 1e6


def measure(rounds: int = 3, seconds: float = 2.5) -> list[Row]:
    play_rate.PLAYED["workbench"] = CELL.replace("@300", "@0")
    rate, first, _ = play_rate.played(["workbench"], rounds, seconds)["workbench"]
    with headless.running([play_rate.IMPORT + CELL]) as page:
        frames = first_frames(page)
    slowest = max(frames, key=frames.__getitem__)
    return [
        Row("the workbench plays (4 × 8 tanh)", "frames/s", rate, at_least=30),
        Row("Play to its first frame", "ms", first),
        Row("any control to its first frame", "ms", statistics.median(frames.values())),
        Row(f"the slowest ({slowest})", "ms", frames[slowest], at_most=150),
        Row("5,000 steps kept", "MB", megabytes(), at_most=100),
    ]


def main() -> None:
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    for row in measure():
        print(" | ".join(row.cells))


if __name__ == "__main__":
    main()
