"""The lines that the workbench prints make the very net that it shows."""

import numpy as np
import pytest
from designs import LINES, SHORT, losses_of, off_by

from mathdl.playground import Settings, as_mathdl, trained
from mathdl.plots import Playground


@pytest.mark.parametrize("line", LINES)
def test_the_lines_train_what_is_shown(line):
    settings = Settings.read(line)
    training = trained(settings)
    training.at(settings.step)
    assert np.array_equal(losses_of(as_mathdl(settings)), training.run.losses[: settings.step])


@pytest.mark.parametrize("line", SHORT)
def test_they_end_where_the_workbench_ends(line):
    bench = Playground(line)
    settings = bench.settings()
    training = trained(settings, bench.data(settings))
    training.at(settings.step)
    assert off_by(bench.code(), training, settings.step) == 0
    assert bench.code() == as_mathdl(settings)


def test_they_say_why_they_end():
    low, away, *_, at_once = (as_mathdl(Settings.read(line)) for line in SHORT)
    assert "range(80):  # and not 300: the loss is below 0.1 then" in low
    assert "range(12):  # and not 300: beyond that the numbers run away" in away
    assert "# no step is taken: the loss is below 0.1 then" in at_once


def test_the_workbench_does_not_train_in_order_to_write():
    bench = Playground("disc | 7tanh | adam 0.1 | stop=0.1 | s9 @300")
    assert "range(300):\n" in bench.code(), "so far nobody knows better"
    assert trained(bench.settings()).looks == []


@pytest.mark.parametrize("line", ["own | 3tanh | @5", "own d4 | 2relu | b4 | @5"])
@pytest.mark.parametrize("kinds", [2, 3, 0])
def test_a_readers_own_points_stay_theirs(tmp_path, kinds, line):
    X = np.random.default_rng(0).normal(size=(40, 2))
    y = np.arange(40) % kinds if kinds else X[:, 0] / 3
    path = tmp_path / "mine.csv"
    path.write_text("".join(f"{a!r};{b!r};{c!r}\n" for (a, b), c in zip(X.tolist(), y.tolist())))
    bench = Playground(path, line=line)
    settings = bench.settings()
    training = trained(settings, bench.data(settings))
    assert off_by(bench.code(), training, 5) == 0
    typed = Playground(X, y, line).code()
    assert "from_csv" not in typed
    assert off_by(f"X, y = {X.tolist()}, {y.tolist()}\n{typed}", training, 5) == 0
