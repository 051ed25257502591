"""How soon does a picture follow the hand? Measured in a real JupyterLab, in headless Chromium.

In one interleaved run three cells of one notebook are compared: a bare label under a slider (the
floor: a message to the kernel and back), `interact` with an inline figure (what most notebooks do),
and `explore`. ``make bench`` has the medians; ``make bench-slider`` prints

- the time from a key pressed on the slider to the change painted, median and 95th percentile,
- painted changes per second while the mouse drags the slider,
- how long after the release the last picture was painted, and whether that picture is the one that
  belongs to the values its sentence names.
"""

import argparse
import base64
import io
import statistics
import time

import headless
import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page
from table import Row
from tqdm import tqdm

from mathdl.plots import TangentPlot

CELLS = {
    "bare label": """\
import ipywidgets as widgets
from IPython.display import display

slider = widgets.FloatSlider(1.0, min=-3.0, max=3.0, step=0.05)
label = widgets.Label("1.00")
slider.observe(lambda change: setattr(label, "value", f"{change['new']:.2f}"), "value")
display(widgets.VBox([slider, label]))""",
    "interact": """\
import matplotlib.pyplot as plt
import numpy as np

def tangent(x0=1.0):
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.9), layout="constrained")
    x = np.linspace(-3.6, 3.6, 300)
    left.plot(x, np.sin(x))
    left.plot(x, np.sin(x0) + np.cos(x0) * (x - x0))
    left.plot([x0], [np.sin(x0)], "o")
    left.set(ylim=(-2.2, 2.2), xlabel="x", ylabel="f(x)", title=f"slope {np.cos(x0):.3f}")
    right.plot(x, np.cos(x))
    right.plot([x0], [np.cos(x0)], "o")
    right.set(xlabel="x", ylabel="f′(x)")
    plt.show()

widgets.interact(tangent, x0=(-3.0, 3.0, 0.05));""",
    "explore": """\
from mathdl.explore import explore
from mathdl.plots import TangentPlot

explore(TangentPlot())""",
}
# Note the time of every key press, and of every painted change of what a cell shows: a canvas takes
# its number in the same moment as its picture, an image is decoded first.
WATCH = """cell => {
    const shown = () => cell.querySelector(".jp-OutputArea-output img")?.src
        ?? cell.querySelector("canvas")?.dataset.number
        ?? cell.querySelector(".widget-vbox > .widget-label")?.textContent;
    const seen = cell.seen = { pressed: [], painted: [] };
    let last = shown();
    cell.addEventListener("keydown", () => seen.pressed.push(performance.now()), true);
    new MutationObserver(async () => {
        const now = shown();
        if (now === undefined || now === last) return;
        last = now;
        await cell.querySelector(".jp-OutputArea-output img")?.decode().catch(() => {});
        requestAnimationFrame(() => setTimeout(() => seen.painted.push(performance.now())));
    }).observe(cell, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


class Kind:
    """One of the cells compared."""

    def __init__(self, page: Page, name: str, index: int) -> None:
        self.page, self.name = page, name
        self.cell = page.locator(".jp-Notebook .jp-CodeCell").nth(index)
        self.handle: Locator = self.cell.locator(".noUi-handle").first
        self.handle.wait_for()
        self.cell.scroll_into_view_if_needed()
        page.wait_for_timeout(1500)
        self.cell.evaluate(WATCH)
        self.delays, self.rates, self.ends = [], [], []

    def press(self, key: str) -> None:
        """Press a key and wait until the change is painted."""
        self.handle.focus()
        self.cell.evaluate("cell => { cell.seen.pressed = []; cell.seen.painted = []; }")
        self.page.keyboard.press(key)
        self.page.wait_for_function(
            "cell => cell.seen.painted.length > 0", arg=self.cell.element_handle()
        )
        self.delays.append(
            self.cell.evaluate("cell => cell.seen.painted[0] - cell.seen.pressed[0]")
        )
        self.page.wait_for_timeout(120)

    def drag(self, seconds: float) -> None:
        """Drag the handle to and fro, release it, and wait for rest."""
        self.cell.scroll_into_view_if_needed()
        base = self.cell.locator(".noUi-base").first.bounding_box()
        middle, y = base["x"] + base["width"] / 2, base["y"] + base["height"] / 2
        box = self.handle.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, y)
        self.page.mouse.down()
        self.cell.evaluate("cell => { cell.seen.painted = []; }")
        start = time.perf_counter()
        moves = 0
        while (now := time.perf_counter() - start) < seconds:
            phase = (now * 0.5) % 2
            self.page.mouse.move(middle + (abs(phase - 1) - 0.5) * 0.9 * base["width"], y)
            moves += 1
            time.sleep(max(0.0, start + moves / 60 - time.perf_counter()))
        painted = self.cell.evaluate("cell => cell.seen.painted.length")
        self.page.mouse.up()
        released = self.cell.evaluate("() => performance.now()")
        self.rates.append(painted / seconds)
        self.page.wait_for_timeout(1500)
        last = self.cell.evaluate("cell => cell.seen.painted.at(-1)")
        self.ends.append(max(0.0, last - released))


def final_picture_is_true(kind: Kind) -> bool:
    """Whether the explorer's picture and sentence are those of its sliders' values."""
    x0 = float(kind.handle.get_attribute("aria-valuetext").replace("−", "-"))
    sentence, expected = TangentPlot().draw_and_read(x0=x0)
    url = kind.cell.evaluate("cell => cell.querySelector('canvas').toDataURL()")
    painted = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")
    # Blurred, so that the edges of two ways to paint do not count: a line elsewhere does.
    size = expected.width // 16, expected.height // 16
    pair = [
        np.asarray(picture.resize(size, Image.Resampling.BOX), int)
        for picture in (painted, expected)
    ]
    said = kind.cell.locator("[role=status]").text_content()
    return said == sentence and np.abs(pair[0] - pair[1]).max() < 60


def compare(presses: int, rounds: int, seconds: float = 0.0) -> tuple[list[Kind], bool]:
    """Press keys, and drag for some seconds if asked; is the last picture always true?"""
    with headless.running(CELLS.values()) as page:
        kinds = [Kind(page, name, i) for i, name in enumerate(CELLS)]
        true = True
        for round_number in tqdm(range(rounds), desc="slider latency", unit="round"):
            for kind in kinds:
                for i in range(presses):
                    kind.press("ArrowLeft" if (round_number + i) % 2 else "ArrowRight")
            for kind in kinds if seconds else ():
                kind.drag(seconds)
            true &= final_picture_is_true(kinds[-1])
    return kinds, true


def measure(rounds: int = 5, presses: int = 12) -> list[Row]:
    kinds, true = compare(presses, rounds)
    assert true, "explore shows another picture than that of its values"
    label, interact, ours = (statistics.median(kind.delays) for kind in kinds)
    beside = f"bare label {label:.0f} ms, `interact` {interact:.0f} ms"
    return [
        Row("key press on a slider to painted picture", "ms", ours, note=beside),
        Row("`explore`, faster than `interact`", "times", interact / ours, at_least=5),
        Row("`explore` beside a bare label", "× bare label", ours / label, at_most=1.25),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--presses", type=int, default=12, help="key presses of each kind a round")
    parser.add_argument("--seconds", type=float, default=2.0, help="of dragging a round")
    options = parser.parse_args()
    report(*compare(options.presses, options.rounds, options.seconds))


def report(kinds: list[Kind], true: bool) -> None:
    print(f"\n{'':12}{'median':>9}{'95 %':>9}{'dragging':>14}{'last picture after release':>29}")
    for kind in kinds:
        slow = statistics.quantiles(kind.delays, n=20)[-1]
        print(
            f"{kind.name:12}{statistics.median(kind.delays):6.0f} ms{slow:6.0f} ms"
            f"{statistics.median(kind.rates):9.1f} fps{max(kind.ends) / 1000:26.2f} s"
        )
    label, interact, ours = (statistics.median(kind.delays) for kind in kinds)
    print(f"\nexplore is {interact / ours:.1f} times faster than interact (to reach: at least 5),")
    print(f"and takes {ours / label:.2f} times as long as a bare label (to reach: at most 1.25).")
    print(f"Its last picture is that of its values: {'yes' if true else 'NO'}")


if __name__ == "__main__":
    main()
