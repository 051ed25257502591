"""The digits and their hands: what the labels give away holds for every one of them."""

import numpy as np

from mathdl import data

SLIP = 385  # the form says 8, hand 2 wrote 3, and the label follows the pen


def test_pictures_are_counts_and_every_call_gives_new_ones():
    X, y, hand = data.digits()
    assert np.array_equal(16 * X, (16 * X).astype(int))
    assert (X.min(), X.max()) == (0, 1)
    assert set(y) == set(range(10))
    assert len(X) == len(y) == len(hand) == 1797
    X[:] = y[:] = hand[:] = 0
    assert data.digits()[0].any()
    assert data.digits()[2].any()


def test_fourteen_hands_filled_in_one_form_from_its_first_slot_to_its_last():
    _, y, hand = data.digits()
    slot = data.digit_slots()
    form = y[hand == 0]
    assert np.array_equal(slot[hand == 0], np.arange(130))
    assert np.all(np.diff(hand) >= 0)
    assert set(hand) == set(range(14))
    for h in range(14):
        assert np.all(np.diff(slot[hand == h]) > 0)  # in order, some missing
    assert np.flatnonzero(y != form[slot]).tolist() == [SLIP]
    assert (y[SLIP], form[slot[SLIP]]) == (3, 8)
    assert 14 * 130 - len(y) == 23


def test_a_hand_is_like_itself():
    X, _, hand = data.digits()
    apart = (X**2).sum(1) - 2 * X @ X.T
    np.fill_diagonal(apart, np.inf)
    assert np.mean(hand[apart.argmin(1)] == hand) > 0.5  # by chance 1/14
