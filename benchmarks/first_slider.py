"""How long from starting JupyterLab to a first living slider? In headless Chromium.

The clock starts as the server's process does (the one that ``mathdl`` and ``make lab`` start, with
settings of its own and nothing remembered). The page of chapter 0, which they open, is asked for
when the server answers; Run All is fired as soon as the chapter's kernel is ready. The clock stops
when a key pressed on the slider of the chapter's first explorer has changed the picture, while the
cells below may still be running. Chromium runs before the clock does, with nothing in its cache.
"""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

import headless
from playwright.sync_api import Browser
from table import Row
from tqdm import tqdm

CHAPTER = Path(__file__).parents[1] / "notebooks/00_start.ipynb"
PICTURE = "document.querySelector('.mathdl-explorer canvas')"


def once(browser: Browser) -> tuple[float, float]:
    """Seconds from the server's start to a living slider, and from opening the page."""
    with tempfile.TemporaryDirectory() as folder, browser.new_context() as context:
        root, home = Path(folder, "root"), Path(folder, "home")
        root.mkdir()
        shutil.copy(CHAPTER, root)
        started = time.perf_counter()
        with headless.jupyterlab(root, home) as address:
            page = context.new_page()
            opened = time.perf_counter()
            headless.open_in(page, address, CHAPTER.name)
            page.evaluate(headless.RUN_ALL)
            slider = page.locator(".mathdl-explorer .noUi-handle").first
            slider.scroll_into_view_if_needed()
            page.wait_for_function(f"() => {PICTURE}?.dataset.number")
            before = page.evaluate(f"() => {PICTURE}.dataset.number")
            slider.press("ArrowRight")
            page.wait_for_function(f"old => {PICTURE}.dataset.number !== old", arg=before)
            alive = time.perf_counter()
    return alive - started, alive - opened


def measure(rounds: int = 3) -> list[Row]:
    with headless.chromium() as browser:
        found = [once(browser) for _ in tqdm(range(rounds), desc="first slider", unit="round")]
    whole, page = (statistics.median(times) for times in zip(*found, strict=True))
    note = f"of these {page:.1f} s from opening the page"
    return [Row("JupyterLab's start to a first living slider", "s", whole, note=note)]
