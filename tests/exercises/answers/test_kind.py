"""Names are read in many ways."""

import pytest

import mathdl as dl
from mathdl.exercises.answers.kind import Name, UnreadableError


def test_a_name_is_read_in_many_ways():
    kind = Name(("relu", "tanh"))
    assert {kind.read(n) for n in ("tanh", " dl.tanh() ", "Tanh", dl.tanh)} == {"tanh"}
    for wrong in ("tan", 7, None, ["tanh"]):
        with pytest.raises(UnreadableError, match="a name is asked for, one of relu, tanh, not"):
            kind.read(wrong)
