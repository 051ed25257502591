"""The pictures of chapter 8: what they draw and say is what was recorded, or computes again."""

import re

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import (
    ClipPlot,
    GamePlot,
    HistogramPlot,
    MergePlot,
    SelectionPlot,
    SignalPlot,
    StopPlot,
    SwitchesPlot,
)
from mathdl.plots.deep import record
from mathdl.plots.deep.merge import X as POINTS
from mathdl.plots.deep.merge import spread
from mathdl.plots.deep.random_nets import NETS, _drawn, sizes
from mathdl.plots.deep.selection import expected
from mathdl.words import rounded, short

# The game


@pytest.mark.parametrize("layers", record.DEPTHS)
def test_the_game_says_what_was_recorded(layers):
    plot = GamePlot()
    for k in (0, 4, 7, 14):
        said = plot.draw(layers=layers, **{f"rate_{layers}": record.RATES[k]})
        ends = np.sort(record.game()["plain", layers][k][:, -1])
        assert f"is {100 * ends[1]:.3g} %" in said
        assert ("this rate works" in said) == (ends[1] >= 0.95)


def test_only_rates_that_work_are_on_the_curve():
    plot = GamePlot()
    plot.draw(layers=8, rate_1=2.0, rate_4=4.0, rate_8=0.125, rate_16=0.25)
    assert plot.curve.get_xydata().tolist() == [[0, 2.0], [3, 0.125]]
    assert plot.fails.get_xdata().tolist() == [2, 4]
    assert plot.rings.get_xdata().tolist() == [1, 5, 6, 7]


def test_the_whole_map_has_a_cell_for_each_rate_that_works():
    for net in record.NETS:
        plot = GamePlot(skips=True)
        plot.draw(net=net, whole_map=True)
        works = sum(int(np.sum(record.median(net, n) >= 0.95)) for n in record.DEPTHS)
        assert len(plot.works.get_paths()) == works
    assert len(GamePlot().controls) == len(plot.controls) - 1


def test_no_plain_net_of_64_layers_ever_beats_always_orange_and_skips_do():
    for layers in (64, 100):
        assert record.game()["plain", layers].max() <= record.ORANGE
        assert np.sum(record.median("skip", layers) >= 0.95) == 10
    _, truth = dl.data.circles(1000, rng=1)
    assert np.mean(truth == 0) == pytest.approx(record.ORANGE, abs=0.005)


# Random nets


def test_sizes_are_those_of_a_net_written_out():
    inputs, weights, message = (a.astype(float) for a in _drawn(16))
    a, kept = inputs[2], []
    for W in weights[:5, 2]:
        a = np.maximum(a @ (2**0.5 * W), 0)
        kept.append(a)
    g = message[2]
    for W, a in zip(weights[4::-1, 2], kept[::-1], strict=True):
        g = (g * (a > 0)) @ (2**0.5 * W).T
    made = sizes(5, "relu", 16)
    size = [np.sqrt(np.mean(v**2)) for v in (kept[-1], inputs[2], g, message[2])]
    assert made.signal[2, -1] == pytest.approx(size[0] / size[1], rel=1e-4)
    assert made.gradient[2, 0] == pytest.approx(size[2] / size[3], rel=1e-4)


def test_ten_per_cent_more_make_every_layer_of_relu_ten_per_cent_larger():
    plain, more = (sizes(40, "relu", 64, scale).signal[:, -1] for scale in (1.0, 1.1))
    np.testing.assert_allclose(more / plain, 1.1**40, rtol=1e-3)
    said = SignalPlot().draw(scale=1.1, depth=40)
    low, high = short(rounded(more.min(), 2)), short(rounded(more.max(), 2))
    assert f"between {low.rstrip('0').rstrip('.')} and" in said or f"between {low} and" in said
    assert high.rstrip("0").rstrip(".") in said


def test_switches_agree_with_the_modules():
    inputs, weights, _ = (a.astype(float) for a in _drawn(64))
    for norm, layer in (("batch", dl.nn.BatchNorm1d(64)), ("layer", dl.nn.LayerNorm(64))):
        a = inputs[0]
        for W in weights[:3, 0]:
            a = a + np.tanh(layer(a).data @ W)
        size = np.sqrt(np.mean(a**2) / np.mean(inputs[0] ** 2))
        made = sizes(3, "tanh", 64, norm=norm, skip=1.0)
        assert made.signal[0, -1] == pytest.approx(size, rel=1e-4)
        assert made.signal.shape == (NETS, 4)


