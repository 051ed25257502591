"""Numbers that pictures write, computed once more by hand at many states."""

import math
import re

import numpy as np
import pytest
from sweep import moved

from mathdl.plots import (
    ActivationPlot,
    DeadUnitsPlot,
    GalleryPlot,
    LogitsPlot,
    OutlierPlot,
    PathsPlot,
    PictureBatchPlot,
    RulersPlot,
    SoftmaxPlot,
    StepPlot,
    SurprisePlot,
    TangentPlot,
    UnitsPlot,
)

BY_NAME = {
    "x²": lambda x: x**2,
    "3x − 1": lambda x: 3 * x - 1,
    "sin x": math.sin,
    "eˣ": math.exp,
    "sin u": math.sin,
    "u²": lambda u: u**2,
    "eᵘ": math.exp,
    "tanh u": math.tanh,
    "x²/3": lambda x: x**2 / 3,
    "x³/9": lambda x: x**3 / 9,
    "eˣ/5": lambda x: math.exp(x) / 5,
    "tanh x": math.tanh,
}


def numbers(text):
    """The numbers in a text, signs included; 1,234.5 is one."""
    found = re.findall(r"(?<!\w)−?\d+(?:,\d{3})*(?:\.\d+)?", text)
    return [float(n.replace("−", "-").replace(",", "")) for n in found]


def at_random_states(plot, count):
    """Move a plot about; yield where it is and what it says there."""
    rng = np.random.default_rng(3)
    return moved(
        plot,
        ({name: control.random(rng) for name, control in plot.controls.items()}
         for _ in range(count)),
    )  # fmt: skip


