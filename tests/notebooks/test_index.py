"""Appendix B is made from the chapters as they are now, and every link in it leads somewhere."""

import re
from pathlib import Path

import make_index
import nbformat
import pytest
from make_index import DATA, INDEX, NOTEBOOKS, look_up, read_sections, terms, write
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CHAPTERS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
TEXT, ADDRESS = read_sections(NOTEBOOKS)
LINK = re.compile(r"\[([^\]]*)\]\(([^)#]*)#([^)]*)\)")


def page():
    return nbformat.read(INDEX, as_version=4)


def dead_links(notebook, path):
    """Return the links to a cell that is not there, or that begins another section or letter."""
    known, dead = {}, []
    for title, file, name in LINK.findall("\n".join(cell.source for cell in notebook.cells)):
        target = path.parent / file
        if target not in known:
            cells = nbformat.read(target, as_version=4).cells if target.exists() else []
            known[target] = {f"cell-id={cell.id}": cell.source for cell in cells}
        heading = rf"^##+ {re.escape(title)}(?![\w.])"
        if not re.search(heading, known[target].get(name, ""), re.M):
            dead.append(f"{title}: {file}#{name}")
    return dead


def stale(folder, stored):
    """Say whether the chapters in a folder would make another page than the stored one."""
    return write(folder) != stored


def test_the_index_is_not_stale():
    assert not stale(NOTEBOOKS, INDEX.read_text(encoding="utf-8")), "run `make index`"


def test_twice_the_same_bytes():
    assert write() == write()


def test_no_link_is_dead():
    assert dead_links(page(), INDEX) == []
    found = LINK.findall("\n".join(cell.source for cell in page().cells))
    assert len(found) > 500


@pytest.mark.parametrize(
    "link",
    [
        "[1.1](01_gone.ipynb#cell-id=c01-003)",
        "[3.1](03_chain_rule.ipynb#cell-id=gone)",
        "[3.1](03_chain_rule.ipynb#3.1-Slope)",
        "[3.2](03_chain_rule.ipynb#cell-id=ID)",
        "[3](03_chain_rule.ipynb#cell-id=ID)",
    ],
)
def test_a_planted_dead_link_is_found(link):
    good = f"[3.1]({ADDRESS['3.1']})"
    link = link.replace("ID", ADDRESS["3.1"].split("=")[1])
    book = new_notebook(cells=[new_markdown_cell(f"{good}, {link}")])
    title, file, name = LINK.fullmatch(link).groups()
    assert dead_links(book, INDEX) == [f"{title}: {file}#{name}"]


def copied(folder, change=lambda source: source, chapter="03"):
    """Copy the chapters' prose into a folder, one chapter with a change in it."""
    for path in CHAPTERS:
        book = nbformat.read(path, as_version=4)
        for cell in book.cells:
            if path.name.startswith(chapter):
                cell.source = change(cell.source)
        nbformat.write(book, folder / path.name)


@pytest.mark.parametrize(
    ("change", "is_stale"),
    [
        (lambda source: source, False),
        (lambda source: source.replace("A slope belongs", "A gradient check belongs"), False),
        (lambda source: source.replace("## 3.10 ", "A **Jacobian**.\n\n## 3.10 "), True),
        (lambda source: source.replace("A slope belongs", "A half-plane belongs"), True),
    ],
)
def test_a_changed_chapter_makes_the_index_stale(tmp_path, change, is_stale):
    copied(tmp_path, change)
    assert stale(tmp_path, INDEX.read_text(encoding="utf-8")) is is_stale


def test_every_term_stands_once_in_index_and_glossary():
    index, glossary = page().cells[1].source, "\n".join(c.source for c in page().cells[2:])
    for term in terms(DATA["terms"]):
        link = f"[{term.section}]({ADDRESS[term.section]})"
        line = f"| {term.title} | {term.sentence} | {link}"
        assert glossary.count(line) == 1, term.title
        assert len(re.findall(rf"[·|] {re.escape(f'{term.title} → {link}')}", index)) == 1
    assert f"deep learning → [1.8]({ADDRESS['1.8']})" in index


