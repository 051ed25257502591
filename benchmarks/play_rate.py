"""How fast does a training network play? Measured in a real JupyterLab, in headless Chromium.

Pictures of live training are played: painted frames per second, how soon after Play the first new
picture is painted, and how soon after Pause the last one. ``make bench`` plays one of them, ``make
bench-play`` all.
"""

import argparse
import statistics
from collections.abc import Iterable

import headless
from playwright.sync_api import Page
from slider_latency import WATCH
from table import Row
from tqdm import tqdm

PLAYED = {
    "rings, 1 × 75 relu": "explore(plots.DepthPlot(), layers=1, step=0)",
    "rings, 4 × 9 relu": "explore(plots.DepthPlot(), layers=4, step=0)",
    "circle, 6 × 7 relu": "explore(plots.DepthPlot(), data='circle', layers=6, step=0)",
    "what units see": "explore(plots.UnitsPlot(), layer=2, step=0)",
}
IMPORT = "from mathdl import plots\nfrom mathdl.explore import explore\n"


def play(page: Page, index: int, seconds: float) -> tuple[float, float, float]:
    """Play for some seconds; return frames per second and both delays in milliseconds."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(index)
    cell.scroll_into_view_if_needed()
    cell.evaluate(WATCH)
    cell.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(800)
    # Pressed from inside the page, so that the driver's own delay is not counted.
    press = """(cell, name) => {
        const button = [...cell.querySelectorAll("button")].find(b => b.textContent.includes(name));
        cell.seen.painted = [];
        button.click();
        return performance.now();
    }"""
    started = cell.evaluate(press, "Play")
    page.wait_for_timeout(seconds * 1000)
    painted = cell.evaluate("cell => cell.seen.painted")
    stopped = cell.evaluate(press, "Pause")
    page.wait_for_timeout(1200)
    after = cell.evaluate("cell => cell.seen.painted")
    rate = (len(painted) - 1) / (painted[-1] - painted[0]) * 1000
    return rate, painted[0] - started, max(0.0, after[-1] - stopped) if after else 0.0


def played(names: Iterable[str], rounds: int, seconds: float) -> dict[str, tuple]:
    """Return medians over rounds: frames per second and both delays, by name."""
    found: dict[str, list] = {name: [] for name in names}
    with headless.running(IMPORT + PLAYED[name] for name in found) as page:
        for _ in tqdm(range(rounds), desc="play", unit="round"):
            for index, times in enumerate(found.values()):
                times.append(play(page, index, seconds))
    return {name: tuple(map(statistics.median, zip(*times))) for name, times in found.items()}


def measure(name: str = "rings, 4 × 9 relu", rounds: int = 3, seconds: float = 2.5) -> list[Row]:
    rate, first, last = played([name], rounds, seconds)[name]
    return [
        Row(f"a training net plays ({name})", "frames/s", rate, at_least=30),
        Row("Play to its first frame", "ms", first),
        Row("Pause to its last frame", "ms", last),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.5, help="of playing a round")
    options = parser.parse_args()
    found = played(PLAYED, options.rounds, options.seconds)
    print(f"{'':24}{'frames/s':>10}{'first after Play':>20}{'last after Pause':>20}")
    for name, (rate, first, last) in found.items():
        print(f"{name:24}{rate:10.1f}{first:17.0f} ms{last:17.0f} ms")


if __name__ == "__main__":
    main()
