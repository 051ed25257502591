"""The stepper shows what backward() computes, and its sentences are true."""

import itertools
import math
import re

import numpy as np
import pytest
from drawn import shown
from sweep import moved
from test_derivation import grown, number

import mathdl as dl
from mathdl.explore import explore
from mathdl.plots import BackpropPlot
from mathdl.plots.backprop.graph_boxes import Boxes
from mathdl.plots.backprop.graph_parts import message_width
from mathdl.plots.backprop.tape import Tape, lines
from mathdl.plots.kit.canvas import Canvas
from mathdl.trace import Trace

NUMBER = r"(?:−?[\d.]*\d(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
MESSAGE = re.compile(
    rf"from (\S+) back to (\S+): the local derivative is (.*), "
    rf"times ({NUMBER}) from above gives ({NUMBER})\."
)
SUM = re.compile(rf"now has ({NUMBER}) \+ \(?({NUMBER})\)? = ({NUMBER}), with (\d+|nothing) more")
LAST = re.compile(r"[d∂]\w+/[d∂](\w+) = (\S+?)(?=,| and|\.$)")


def last(plot):
    return plot.controls["step"].max


def local(words):
    """The number in '2·(u₂ − 4) = 6' and in '1 (1 if u₂ > 0 else 0)'."""
    return number(words.split(" (")[0] if " if " in words else words.rsplit(" = ", 1)[-1])


def test_the_default_step_by_step():
    plot = BackpropPlot()
    said = [plot.draw(step=step) for step in range(last(plot) + 1)]
    assert said[0] == "Step 0 of 11: w = 3, x = 2 and b = 1 go in."
    assert said[4] == "Step 4 of 11, forward: L = (u₃ − 4)² = (7 − 4)² = 9."
    assert said[5] == "Step 5 of 11: the backward pass starts at the end, ∂L/∂L = 1."
    assert said[6] == (
        "Step 6 of 11, from L back to u₃: the local derivative is 2·(u₃ − 4) = 6, "
        "times 1 from above gives 6."
    )
    assert said[-1].endswith("Done: ∂L/∂w = 12, ∂L/∂x = 18 and ∂L/∂b = 6.")
    assert [box.lower_number.get_text() for box in plot.scene.boxes] == [
        "12", "18", "6", "6", "6", "6", "1",
    ]  # fmt: skip


