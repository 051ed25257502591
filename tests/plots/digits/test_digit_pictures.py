"""The pictures of chapter 10: what they draw and say is what was recorded, or computes again."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import (
    ConfusionPlot,
    CuresPlot,
    FoolPlot,
    FormPlot,
    PadPlot,
    Pixels,
    SaliencyPlot,
    SplitPlot,
    SurePlot,
    WritersPlot,
)
from mathdl.plots.digits import fool, pad_net, record, saliency
from mathdl.plots.digits.pad import drawn

sys.path.append(str(Path(__file__).parents[3] / "benchmarks"))
import pad as benchmark

X, y, hand = dl.data.digits()
FOLDER = Path(record.__file__).parent


def test_what_is_stored_is_small():
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir() if path.is_file()}
    assert all(size < 150_000 for size in sizes.values())
    assert sizes["pad.npz"] + sizes["rehearsal.npz"] < 100_000


@pytest.mark.parametrize("slot", [0, 5, 77, 129])
def test_the_form_shows_what_each_hand_wrote(slot):
    plot = FormPlot()
    plot.draw(slot=slot)
    here = dl.data.digit_slots() == slot
    assert sum(picture.get_visible() for picture in plot.pictures) == here.sum()
    labels = [label.get_text() for label in plot.labels]
    assert [int(words) for words in labels if words != "missing"] == y[here].tolist()


def test_random_parts_flatter_every_model_and_the_neighbour_reads_new_hands_best():
    means = {key: shares.mean() for key, shares in record.splits().items()}
    for model in record.MODELS:
        assert means[model, record.RANDOM] > means[model, record.HANDS] + 0.015
    best = max(record.MODELS, key=lambda model: means[model, record.HANDS])
    assert best == "nearest neighbour"
    said = SplitPlot().draw(split="both", model="64-10")
    for split in (record.RANDOM, record.HANDS):
        assert f"{100 * means['64-10', split]:.1f} %" in said


def test_baselines_that_learn_nothing_are_as_was_recorded():
    for h in (0, 7, 13):
        new = hand == h
        apart = (X[~new] ** 2).sum(1) - 2 * X[new] @ X[~new].T
        share = np.mean(y[~new][apart.argmin(1)] == y[new])
        assert record.splits()["nearest neighbour", record.HANDS][h] == pytest.approx(
            share, abs=1e-4
        )


def test_cures_that_change_nothing_are_the_net_without_one():
    said = CuresPlot().draw(epoch=7)
    shares = re.findall(r"(\d+\.\d) %", said)
    assert shares[1] == shares[2]
    plain, _ = (
        record.cures()["none", 0.0, 0.0, split][1, -1] for split in (record.HANDS, record.RANDOM)
    )
    assert record.cures()["whole pixels", 0.0, 0.0, record.HANDS][1, -1] < plain - 0.01
    assert record.cures()["as hands do", 0.2, 0.0, record.HANDS][1, -1] > plain + 0.01


def test_what_nobody_could_measure_is_said():
    assert "did not write 250 digits" in WritersPlot().draw(hands=1, digits=250)
    shares = record.writers()[8, 125]
    assert f"{100 * shares.mean():.1f} %" in WritersPlot().draw(hands=8, digits=125)


def test_a_net_is_asked_about_hands_it_has_not_seen_and_its_table_adds_up():
    plot = ConfusionPlot()
    said = plot.draw(row=8, column=1, net="cured")
    table = np.array([int(text.get_text() or 0) for text in plot.counts]).reshape(10, 10)
    assert table.sum() == 1797
    assert table.sum(1).tolist() == np.bincount(y).tolist()
    assert f"Recall of 8: {table[8, 8]}/{table[8].sum()}" in said
    assert sum(picture.get_visible() for picture in plot.pictures) == min(table[8, 1], 12)


def test_the_targets_of_the_chapter_are_reached():
    right = {n: np.mean(record.unseen(n).argmax(1) == y) for n in ("plain", "cured", "three cured")}
    assert right["plain"] < 0.95 < 0.96 < right["cured"]
    assert right["three cured"] > 0.97


def test_what_is_rubbed_out_is_what_is_said_and_votes_beat_the_rest():
    plot = SaliencyPlot()
    shares = saliency._shares()
    assert np.all(shares[0, 1:] < shares[1:, 1:])
    said = plot.draw(index=1400, count=3)
    at = 1400 - record.FIRST
    rubbed = record.new_hands()[0][at].copy()
    rubbed[np.argsort(-saliency._votes()[at])[:3]] = 0
    read = record.net("plain")(rubbed[None]).data.argmax()
    assert f"is read as {read} " in said
    assert f"{100 * shares[0, 3]:.0f} %" in said


def test_the_slope_of_a_score_is_its_slope():
    some, _ = record.new_hands()
    net, k = record.net("cured"), 5
    told = record.slopes(net, some[k : k + 1], np.array([3]), "score")[0]
    nudged = dl.numerical_gradient(lambda x: net(x[None]).data[0, 3], some[k])
    np.testing.assert_allclose(told, nudged, atol=1e-5)


def test_a_nudge_is_small_stays_ink_and_fools():
    some, truth = record.new_hands()
    for way in range(3):
        moved = np.clip(some + 2 / 16 * fool._signs("plain")[way], 0, 1)
        assert np.abs(moved - some).max() <= 2 / 16 + 1e-12
        share = np.mean(record.net("plain")(moved).data.argmax(1) == truth)
        assert fool._shares("plain")[way][8] == share
    own, other, chance = (fool._shares("plain")[way][8] for way in range(3))
    assert own < other < chance
    assert f"{100 * own:.0f} %" in FoolPlot().draw(epsilon=2.0)


def test_temperature_changes_no_answer_and_lowers_certainty():
    said = [SurePlot().draw(temperature=T) for T in (1.0, 2.0)]
    sure, right = zip(*(map(float, re.findall(r"(\d+\.\d) %", words)[:2]) for words in said))
    assert right[0] == right[1]
    assert sure[0] > sure[1] + 2


# The pad


def test_three_hundred_drawings_of_unseen_seeds_and_styles_are_read():
    share, styles = benchmark.by_style()
    assert share >= 0.9
    assert sum(styles[style][1] for style in pad_net.LEFT_OUT) > 10
    assert len(pad_net.LEFT_OUT) >= 2


def test_one_drawing_of_each_digit_teaches_hands_that_were_read_badly():
    before, after = [], []
    for seed in range(0, 16, 2):
        (first, second), _ = benchmark.before_and_after(seed, tests=8)
        if first.mean() < 0.9:
            before.append(first.mean())
            after.append(second.mean())
    assert len(before) >= 3
    assert np.mean(after) >= 0.9 > np.mean(before) + 0.02


def test_scribbles_of_kinds_it_has_not_seen_are_doubted():
    assert benchmark.sure_of_scribbles(pad_net.KINDS_LEFT_OUT, n=100) <= 0.1


def test_the_pad_says_what_its_net_says():
    drawing = drawn("7 barred")
    plot = PadPlot()
    said = plot.draw(drawing=drawing)
    p = pad_net.probabilities(pad_net.base(), pad_net.shares(Pixels.bitmap(drawing)))[0]
    assert p.argmax() == 7
    assert said.startswith("Read as 7 (")
    assert plot.draw(example="7 barred") == said
    assert plot.draw(drawing=Pixels().default) == "The page is blank: draw a digit."
    star = Pixels.written(dl.data.scribbles(1, 5, ["star"])[0])
    assert plot.draw(drawing=star).startswith("This is no digit that the net knows (")


def test_lessons_alone_decide_what_is_taught():
    lie = (4, drawn("1 flag"))
    net = pad_net.taught((lie,))
    assert pad_net.taught((lie,)) is net
    pad_net.taught.cache_clear()
    again = pad_net.taught((lie,))
    for name, value in net.state_dict().items():
        assert np.array_equal(value, again.state_dict()[name])
    said = PadPlot().draw(drawing=lie[1], lessons=f"4:{lie[1]}")
    assert said.startswith("Read as 4 (")
    assert said.endswith("Taught by 1 drawing of yours: 4.")
    assert PadPlot().draw(drawing=lie[1]).startswith("Read as 1 (")
    known = np.mean(np.asarray(net(X).data).argmax(1) == y)
    assert known > 0.95  # and little is forgotten
