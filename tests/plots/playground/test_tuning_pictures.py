"""The pictures of chapter 9 beside the workbench: what they draw and say is what was recorded."""

from itertools import pairwise

import numpy as np
import pytest

import mathdl as dl
from mathdl.playground import Settings, trained
from mathdl.plots import (
    ChecksPlot,
    NeighbourPlot,
    PartingPlot,
    RangePlot,
    SearchPlot,
    SeedsPlot,
)
from mathdl.plots.kit.records import record
from mathdl.plots.playground import checks, neighbour, rate_range, search, seeds

# Copy the nearest


@pytest.mark.parametrize("data", neighbour.DATA)
def test_the_copyist_is_who_looks_at_all_distances(data):
    (X, y), (places, truth) = neighbour.points(data, 50), neighbour.unseen(data)
    apart = ((places[:, None] - X) ** 2).sum(axis=2)
    copied = np.mean(y[apart.argmin(axis=1)] == truth)
    assert neighbour.copied(data, 50) == copied
    assert f"right on {100 * copied:.1f} %" in NeighbourPlot().draw(data=data, count=50)


@pytest.mark.parametrize("data", neighbour.DATA)
def test_the_net_that_is_drawn_is_the_one_that_was_counted(data):
    for count in neighbour.COUNTS:
        kept = record("playground/neighbour")[f"{data} {count}"]
        places, truth = neighbour.unseen(data)
        right = np.mean((neighbour.answers(places, kept["weights"]) > 0) == truth)
        assert right == pytest.approx(kept["shares"][0], abs=0.003)  # four digits of each weight


def test_the_net_wins_where_the_text_says():
    gains = {
        data: 100 * np.mean(record("playground/neighbour")[f"{data} 400"]["gains"])
        for data in neighbour.DATA
    }
    assert {data for data, gain in gains.items() if gain >= 1} == {"four quarters"}
    assert 0 < gains["noisy moons"] < 1
    assert gains["two turns"] < 0
    for data, gain in gains.items():
        said = f"{abs(gain):.1f} points {'ahead' if gain > 0 else 'behind'}"
        assert said in NeighbourPlot().draw(data=data, count=400)


def test_a_recorded_gain_is_that_of_a_net_trained_on_other_examples():
    X, y = neighbour.DATA["four quarters"](50, neighbour.DRAWS[0])
    places, truth = neighbour.unseen("four quarters")
    net, rng = [], np.random.default_rng(neighbour.DRAWS[0])
    for n_in, n_out in pairwise(neighbour.SIZES):
        net += [dl.nn.Linear(n_in, n_out, rng=rng, init=dl.nn.xavier_normal), dl.tanh]
    net = dl.nn.Sequential(*net[:-1])
    adam = dl.optim.Adam(net.parameters(), lr=0.03)
    for _ in range(2000):
        adam.zero_grad()
        dl.binary_cross_entropy_with_logits(net(X)[:, 0], y).backward()
        adam.step()
    copied = np.mean((neighbour.margin(places, X, y) > 0) == truth)
    gain = np.mean((net(places).data[:, 0] > 0) == truth) - copied
    kept = record("playground/neighbour")["four quarters 50"]["gains"][0]
    assert gain == pytest.approx(kept, abs=0.004)


# Five checks


def test_every_fault_but_one_is_seen_by_a_check():
    said = {k: ChecksPlot().draw(patient=k, reveal=True) for k in checks.LETTERS}
    content = [kind for kind, s in zip(checks.KINDS, said.values()) if "All five checks" in s]
    assert content == ["no bends", checks.NONE]
    for kind, sentence in zip(checks.KINDS[:-1], said.values()):
        assert f"What is wrong: {kind}." in sentence
    assert "wrong:" not in ChecksPlot().draw(patient="A")
    plot = ChecksPlot()
    for letter, kind in zip(checks.LETTERS, checks.KINDS, strict=True):
        plot.draw(patient=letter, reveal=True)
        (marked,) = plot.culprit.get_xydata()
        beside = {text.get_text(): text.get_position() for text in plot.culprit.axes.texts}
        assert min(beside, key=lambda name: np.hypot(*(marked - beside[name]))) == kind
    plot.draw()
    assert len(plot.culprit.get_xydata()) == 0
    assert "Not content: check 5." in said["A"]


