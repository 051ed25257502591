"""Chapter 7: what its pictures say, computed once more, and what the page claims of the records."""

import numpy as np
import pytest
from sweep import moved

import mathdl as dl
from mathdl.plots.descent import ball, cloud, friends, many, routes, schedule, wells
from mathdl.plots.descent.ball import BallPlot
from mathdl.plots.descent.cloud import CloudPlot
from mathdl.plots.descent.edge import EdgePlot
from mathdl.plots.descent.routes import RoutesPlot
from mathdl.plots.descent.schedule import SchedulePlot
from mathdl.plots.descent.sick import ILLNESSES, SickPlot
from mathdl.plots.descent.wells import WellsPlot
from mathdl.plots.descent.window import OPTIMISERS, RATES, SEEDS, WindowPlot
from mathdl.plots.kit.records import path, record


def kept(task, optimiser, role="choose"):
    return {
        lr: np.array(row) / 1000
        for lr, row in record("descent/windows")[f"{task} {optimiser}"][role].items()
    }


# Many nets side by side


def test_nets_side_by_side_learn_as_each_would_alone():
    X, y = many.examples("rings, relu", "learn")

    def learnt(*seeds):
        nets = many.Many(seeds, "relu")
        optimizer = dl.optim.Adam(nets.parameters(), 0.02)
        return many.train(nets, optimizer, (X, y), steps=30)

    together = learnt(3, 4)
    for place, seed in enumerate((3, 4)):
        for ours, alone in zip(together.parameters(), learnt(seed).parameters()):
            np.testing.assert_allclose(ours.data[place], alone.data[0], atol=1e-9)


def test_an_epoch_meets_every_example_once():
    X = np.arange(20.0).reshape(10, 2)
    seen = []

    class Spy(many.Many):
        def forward(self, X):
            seen.extend(X[:, 0].tolist())
            return super().forward(X)

    nets = Spy((0,))
    many.train(nets, dl.optim.SGD(nets.parameters(), 0.0), (X, np.ones((10, 1))), steps=4, batch=5)
    assert sorted(seen[:10]) == sorted(seen[10:]) == X[:, 0].tolist()
    assert seen[:10] != seen[10:]


@pytest.mark.parametrize("task", many.TASKS)
def test_points_to_learn_to_choose_and_to_judge_are_others(task):
    points = [many.examples(task, role)[0] for role in many.ROLES]
    assert len(np.unique(np.concatenate(points), axis=0)) == sum(map(len, points))


# The records


def test_records_are_small_and_complete():
    for name in ("windows", "schedules", "edge", "patients"):
        assert path(f"descent/{name}").stat().st_size < 150_000
    assert len(record("descent/windows")) == len(many.TASKS) * len(OPTIMISERS)
    assert record("descent/patients").keys() == ILLNESSES.keys()


@pytest.mark.parametrize(("optimiser", "lr"), [("momentum", 0.2), ("Adam", 0.001)])
def test_training_again_gives_what_was_recorded(optimiser, lr):
    nets = many.Many(SEEDS, "tanh")
    many.train(
        nets, OPTIMISERS[optimiser](nets.parameters(), lr), many.examples("spirals, tanh", "learn")
    )
    again = np.median(nets.accuracies(*many.examples("spirals, tanh", "choose")))
    assert again == pytest.approx(np.median(kept("spirals, tanh", optimiser)[str(lr)]), abs=0.02)


def test_one_number_decides():
    spirals = kept("spirals, tanh", "Adam", "test")
    assert np.median(spirals["0.05"]) == pytest.approx(0.998, abs=0.002)
    assert np.median(spirals["0.001"]) == pytest.approx(0.63, abs=0.01)
    chosen = kept("spirals, tanh", "Adam")
    assert [lr for lr in RATES if np.median(chosen[str(lr)]) > 0.97] == [0.05, 0.1, 0.2]
    at = np.sort(chosen["0.02"])
    assert ((at > 0.95).sum(), (at < 0.66).sum()) == (2, 5)


def test_a_draw_a_loss_and_a_win():
    best = {
        (task, name): np.median(row["test"][str(row["best"])]) / 1000
        for task in many.TASKS
        for name in OPTIMISERS
        for row in [record("descent/windows")[f"{task} {name}"]]
    }
    medians = [best[task, name] for task in many.TASKS for name in OPTIMISERS]
    told = [0.99, 1.00, 1.00, 0.85, 0.91, 0.90, 0.56, 0.67, 0.79]
    np.testing.assert_allclose(medians, told, atol=0.0055)


def test_warm_up_saves_and_the_cosine_alone_does_not():
    def twelve(kind, warm):
        right, dead = record("descent/schedules")[f"Adam {kind} 0.1 {warm}"]
        return np.median(right) / 1000, dead / 1000

    assert twelve("constant", 0) == pytest.approx((0.59, 0.87), abs=0.006)
    assert twelve("cosine", 0)[0] < 0.6
    assert twelve("constant", 200) == pytest.approx((0.88, 0.60), abs=0.006)
    assert twelve("cosine", 200)[0] == pytest.approx(0.92, abs=0.006)