def slope(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def test_rulers_say_and_draw_the_functions_they_name():
    plot = RulersPlot()
    for state, said in at_random_states(plot, 60):
        x, dx, g, f = state["x0"], state["nudge"], BY_NAME[state["g"]], BY_NAME[state["f"]]
        inner, outer = slope(g, x), slope(f, g(x))
        said = said.split(" promises ")[1]
        expected = [inner * dx, inner * outer * dx, outer, inner, inner * outer]
        expected += [f(g(x + dx)) - f(g(x)), slope(f, x) * inner]
        np.testing.assert_allclose(numbers(said), expected, rtol=1e-6, atol=6e-4)
        for ruler, at, promised in zip(
            plot.rulers, (x, g(x), f(g(x))), (1, inner, inner * outer), strict=True
        ):
            edge = ruler.half + 1e-9
            ticks = np.array([segment[0][0] for segment in ruler.ticks.get_segments()])
            whole = ticks + at / dx
            np.testing.assert_allclose(whole, np.rint(whole), atol=1e-6)
            assert ticks.min() - 1 < -edge + 1e-6
            assert ticks.max() + 1 > edge - 1e-6
            if abs(abs(promised) - ruler.half) > 1e-4:
                off = abs(promised) > ruler.half
                assert ("(off the ruler)" in ruler.length.get_text()) == off


def test_a_tangent_says_the_numbers_of_the_function_it_names():
    plot = TangentPlot()
    for state, said in at_random_states(plot, 60):
        x, h, f = state["x0"], state["h"], BY_NAME[state["f"]]
        first, rest = said.split(f" the slope of {state['f']} is ")
        promise = f(x) + h * slope(f, x)
        expected = [slope(f, x), h, promise, f(x + h), f(x + h) - promise]
        np.testing.assert_allclose(numbers(rest), expected, atol=6e-4)
        assert first == f"At x₀ = {x:z.2f}".replace("-", "−")


def test_the_point_on_an_activation_is_written_with_its_height():
    plot = ActivationPlot()
    for state, _ in at_random_states(plot, 40):
        (x,), (y,) = plot.here.get_data()
        assert x == pytest.approx(state["x"])
        np.testing.assert_allclose(numbers(plot.where.get_text()), [x, y], atol=0.00501)


def test_best_and_worst_go_by_size_and_not_by_sign():
    plot = GalleryPlot()
    for x in (-3.0, -1.0, -0.5, 0.3, 2.0):
        said = plot.draw(x=x)
        best, worst = re.search(r"best through (.+), worst through (.+)\.", said).groups()
        names = [panel.get_title() for panel in plot.canvas.figure.axes if panel.get_title()]
        sizes = [abs(diamond.get_ydata()[0]) for diamond in plot.diamonds]
        assert sizes[names.index(best)] == max(sizes)
        assert sizes[names.index(worst)] == min(sizes)


def test_drops_hang_from_the_largest_logit_to_each():
    plot = SoftmaxPlot()
    for state, _ in at_random_states(plot, 30):
        z = [state[name] for name in ("z1", "z2", "z3")]
        for i, drop in enumerate(plot.drops):
            np.testing.assert_allclose(drop.get_data(), [[i, i], [max(z), z[i]]], atol=1e-9)


def test_three_logits_say_share_loss_and_slopes_of_the_true_class():
    plot = LogitsPlot()
    for state, said in at_random_states(plot, 60):
        e = np.exp([state[name] for name in ("z1", "z2", "z3")])
        shares, i = e / e.sum(), state["target"] - 1
        told = numbers(said.split("together")[0].replace("·10", "e"))
        assert told[0] == state["target"]
        assert told[1] == pytest.approx(shares[i], abs=6e-4)
        np.testing.assert_allclose(told[-3:], shares - np.eye(3)[i], atol=6e-4)


def test_only_who_is_sure_and_wrong_is_told_what_a_zero_costs():
    plot = SurprisePlot()
    for truth, turned in (("cat", lambda p: p), ("dog", lambda p: 1 - p)):
        for p in (0.01, 0.1, 0.19, 0.21, 0.5, 0.79, 0.81, 0.99):
            assert ("Sure and wrong" in plot.draw(p=p, truth=truth)) == (turned(p) < 0.2)


def test_nobody_has_died_and_come_back_before_the_first_step():
    for bias in (0.0, -2.0):
        assert "alive again" not in DeadUnitsPlot().draw(lr=10.0, bias=bias, step=0)


def test_bars_of_units_are_named_after_their_layers():
    plot = UnitsPlot()
    plot.draw(step=0)
    axes = plot.bars[0].axes
    below = [text for text in axes.texts if text.get_position()[1] == 17]
    assert [text.get_text() for text in below] == ["on the inputs"] + [
        f"after layer {k}" for k in (1, 2, 3)
    ]
    for text, bar in zip(below, plot.bars, strict=True):
        assert text.get_position()[0] == pytest.approx(bar.get_x() + 90)


def test_an_outlier_is_said_to_be_in_its_place_or_by_how_much_it_moved():
    plot = OutlierPlot()
    for height in (1, 3, 20):
        said = plot.draw(height=height)
        assert f"by {height}," in said
        assert "in its place" not in said
    assert "in its place" in plot.draw(height=0)


def test_paths_start_with_x_and_multiply_what_they_name():
    plot = PathsPlot()
    for state, said in at_random_states(plot, 40):
        x = state["x"]
        np.testing.assert_allclose(numbers(said)[:2], [x, x**2], atol=0.00501)


def test_an_index_into_pictures_is_said_as_it_was_chosen():
    plot = PictureBatchPlot()
    for state, said in at_random_states(plot, 60):
        n, c, h, w = (state[name] for name in "nchw")
        chosen = state["index"].removeprefix("X[").removesuffix("]").split(", ")
        written = ", ".join(str(dict(n=n, c=c, h=h, w=w).get(part, part)) for part in chosen)
        assert state["index"] == "X" or f"X[{written}]" in said
        if chosen == ["n", ":", "h", "w"]:
            assert f"in row {h}, column {w}:" in said


@pytest.mark.parametrize(("lr", "steps"), [(0.01, 1), (0.01, 7), (0.05, 2), (0.17, 4), (0.2, 3)])
def test_the_last_loss_of_a_course_is_written_beside_it(lr, steps):
    plot = StepPlot()
    plot.draw(lr=lr, steps=steps)
    # Each step multiplies the residual, 3 at the start, by 1 − 2η(x² + 1), where x = 2.
    loss = (3 * (1 - 10 * lr) ** steps) ** 2
    after = f"after {steps} step{'s' * (steps > 1)}: "
    assert plot.last.get_text().startswith(after)
    assert float(plot.last.get_text().removeprefix(after)) == pytest.approx(loss, rel=0.01)