def test_the_gauges_show_what_was_recorded():
    plot = ChecksPlot()
    for letter, kind in zip(checks.LETTERS, checks.KINDS, strict=True):
        plot.draw(patient=letter)
        values = record("playground/checks")[kind]["checks"]
        shown = dict([*plot.sound.get_xydata()[:, ::-1], *plot.ill.get_xydata()[:, ::-1]])
        for row, gauge in enumerate(checks.GAUGES[:4]):
            assert shown[row] == gauge.at(values[row])


# The range test


def test_a_scan_is_read_as_one_sees_it():
    steps = np.arange(len(rate_range.SCAN))
    falls = 2 / (1 + np.exp((steps - 60) / 6)) + 0.1
    assert rate_range.read(falls)[1] is None
    steep, broke = rate_range.read(np.where(steps < 120, falls, 50.0))
    assert rate_range.SCAN[57] < steep < rate_range.SCAN[63]
    assert broke == rate_range.SCAN[120]


def test_the_steepest_rate_is_not_the_best_on_the_rings():
    said = {
        problem: RangePlot().draw(problem=problem, optimiser="Adam")
        for problem in ("digits", "rings")
    }
    assert "most steeply at η = 0.0032" in said["digits"]
    assert "broken at η = 0.22" in said["digits"]
    assert "most steeply at η = 0.16" in said["rings"]
    assert "Of the fixed rates 0.003 to 0.03 are best: 94 %" in said["digits"]
    assert "Of the fixed rates 0.03 is best: 90 %" in said["rings"]
    assert "it has not fallen" in RangePlot().draw(problem="rings", optimiser="SGD")
    assert "it has not fallen" in RangePlot().draw(step=10)


def test_good_rates_lie_as_far_below_the_break_as_the_text_says():
    for problem, good, best, nearest, farthest in (
        ("digits", (0.003, 0.03), 0.94, 7, 70),
        ("rings", (0.01, 0.1), 0.90, 46, 460),
    ):
        kept = record("playground/rates")[f"{problem} Adam"]
        medians = dict(zip(rate_range.FIXED, np.median(kept["ends"], axis=1) / 1000, strict=True))
        low, high = good
        assert max(medians.values()) == pytest.approx(best, abs=0.005)
        assert min(medians[low], medians[high]) > best - 0.04
        assert max(m for r, m in medians.items() if not low <= r <= high) < best - 0.015
        _, broke = rate_range.read(np.array(kept["scan"]))
        assert broke / high == pytest.approx(nearest, rel=0.05)
        assert broke / low == pytest.approx(farthest, rel=0.05)


# Searching


def test_a_setting_of_the_table_is_that_net_trained():
    place = (2, 1, 1, 2, 1, 0)  # 0.01, 8 units, tanh, all points, scale 1, one layer
    design = Settings.read("rings n800 | x1 x2 | 8tanh | adam 0.01")
    _, net = trained(design).at(search.STEPS)
    X, y = dl.data.rings(2000, rng=1)
    right = np.mean((net(X).data[:, 0] > 0) == y)
    assert search.table()[place][1] == pytest.approx(right, abs=0.005)  # trained in float32


@pytest.mark.parametrize("way", search.WAYS)
def test_the_best_so_far_is_chosen_by_the_points_for_choosing(way):
    judged, worth = search.course(way, 3)
    assert len(judged) == len(worth) == search.MOST
    for n in (1, 7, 40):
        best = judged[:n].max()
        places = np.argwhere(search.table()[..., 0] == best)
        assert worth[n - 1] in [search.table()[tuple(place)][1] for place in places]
    said = SearchPlot().draw(way=way, budget=7, draw=3)
    assert f"right on {100 * worth[6]:.1f} % of other points" in said