def test_what_the_text_says_of_normalisation_and_skips():
    assert sizes(100, "relu", 64, norm="batch").gradient[:, 0].min() > 1e9
    assert sizes(100, "relu", 64, skip=1.0).signal[:, -1].min() > 1e22
    assert "skip" not in SwitchesPlot(skips=False).draw(norm="layer").replace("no skip", "")


@pytest.mark.parametrize("bend", ["relu", "tanh"])
def test_a_histogram_holds_all_sums(bend):
    plot = HistogramPlot()
    for start in plot.controls["start"].options:
        plot.draw(start=start, bend=bend, layer=3)
        heights = [path.vertices[1, 1] for path in plot.bars.get_paths()]
        assert sum(heights) == pytest.approx(1)


# Points that merge


def test_effective_directions_are_those_of_the_net_written_out():
    rng, a = np.random.default_rng(3), POINTS
    for _ in range(7):
        a = np.tanh(a @ rng.normal(0, a.shape[1] ** -0.5, (a.shape[1], 16)))
    s = np.linalg.svd(a, compute_uv=False)
    assert spread("plain", 3)[1][7] == pytest.approx(s.sum() ** 2 / (s**2).sum())
    # Lengths within the two main directions are kept.
    flat = spread("plain", 3)[0][7]
    assert (flat**2).sum() == pytest.approx((s[:2] ** 2).sum())


def test_plain_nets_forget_and_skips_remember():
    for seed in range(5):
        assert spread("plain", seed)[1][64] < 2 < 6.5 < spread("skip", seed)[1][100]
    assert "seed 0: the 64 points lie in 1.0 effective" in MergePlot().draw(layer=64)


# Clipping


def test_by_norm_keeps_the_direction_and_by_value_stays_in_the_square():
    plot, rng = ClipPlot(), np.random.default_rng(0)
    for g1, g2, limit in rng.uniform((-10, -5, 0.5), (10, 5, 5), (40, 3)).round(1):
        said = plot.draw(g1=g1, g2=g2, limit=limit)
        g = np.array([g1, g2])
        shorter, cut = (np.array(shown._posA_posB[1]) for shown in (plot.by_norm, plot.by_value))
        assert np.linalg.norm(shorter) == pytest.approx(min(limit, np.linalg.norm(g)))
        assert g[0] * shorter[1] - g[1] * shorter[0] == pytest.approx(0, abs=1e-9)
        assert np.abs(cut).max() <= limit + 1e-9
        assert ("leave it alone" in said) == (np.linalg.norm(g) <= limit)


def test_the_turn_of_trap_nine_is_said():
    assert "turned by 24.4°" in ClipPlot().draw()  # atan(3/8) is 20.6°, the diagonal is at 45°


# Learning by heart, and winners


def test_early_stopping_says_what_was_recorded():
    plot = StopPlot()
    for (examples, decay, dropout), rows in record.stop().items():
        said = plot.draw(examples=examples, decay=decay, dropout=dropout, step=40)
        assert f"unseen loss {rows['unseen'][40]:.2f}, {100 * rows['accuracy'][40]:.1f} %" in said
        at, loss, share = rows["stopped"]
        assert f"(median step {at:.0f}): unseen loss {loss:.2f}, {100 * share:.1f} %" in said


def test_the_loss_more_than_doubles_and_the_accuracy_moves_by_a_point():
    rows = record.stop()[40, 0.0, 0.0]
    assert rows["unseen"][40] > 2 * rows["unseen"][4]
    assert abs(rows["accuracy"][40] - rows["accuracy"][4]) == pytest.approx(0.01, abs=0.002)


@pytest.mark.parametrize(("nets", "points"), [(50, 40), (200, 10), (20, 1000), (1, 40)])
def test_the_winner_of_coin_flippers_by_trying(nets, points):
    tries = np.random.default_rng(0).binomial(points, 0.5, (20_000, nets)).max(axis=1) / points
    assert expected(nets, points) == pytest.approx(tries.mean(), abs=0.002)


def test_the_winner_is_the_best_of_those_shown():
    plot = SelectionPlot()
    for nets in (3, 50, 200):
        said = plot.draw(nets=nets, seed=4)
        best = plot.rings.get_ydata().max()
        assert len(plot.rings.get_ydata()) == nets
        assert float(re.search(r"right on ([\d.]+) %", said)[1]) == pytest.approx(100 * best)
