"""Make appendix B, the index, out of the chapters and of `glossary.toml`: ``make index``.

The maps of chapters, in README and in chapter 0, are made by the way.
Where a term is explained and where it is used is found in the chapters' own text. The same chapters
give the same bytes.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import chapter_map
import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook
from run_notebooks import METADATA, NOTEBOOKS

INDEX = NOTEBOOKS / "b_index.ipynb"
DATA = tomllib.loads(Path(__file__).with_name("glossary.toml").read_text(encoding="utf-8"))
MOST = 6  # forty links to "weight" would help nobody
CODE = re.compile(r"```[^`]*```|`[^`]*`")
NO_PROSE = re.compile(
    rf"<!--.*?-->|\$\$[^$]*\$\$|\$[^$]*\$|{CODE.pattern}|\[[^\]]*\]\([^)]*\)|^#.*"
    r"|^\*\*(?:Next|Further reading|The same in PyTorch|Common mistakes|Promises)\..*",
    re.M,
)
OPENING = """\
# Index, glossary and notation

Where was this word explained, and how do you say that letter? This is appendix B: every entry \
leads to the section that explains it.

**You will learn** nothing new here, and find again what you have learnt: first an index, then a \
glossary with one sentence for each term, then the letters and signs.

**You need** no more than a word to look for.

**Time**: two minutes, most of them for reading on where you have landed. (The page is made from \
the chapters; whoever changes one runs `make index`.)"""
INDEX_OPENING = """\
## B.1 Index

Terms, people, pictures. The letter in front of a line leads to the glossary.

| | |
|:---|:---|
"""
GLOSSARY_OPENING = f"""\
## B.2 Glossary

*Explained* is where the chapters print a term in bold. *Used* names later sections that use it; \
of many, the {MOST} that use it most."""
NOTATION_OPENING = """\
## B.3 Letters and signs

The shape of a single number is (), of a list of $N$ numbers (N,). A layer has *in* numbers coming \
in and *out* units. Where two shapes stand, the first belongs to the first sign or meaning."""


def place(section: str) -> tuple[int, ...]:
    """Return where a section stands in the book: 3.10 comes after 3.9."""
    return tuple(int(number) for number in section.split("."))


def words_of(*terms: str) -> re.Pattern[str]:
    """Return the pattern of terms in running text: with plurals, other forms, and capitals.

    Each term is a group. Where words begin is asked once, and not for each term.
    """
    groups = []
    for term in terms:
        plural = "(?:es)?" if term.endswith("s") else "(?:s|es)?"
        forms = [re.escape(term) + plural, *map(re.escape, DATA["forms"].get(term, []))]
        groups.append(f"({'|'.join(forms)})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])", re.I)


def bold(text: str) -> list[str]:
    """Return what is printed in bold, without the words that only begin a paragraph."""
    found = re.findall(r"\*\*([^*\n]+)\*\*", CODE.sub("", text))
    return [words for words in found if not words.endswith(".") and words not in DATA["emphasis"]]


@dataclass
class Term:
    """A term of the glossary; with the bracket that tells it from another of the same name."""

    name: str
    bracket: str
    section: str
    sentence: str
    everyday: bool
    explained: list[str] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)

    @property
    def title(self) -> str:
        """The name with its bracket."""
        return f"{self.name} {self.bracket}".strip()


def terms(table: dict[str, dict[str, str]]) -> list[Term]:
    """Return all terms of a table such as that of `glossary.toml`."""
    found = []
    for section, sentences in table.items():
        for key, sentence in sentences.items():
            name, _, bracket = key.removeprefix("~").partition(" (")
            bracket = bracket and f"({bracket}"
            found.append(Term(name, bracket, section, sentence, key.startswith("~")))
    return found


def read_sections(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the text of every numbered section of the chapters, and the address of its cell.

    JupyterLab scrolls to a cell; to a heading of a notebook that it has yet to open it does not.
    """
    text: dict[str, str] = {}
    address: dict[str, str] = {}
    for path in sorted(folder.glob("[0-9]*.ipynb")):
        section = ""  # as well on the closing page of a chapter, whose heading has no number
        for cell in nbformat.read(path, as_version=4).cells:
            heading = re.search(r"^## (\d+\.\d+)?", cell.source, re.M)
            if cell.cell_type == "markdown" and heading:
                section = heading[1] or ""
                address[section] = f"{path.name}#cell-id={cell.id}"
            if cell.cell_type == "markdown" and section:
                text[section] = text.get(section, "") + cell.source + "\n\n"
    return text, address


