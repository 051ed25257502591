"""The command `mathdl slides`: what goes on slides, and a deck that is alive without a network."""

import contextlib

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from web import NOTEBOOKS

from mathdl.chapters import CHAPTERS
from mathdl.exercises.book import BOOK
from mathdl.lab import book
from mathdl.site.figures import REVEAL
from mathdl.site.slides.deck import deck, lead, pictures_of

CELLS = [
    new_markdown_cell(
        "# A chapter\n\nOnce upon a time. *Would it matter?*\n\n**You will learn** it."
    ),
    new_code_cell("from mathdl import plots\nfrom mathdl.exercises import ask, predict"),
    new_code_cell("from mathdl.explore import explore"),
    new_markdown_cell(
        "## 3.3 The tangent\n\nSee [section 1.4](01_depth.ipynb#cell-id=c1). What is it good for?"
        "\n\n<!-- tested as: forecast -->\n$$f(x) \\approx 1$$"
    ),
    new_code_cell("plots.TangentPlot().show(x0=1.0, h=1.0)"),
    new_markdown_cell("Words that explain.\n\n**Predict.** What does 0 promise for a nudge of 1?"),
    new_code_cell("explore(plots.TangentPlot(), x0=1.0, h=1.0)"),
    new_markdown_cell(
        "<details><summary>What you should have seen</summary>\n\n"
        "<!-- reveal: plots.TangentPlot().show(x0=1.55, h=1.0) -->\n\n"
        "![Words](attachment:reveal.png)\n\nNo change at all.\n\n</details>"
    ),
    new_code_cell('ask("3.1")'),
    new_markdown_cell("## The chapter on one page\n\n| a | b |\n|---|---|\n| $x$ | 1 |"),
]
for number, cell in enumerate(CELLS):
    cell.id = f"c{number}"


def test_what_goes_on_slides():
    title, section, question, answer, exercises, exercise, page = deck("03_x", CELLS)
    assert title.text == "# A chapter\n\n*Would it matter?*"
    assert title.notes.startswith("Once upon a time.")
    assert section.text.startswith("## 3.3 The tangent\n\nSee section 1.4.")
    assert section.text.endswith("$$f(x) \\approx 1$$")
    # The picture that stands still is left out where the same one can be moved.
    assert question.text == "What does 0 promise for a nudge of 1?"
    assert (question.kind, question.picture) == ("question", "picture-03_x-c6-0")
    assert question.notes.startswith("Words that explain.")
    assert (answer.text, answer.kind) == ("No change at all.", "answer")
    assert "3.1 The secant" in exercises.text
    assert BOOK["3.1"].set_up("3.1", None).exercise.title in exercise.text
    assert "*Worked.*" in exercise.notes
    assert page.text.startswith("## The chapter on one page\n\n| a | b |")
    assert [slide.below for slide in (section, question, answer, exercise)] == [0, 1, 1, 1]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.topic)
def test_of_every_chapter_all_questions_reveals_and_exercises(chapter):
    cells = nbformat.read(NOTEBOOKS / chapter.notebook, as_version=4).cells
    slides = deck("x", cells)
    explored = sum(c.cell_type == "code" and "explore(" in c.source for c in cells)
    reveals = sum(len(REVEAL.findall(c.source)) for c in cells)
    kinds = [slide.kind for slide in slides]
    assert kinds.count("answer") == reveals
    assert kinds.count("question") + kinds.count("picture") >= explored > 0
    if chapter.asks:
        own = [key for key in BOOK if key.startswith(f"{chapter.number}.")]
        assert kinds.count("exercise") == len(own) > 3
    assert len(pictures_of(slides)) == sum(bool(slide.picture) for slide in slides)
    for slide in slides:
        words = slide.text.split("$$")[0]
        assert "](" not in words, "a link leads out of the deck"
        assert "attachment:" not in slide.text + slide.notes
        assert len(words) < 900 or slide.kind in ("page", "exercise")


