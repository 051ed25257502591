"""The pictures of order, step, storage and cost in chapter 6: what their artists show is true."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import CheckCostPlot, DiamondPlot, StepPlot, StoragePlot
from mathdl.plots.backprop.orders import (
    ORDERS,
    overwritten,
    running_total,
    separately,
    visited_once,
    waited,
)
from mathdl.plots.backprop.step import descend, loss_and_gradient
from mathdl.plots.backprop.storage import stored_bytes
from mathdl.plots.tensors.shape_flow import cost

WAIT, SEPARATE, RUNNING, ONCE, OVERWRITE = ORDERS


def diamonds(n):
    """Put n diamonds in a row, each multiplying by 2: as many paths as 2ⁿ."""
    x = y = dl.Tensor(1.0)
    for _ in range(n):
        y = 1.0 * y + 1.0 * y
    return x, y


@pytest.mark.parametrize(
    ("recursion", "result", "visits"),
    [
        (waited, 16, 5),
        (separately, 16, 6),
        (running_total, 22, 6),
        (visited_once, 6, 5),
        (overwritten, 10, 5),
    ],
)
def test_each_recursion_on_the_diamond(recursion, result, visits):
    nodes = DiamondPlot.nodes()
    messages = recursion(nodes["L"])
    assert len(messages) == visits
    assert [m.total for m in messages if m.receiver is nodes["x"]][-1] == result
    edges = {(node, parent) for node in nodes.values() for parent, _ in node.edges}
    assert {(m.sender, m.receiver) for m in messages} == edges


def test_who_waits_visits_each_edge_once_and_who_does_not_each_path():
    for n in range(1, 9):
        x, y = diamonds(n)
        assert waited(y)[-1].total == 2**n == x.grad
        assert len(waited(y)) == 4 * n
        alone = separately(diamonds(n)[1])
        assert alone[-1].total == 2**n
        first = alone[-1].receiver
        assert sum(m.receiver is first for m in alone) == 2**n


def test_the_right_order_is_the_engines_own(monkeypatch):
    asked = []
    engine = dl.backward_steps
    monkeypatch.setattr(dl, "backward_steps", lambda *a: asked.append(a) or engine(*a))
    DiamondPlot().draw()
    assert asked


@pytest.mark.parametrize(
    ("order", "result", "visits"),
    [(WAIT, 16, 5), (SEPARATE, 16, 6), (RUNNING, 22, 6), (ONCE, 6, 5), (OVERWRITE, 10, 5)],
)
def test_the_diamond_ends_with_its_result_against_the_truth(order, result, visits):
    plot = DiamondPlot()
    said = plot.draw(order=order)
    assert f"message {visits} of {visits}" in said
    assert f"In the end dL/dx = {result}, " in said
    assert ("as it is in truth" in said) == (result == 16)
    assert plot.result.get_text().startswith(f"dL/dx = {result}  ")
    assert ("✓" in plot.result.get_text()) == (result == 16)
    assert plot.visits.get_text() == f"{visits} edge visits"
    assert re.findall(r"\d+", plot.grads["x"].get_text())[-1] == str(result)


def test_messages_arrive_one_by_one_and_users_report():
    plot = DiamondPlot()
    waiting, grads, products = [], [], []
    for step in range(6):
        plot.draw(step=step)
        waiting.append(plot.waiting["u₁"].get_text())
        grads.append(plot.grads["u₁"].get_text())
        products.append(plot.now.get_text())
    assert waiting == [
        *["2 users to report"] * 3,
        "1 user to report",
        *["all users reported"] * 2,
    ]
    assert grads == ["grad –"] * 3 + ["grad 3", "grad 3 + 5 = 8", "grad 3 + 5 = 8"]
    assert products == [
        "L starts with 1",
        "L → u₂:  1 × 1 = 1",
        "L → u₃:  1 × 1 = 1",
        "u₂ → u₁:  1 × 3 = 3",
        "u₃ → u₁:  1 × 5 = 5",
        "u₁ → x:  8 × 2 = 16",
    ]


def test_the_diamond_says_who_has_still_to_report():
    said = DiamondPlot().draw(order=RUNNING, step=2)
    assert said.endswith(
        "message 2 of 6: u₂ sends 1 × 3 = 3 to u₁, whose gradient is now 3; 1 of its users has "
        "still to report. So far dL/dx = 0; in truth it is 16."
    )
    plot = DiamondPlot()
    plot.draw(order=RUNNING)
    assert plot.sent["u₁", "x"].get_text() == "6 + 16"


def true_loss(lr, steps=1):
    """The residual 3 shrinks by the factor 1 − 10·η a step."""
    return (3 * (1 - 10 * lr) ** steps) ** 2


def test_the_gradient_and_the_course_are_those_of_the_formula():
    assert loss_and_gradient(3.0, 1.0) == ((3, 1), 9, (12, 6))
    for lr in np.arange(0, 0.2501, 0.005):
        losses = [step.loss for step in descend(round(lr, 3), 20)]
        expected = [true_loss(lr, k) for k in range(21)]
        np.testing.assert_allclose(losses, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("lr", "promised", "true"),
    [
        (0.01, "7.20", "7.29"),
        (0.1, "−9.00", "0"),
        (0.15, "−18.00", "2.25"),
        (0.2, "−27.00", "9.00"),
        (0.21, "−28.80", "10.89"),
        (0.0, "9.00", "9.00"),
    ],
)
def test_promise_and_truth_of_one_step(lr, promised, true):
    plot = StepPlot()
    said = plot.draw(lr=lr)
    assert f"= {promised}, true is {true}" in said
    assert plot.told.get_text() == f"true {true}"
    assert plot.told_promise.get_text() == f"promised {promised}"
    assert plot.true.get_ydata()[0] == pytest.approx(true_loss(lr))
    inside = 9 - 180 * lr >= plot.FLOOR
    assert len(plot.promised.get_ydata()) == inside
    assert len(plot.below.get_ydata()) == 1 - inside
    if inside:
        assert plot.promised.get_ydata()[0] == pytest.approx(9 - 180 * lr)


@pytest.mark.parametrize(
    ("lr", "ending"),
    [
        (0.05, "After 20 such steps the loss is 8.2·10⁻¹²: it falls."),
        (0.1, "After 20 such steps the loss is 0: at the bottom."),
        (0.2, "After 20 such steps the loss is 9.00: where it began."),
        (0.21, "After 20 such steps the loss is 407.33: it runs away."),
        (0.25, "After 20 such steps the loss is 1.0·10⁸: it runs away."),
    ],
)
def test_where_repeated_steps_lead(lr, ending):
    plot = StepPlot()
    assert plot.draw(lr=lr, steps=20).endswith(ending)
    drawn = [len(line.get_xdata()) for line in (plot.losses, plot.zeros, plot.gone)]
    expected = np.array([true_loss(lr, k) for k in range(21)])
    assert drawn == [
        np.sum((expected >= 5e-5) & (expected <= 1e4)),
        np.sum(expected < 5e-5),
        np.sum(expected > 1e4),
    ]


def owner_of(array):
    """Return the array that owns the memory of a view."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def arrays_held(end):
    """Find every array that a node or a rule behind `end` keeps alive, views counted as one."""
    found, seen, todo = {}, set(), [end]
    while todo:
        thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, np.ndarray):
            owner = owner_of(thing)
            found[id(owner)] = owner
        elif isinstance(thing, dl.Tensor):
            todo += [thing.data, thing.args, thing.edges]
        elif isinstance(thing, tuple | list):
            todo += thing
        elif hasattr(thing, "__closure__"):
            todo += [cell.cell_contents for cell in thing.__closure__ or ()]
    return list(found.values())


