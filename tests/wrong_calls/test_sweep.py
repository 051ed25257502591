"""Everything public, called with nothing, None, a word, a dict: one clear sentence, or a result."""

import numpy as np
import pytest
from wrong import require_clear

import mathdl as dl
from mathdl import data, nn, optim, plots

REFUSALS = {TypeError, ValueError, IndexError, np.exceptions.AxisError}
ARGUMENTS = {"nothing": (), "None": (None,), "a word": ("a",), "a dict": ({},)}


def public(place, names):
    things = {name: getattr(place, name) for name in names}
    return {f"{place.__name__}.{k}": v for k, v in things.items() if callable(v)}


PUBLIC = {
    **public(dl, dl.__all__),
    **public(nn, nn.__all__),
    **public(optim, optim.__all__),
    **public(plots, plots.__all__),
    **public(data, data.__all__),
}  # fmt: skip

# What answers such a call with something sensible, and why.
ALL_OPTIONAL = "every argument has a default"
FINE = {
    **{(name, "nothing"): ALL_OPTIONAL for name in PUBLIC if name.startswith("mathdl.data.")},
    **{
        (f"mathdl.plots.{name}", "nothing"): "every plot has an example"
        for name in plots.__all__
        if name.endswith("Plot") or name == "Playground"
    },
    **{
        (f"mathdl.nn.{name}", "nothing"): ALL_OPTIONAL
        for name in (
            "ELU", "GELU", "Dropout", "Flatten", "LeakyReLU", "Module", "ReLU", "Residual",
            "Sequential", "SiLU", "Sigmoid", "Softplus", "Tanh",
        )
    },
    **{
        (f"mathdl.plots.{name}", "None"): "None stands for the example"
        for name in ("AnswerPlot", "AxisOrderPlot", "BackpropPlot", "PlanesPlot", "Playground")
    },
    ("mathdl.plots.BackpropPlot", "a word"): "the sentence under the picture says what is missing",
    ("mathdl.plots.BackpropPlot", "a dict"): "the sentence under the picture says what is missing",
    ("mathdl.plots.Lessons", "a word"): "it is what the pad may be called",
    ("mathdl.plots.Pixels", "nothing"): "a pad starts blank",
    ("mathdl.plots.Text", "a word"): "a text starts with a word",
    ("mathdl.plots.Point", "a word"): "it is what the artist may be called",
    ("mathdl.sabotage", "nothing"): "chance chooses the fault",
    ("mathdl.sabotage", "None"): "chance chooses the fault",
}  # fmt: skip
NEED_MORE = (
    *(
        f"mathdl.data.{name}"
        for name in ("Habits", "batches", "count_blocks", "prepare", "split", "warp")
    ),
    "mathdl.plots.Slider",
)
FINE = {call: why for call, why in FINE.items() if call[0] not in NEED_MORE}


@pytest.mark.parametrize("given", ARGUMENTS)
@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_refuses_nonsense_in_a_sentence(name, given):
    error = error_of(PUBLIC[name], ARGUMENTS[given])
    if (name, given) in FINE:
        assert error is None
    else:
        assert type(error) in REFUSALS, f"{type(error).__name__}: {error}"
        require_clear(str(error))


def error_of(call, arguments):
    try:
        call(*arguments)
    except Exception as error:
        return error
    return None


def test_the_sweep_sees_all_there_is():
    assert len(PUBLIC) > 130
    assert {"mathdl.exp", "mathdl.nn.Linear", "mathdl.optim.Adam", "mathdl.data.moons"} < {*PUBLIC}
    assert {call[0] for call in FINE} <= {*PUBLIC}
