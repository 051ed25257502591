"""No technical term is used before the section that defines it, unless a promise has named it.

Chapter 0 is a look ahead over the whole book, and is left out; so are the lines of a chapter that
point elsewhere: what you will learn, what comes next, further reading, and links.
"""

import re
from pathlib import Path

import nbformat
import pytest
from make_index import DATA, Term, bold, place, terms, words_of
from nbformat.v4 import new_markdown_cell, new_notebook

NOTEBOOKS = {
    int(path.stem[:2]): nbformat.read(path, as_version=4)
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
}
GLOSSARY = terms(DATA["terms"])
ELSEWHERE = re.compile(
    r"^(\*\*(You will learn|You need|Next\.|Further reading\.|Time|The same in PyTorch)|>).*"
    r"|\[[^\]]*\]\([^)]*\)|`[^`]*`|\\text\{[^}]*\}|^# .*|^## .*|<!--.*?-->",
    re.M,
)


def sections(notebook, chapter):
    """Yield the section number of every piece of prose, with the prose."""
    section = f"{chapter}.0"
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.search(r"^## (\d+\.\d+) ", cell.source, re.M)
            section = heading[1] if heading else section
            yield section, cell.source


def printed_in_bold(notebooks):
    """Return what is printed in bold in every section."""
    found = {}
    for chapter, notebook in notebooks.items():
        for section, text in sections(notebook, chapter):
            found.setdefault(section, []).extend(bold(text))
    return found


def undefined(notebooks, glossary):
    """Return the terms that do not stand in bold in the section that should define them."""
    printed = printed_in_bold(notebooks)
    return [
        f"{term.name} is not defined in {term.section}"
        for term in glossary
        if place(term.section)[0] in notebooks
        and not any(words_of(term.name).search(words) for words in printed.get(term.section, []))
    ]


def without_a_sentence(notebooks, glossary):
    """Return what stands in bold and is no term of its section, or of one before it."""
    return [
        f"{words} in {section} is missing in tools/glossary.toml"
        for section, printed in printed_in_bold(notebooks).items()
        for words in printed
        if not any(
            words_of(term.name).fullmatch(words) and place(term.section) <= place(section)
            for term in glossary
        )
    ]


def too_early(notebooks, glossary):
    """Return where a term occurs before its section, outside references, and not yet promised."""
    found, promised = [], ""
    for chapter, notebook in notebooks.items():
        for section, text in sections(notebook, chapter):
            promised += "\n".join(re.findall(r"^> \*[^*]+, for now\*.*", text, re.M))
            prose = ELSEWHERE.sub("", text) if chapter else ""
            for term in glossary:
                pattern = words_of(term.name)
                if place(section) >= place(term.section) or term.everyday:
                    continue
                match = pattern.search(prose)
                if match and not pattern.search(promised):
                    around = prose[max(0, match.start() - 30) : match.end() + 20]
                    found.append(f"{section}: {term.name} ({term.section}) in {around!r}")
    return found


def test_every_term_is_defined_where_the_glossary_says():
    assert undefined(NOTEBOOKS, GLOSSARY) == []


def test_every_word_in_bold_has_its_sentence():
    assert without_a_sentence(NOTEBOOKS, GLOSSARY) == []


def test_every_sentence_is_one_sentence():
    for term in GLOSSARY:
        assert re.fullmatch(r"[A-Z][^|\n]*[^.]\.", term.sentence), term.title
        assert not re.search(r"[.!?] [A-Z]", term.sentence), term.title
        assert len(term.sentence.split()) <= 35, term.title
    titles = [term.title for term in GLOSSARY]
    assert len(titles) == len(set(titles))


def test_no_term_is_used_before_it_is_defined():
    assert too_early(NOTEBOOKS, GLOSSARY) == []


def notebook(*texts):
    return new_notebook(cells=[new_markdown_cell(text) for text in texts])


@pytest.mark.parametrize(
    ("early", "found"),
    [
        ("Then its Jacobians multiply.", True),
        ("> *Jacobian, for now*: a table; section 3.9 explains it.", False),
        ("**Next.** The Jacobian.", False),
        ("See [the Jacobian](03.ipynb).", False),
        ("An anti-jacobian is something else.", False),
    ],
)
def test_a_planted_early_term_is_found(early, found):
    book = {1: notebook("# One", early), 3: notebook("## 3.9 Tables\n\nThis is a **Jacobian**.")}
    glossary = terms({"3.9": {"jacobian": "A table."}})
    assert bool(too_early(book, glossary)) is found
    assert undefined(book, glossary) == []
    assert undefined({3: notebook("## 3.9 Tables\n\nA Jacobian.")}, glossary) != []
    assert without_a_sentence(book, glossary) == []


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("This is a **Hessian**.", True),
        ("These are **Jacobians**.", False),
        ("**Next.** On we go.", False),
        ("This is a **jacobian map**.", True),
    ],
)
def test_a_planted_term_without_a_sentence_is_found(printed, found):
    glossary = terms({"3.9": {"~jacobian": "A table."}})
    book = {3: notebook(f"## 3.9 Tables\n\n{printed}"), 4: notebook(f"## 4.1 More\n\n{printed}")}
    assert len(without_a_sentence(book, glossary)) == 2 * found
    assert without_a_sentence({3: notebook(f"## 3.8 Early\n\n{printed}")}, glossary) or not (
        bold(printed)
    )


def test_brackets_and_everyday_words_are_read():
    one, two = terms({"2.4": {"~overflow (of bytes)": "So."}, "5.9": {"nat": "A unit."}})
    assert (one.name, one.title, one.everyday) == ("overflow", "overflow (of bytes)", True)
    assert two == Term("nat", "", "5.9", "A unit.", False)
