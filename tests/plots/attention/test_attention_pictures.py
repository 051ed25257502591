"""The numbers in the pictures of chapter 12, in other words."""

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import LadderPlot, LetterPlanePlot, ScalePlot, SpeakPlot, WalkPlot
from mathdl.plots.attention import language, reversal, tiny
from mathdl.plots.attention.bigram import counts
from mathdl.plots.attention.speak import looked, shares, spoken


@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize("last_only", [True, False])
def test_the_walk_backward_is_the_engines(masked, last_only):
    went = tiny.walk(masked, last_only)
    X = dl.Tensor(tiny.X)
    W_Q, W_K, W_V, U = (dl.Tensor(w) for w in tiny.START.values())
    H = dl.scaled_dot_product_attention(X @ W_Q, X @ W_K, X @ W_V, is_causal=masked)
    Z, truth = (X + H) @ U, np.array(tiny.NEXT)
    loss = dl.cross_entropy(Z[2:], truth[2:]) if last_only else dl.cross_entropy(Z, truth)
    loss.backward()
    assert loss.item() == pytest.approx(went.loss)
    for name, leaf in {"X": X, "W_Q": W_Q, "W_K": W_K, "W_V": W_V, "U": U}.items():
        np.testing.assert_allclose(leaf.grad, went.gradients[name], atol=1e-12)


def test_the_walk_ends_with_the_gradient_of_its_input():
    assert "four ways, added. Last row: 0.97, 0.30." in WalkPlot().draw(step=18)


def test_pairs_are_counted_with_their_ends():
    train = language.parted()[0]
    assert counts()[0].sum() == counts()[:, 0].sum() == len(train)
    assert counts().sum() == sum(len(name) + 1 for name in train)


def test_the_net_that_is_kept_is_as_good_as_the_chapter_says():
    held_out = language.encoded(language.parted()[2])
    loss = language.loss_of(language.ready_made(), held_out).item()
    assert loss == pytest.approx(1.939, abs=0.001)


def test_a_net_looks_only_at_what_is_there_and_says_only_what_it_may():
    net = language.ready_made()
    logits, weights = looked(net, "mar")
    assert weights.shape == (4,)
    assert weights.sum() == pytest.approx(1, abs=1e-5)
    p = shares(logits, 0.7, 3)
    assert np.count_nonzero(p) == 3
    assert p.argmax() == logits.argmax()
    assert {spoken(net, "mar", 1, 1, seed, 12) for seed in range(3)} == {"maris."}


def test_a_pass_over_all_places_is_the_same_as_one_at_a_time():
    net = language.ready_made()
    x, _, _ = language.encoded(["maris"])
    together = net(x).data[0]
    for k in range(6):
        np.testing.assert_allclose(looked(net, "maris"[:k])[0], together[k], atol=1e-4)


def test_one_head_turns_strings_round_and_only_with_places():
    assert reversal.share_right(True, 60) > 0.99
    assert reversal.share_right(False, 60) < 0.25


def test_what_is_typed_must_be_letters():
    with pytest.raises(ValueError, match="letters from a to z"):
        SpeakPlot().draw(start="m4r")


def test_training_is_done_in_pieces_that_can_be_drawn():
    plot = SpeakPlot()
    pieces = list(plot.meanwhile(**plot.values(net="trained here", step=100)))
    assert [values["step"] for values, _ in pieces] in (
        [25, 50, 75, 100],
        [],
    )  # kept since, if there
    assert all("Training: step" in words for _, words in pieces)


@pytest.mark.hammer
def test_three_seeds_reach_the_loss_of_the_chapter():
    learnt, held_out = (language.encoded(language.parted()[k]) for k in (0, 2))
    for seed in range(3):
        net = language.Transformer(68, 1, 1, np.random.default_rng(seed))
        for _ in language.train(net, learnt, 1000, seed):
            pass
        assert 1.92 < language.loss_of(net, held_out).item() < 1.98


def test_scores_scatter_with_the_root_of_their_length():
    assert "standard deviation of 15.9" in ScalePlot().draw(d=256)
    assert "standard deviation of 1.0" in ScalePlot().draw(d=256, scaled=True)


def test_ladder_and_plane_say_what_was_measured():
    assert "1.952 to 1.955 by three seeds" in LadderPlot().draw(rung=7)
    parted = [LetterPlanePlot().draw(moment=9, seed=seed) for seed in range(5)]
    assert sum("parts 26 of 26" in words for words in parted) == 4
