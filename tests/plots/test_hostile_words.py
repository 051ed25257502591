"""Names and inputs are the reader's: on the page and in the picture they are words, never code."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

import mathdl as dl
from mathdl.plots import BackpropPlot, Plot

HOSTILE = (
    "<script>alert(1)</script>", "<lambda>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "a & b",
    "*a*", "**a**", "__init__", "_a_", "`a`", "``", "~~a~~", "$x$", "$", "$$x$$", r"\(x\)",
    r"\begin{align}x\end{align}", "\\", "[a](javascript:alert(1))", "![a](b)", "a[0]", "# a",
    "a | b", "{a}", "a\n\nb", "- a", "1. a", "> a", "@@0@@", "*", "**", "a*", "_",
)  # fmt: skip


class Rendered(HTMLParser):
    """The words of a page, and its tags."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags = "", set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)

    def handle_data(self, words):
        self.words += words


class Saying(Plot):
    """A plot that says what it is told."""

    size = (1, 1)

    def __init__(self, sentence):
        self.sentence = sentence

    def build(self, figure):
        pass

    def update(self):
        return self.sentence


def shown(plot, monkeypatch, **state):
    """The two outputs of `show`."""
    outputs = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: outputs.append(data))
    plot.show(**state)
    return outputs


def on_one_line(words):
    return re.sub(r"\s+", " ", words).strip()


def require_words_alone(markdown, words):
    page = Rendered(markdown2html(markdown))
    assert on_one_line(page.words) == on_one_line(words)
    assert page.tags <= {"p", "em", "span"}, page.tags
    # What MathJax would look for, in one piece of text.
    outside = re.sub(r"<span>.</span>", "", markdown2html(markdown))
    assert "$" not in outside
    assert "\\" not in outside


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("sentence", ["{}", "The slope of {} at 2 is 4.", "{0} and {0}"])
def test_below_a_picture_stand_the_words_of_its_sentence(monkeypatch, sentence, name):
    said = sentence.format(name)
    _, below = shown(Saying(said), monkeypatch)
    assert below["text/plain"] == said
    require_words_alone(below["text/markdown"], said)


PIECES = st.sampled_from([*HOSTILE, *"abc <>&*_`~$\\[](){}!#|-+.:/\"'@=^"])


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip))
def test_whatever_they_are(said):
    with pytest.MonkeyPatch.context() as patch:
        _, below = shown(Saying(said), patch)
    require_words_alone(below["text/markdown"], said)


@pytest.mark.parametrize("name", HOSTILE)
def test_an_operation_of_a_hostile_name(monkeypatch, name):
    def twice(x):
        return 2 * x, lambda g: 2 * g

    twice.__name__ = name
    hostile = dl.op(twice)
    plot = BackpropPlot(lambda x: hostile(x), x=3.0)
    _, below = shown(plot, monkeypatch, step=1)
    assert on_one_line(name).replace("-", "−") in on_one_line(below["text/plain"]).replace("-", "−")
    require_words_alone(below["text/markdown"], below["text/plain"])


def test_a_sentence_of_the_book_stays_as_it_is(monkeypatch):
    said = "From u₃ back to u₂: 1 (1 if u₂ > 0 else 0), 92 % of 1,000, ∂L/∂W2 = A1.T @ ∂L/∂Z2."
    _, below = shown(Saying(said), monkeypatch)
    assert below["text/markdown"] == f"*{said}*"
