"""The lines that the workbench prints make the very net that it shows."""

import contextlib
import io

import numpy as np
import pytest
from designs import LINES, losses_of

from mathdl.playground import Settings, as_mathdl, trained


@pytest.mark.parametrize("line", LINES)
def test_the_lines_train_what_is_shown(line):
    settings = Settings.read(line)
    training = trained(settings)
    training.at(settings.step)
    assert np.array_equal(losses_of(as_mathdl(settings)), training.run.losses[: settings.step])


def test_a_readers_own_points_stay_theirs():
    lines = as_mathdl(Settings(data="own", step=10), classes=2)
    X = np.random.default_rng(0).normal(size=(40, 2))
    names = {"X": X, "y": (X[:, 0] > 0).astype(int)}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(lines, names)
    assert "loss before step 9" in said.getvalue()
    assert len(names["X"]) == 28, "only what is seen is learnt from"