@pytest.mark.parametrize(("depth", "width", "batch"), [(1, 3, 2), (3, 5, 7), (4, 8, 1)])
def test_the_engine_stores_what_the_formula_counts(depth, width, batch):
    rng = np.random.default_rng(0)
    x = out = rng.normal(size=(batch, width)).astype(np.float32)
    parameters = []
    for _ in range(depth):
        weight = dl.Tensor(rng.normal(size=(width, width)).astype(np.float32))
        bias = dl.Tensor(np.zeros(width, np.float32))
        parameters += [weight.data, bias.data]
        out = dl.relu(dl.linear(out, weight, bias))
    known = {id(owner_of(array)) for array in [x, *parameters]}
    kept = [array for array in arrays_held(out) if id(array) not in known]
    assert len(kept) == 2 * depth
    bytes_ = sum(a.nbytes for a in kept), sum(a.nbytes for a in parameters)
    assert stored_bytes(depth, width, batch) == bytes_


def test_storage_says_and_draws_its_numbers():
    plot = StoragePlot()
    said = plot.draw()
    assert "20 arrays of 64 × 64 numbers of 4 bytes: 328 kB" in said
    assert said.endswith("166 kB for any batch; activations take 1.97 times as much.")
    assert plot.told_kept.get_text() == "● activations 328 kB"
    assert plot.shape.get_text() == "20 arrays of 64 × 64"


