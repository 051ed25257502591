"""What the workbench prints in PyTorch trains the same net."""

import numpy as np
import pytest
from designs import LINES, SHORT, losses_of, off_by

from mathdl.playground import Settings, as_mathdl, as_pytorch, trained


@pytest.mark.parametrize("line", LINES)
def test_it_does_the_same_for_five_hundred_steps(line):
    settings = Settings.read(line).at(step=500)
    ours, theirs = losses_of(as_mathdl(settings)), losses_of(as_pytorch(settings))
    np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-9)


@pytest.mark.parametrize("line", SHORT)
def test_it_ends_where_the_workbench_ends(line):
    settings = Settings.read(line)
    assert off_by(as_pytorch(settings), trained(settings), settings.step) < 1e-9
