"""What the workbench prints in PyTorch trains the same net."""

import numpy as np
import pytest
from designs import LINES, losses_of

from mathdl.playground import Settings, as_mathdl, as_pytorch


@pytest.mark.parametrize("line", LINES)
def test_it_does_the_same_for_five_hundred_steps(line):
    settings = Settings.read(line).at(step=500)
    ours, theirs = losses_of(as_mathdl(settings)), losses_of(as_pytorch(settings))
    np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-9)
