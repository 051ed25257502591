"""Points that can be dragged: each goes where the hand goes, and stands for what it moves."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from sweep import PLOTS, TRAINED, made

from mathdl.plots import Clock, Plot, Point, RulersPlot, SecantPlot, Slider, Toggle
from mathdl.plots.kit.points import standing

WITH_POINTS = [make for make in PLOTS if make.draggable]
every_plot = pytest.mark.parametrize("make", WITH_POINTS, ids=lambda make: make.__name__)


def seen(plot, values):
    """What the page is told of the points, at these values."""
    plot.draw(**values)
    return standing(plot, values)


def ten_states(plot, seed):
    rng = np.random.default_rng(seed)
    for i in range(10):
        values = {name: control.random(rng) for name, control in plot.controls.items()}
        if i % 2:  # before the first step there are points that are gone afterwards
            values |= {n: 0 for n, control in plot.controls.items() if isinstance(control, Clock)}
        if isinstance(plot, TRAINED):  # a thousand steps further points go the same way
            values |= {
                n: min(values[n], 200)
                for n, control in plot.controls.items()
                if isinstance(control, Clock)
            }
        yield rng, values


def onto(slider, position):
    """The value of the step nearest to a position, as an explorer takes it."""
    low, high = slider.position(slider.min), slider.position(slider.max)
    at = low + round((min(max(position, low), high) - low) / slider.step) * slider.step
    at = min(at, high)
    return slider.read(10.0**at if slider.log else round(at, 12) if not slider.whole else round(at))


def at_an_end(slider, value):
    return np.isclose(value, slider.min) or np.isclose(value, slider.max)


@every_plot
def test_a_point_told_to_go_somewhere_goes_there(make):
    """The slopes that the page is told lead the point to where the hand is, within a step."""
    plot, went = made(make), dict.fromkeys(range(len(make.draggable)), 0)
    for rng, values in ten_states(plot, 3):
        for i, point in [*enumerate(make.draggable)] * 2:
            aim = rng.uniform(0.1, 0.9, 2) * (plot.canvas.width, plot.canvas.height)
            place, _, moves = seen(plot, values)[i]
            if place is None or not moves or point.fixed or point.rates:
                continue
            way = aim - np.array(place) / 10
            steps = {
                name: onto(plot.controls[name], position + slopes @ way)
                for name, (position, *slopes) in moves.items()
                for slopes in [np.array(slopes)]
            }
            there, _, after = seen(plot, values | steps)[i]
            if there is None:
                continue  # the hand has left the axes
            left = aim - np.array(there) / 10
            for name, value in steps.items():
                slider = plot.controls[name]
                slopes = np.array(after[name][1:])
                slack = 0.2 * np.abs(slopes).sum()  # places are told in tenths of a pixel
                there = abs(slopes @ left) <= slider.step / 2 + slack
                assert there or at_an_end(slider, value), (point, values, name)
                went[i] += not at_an_end(slider, value)
    for i, point in enumerate(make.draggable):
        assert went[i] or point.fixed or point.rates, f"{point} never went anywhere"


@every_plot
def test_a_slider_that_moves_takes_its_point_along_by_as_much_as_the_page_is_told(make):
    """Nudge a slider: by the slopes, the way of the point is the way of the slider."""
    plot = made(make)
    for i, point in enumerate(make.draggable):
        if point.fixed:
            continue
        errors = []
        for _, values in ten_states(plot, 5):
            place, _, moves = _finely(plot, values, i)
            for name in moves if place is not None else ():
                slider = plot.controls[name]
                start, end = slider.position(values[name]), slider.position(slider.max)
                nudge = slider.step if slider.whole else slider.step / 100
                nudge = nudge if start + nudge <= end else -nudge
                to = start + nudge
                moved = values | {name: 10**to if slider.log else to}
                after, _, _ = _finely(plot, moved, i)
                if after is None:
                    continue
                for other, (_, *slopes) in moves.items():
                    wanted = nudge if other == name else 0.0
                    unit = abs(nudge) * plot.controls[other].step / slider.step
                    errors.append(abs(np.dot(slopes, after - place) - wanted) / unit)
        assert errors, f"{point} is nowhere"
        assert np.median(errors) < 0.08, f"{point}: {np.round(errors, 2)}"


def _finely(plot, values, i):
    """Where a point is, in pixels from above, not rounded as the page is told."""
    plot.draw(**values)
    point = plot.draggable[i]
    place = point.place(plot, values)
    *_, moves = standing(plot, values)[i]
    if place is None:
        return None, None, moves
    axes, *at = place
    x, y = axes.transData.transform(at)
    return np.array([x, plot.canvas.height - y]), None, moves


def test_a_ruler_is_pulled_along_by_as_much_as_the_hand_moves():
    plot = RulersPlot()
    values = plot.values(x0=0.5)
    ((place, says, moves),) = seen(plot, values)
    assert says == "0.50"
    _, across, _ = moves["x0"]

    def numbers():
        return {text.get_text(): text.get_window_extent().x0 for text in plot.rulers[0].numbers}

    before = numbers()["0.5"]
    seen(plot, values | {"x0": 0.5 + 20 * across})
    assert numbers()["0.5"] - before == pytest.approx(20, abs=0.5)
    assert standing(plot, values)[0][0] == place, "the pointer stands still"


def test_on_a_log_axis_a_decade_is_a_decade():
    plot = SecantPlot()
    values = plot.values(h=1e-4)
    _, says, moves = seen(plot, values)[2]
    position, across, down = moves["h"]
    assert (position, down, says) == (pytest.approx(-4), 0, "1.0·10⁻⁴")
    axes = plot.here.axes
    decades = np.log10(axes.get_xlim()[1] / axes.get_xlim()[0])
    assert across == pytest.approx(decades / axes.get_window_extent().width)


class CornerPlot(Plot):
    """A rectangle with a corner to drag, and a dot that may be hidden."""

    controls = {
        "x": Slider(1.0, 0.0, 2.0, 0.5, "wide"),
        "y": Slider(1.0, 0.0, 2.0, 0.5, "high", when=lambda values: values["free"]),
        "free": Toggle(True),
    }
    draggable = (Point("corner", x="x", y="y"), Point("dot", x="x"))

    def build(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 1.6), ylim=(0, 2))
        self.box = axes.add_patch(Rectangle((0, 0), 1, 1, animated=True))
        (self.dot,) = axes.plot([], [], "o", animated=True)

    def update(self, x, y, free):
        self.box.set_bounds(0, 0, x, y)
        self.dot.set_data([x], [0])
        self.dot.set_visible(free)
        return f"{x:.1f} by {y:.1f}."

    def corner(self, x, y, free):
        return self.box.axes, x, y


def test_what_the_page_is_told():
    plot = CornerPlot()
    corner, dot = seen(plot, plot.values())
    assert corner[1] == "wide 1.0, high 1.0"
    assert dot[1] == "1.0"
    assert set(corner[2]) == {"x", "y"}
    assert corner[0][0] == dot[0][0]
    assert corner[0][1] < dot[0][1], "from above"
    assert corner[2]["y"][2] < 0 < corner[2]["x"][1]


def test_of_a_hidden_slider_the_page_is_told_nothing():
    corner, dot = seen(plot := CornerPlot(), plot.values(free=False))
    assert corner[1] == "wide 1.0"
    assert set(corner[2]) == {"x"}
    assert dot[0] is None, "its artist is hidden"


def test_outside_of_the_axes_there_is_no_point_but_keys_still_know_the_value():
    corner, dot = seen(plot := CornerPlot(), plot.values(x=2.0))
    assert corner[0] is None
    assert dot[0] is None
    assert corner[1] == "wide 2.0, high 1.0"
    assert corner[2]["x"][0] == 2.0


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (Point("corner", x="z"), "moves 'z', which is no Slider; there is x, y$"),
        (Point("corner", x="free"), "moves 'free', which is no Slider; there is x, y$"),
        (Point("corner"), "moves nothing: name a Slider as its x or its y"),
        (Point("edge", x="x"), "stands on nothing: after build, plot.edge is to be a Line2D"),
        (Point("box", x="x"), "stands on nothing: after build, plot.box is to be a Line2D"),
        (Point("dot", x="x", rates="none"), "there is no method 'none' that tells its rates"),
    ],
)
def test_points_that_cannot_be_get_a_sentence(point, words):
    class Wrong(CornerPlot):
        draggable = (point,)

    with pytest.raises(ValueError, match=f"Wrong: the Point on '{point.artist}'.* ?{words}"):
        Wrong().draw()