def test_one_at_a_time_changes_one_at_a_time():
    walk = search._one_at_a_time(np.random.default_rng(0))
    places = np.array([next(walk) for _ in range(14)])
    # Within a sweep all runs differ in one place; from sweep to sweep in one more.
    assert all(np.sum(a != b) <= 2 for a, b in pairwise(places))


def test_the_band_is_that_of_many_searches():
    for way in search.WAYS:
        few = np.array([search.course(way, draw)[1] for draw in range(search.DRAWS)])
        many = search.band(way)
        # Of 200 searches the means are within a few standard errors of those of 2,000.
        assert np.all(abs(few.mean(axis=0) - many[3]) < 4 * few.std(axis=0) / search.DRAWS**0.5)
        assert np.all(np.diff(many[:3], axis=0) >= 0)


def test_what_the_text_says_of_searches():
    sixteen = {way: search.band(way)[:, 15].round(3).tolist() for way in search.WAYS}
    assert sixteen["one at a time"] == [0.55, 0.842, 0.962, 0.788]
    assert sixteen["random"] == [0.643, 0.818, 0.946, 0.804]
    assert sixteen["grid over two"][1] == 0.646
    low, middle, _, mean = search.band("one at a time")[:, 63] - search.band("random")[:, 63]
    assert min(low, middle, mean) > 0
    grid, chance = (search.band(way)[:, 63] for way in ("grid over two", "random"))
    assert (grid[1], chance[1]) == (0.962, 0.926)
    assert grid[0] > chance[0]


def test_a_grid_of_sixteen_asks_about_four_of_six_mostly():
    asked = []
    for draw in range(200):
        walk = search._grid(np.random.default_rng(draw))
        places = np.array([next(walk) for _ in range(16)])
        asked.append(sum(len(set(column)) > 1 for column in places.T))
    assert max(asked) == 4
    assert np.mean(np.array(asked) == 4) > 0.85


# Seeds


def test_means_and_error_bars_are_those_of_the_seeds_drawn():
    plot = SeedsPlot()
    said = plot.draw(seeds=5, draw=4)
    for name, places, strip in zip(("5-3", "4-4"), seeds.picks(5, 4), plot.strips, strict=True):
        drawn = seeds.scores(name)[places]
        mean, error = 100 * drawn.mean(), 100 * drawn.std(ddof=1) / 5**0.5
        assert f"{name} {mean:.1f} % ± {error:.1f}" in said
        assert len(set(places)) == 5
        assert strip.drawn.get_xdata().tolist() == drawn.tolist()


def test_few_seeds_name_the_worse_design_as_often_as_is_said():
    assert "wrong in 39 of 100" in SeedsPlot().draw(all_forty=True)
    assert "wrong" not in SeedsPlot().draw()
    chances = [seeds.wrong("9 against 4-4", k) for k in (1, 3, 10)]
    assert chances == sorted(chances, reverse=True)
    assert seeds.wrong("9 against 4-4", seeds.MOST) == 0


# Two libraries


def test_ours_is_the_net_that_was_recorded():
    kept = record("playground/parting")
    training = trained(Settings.read("twoturns n400 z0.02 | 5tanh 3tanh | adam 0.03 | s0"))
    training.run.at(501)
    for k in (0, 100, 500):
        assert training.run.losses[k] == pytest.approx(kept["mathdl"][k // 20], rel=1e-4)


def test_they_agree_for_500_steps_and_part_later():
    kept = record("playground/parting")
    assert max(kept["apart"][: 500 // 20 + 1]) < 1e-9
    assert kept["apart"][-1] > 0.01
    # They come apart in jumps: around step 720, and where the loss hops, near 3,920.
    assert kept["apart"][740 // 20] > 1e6 * kept["apart"][720 // 20]
    hop = 3920 // 20
    assert kept["mathdl"][hop] > 10 * kept["mathdl"][hop - 1]
    assert kept["apart"][hop] > 0.4
    assert "they are equal" in PartingPlot().draw(step=0)