def test_the_sharpness_goes_to_the_edge_and_stays():
    sharp = np.array(record("descent/edge")["0.2"]["sharpness"])
    assert (round(sharp[20:].min(), 1), round(sharp[20:].max(), 1)) == (9.2, 10.9)
    assert record("descent/edge")["0.2"]["rose"] == pytest.approx(0.44, abs=0.005)
    losses = record("descent/edge")["0.2"]["losses"]
    assert (losses[50], losses[300]) == pytest.approx((0.044, 0.0075), abs=5e-4)
    assert max(record("descent/edge")["0.05"]["sharpness"]) < 40


# BallPlot


def test_a_ball_on_a_parabola_keeps_its_factor():
    plot = BallPlot()
    for state, said in moved(plot, ({"lr": lr, "step": 3} for lr in (0.1, 0.5, 0.9, 1.2))):
        factor = 1 - 2 * state["lr"]
        x = f"x = {2 * factor**3:z.3f}".replace("-", "−")
        assert f"1 − ηλ = {factor:z.2f}".replace("-", "−") in said.replace(
            "1 − ηλ = -", "1 − ηλ = −"
        )
        assert x in said or factor == 0


def test_every_bottom_has_curvature_2():
    for valley in ball.VALLEYS.values():
        for place in valley.bottoms:
            h = 1e-5
            assert valley.slope(place) == pytest.approx(0, abs=1e-12)
            bend = (valley.slope(place + h) - valley.slope(place - h)) / (2 * h)
            assert bend == pytest.approx(2, abs=1e-6)
            assert dl.numerical_gradient(valley.f, place + 0.3) == pytest.approx(
                valley.slope(place + 0.3), rel=1e-6
            )


def test_beyond_the_bound_it_may_hop_or_leave():
    well, straight = ball.VALLEYS["x⁴/4 − x²/2 + ¼"], ball.VALLEYS["2 ln cosh x"]
    hops = np.sort(np.abs(ball.course(well, 0.5, 1.1, 400)[-2:]))
    np.testing.assert_allclose(hops, [0.815, 1.116], atol=5e-4)
    assert len(ball.course(well, 2.0, 1.1, 400)) < 10
    assert abs(ball.course(straight, 2.5, 3.0, 400)[-1]) < 3.1
    assert "it hops to and fro" in BallPlot().draw(f="x⁴/4 − x²/2 + ¼", lr=1.1, start=0.5, step=40)


# RoutesPlot


def test_routes_are_those_of_the_optimisers():
    H = routes.valley(41.0, 20)
    for rule, make in {
        "plain": lambda p: dl.optim.SGD(p, 0.1),
        "momentum": lambda p: dl.optim.SGD(p, 0.1, momentum=0.8),
        "Adam": lambda p: dl.optim.Adam(p, 0.1),
    }.items():
        p = dl.Tensor(routes.START)
        optimizer = make([p])
        for _ in range(20):
            optimizer.zero_grad()
            (0.5 * (p @ (H @ p))).backward()
            optimizer.step()
        found = routes.route(rule, H, routes.START, 0.1, 0.8)[20]
        np.testing.assert_allclose(found, p.data, rtol=1e-6)


def test_turning_the_valley_is_felt_by_adam_alone():
    plot, said = RoutesPlot(), {}
    for turn in (0, 45):
        said[turn] = plot.draw(kappa=1000.0, turn=turn, step=80).split(": ")[1].split(", ")
    assert said[0][:2] == said[45][:2]
    assert said[0][2] != said[45][2]


def test_beyond_its_bound_plain_descent_leaves_the_valley():
    assert "plain has left" in RoutesPlot().draw(rules="plain", lr=1.4, step=300)
    assert "plain is at" in RoutesPlot().draw(rules="plain", lr=0.95, step=300)


# CloudPlot and WellsPlot


def test_four_times_the_batch_is_half_the_cloud():
    rests = [
        np.sqrt(np.mean(cloud.spread(cloud.walks(B, 0.1, 0.0))[-50:] ** 2)) for B in (1, 4, 16)
    ]
    np.testing.assert_allclose(np.divide(rests[:-1], rests[1:]), 2, atol=0.15)
    assert rests[1] == pytest.approx(0.066, abs=5e-4)
    full = cloud.spread(cloud.walks(cloud.HOUSES, 0.1, 0.0))
    np.testing.assert_allclose(full[1:30] / full[:29], 0.8, atol=1e-9)
    assert "it is 0.032." in CloudPlot().draw(batch=16)


def test_momentum_makes_the_cloud_nearly_four_times_as_wide():
    plain, heavy = (cloud.spread(cloud.walks(4, 0.1, beta))[-50:].mean() for beta in (0.0, 0.9))
    assert heavy / plain == pytest.approx(3.8, abs=0.2)


