"""How long marking a class takes: 200 notebooks, of which some are wrong and a few are hostile.

``python benchmarks/marking.py``: the wall clock and the processor, with all processes; ``python
benchmarks/marking.py 9`` another chapter than the third.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from table import Row

from mathdl.lab.sheets.chapter_cells import answer_name
from mathdl.lab.sheets.sheet import Sheet, as_notebook, keys_of

LEARNERS, HOSTILE = 200, 10
ATTACKS = "while True: x = 1", "x = bytearray(10**11)", "import os\nos._exit(1)"
# The process from which all others come has to end before what they cost is known.
TIMED = """\
import resource, sys, time
from multiprocessing import forkserver
from mathdl.lab.marking.command import mark
if __name__ == "__main__":
    start = time.monotonic()
    assert mark(sys.argv[1:]) == 0
    wall = time.monotonic() - start
    forkserver._forkserver._stop()
    all_ = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("MEASURED", wall, sum(used.ru_utime + used.ru_stime for used in all_))
"""


def hand_in(folder: Path, number: int, sheet: Sheet, rng: random.Random) -> None:
    """Write a notebook: about two thirds of its answers are right, and each fifth is missing."""
    notebook = as_notebook(sheet)
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    for key in sheet.keys:
        found = rng.choice(["right"] * 8 + [f"mistakes[{i}]" for i in range(2)] * 2 + [""] * 3)
        if found:
            cells[f"answer-{key.replace('.', '-')}"]["source"] = (
                "from mathdl.exercises.book import BOOK\n"
                f"{answer_name(key)} = BOOK[{key!r}].set_up({key!r}, {sheet.variant!r}).{found}"
            )
    if number < HOSTILE:
        cells[f"answer-{sheet.keys[2].replace('.', '-')}"]["source"] = ATTACKS[number % 3]
    (folder / f"learner_{number:03}.ipynb").write_text(json.dumps(notebook), "utf-8")


def minutes(chapter: int, learners: int = LEARNERS) -> tuple[float, float]:
    """Return wall clock and processor, in minutes, for a class."""
    with tempfile.TemporaryDirectory() as lent:
        folder, rng = Path(lent) / "in", random.Random(0)
        folder.mkdir()
        sheet = Sheet(keys_of(chapter), "monday")
        for number in range(learners):
            hand_in(folder, number, sheet, rng)
        script = Path(lent) / "timed.py"
        script.write_text(TIMED)
        line = [sys.executable, str(script), str(folder), "--to", f"{lent}/marks"]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        out = subprocess.run(line, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        wall, used = re.findall(r"^MEASURED (\S+) (\S+)$", out.stdout, re.M)[0]
        return float(wall) / 60, float(used) / 60


def measure(chapter: int = 3) -> list[Row]:
    """Return a row of the table of benchmarks."""
    wall, used = minutes(chapter)
    note = f"chapter {chapter}, {HOSTILE} of them hostile; {60 * used / LEARNERS:.2f} s CPU each"
    return [Row(f"mark {LEARNERS} notebooks", "minutes", wall, at_most=10, note=note)]


if __name__ == "__main__":
    for row in measure(*map(int, sys.argv[1:])):
        print(row)