def look_up(glossary: list[Term], text: dict[str, str]) -> None:
    """Find in the chapters where terms are explained, and where they are used after that.

    Where terms overlap the longest is meant: "gradient check" is no use of "gradient". Of two
    terms of one name the later takes over in its own section.
    """
    names = sorted({term.name for term in glossary}, key=lambda name: (-len(name), name))
    any_name = words_of(*names)
    for section, words in text.items():
        known: dict[str, Term] = {}
        for term in sorted(glossary, key=lambda term: place(term.section)):
            if place(term.section) <= place(section):
                known[term.name] = term
        for name, term in known.items():
            pattern = words_of(name)
            if section == term.section or any(pattern.fullmatch(found) for found in bold(words)):
                term.explained.append(section)
        for match in any_name.finditer(NO_PROSE.sub(" ", words)):
            name = names[match.lastindex - 1]
            if name in known and section not in known[name].explained:
                known[name].used[section] += 1


def alphabetical(title: str) -> tuple[str, str]:
    """Return what an entry is sorted by: its letters alone."""
    return re.sub(r"[\W_]", "", title).casefold(), title


def by_letter(entries: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return the lines of an index or glossary, given with their titles, under their letters."""
    lines = sorted(entries, key=lambda entry: alphabetical(entry[0]))
    groups = groupby(lines, key=lambda entry: alphabetical(entry[0])[0][0].upper())
    return [(letter, [line for _, line in group]) for letter, group in groups]


def write(folder: Path = NOTEBOOKS) -> str:
    """Return the whole notebook, made from the chapters in a folder."""
    text, address = read_sections(folder)
    glossary = terms(DATA["terms"])
    look_up(glossary, text)

    def links(sections: Iterable[str]) -> str:
        return ", ".join(f"[{s}]({address[s]})" for s in sorted(sections, key=place))

    sections = {term.name: term.explained for term in reversed(glossary)}
    rows = [(term.title, f"{term.title} → {links(term.explained)}") for term in glossary]
    rows += [(title, f"{title} → {links([section])}") for title, section in DATA["topics"].items()]
    rows += [(a, f"{a} → *{b}*, {links(sections[b])}") for a, b in DATA["see"].items()]
    explained = by_letter(
        (
            term.title,
            f"| {term.title} | {term.sentence} | {links(term.explained)} "
            f"| {links(section for section, _ in term.used.most_common(MOST))} |",
        )
        for term in glossary
    )
    letters = {
        letter: f"[{letter}]({INDEX.name}#cell-id=letter-{letter})" for letter, _ in explained
    }
    index = [
        f"| {letters.get(letter, letter)} | {' · '.join(lines)} |"
        for letter, lines in by_letter(rows)
    ]
    cells = {"opening": OPENING, "index": INDEX_OPENING + "\n".join(index)}
    cells["glossary"] = GLOSSARY_OPENING
    head = "| Term | Meaning | Explained | Used |\n|:---|:---|:---|:---|\n"
    for letter, lines in explained:
        cells[f"letter-{letter}"] = f"### {letter}\n\n{head}" + "\n".join(lines)
    cells["signs"] = NOTATION_OPENING
    head = "| Sign | Shape | Say | Means | Explained |\n|:---|:---|:---|:---|:---|\n"
    for number, (title, signs) in enumerate(DATA["notation"].items(), 1):
        lines = [f"| {' | '.join(sign[:4])} | {links(sign[4:])} |" for sign in signs]
        cells[f"signs-{number}"] = f"### {title}\n\n{head}" + "\n".join(lines)
    notebook = new_notebook(
        cells=[new_markdown_cell(source, id=name) for name, source in cells.items()],
        metadata=METADATA,
    )
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


if __name__ == "__main__":
    chapter_map.write()
    INDEX.write_text(write(), encoding="utf-8")
    print(f"made {INDEX.name}, and the maps in README.md and {chapter_map.START.name}")
