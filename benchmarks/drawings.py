"""How long does the kernel work on one frame of a picture, and how many bytes travel?

Every plot is moved through eight random states, there and back again; the second time, training
that it shows has been done, and is not measured. ``make bench ARGS="--only drawings"`` prints the
ten slowest.
"""

import json
import statistics
import time

import numpy as np
from table import Row
from tqdm import tqdm

from mathdl import plots
from mathdl.explore.picture import Picture
from mathdl.plots.kit.plot import Plot

PLOTS = [
    plot
    for plot in map(vars(plots).get, plots.__all__)
    if isinstance(plot, type) and issubclass(plot, Plot) and plot.controls
]


class Listening(Picture):
    """A picture whose messages are measured instead of sent."""

    bytes = 0

    def send(self, content: dict, buffers: object = None) -> None:
        """Measure what would be sent."""
        self.bytes = len(json.dumps(content, ensure_ascii=False).encode())


def frame(plot: Plot, states: int = 8) -> tuple[float, float, float]:
    """Return the median and the largest milliseconds, and the median bytes, of a frame."""
    rng = np.random.default_rng(0)
    moves = [{n: c.random(rng) for n, c in plot.controls.items()} for _ in range(states)]
    sentence, first = plot.draw_frame()
    picture = Listening(plot.canvas.width, plot.canvas.height, first, sentence, [])
    seconds, sizes = [], []
    for state in moves + moves[::-1] + moves:
        start = time.perf_counter()
        sentence, now = plot.draw_frame(**state)
        picture.show(now, sentence)
        seconds.append(time.perf_counter() - start)
        sizes.append(picture.bytes)
    picture.close()
    again = np.array(seconds[states:]).reshape(2, states).min(axis=0)
    return 1e3 * statistics.median(again), 1e3 * max(again), statistics.median(sizes)


def measure() -> list[Row]:
    found = [(plot.__name__, *frame(plot())) for plot in tqdm(PLOTS, desc="drawings", unit="plot")]
    found.sort(key=lambda row: -row[1])
    rows = [
        Row(
            f"a frame of {name}",
            "ms",
            ms,
            at_most=25,
            note=f"{size / 1e3:.1f} kB, at most {most:.0f} ms",
        )
        for name, ms, most, size in found[:10]
    ]
    sizes = sorted(size / 1e3 for *_, size in found)
    middle = statistics.median(ms for _, ms, *_ in found)
    said = f"median {statistics.median(sizes):.1f} kB, from {sizes[0]:.1f} to {sizes[-1]:.1f} kB"
    return [*rows, Row(f"a frame of the median of {len(found)} plots", "ms", middle, note=said)]
