"""One notebook baked: each of its pictures as a file for the page, kept until its code changes."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from PIL import Image

from mathdl.plots.kit.canvas import Canvas
from mathdl.plots.kit.plot import Plot
from mathdl.site.bake import FORMS, bake
from mathdl.site.figures import Figure, figures, sources
from mathdl.site.pad import pad
from mathdl.site.store import fingerprint, made_of, pressed
from mathdl.train import Trainer

# Not baked: in a game all that was tried before counts, and at the workbench everything can move.
STILL = {"GamePlot", "Playground"}
FEWER = {"DepthPlot": 0.3, "ThinPlot": 0.3}  # of the states: each of their nets is trained anew
RUNS = 40  # trainings that are kept meanwhile: a grid comes back to them
LARGEST = 100_000  # bytes of a picture’s script


def bake_chapter(
    notebook: Path, cache: Path, states: int, heard: Callable[[str], object] = lambda name: None
) -> dict[str, dict[str, Any]]:
    """Bake the pictures of a notebook into a folder, unless they are there.

    Parameters
    ----------
    notebook : Path
    cache : Path
        The folder of what was baked before.
    states : int
        About how many states a picture has, at most.
    heard : function
        Called with the name of each picture that is done.

    Returns
    -------
    dict
        By the picture's name: `sentence`, `size`, `still`, `baked`, `states`.
    """
    cells = nbformat.read(notebook, as_version=4).cells
    code = [source for cell in cells for source in sources(cell)]
    whole = fingerprint(code, states, made_of("mathdl.plots"), made_of("mathdl.site.chapter"))
    known = cache / f"{notebook.stem}-{whole}.json"
    if known.exists():
        done = json.loads(known.read_text("utf-8"))
        for name in done:
            heard(name)
        return done
    done = {}
    for figure in figures(notebook):
        done[figure.name] = bake_figure(figure, cache, states, code)
        heard(figure.name)
    known.write_text(json.dumps(done, ensure_ascii=False, indent=1), "utf-8")
    return done


def bake_figure(figure: Figure, cache: Path, states: int, code: list[str]) -> dict[str, Any]:
    """Bake one picture, unless it is there; return what its page needs to know of it."""
    kinds = [type(plot) for plot in figure.plots]
    names = [kind.__name__ for kind in kinds]
    reads = figure.moves and names == ["PadPlot"]
    moves = reads or (figure.moves and all(map(can_be_baked, figure.plots)))
    states = int(states * min(FEWER.get(name, 1) for name in names))
    of = [made_of(kind.__module__) for kind in kinds], figure.values, figure.named, figure.near
    what = (*code, made_of("mathdl.site.pad")) if reads else code
    stem = f"{figure.name}-{fingerprint(of, states, what, moves)}"
    known = cache / f"{stem}.json"
    if known.exists():
        return json.loads(known.read_text("utf-8"))
    keep_runs()
    began = time.process_time()
    drawn = [plot.draw_and_read(Canvas.image, **_own(plot, figure.values)) for plot in figure.plots]
    still = stacked([image for _, image in drawn])
    still.save(cache / f"{stem}.webp", quality=40, method=6)
    if reads:
        (data, start), count = pad(*figure.plots, figure.values), 0
        script = pressed(data)
    else:
        script, start, count = _small_enough(figure, moves, states)
    baked = f"{fingerprint(script)}.js"
    (cache / baked).write_text(script, "utf-8")
    said = {
        "sentence": " ".join(sentence for sentence, _ in drawn),
        "size": [still.width, still.height],
        "still": f"living/{stem}.webp",
        "baked": f"living/{baked}",
        "start": json.dumps(start),
        "moves": moves,
        "explored": figure.moves,
        "states": count,
        "seconds": round(time.process_time() - began, 2),
        "plots": names,
    }
    known.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return said


def _small_enough(figure: Figure, moves: bool, states: int) -> tuple[str, list[int], int]:
    """Return a picture's script, its start, and how many drawings it has: fewer if large."""
    before = math.inf
    while True:
        ticks: list[None] = []
        of = figure.plots, figure.values, moves, figure.named, figure.near
        data, start = bake(*of, states, lambda ticks=ticks: ticks.append(None))
        script = pressed(data)
        # Values that are named are kept, however large it is.
        if len(script) <= LARGEST or len(ticks) >= before:
            return script, start, len(ticks)
        before = len(ticks)
        states = min(states, before) * LARGEST // len(script)


def keep_runs() -> None:
    """Let the pictures that train nets remember more of their runs than a reader would need."""
    rooms = [room for name, room in list(sys.modules.items()) if name.startswith("mathdl.plots")]
    for trainer in (thing for room in rooms for thing in vars(room).values()):
        if isinstance(trainer, Trainer):
            trainer.keep = max(trainer.keep, RUNS)


def can_be_baked(plot: Plot) -> bool:
    """Whether the web can move a plot: it knows all of its controls, and there are few states."""
    known = all(isinstance(control, tuple(FORMS)) for control in plot.controls.values())
    return known and type(plot).__name__ not in STILL


def _own(plot: Plot, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in plot.controls}


def stacked(images: list[Image.Image]) -> Image.Image:
    """Put pictures below one another, as large as on the page: they are drawn twice as fine."""
    small = [image.resize((image.width // 2, image.height // 2), Image.LANCZOS) for image in images]
    width = max(image.width for image in small)
    page, y = Image.new("RGB", (width, sum(image.height for image in small)), "white"), 0
    for image in small:
        page.paste(image, (0, y))
        y += image.height
    return page