def test_where_relu_is_off_everything_before_it_is_zero():
    plot = BackpropPlot()
    said = plot.draw(step=last(plot), b=-10.0)
    assert said.endswith("Nothing gets through. Done: ∂L/∂w = 0, ∂L/∂x = 0 and ∂L/∂b = 0.")
    gradients = [box.lower_number.get_text() for box in plot.scene.boxes]
    assert gradients == ["0"] * 5 + ["−8", "1"]


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.hammer] * (seed >= 12)) for seed in range(50)]
)
def test_the_last_state_is_what_backward_gives(seed):
    rng = np.random.default_rng(seed)
    f, at = grown(rng, int(rng.integers(1, 12))), dict(zip("xwb", rng.uniform(-1.5, 1.5, 3)))
    at = {name: round(value, 2) for name, value in at.items()}
    plot = BackpropPlot(f, **at)
    said = plot.draw(step=last(plot))
    leaves = {name: dl.Tensor(value) for name, value in at.items()}
    f(**leaves).backward()
    told = dict(LAST.findall(said.split("Done: ")[1]))
    for i, (name, leaf) in enumerate(leaves.items()):
        true = 0.0 if leaf.grad is None else leaf.grad
        assert number(told[name]) == pytest.approx(true, rel=1e-3, abs=1e-9)
        if isinstance(plot.scene, Boxes):
            shown = number(plot.scene.boxes[i].lower_number.get_text())
            assert shown == pytest.approx(true, rel=0.06, abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_the_arithmetic_of_every_sentence(seed):
    rng = np.random.default_rng(seed)
    f, at = grown(rng, 6), dict(zip("xwb", np.round(rng.uniform(-1.5, 1.5, 3), 2)))
    plot, trace = BackpropPlot(f, **at), Trace(f, **at)
    back = range(trace.steps - len(trace.messages) + 1, trace.steps + 1)
    for state, said in moved(plot, ({"step": step} for step in back)):
        _, parent, slope, above, gives = MESSAGE.search(said).groups()
        product = local(slope) * number(above)
        assert number(gives) == pytest.approx(product, rel=2e-3, abs=1e-12), said
        message = trace.at(state["step"]).message
        assert number(gives) == pytest.approx(message.contribution, rel=1e-3, abs=1e-12)
        assert (f"{parent} now has" in said) == (trace.users[message.parent] > 1)
        if added := SUM.search(said):
            a, b, total = map(number, added.groups()[:3])
            assert a + b == pytest.approx(total, rel=2e-3, abs=2e-3 * abs(a))
            assert b == number(gives)
            assert added[4] == (str(message.waiting) if message.waiting else "nothing")


def test_a_value_used_four_times_gathers_four_messages():
    plot = BackpropPlot(lambda x: x * x + dl.sin(x) * x, x=1.5)
    x, notes = None, []
    for step in range(5, last(plot) + 1):
        plot.draw(step=step)
        x = plot.scene.boxes[0]
        notes.append(x.note.get_text())
        if x.lower_number.get_text():
            assert x.lower_number.get_weight() == ("normal" if notes[-1] else "bold")
    assert notes == ["4 to come"] * 4 + ["3 to come", "2 to come", "1 to come", ""]
    assert x.lower_number.get_text() == "4.104"
    assert len([key for key in plot.scene.wires if key[0] == 1]) == 2, "x·x has two edges"


def test_the_active_edge_is_as_wide_as_its_message():
    plot = BackpropPlot(lambda x: 3.0 * x + 0.1 * x, x=1.0)
    for step in range(5, last(plot) + 1):
        plot.draw(step=step)
        message = Trace(plot.f, x=1.0).at(step).message
        if message:
            wire = plot.scene.wires[message.node, message.place]
            assert wire.head.get_visible()
            assert wire.line.get_linewidth() == message_width(message.contribution)
            heads = [w.head.get_visible() for w in plot.scene.wires.values()]
            assert sum(heads) == 1
    assert 2 == message_width(0) < message_width(0.1) < message_width(-3) < message_width(1e9) == 11


def test_constants_are_shown():
    plot = BackpropPlot(lambda x: 2 * x - 1, x=1.0)
    plot.draw()
    assert plot.scene.plan.constants == ["2", "1"]


def test_a_branch_is_laid_out_anew_and_can_be_walked_to_its_end():
    def f(x):
        return dl.exp(dl.sin(x) * x) + x if x.item() > 0 else -x

    plot, fresh = BackpropPlot(f, x=-1.0), BackpropPlot(f, x=-1.0)
    short = plot.draw(step=last(plot))
    assert short.startswith("Step 3 of 3")
    assert len(plot.scene.boxes) == 2
    scene = plot.scene
    long = plot.draw(step=last(plot), x=1.0)
    assert long.startswith("Step 11 of 11")
    assert plot.scene is not scene
    assert len(plot.scene.boxes) == 5
    assert plot.draw(step=last(plot)) == short
    assert fresh.draw(step=last(plot)) == short
    assert shown(plot.canvas.frame()) == shown(fresh.canvas.frame())


def long(x, w):
    for _ in range(10):
        x = x + 0.1 * dl.sin(w * x)
    return x * x


def test_more_than_twenty_nodes_are_a_tape():
    plot = BackpropPlot(long, x=1.0, w=2.0)
    trace = Trace(long, x=1.0, w=2.0)
    for step in (0, 3, 41, 42, 43, 70, trace.steps):
        plot.draw(step=step)
        assert isinstance(plot.scene, Tape)
        moment = trace.at(step)
        marks = {row[1].get_text(): row for row in plot.scene.rows if row[1].get_text()}
        if moment.message:
            assert set(marks) == {"from", "to"}
            name = "x" if moment.message.parent == 0 else "w" if moment.message.parent == 1 else "u"
            assert marks["to"][2].get_text().startswith(name)
            shown = number(marks["to"][4].get_text())
            assert shown == pytest.approx(moment.message.total, rel=1e-3)
            assert all(row[0].get_visible() for row in marks.values())
        elif moment.node:
            assert set(marks) == {"now"}


def test_both_active_lines_are_always_in_view():
    for count in (5, 21, 60):
        for a in range(count):
            for b in range(a, count):
                shown = lines(count, sorted({a, b}), 13)
                assert {a, b} <= set(shown)
                assert len(shown) <= 13
                real = [i for i in shown if i >= 0]
                assert real == sorted(set(real))
                assert min(real) >= 0
                assert max(real) < count


@pytest.mark.parametrize(
    ("f", "inputs", "words"),
    [
        (lambda step: step, {"step": 1.0}, "cannot be called step"),
        (lambda x: x, {"self": 1.0}, "cannot be called self"),
        (lambda x: x, {}, "write BackpropPlot(f, x=2.0)"),
        (lambda x: x, {"z": 1.0}, "f does not take z, it takes x"),
        (lambda *x: x, {"z": 1.0}, "f does not take z, it takes nothing by name"),
        (lambda x, /: x, {"x": 1.0}, "f does not take x, it takes nothing by name"),
        (lambda x, w: x, {"x": 1.0}, "f takes w as well: write BackpropPlot(f, x=1.0, w=1.0)"),
        (lambda x, w, *, b: x, {"x": 1e3}, "f takes w and b as well"),
        (lambda x: x, {"x": "1"}, "not at x = '1'"),
        (lambda x: x, {"x": float("nan")}, "not at x = nan"),
        (lambda x: x, {"x": 1e308}, "not at x = 1e+308"),
        (lambda x: x, {"x": -(10**400)}, "not at x = a number of many digits"),
        (np.array(3.0), {"x": 1.0}, "is not a callable object"),
    ],
)
def test_what_does_not_fit_is_said_in_the_place_of_the_picture(f, inputs, words):
    plot = BackpropPlot(f, **inputs)
    said = plot.draw()
    assert words in said
    assert " ".join(plot.trouble.get_text().split()) == said
    assert plot.scene is None
    for start in ({}, {"step": 0}, {"x": 2.0}):
        assert plot.draw(**start) == said
        explorer = explore(plot, **start)
        assert explorer.sentence == said
        assert explorer.error is None


def test_inputs_may_be_as_large_as_floats_are_wide():
    for x in (1e300, -1e300, np.float32(3e38), 10**300, 5e-324):
        plot = BackpropPlot(lambda x: x + 1, x=x)
        assert plot.draw(step=3).endswith("Done: dy/dx = 1.")
        assert explore(plot, step=3).error is None


def test_odd_expressions_are_shown_as_what_they_are():
    assert BackpropPlot(lambda x: x, x=2.0).draw(step=1).endswith("Done: dx/dx = 1.")
    plot = BackpropPlot(lambda x, w: w * 2, x=1.0, w=3.0)
    assert plot.draw(step=last(plot)).endswith("Done: ∂y/∂x = 0 and ∂y/∂w = 2.")
    said = BackpropPlot(raises_below_zero, x=1.0).draw(x=-1.0)
    assert said == "At x = −1 the expression cannot be followed: mine."


def raises_below_zero(x):
    if x.item() < 0:
        raise RuntimeError("mine")
    return x * x


def test_sliders_reach_where_the_inputs_start():
    plot = BackpropPlot(lambda a, x1: a * x1, a=0.25, x1=30.0)
    a, x1 = plot.controls["a"], plot.controls["x1"]
    assert (a.min, a.max, a.step, a.default) == (-4.0, 4.0, 0.01, 0.25)
    assert (x1.min, x1.max, x1.step, x1.label) == (-60.0, 60.0, 1.0, "x₁")


@pytest.mark.parametrize("f", [long, lambda x, w: dl.leaky_relu(x * w) * dl.log_sigmoid(w) / x])
def test_nothing_is_cut_off_and_no_words_overlap(f):
    plot = BackpropPlot(f, x=1.3, w=-2.0)
    steps = range(0, last(plot) + 1, 3)
    states = ({"step": step, "x": x} for step in steps for x in (1.3, 0.0123, -4.0))
    for state, _ in moved(plot, states):
        width, height = plot.canvas.figure.bbox.size
        texts = [t for t in plot.canvas.figure.findobj(lambda a: hasattr(a, "get_fontsize"))]
        shown = [t for t in texts if t.get_text().strip() and t.axes and t.get_visible()]
        boxes = [t.get_window_extent() for t in shown]
        for i, (words, box) in enumerate(zip(shown, boxes, strict=True)):
            assert words.get_fontsize() >= 11
            assert 0 <= box.x0 < box.x1 <= width
            assert 0 <= box.y0 < box.y1 <= height
            for other in boxes[:i]:
                assert not box.padded(-3).overlaps(other.padded(-3)), (state, words.get_text())


def test_it_can_be_explored_and_played():
    explorer = explore(BackpropPlot(lambda x: x * x + 1, x=2.0), step=1)
    assert explorer.sentence == "Step 1 of 6, forward: u₁ = x·x = 2·2 = 4."
    explorer.controls["step"].value = 6
    assert explorer.sentence.endswith(
        "x now has 2 + 2 = 4, with nothing more to come. Done: dy/dx = 4."
    )
    explorer.controls["x"].value = -3.0
    assert explorer.sentence.endswith("Done: dy/dx = −6.")
    (player,) = explorer.players
    player.reset()
    while player.advance():
        assert explorer.error is None
    assert explorer.controls["step"].value == 6


def loop(x):
    for _ in range(3000):
        x = x * 1.0
    return x


@pytest.mark.parametrize(
    ("f", "at", "words"),
    [
        (lambda x: dl.log(x), -1.0, "At x = −1 the value y = log(x) is nan"),
        (lambda x: 1 / x, 0.0, "At x = 0 the value y = 1/x is inf"),
        (lambda x: dl.sqrt(x), 0.0, "At x = 0 the gradient dy/dx is inf"),
        (lambda x: dl.stack([x, x]), 1.0, r"an array of shape (2,); it must return a single"),
        (lambda x: 1 // 0 * x, 1.0, "cannot be followed: integer division or modulo by zero"),
        (lambda x: "text", 1.0, "f returned 'text'; it must return a number"),
        (
            lambda x: x * math.sin(x),
            1.0,
            "write the function of mathdl, such as mathdl.sin(x) for ",
        ),
        (lambda x: x * float(x), 1.0, "or x.item() for the value alone"),
        (lambda x: x + 10**400, 1.0, "cannot be followed: add computes with numbers up to"),
        (loop, 1.0, "makes 3,001 values; up to 2,000 can be followed"),
    ],
)
def test_what_cannot_be_followed_is_said_in_the_pictures_place(f, at, words):
    plot = BackpropPlot(f, x=at)
    sentence = plot.draw()
    assert words in sentence
    assert plot.trouble.get_text().replace("\n", " ") == sentence
    assert plot.scene is None
    assert plot.equation.get_text() == ""


def test_the_next_good_move_recovers():
    plot = BackpropPlot(lambda x: dl.log(x), x=1.0)
    good = plot.draw(x=2.0, step=3)
    assert "nan" in plot.draw(x=-2.0, step=3)
    assert plot.draw(x=2.0, step=3) == good
    assert plot.scene is not None
    assert plot.trouble.get_text() == ""


def test_an_input_that_is_not_used_is_named():
    plot = BackpropPlot(lambda x, w: x * 2.0, x=1.0, w=2.0)
    assert "w is not used: no message will arrive there." in plot.draw(step=0)


def test_local_derivatives_stay_on_their_edges():
    plot = BackpropPlot()
    said = []
    for step in range(plot.controls["step"].max + 1):
        plot.draw(step=step)
        said.append({key: w.local.get_text() for key, w in plot.scene.wires.items()
                     if w.local.get_visible()})  # fmt: skip
    forward = next(step for step, words in enumerate(said) if words)
    assert forward == 6, "four operations, the end, and the first message"
    for before, after in itertools.pairwise(said[forward:]):
        assert before.items() < after.items(), "one more, and none lost"
    assert list(said[-1].values()).count("× 1") == 3, "a sum hands on, and relu is awake"
    assert {"× 6", "× 2", "× 3"} < set(said[-1].values())


def test_no_arrow_has_two_heads():
    plot = BackpropPlot()
    plot.draw(step=7)
    sent = [wire for wire in plot.scene.wires.values() if wire.head.get_visible()]
    assert [wire.tip.get_visible() for wire in sent] == [False]


def test_a_formula_of_twenty_values_stands_above_its_graph():
    def f(a, b, c, x):
        u, v = dl.tanh(a * x + b), dl.relu(b * x - c)
        return dl.mse_loss(dl.sigmoid(u * v + a) * u + v * c, 1.0)

    plot = BackpropPlot(f, a=1.0, b=0.5, c=-0.3, x=2.0)
    plot.draw(step=3)
    heads = [t for t in plot.axes.texts if t.get_text().startswith("L = (")]
    assert "sigmoid(tanh(a·x + b)·relu(b·x − c) + a)" in heads[0].get_text()
    assert heads[0].get_fontsize() >= 11


def test_a_short_chain_gets_a_low_picture():
    assert BackpropPlot(lambda x: dl.sin(x * x), x=1.5).size[1] < BackpropPlot.__mro__[1].size[1]


def test_a_long_expression_does_not_squeeze_the_picture():
    def long(x, w, b):
        a, c = dl.relu(x * w + b), dl.tanh(x * 0.5 - w)
        return dl.mse_loss(dl.sigmoid(a * 2 + c * w) * a + dl.exp(b * 0.1) - c, 1.0)

    plot = BackpropPlot(long, x=1.0, w=0.5, b=0.3)
    plot.draw_and_read(Canvas.image, step=30)
    assert plot.axes.get_position().width > 0.95