def test_first_words_end_with_a_sentence():
    assert lead("Is it? It is so. " + 40 * "And so on. ").endswith("And so on.")
    assert len(lead("One. " * 200)) < 250


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Return a deck of one picture."""
    pytest.importorskip("sphinx", reason="pip install 'mathdl[site]'")
    from mathdl.site.slides import write

    folder = tmp_path_factory.mktemp("slides")
    nbformat.write(new_notebook(cells=CELLS), folder / "03_x.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write.platformdirs, "user_cache_path", lambda _: folder / "cache")
        path, count = write.write_deck(folder / "03_x.ipynb", folder / "decks", states=30)
    assert count == 7
    return path


@pytest.fixture
def page(browser, file):
    """Open the deck as a double click does; it asks for nothing else, and complains of nothing."""
    problems = []
    with contextlib.closing(
        browser.new_context(viewport={"width": 1280, "height": 720})
    ) as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: m.type in ("error", "warning") and problems.append(m.text))
        page.on("request", lambda request: problems.append(request.url[:80]))
        page.goto(file.as_uri())
        page.wait_for_function("Reveal.isReady()")
        yield page
    assert [p for p in problems if p != file.as_uri() and not p.startswith("data:")] == []


def test_a_deck_is_alive_without_a_network(page):
    def at():
        return page.evaluate("Object.values(Reveal.getIndices()).slice(0, 2).join()")

    for key, place in (("ArrowRight", "1,0"), ("ArrowDown", "1,1")):
        page.keyboard.press(key)
        assert at() == place
    slide = page.locator("section.present > section.present")
    sentence = slide.locator(".mathdl-sentence")
    before = sentence.inner_text()
    slide.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")  # moves the slider, and not the slide
    assert at() == "1,1"
    page.wait_for_function("([box, said]) => box.textContent !== said", arg=[
        sentence.element_handle(), before,
    ])  # fmt: skip
    page.keyboard.press("PageDown")  # as a remote control does
    assert at() == "1,2"
    slide.locator("figure[data-alive]").wait_for()
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_every_slide_fits(page):
    page.evaluate("MathJax.startup.promise")
    for number in range(page.evaluate("Reveal.getTotalSlides()")):
        slide = page.locator("section.present > section.present")
        if slide.locator("figure").count():
            slide.locator("figure[data-alive] canvas").wait_for()
        assert slide.evaluate("one => one.scrollHeight <= one.clientHeight"), number
        assert slide.evaluate("one => one.scrollWidth <= one.clientWidth"), number
        page.evaluate("Reveal.next()")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["44"], "There are chapters 0 to 12, not 44"),
        (["nothing.ipynb"], "no notebook nothing.ipynb"),
        (["3", "4"], "see mathdl slides --help"),
        (["a file.ipynb"], "is no notebook"),
        (["spoilt.ipynb"], "A cell of spoilt.ipynb stops with NameError"),
        (["spoilt.ipynb", "--to", "a file.ipynb"], "cannot be written to"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(capsys, tmp_path, monkeypatch, words, said):
    pytest.importorskip("sphinx", reason="pip install 'mathdl[site]'")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a file.ipynb").touch()
    cells = [*CELLS[:2], new_code_cell("nothing"), *CELLS[3:]]
    nbformat.write(new_notebook(cells=cells), tmp_path / "spoilt.ipynb")
    assert book.main(["slides", *words]) == 1
    error = capsys.readouterr().err.split("\r")[-1].strip()
    assert said in error
    assert "\n" not in error


def test_without_what_sets_formulas_one_sentence_says_what_to_install(capsys, monkeypatch):
    from mathdl.site import assets

    def missing(name):
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(assets, "distribution", missing)
    assert book.main(["slides", "3"]) == 1
    error = capsys.readouterr().err
    assert error.endswith("python -m pip install sphinx-mathjax-offline\n")
    assert error.count("\n") == 1