def test_entries_stand_in_the_order_of_the_alphabet():
    cells = page().cells
    letters = [c.source for c in cells if c.id.startswith("letter-")]
    terms = re.findall(r"^\| ([^|:]+) \| [A-Z](?!eaning)", "\n".join(letters), re.M)
    entries = re.findall(r"[·|] ([^·|→\[]+) → ", cells[1].source)
    for lines in (terms, entries):
        keys = [make_index.alphabetical(title) for title in lines]
        assert len(keys) > 100
        assert keys == sorted(keys)


@pytest.mark.parametrize(("topic", "section"), DATA["topics"].items())
def test_a_topic_stands_in_its_section(topic, section):
    assert topic.lower() in TEXT[section].lower()


def test_other_names_lead_to_terms():
    names = {term.name for term in terms(DATA["terms"])}
    assert set(DATA["see"].values()) <= names
    assert not names & {*DATA["see"], *DATA["topics"]}
    assert set(DATA["forms"]) <= names


def test_other_forms_and_emphasis_stand_in_the_book():
    text = "\n".join(TEXT.values())
    for form in [form for forms in DATA["forms"].values() for form in forms]:
        assert form.lower() in text.lower(), form
    openings = "".join(nbformat.read(path, as_version=4).cells[0].source for path in CHAPTERS)
    for words in DATA["emphasis"]:
        assert f"**{words}**" in openings + text, words


def signs(first_column):
    return re.findall(r"\$([^$]+)\$", first_column)


def test_every_sign_of_chapter_0_has_its_shape_here():
    rows = [sign for table in DATA["notation"].values() for sign in table]
    known = {s for row in rows for s in signs(row[0])}
    known |= {s.removesuffix("(z)") for s in known}
    asked = {s for row in re.findall(r"^\| (\$[^|]*\$) \|", TEXT["0.4"], re.M) for s in signs(row)}
    assert len(asked) > 20
    assert asked - known == set()


NOT_A_LETTER = r"\\(lvert|frac|mathrm\{d\}|mathsf|mathbb|operatorname|textit|text)\b"


def test_every_sign_is_used_in_its_section():
    for sign, shape, _, meaning, section in [r for t in DATA["notation"].values() for r in t]:
        letters = re.sub(f"{NOT_A_LETTER}|_.*|[`{{]", "", sign)
        letter = re.search(r"\\(hat|bar) \w|\\\w+|\w", letters)[0]
        assert letter in TEXT[section], f"{sign} in {section}"
        assert meaning
        assert shape != " "


def chapter(folder, name, *cells):
    made = [new_markdown_cell(c) if isinstance(c, str) else c for c in cells]
    nbformat.write(new_notebook(cells=made), folder / name)


def test_what_counts_as_explained_and_as_used(tmp_path):
    chapter(
        tmp_path,
        "01_one.ipynb",
        "# One\n\nA gradient, before its time.",
        "## 1.1 First: a gradient\n\nThe **gradient** is a list. Overflows.",
        "## 1.2 Second\n\nGradients, gradient; a gradient check.",
        "`gradient` $gradient$ [gradient](a#b) <!-- gradient -->",
        new_code_cell("gradient"),
        "## 1.10 Tenth\n\nA **gradient**, again.",
        "## The chapter on one page\n\ngradient",
    )
    chapter(
        tmp_path,
        "02_two.ipynb",
        "# Two",
        "## 2.1 Third\n\nOverflow. A **gradient check**.\n\n**Next.** The gradient.",
    )
    text, address = read_sections(tmp_path)
    assert list(text) == ["1.1", "1.2", "1.10", "2.1"]
    first = nbformat.read(tmp_path / "01_one.ipynb", as_version=4).cells[1]
    assert address["1.1"] == f"01_one.ipynb#cell-id={first.id}"
    glossary = terms(
        {
            "1.1": {"gradient": "A list.", "~overflow (of one)": "So."},
            "2.1": {"gradient check": "A check.", "~overflow (of two)": "Else."},
        }
    )
    look_up(glossary, text)
    gradient, one, check, two = glossary
    assert gradient.explained == ["1.1", "1.10"]
    assert gradient.used == {"1.2": 2}
    assert check.explained == ["2.1"]
    assert one.explained == ["1.1"]
    assert two.explained == ["2.1"]


def test_make_index_writes_the_page():
    makefile = (Path(make_index.__file__).parents[1] / "Makefile").read_text()
    assert re.search(r"^index:.*\n\t.*tools/make_index\.py$", makefile, re.M)
    assert " index " in re.search(r"^\.PHONY:.*", makefile, re.M)[0]
