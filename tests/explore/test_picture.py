"""How a picture travels: whole at first, then only what has changed; a page misses nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from drawn import Page, as_json, drawn
from hammer import few_or_many
from kinds import KindsPlot
from sweep import PLOTS, TRAINED

from mathdl.explore import explore
from mathdl.plots import Plot, Slider, Toggle


class Beads(Plot):
    """Twelve beads on a string, of which one control moves two and others change the rest."""

    controls = {
        "low": Slider(0.0, 0.0, 1.0, 0.1),
        "grey": Slider(0.0, 0.0, 1.0, 1e-6),
        "more": Slider(0, 0, 3, 1),
        "wide": Toggle(False),
    }
    size = (3, 1)

    def build(self, figure):
        self.axes = figure.subplots()
        self.axes.set(ylim=(-0.5, 1.5))
        self.beads = [self.axes.plot([i], [0.5], "o", animated=True)[0] for i in range(12)]
        self.name = self.axes.text(1, 0.5, "a bead", animated=True)
        self.extra = []

    def update(self, low, grey, more, wide):
        for bead in self.beads[:2]:
            bead.set_ydata([low])
        self.beads[2].set_color(str(grey))
        if more != len(self.extra):
            for bead in self.extra:
                bead.remove()
            self.extra = [self.axes.plot([i], [0.2], "sk", animated=True)[0] for i in range(more)]
        edge = 20 if wide else 12
        if self.axes.get_xlim() != (-1, edge):
            self.axes.set_xlim(-1, edge)
        return f"Two beads at {low}, one in grey {grey}, {more} more, up to {edge}."


def opened(*made, **values):
    """An explorer, and a page that follows its first picture."""
    explorer = explore(*made, **values)
    return explorer, Page(explorer.pictures[0])


def moves(explorer, n, seed=0):
    """Set controls to random values, one after the other."""
    rng, controls = np.random.default_rng(seed), explorer.plots[0].controls
    for _ in range(n):
        name = rng.choice(list(controls))
        explorer.controls[name].value = controls[name].random(rng)
        yield name


QUICK = [Beads, *(make for make in PLOTS if make not in TRAINED)]


@few_or_many("n", 2, 50)
@pytest.mark.parametrize("make", QUICK, ids=lambda make: make.__name__)
def test_a_page_that_follows_the_news_has_the_picture_at_the_controls_values(make, n):
    explorer, page = opened(make())
    for _ in moves(explorer, n):
        page.check()
    assert not page.asked
    assert (page.sentence, page.shown) == drawn(make(), **explorer.values)


def test_only_what_has_changed_is_sent():
    explorer, page = opened(Beads())
    explorer.controls["low"].value = 1.0
    assert set(page.heard[-1]) == {
        "number",
        "sentence",
        "error",
        "turn",
        "awaited",
        "styles",
        "moved",
    }
    assert list(page.heard[-1]["moved"]) == ["0", "1"]
    assert page.heard[-1]["styles"] == []
    explorer.controls["grey"].value = 0.5
    assert list(page.heard[-1]["moved"]) == ["2"]
    assert [style["fill"][0] for style in page.heard[-1]["styles"]] == ["#808080"]
    explorer.controls["wide"].value = True
    assert "still" in page.heard[-1]
    assert len(page.heard[-1]["moved"]) == 13, "the words, too, stand elsewhere"
    page.check()


def test_when_there_are_more_or_fewer_artists_all_is_sent():
    explorer, page = opened(Beads())
    for more in (1, 3, 2, 0):
        explorer.controls["more"].value = more
        assert len(page.moving) == 13 + more
        page.check()
        explorer.controls["low"].value = more / 10
        assert list(page.heard[-1]["moved"]) == ["0", "1"]
        page.check()


def test_what_is_known_of_looks_and_words_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr("mathdl.plots.kit.drawing.MANY", 40)
    explorer, page = opened(Beads())
    drawing = explorer.plots[0].canvas.drawing
    most, greys = 0, set()
    for i in range(200):
        explorer.controls["grey"].value = i / 200
        greys.add(drawn_grey(page))
        most = max(most, len(drawing.recorder.styles), len(page.styles))
        page.check()
    assert len(greys) > 190
    assert most < 60
    whole = [message for message in page.heard if "moving" in message]
    assert 3 <= len(whole) <= 10, "most moves send little"
    for more in range(40):
        explorer.controls["more"].value = more % 4
    assert len(drawing._kept) <= len(drawing.artists())
    page.check()


def drawn_grey(page):
    ((number, *_),) = page.moving[2]
    return page.styles[number]["fill"][0]


def test_a_stored_image_between_moves_changes_nothing_that_is_sent(monkeypatch):
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: None)
    (explorer, page), (other, same) = opened(KindsPlot()), opened(KindsPlot())
    for name, value in [("x", -1.0), ("x", 2.0), ("time", 4), ("kind", "blue"), ("on", True)]:
        explorer._repr_mimebundle_()
        explorer.plots[0].show(x=0.5)
        for each in (explorer, other):
            each.controls[name].value = value
    assert page.heard == same.heard
    assert not [message for message in page.heard if "still" in message]


def test_two_explorers_of_one_plot_do_not_disturb_each_other():
    plot = Beads()
    (one, page), (other, second) = opened(plot), opened(plot)
    for _ in zip(moves(one, 60, 0), moves(other, 60, 1), strict=True):
        page.check()
        second.check()
    for explorer, each in ((one, page), (other, second)):
        assert (each.sentence, each.shown) == drawn(Beads(), **explorer.values)


def test_two_hands_at_once_and_a_page_misses_nothing():
    explorer, page = opened(Beads())
    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(list, moves(explorer, 80, seed)) for seed in range(2)]:
            done.result(30)
    assert not page.asked
    page.check()
    assert (page.sentence, page.shown) == drawn(Beads(), **explorer.values)


def test_a_page_that_opens_while_news_is_sent_gets_the_whole_before_or_after(monkeypatch):
    explorer, _ = opened(Beads())
    (picture,) = explorer.pictures
    before, tell, pages = as_json(picture._whole()), picture._tell, []

    def slowly(*news):
        opening = threading.Thread(target=lambda: pages.append(Page(picture).first))
        opening.start()
        opening.join(0.1)
        tell(*news)
        openings.append(opening)

    openings = []
    monkeypatch.setattr(picture, "_tell", slowly)
    explorer.controls["grey"].value = 0.25
    for opening in openings:
        opening.join(5)
    assert pages in ([before], [as_json(picture._whole())])


def test_a_page_that_missed_something_gets_the_whole():
    explorer, page = opened(Beads())
    explorer.controls["low"].value = 0.5
    assert page.tell(has=page.number) == []
    page.deaf = True
    for _ in moves(explorer, 5):
        pass
    page.deaf = False
    ((message),) = page.tell(has=page.number)
    assert set(message) == {"whole"}
    page.check()
    page.deaf = True
    explorer.controls["more"].value = 2
    page.deaf = False
    explorer.controls["low"].value = 0.1  # does not fit, so that it asks
    page.check()


def test_the_type_of_the_book_is_sent_to_those_who_want_it():
    picture, sent = explore(Beads()).pictures[0], []
    picture.send = lambda content, files=None: sent.append((content, files))
    picture._heard(picture, {"wants": "fonts"}, [])
    ((content, files),) = sent
    assert len(content["fonts"]) == len(files) == 4
    assert {file[:4] for file in files} == {b"wOF2"}