def test_the_clouds_gradient_is_that_of_the_mean_squared_error():
    x, y = cloud.houses()
    w, b = dl.Tensor(0.0), dl.Tensor(0.0)
    dl.mse_loss(w * x + b, y).backward()
    before, after = cloud.walks(cloud.HOUSES, 0.1, 0.0)[:2, :, 0]
    np.testing.assert_allclose(after - before, [-0.1 * w.grad, -0.1 * b.grad], atol=1e-12)


def test_wells_are_as_the_page_says():
    x = np.linspace(-2, 3, 50_001)
    np.testing.assert_allclose(wells.slope(x), np.gradient(wells.f(x), x, edge_order=2), atol=1e-3)
    low = [x[x < wells.ridge()][np.argmin(wells.f(x[x < wells.ridge()]))]]
    low.append(x[x > wells.ridge()][np.argmin(wells.f(x[x > wells.ridge()]))])
    np.testing.assert_allclose(wells.f(np.array(low)), [-1.10, -0.95], atol=0.006)
    bends = [(wells.slope(p + 1e-4) - wells.slope(p - 1e-4)) / 2e-4 for p in low]
    np.testing.assert_allclose(bends, [53, 1.7], rtol=0.03)


def test_most_walkers_end_in_the_wide_well_and_without_noise_none_moves():
    for start in wells.WELLS:
        share = np.mean(wells.walks(4.0, 0.03, start)[-1] > wells.ridge())
        assert share == pytest.approx(0.87, abs=0.02)
    assert "0 % of the walkers" in WellsPlot().draw(noise=0.0, step=3000)


# The others


def test_the_window_says_the_median_of_the_column_it_looks_at():
    plot = WindowPlot()
    for lr in RATES:
        said = plot.draw(task="rings, relu", optimiser="momentum", lr=lr)
        median = np.median(kept("rings, relu", "momentum")[str(lr)])
        assert f"with η = {lr:g} nine" in said
        assert f"median {100 * median:.0f} %. The best" in said


def test_the_schedule_drawn_is_the_one_that_trained():
    plot = SchedulePlot()
    plot.draw(peak=0.05, warm_up=200, kind="cosine")
    drawn = np.array(plot.rate.get_ydata())
    assert drawn[200] == drawn.max() == pytest.approx(0.05)
    assert drawn[99] == pytest.approx(0.05 * 100 / 201)
    assert drawn[-1] == 0
    assert schedule.rate_of("steps", 0.1, 0)(1000) == pytest.approx(0.009)


def test_the_edge_says_the_bound():
    assert EdgePlot().draw(lr=0.05).endswith("and 2/η is 40.")


def test_a_patient_is_named_only_when_asked():
    plot = SickPlot()
    for patient, (name, illness) in enumerate(ILLNESSES.items(), 1):
        assert illness.sign not in plot.draw(patient=patient)
        assert plot.draw(patient=patient, reveal=True).endswith(
            f"It is “{name}”: {illness.sign}. Cure: {illness.cure}."
        )


def test_two_are_ahead_of_their_healthy_twins_at_step_400():
    kept = record("descent/patients")
    ahead = [name for name, row in kept.items() if row["ill"][0][20] < row["healthy"][0][20]]
    assert sorted(list(ILLNESSES).index(name) + 1 for name in ahead) == [1, 3]


def test_who_forgot_zero_grad_is_ahead_at_first():
    row = record("descent/patients")["no zero_grad"]
    ill, right = row["ill"][0], row["healthy"][0]
    assert (ill[20], right[20]) == pytest.approx((0.588, 0.683), abs=5e-4)
    assert ill[50] == pytest.approx(np.log(2), abs=0.001)
    assert right[50] < right[20]


def test_both_friends_train_one_net_with_two_rates():
    nora, emil = (friends.TRAINER.run(lr=lr, seed=0) for lr in (0.001, 0.05))
    for ours, his in zip(nora.at(0).parameters(), emil.at(0).parameters()):
        np.testing.assert_array_equal(ours.data, his.data)
    X, y = many.examples(friends.TASK, "test")
    right = [float(run.at(300).accuracies(X, y)[0]) for run in (nora, emil)]
    assert right == pytest.approx([0.65, 0.97], abs=0.02)


def test_adam_comes_near_and_is_thrown_out_again():
    size, price = dl.data.eight_houses()
    least = np.mean((np.polyval(np.polyfit(size, price, 1), size) - price) ** 2)
    slope, intercept = dl.Tensor(1.0), dl.Tensor(0.5)
    optimizer, gaps = dl.optim.Adam([slope, intercept], 0.1, betas=(0.9, 0.99)), []
    for _ in range(1500):
        optimizer.zero_grad()
        loss = dl.mse_loss(slope * size + intercept, price)
        gaps.append(loss.item() - least)
        loss.backward()
        optimizer.step()
    first = int(np.argmax(np.array(gaps) < 1e-6))
    assert first == 174
    assert max(gaps[first + 300 :]) > 1e-3
