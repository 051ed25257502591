"""No technical term is used before the section that defines it, unless a promise has named it.

Chapter 0 is a look ahead over the whole book, and is left out; so are the lines of a chapter that
point elsewhere: what you will learn, what comes next, further reading, and links.
"""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

NOTEBOOKS = {
    int(path.stem[:2]): nbformat.read(path, as_version=4)
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
}
# By the section that defines them, in the order of the book. "~": a word with an everyday meaning,
# which must be defined there but may be used before.
GLOSSARY = {
    "1.1": "~examples, ~features, ~label, regression, classification, ~classes, ~model, "
    "parameters, ~prediction",
    "1.2": "~weight, ~bias, ~unit, weighted sum, half-plane, decision boundary",
    "1.3": "~layer, hidden layers, ~width, ~depth, neural network, ~shallow, ~deep, composition",
    "1.4": "~training, ~step, training set, test set, ~accuracy, over-fitting, ~seed, "
    "normal distribution",
    "1.5": "~representation, ~abstract",
    "1.6": "piecewise linear, expressive power",
    "1.8": "artificial intelligence, machine learning, ~deep learning",
    "2.1": "~tensor, scalar, ~shape, ~vector",
    "2.2": "matrix, ~rows, ~columns, ~table, ~pixel, ~byte",
    "2.3": "channels, ~batch",
    "2.4": "strides, dtype, float32, ~overflow",
    "2.5": "~index, slice",
    "2.7": "elementwise, broadcasting",
    "2.8": "~reduction",
    "2.9": "dot product, ~norm",
    "2.10": "matrix product, ~linear map, batched product",
    "2.11": "forward pass",
    "3.1": "~slope, secant, difference quotient",
    "3.2": "derivative, ~tangent, central difference, finite differences",
    "3.3": "linear approximation, sensitivity",
    "3.4": "inner, outer",
    "3.5": "chain rule, local derivative",
    "3.6": "~message",
    "3.7": "partial derivative, gradient, directional derivative, contour line",
    "3.8": "sum over paths",
    "3.9": "jacobian, vector–jacobian product, reverse mode",
    "3.10": "gradient descent, learning rate",
    "4.1": "~linear, affine, non-linear",
    "4.2": "~collapse",
    "4.3": "activation function, relu",
    "4.4": "sigmoid, logit, tanh, saturation",
    "4.5": "leaky relu, softplus, gelu, silu",
    "4.6": "~hinge, universal approximation",
    "4.8": "vanishing gradient, exploding gradient",
    "4.9": "dead unit",
    "4.10": "softmax, ~temperature, one-hot",
    "5.1": "loss, loss function, ~metric",
    "5.2": "~residual, mean squared error",
    "5.3": "outlier, mean absolute error, ~median, huber loss",
    "5.4": "loss landscape, convex, standardise",
    "5.5": "~probability, likelihood, ~surprise, nat",
    "5.6": "binary cross-entropy, cross-entropy",
    "5.9": "~overflow, underflow, log-sum-exp, numerical stability",
    "6.1": "nodes, ~edges, computational graph",
    "6.2": "~trace",
    "6.3": "upstream gradient, backpropagation",
    "6.4": "topological order, accumulate",
    "6.7": "gradient check, relative error",
    "6.8": "symmetry breaking",
}
ELSEWHERE = re.compile(
    r"^(\*\*(You will learn|You need|Next\.|Further reading\.|Time|The same in PyTorch)|>).*"
    r"|\[[^\]]*\]\([^)]*\)|`[^`]*`|\\text\{[^}]*\}|^# .*|^## .*|<!--.*?-->",
    re.M,
)


def terms(glossary):
    """Yield every term with its section and whether it may be used before."""
    for section, words in glossary.items():
        for word in words.split(", "):
            yield word.removeprefix("~"), section, word.startswith("~")


def sections(notebook, chapter):
    """Yield the section number of every piece of prose, with the prose."""
    section = f"{chapter}.0"
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.search(r"^## (\d+\.\d+) ", cell.source, re.M)
            section = heading[1] if heading else section
            yield section, cell.source


def place(section):
    chapter, number = section.split(".")
    return int(chapter), int(number)


def word(term):
    """The pattern of a term in running text: with a plural, and without regard to capitals."""
    ending = "" if term.endswith("s") else "(?:s|es)?"
    return re.compile(rf"(?<![\w-]){re.escape(term)}{ending}(?![\w-])", re.I)


def undefined(notebooks, glossary):
    """Return the terms that do not stand in bold in the section that should define them."""
    bold = {}
    for chapter, notebook in notebooks.items():
        for section, text in sections(notebook, chapter):
            bold.setdefault(section, []).extend(re.findall(r"\*\*([^*]+)\*\*", text))
    return [
        f"{term} is not defined in {section}"
        for term, section, _ in terms(glossary)
        if place(section)[0] in notebooks
        and not any(word(term).search(words) for words in bold.get(section, []))
    ]


def too_early(notebooks, glossary):
    """Return where a term occurs before its section, outside references, and not yet promised."""
    found, promised = [], ""
    for chapter, notebook in notebooks.items():
        for section, text in sections(notebook, chapter):
            promised += "\n".join(re.findall(r"^> \*\*Promise.*", text, re.M))
            prose = ELSEWHERE.sub("", text) if chapter else ""
            for term, defined, everyday in terms(glossary):
                if place(section) >= place(defined) or everyday or word(term).search(promised):
                    continue
                match = word(term).search(prose)
                if match:
                    around = prose[max(0, match.start() - 30) : match.end() + 20]
                    found.append(f"{section}: {term} ({defined}) in {around!r}")
    return found


def test_every_term_is_defined_where_the_glossary_says():
    assert undefined(NOTEBOOKS, GLOSSARY) == []


def test_no_term_is_used_before_it_is_defined():
    assert too_early(NOTEBOOKS, GLOSSARY) == []


def notebook(*texts):
    return new_notebook(cells=[new_markdown_cell(text) for text in texts])


@pytest.mark.parametrize(
    ("early", "found"),
    [
        ("Then its Jacobians multiply.", True),
        ("> **Promise 1.a: Jacobian.** For now: a table. Explained in 3.9.", False),
        ("**Next.** The Jacobian.", False),
        ("See [the Jacobian](03.ipynb).", False),
        ("An anti-jacobian is something else.", False),
    ],
)
def test_a_planted_early_term_is_found(early, found):
    book = {1: notebook("# One", early), 3: notebook("## 3.9 Tables\n\nThis is a **Jacobian**.")}
    glossary = {"3.9": "jacobian"}
    assert bool(too_early(book, glossary)) is found
    assert undefined(book, glossary) == []
    assert undefined({3: notebook("## 3.9 Tables\n\nA Jacobian.")}, glossary) != []
