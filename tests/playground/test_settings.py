"""Settings as a line of text, and as the values of controls."""

import numpy as np
import pytest

from mathdl.exercises.answers.design import Design
from mathdl.playground import Settings
from mathdl.plots import Playground
from mathdl.plots.playground.knobs import settings_of


def test_any_settings_come_back_from_their_line():
    plot, rng = Playground(), np.random.default_rng(0)
    for _ in range(300):
        values = {name: control.random(rng) for name, control in plot.controls.items()}
        settings = settings_of(plot.values(**values))
        assert Settings.read(str(settings)) == settings


def test_a_line_moves_all_controls_that_it_speaks_of():
    line = "threearms n120 z0.1 | x2 sinx1 | 3relu 7silu | momentum 0.5 warm100 | b8 decay=0.3 | s7"
    plot = Playground()
    values = plot.from_line(line)
    assert plot.state_line(**values) == str(Settings.read(line))
    assert "layer" not in values, "what is looked at is no setting"


def test_words_of_tensorflow_playground_are_understood():
    for theirs, ours in [
        ("circle 4t 2r", "disc 4tanh 2relu"),
        ("xor", "quarters"),
        ("gauss", "twoclouds"),
        ("spiral", "oneturn"),
        ("plane", "tilt"),
    ]:
        assert Settings.read(theirs) == Settings.read(ours)


def test_parameters_are_counted_as_the_net_has_them():
    from mathdl.playground.training import network

    rng, plot = np.random.default_rng(1), Playground()
    for _ in range(30):
        values = {name: control.random(rng) for name, control in plot.controls.items()}
        settings = settings_of(plot.values(**values))
        net = network(settings, plot.data(settings).outputs)
        assert settings.parameters == sum(p.size for p in net.parameters())
    plot = Playground(rng.normal(size=(8, 2)), list("abcd") * 2, "own | 5tanh 3relu")
    settings = plot.settings()
    net = network(settings, plot.own.outputs)
    assert settings.parameters_with(plot.own.outputs) == sum(p.size for p in net.parameters())
    with pytest.raises(ValueError, match="depends on their classes"):
        print(settings.parameters)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("oneturn 5tan", "'5tan' is no word"),
        ("oneturn 500tanh", "1 to 64 units"),
        ("oneturn n5", "points is a whole number from 20 to 1000"),
        ("oneturn n20.5", "points is a whole number"),
        ("oneturn s10", "seed is a whole number from 0 to 9"),
        ("oneturn rings", "'rings' says again"),
        ("oneturn | b7", "'all', or at 1, 4, 8, 16, 32 or 128"),
        ("oneturn | b0", "'all', or at 1, 4, 8, 16, 32 or 128"),
        ("oneturn d10", "the draw of the data is a whole number from 0 to 9"),
        ("oneturn 4s", "'4s' is no word"),
        ("circel", "'circle' is one"),
        ("x1 x1", "'x1' says again"),
        ("nohidden 5tanh", "'5tanh' says again, or otherwise"),
        ("5tanh nohidden", "'nohidden' says again, or otherwise"),
        ("adam adam", "'adam' says again"),
        ("decay=.1 l1=.1", "the line has both"),
        ("a" * 20000, f"^'{'a' * 38}… is no word"),
        ("9" * 20000 + "tanh", f"^'{'9' * 38}… is no word"),
        ("oneturn | " + "2tanh " * 7, "at most 6 are shown"),
        ("oneturn | stop=0.2", "0.1, 0.01 or 0.001"),
    ],
)
def test_what_cannot_be_read_is_named(line, words):
    with pytest.raises(ValueError, match=words):
        Settings.read(line)


def test_designs_are_judged_by_one_draw_of_the_data():
    brief = Design(Settings.read("quarters"), reach=0.9)
    assert "leave out d3" in brief.form(Settings.read("quarters d3 | 3tanh | @5"), None)
    assert brief.form(Settings.read("quarters | 3tanh | @5"), None) == ""


def test_settings_are_words():
    with pytest.raises(TypeError, match="a line of words, as in"):
        Settings.read(3)