@pytest.mark.parametrize("width", [16, 64, 256])
@pytest.mark.parametrize("batch", [1, 64, 512])
def test_areas_are_bytes_to_one_scale(width, batch):
    plot = StoragePlot()
    plot.draw(width=width, batch=batch)
    areas = [block.get_width() * block.get_height() for block in (plot.kept, plot.learnt)]
    kept, learnt = stored_bytes(10, width, batch)
    assert areas[0] / areas[1] == pytest.approx(kept / learnt)


def test_parameters_do_not_grow_with_the_batch_and_activations_do():
    plot = StoragePlot()
    kept, learnt = [], []
    for batch in (1, 64, 512):
        plot.draw(batch=batch)
        kept.append(plot.kept.get_height())
        learnt.append(plot.learnt.get_bbox().bounds)
        assert plot.told_learnt.get_text() == "■ parameters 166 kB"
    assert kept == [1, 64, 512]
    assert len(set(learnt)) == 1
    assert plot.draw(batch=512).endswith("activations take 15.8 times as much.")


@pytest.mark.parametrize("sizes", [(2, 16, 16, 1), (3, 5, 1), (7, 4, 6, 2, 3)])
def test_the_cost_is_that_of_the_products_in_a_real_graph(sizes):
    net = [dl.nn.Linear(a, b, rng=0) for a, b in pairwise(sizes)]
    out = np.ones((1, sizes[0]))
    for layer in net:
        out = dl.relu(layer(out))
    out.sum().backward()
    forward = for_weights = for_inputs = 0
    for node in dl.backward_order(out):
        if node.op is not dl.linear:
            continue
        source, weight, _ = node.args
        (rows, inner), outputs = np.shape(getattr(source, "data", source)), weight.shape[1]
        forward += rows * inner * outputs  # (rows × inner) @ (inner × outputs)
        parents = {id(parent) for parent, _ in node.edges}
        for_weights += (id(weight) in parents) * inner * rows * outputs  # x.T @ g
        for_inputs += (id(source) in parents) * rows * outputs * inner  # g @ weight.T
    counted = cost(sizes)
    assert counted[1:] == (forward, for_weights, for_inputs)
    assert counted.parameters == sum(p.size for layer in net for p in layer.parameters())
    assert counted.one_sided == (counted.parameters + 1) * forward
    assert counted.central == 2 * counted.parameters * forward


def test_check_cost_says_and_draws_its_numbers():
    plot = CheckCostPlot()
    said = plot.draw()
    assert "Backward takes 576 (304 for the weights and 272 for the inputs" in said
    assert (
        "P = 337 parameters takes 338 forward passes by one-sided differences, 674 by central"
        in said
    )
    assert [t.get_text() for t in plot.forwards.values()] == ["1", "1.89", "338", "674"]


@pytest.mark.parametrize("width", [4, 256])
def test_areas_are_multiplications_to_one_scale(width):
    plot = CheckCostPlot()
    plot.draw(width=width)
    counted = cost([2, width, width, 1])
    areas = {kind: block.get_width() * block.get_height() for kind, block in plot.blocks.items()}
    for kind, area in areas.items():
        assert area / areas["central"] == pytest.approx(getattr(counted, kind) / counted.central)


def test_backward_stays_near_two_forwards_while_checking_grows_with_the_net():
    plot = CheckCostPlot()
    ratios, checks = [], []
    for width in (4, 16, 64, 256):
        plot.draw(width=width, layers=4)
        texts = [t.get_text().replace(",", "") for t in plot.forwards.values()]
        ratios.append(float(texts[1]))
        checks.append(int(texts[2]))
    assert all(1.7 < ratio <= 2 for ratio in ratios)
    assert checks == sorted(checks)
    assert checks[-1] == 132_610
    assert math.isclose(ratios[-1], 2, abs_tol=0.01)
