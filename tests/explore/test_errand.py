"""Long work in pieces: the first picture at once, progress, and the last word at the end."""

import time

import pytest

from mathdl.explore import explore
from mathdl.plots import Plot, Slider

PIECES, SECONDS = 8, 0.05


class SlowPlot(Plot):
    """A number that takes its time."""

    controls = {"n": Slider(0, 0, 9, 1, "n")}

    def build(self, figure):
        self.known = set()

    def meanwhile(self, n):
        if n in self.known:
            return
        for piece in range(1, PIECES + 1):
            time.sleep(SECONDS)
            if n == 9 and piece == 6:
                raise ValueError("nine is too much")
            yield {"n": 0}, f"Piece {piece} of {PIECES}."
        self.known.add(n)

    def update(self, n):
        return f"It is {n}."


@pytest.fixture
def watched():
    """An explorer that a page shows."""
    explorer = explore(SlowPlot())
    explorer.pictures[0]._view_count = 1
    yield explorer
    explorer.close()


def _until(true, seconds=5.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_page_sees_at_once_how_far_it_is_and_then_the_end(watched):
    began = time.monotonic()
    watched.controls["n"].value = 3
    assert time.monotonic() - began < PIECES * SECONDS * 0.7
    assert watched.sentence.startswith("It is 0. Piece ")
    _until(lambda: watched.sentence == "It is 3.")
    assert not watched._errand.busy


def test_the_next_wish_takes_its_place(watched):
    watched.controls["n"].value = 3
    watched.controls["n"].value = 4
    _until(lambda: watched.sentence == "It is 4.")
    assert watched.plots[0].known == {0, 4} - {0}


def test_it_stops_when_the_kernel_is_interrupted_and_when_it_is_closed(watched):
    from mathdl.explore.errand import halt_all

    watched.controls["n"].value = 3
    halt_all()
    time.sleep(PIECES * SECONDS * 1.5)
    assert watched.plots[0].known == set()
    watched.controls["n"].value = 4
    watched.close()
    time.sleep(PIECES * SECONDS * 1.5)
    assert watched.plots[0].known == set()


def test_what_goes_wrong_on_the_way_stands_in_the_pictures_place(watched):
    watched.controls["n"].value = 9
    _until(lambda: watched.pictures[0].error)
    assert watched.pictures[0].error == "ValueError: nine is too much"
    watched.controls["n"].value = 0
    _until(lambda: watched.sentence == "It is 0.")
    assert watched.pictures[0].error == ""


def test_where_nobody_watches_all_is_done_at_once():
    explorer = explore(SlowPlot())
    explorer.controls["n"].value = 5
    assert explorer.sentence == "It is 5."
