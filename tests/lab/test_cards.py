"""The command `mathdl cards`: the key as the engine computes it, neighbours right, clear errors."""

import re

import pytest

import mathdl as dl
from mathdl.formulas import FORMULAS
from mathdl.lab import book
from mathdl.lab.cards.brigade import DOES
from mathdl.lab.cards.command import deal
from mathdl.lab.cards.reader import operations
from mathdl.trace import plain

# What is typed, the same as the engine computes it, and where.
EXPRESSIONS = [
    ("sin(x*w) + b", lambda x, w, b: dl.sin(x * w) + b, "x=1, w=2, b=0"),
    ("x*x", lambda x: x * x, "x=-3"),
    ("-x", lambda x: -x, ""),
    ("x² − 3·x", lambda x: x**2 - 3 * x, "x=0.5"),
    ("2^x / y", lambda x, y: 2.0**x / y, "y=-4"),
    ("(relu(w*x + b) - 4)^2", lambda w, x, b: (dl.relu(w * x + b) - 4) ** 2, "w=3,x=2,b=1"),
    ("relu(x) * x", lambda x: dl.relu(x) * x, "x=-1"),
    ("max(x, y) - min(x, y)", lambda x, y: dl.maximum(x, y) - dl.minimum(x, y), "x=2 y=2"),
    ("σ(x)*(1 - sigmoid(x))", lambda x: dl.sigmoid(x) * (1 - dl.sigmoid(x)), ""),
    ("exp(-x**2/2) + ln(x)", lambda x: dl.exp(-(x**2) / 2) + dl.log(x), "x=0.3"),
    ("mse_loss(w*x, t)", lambda w, x, t: dl.mse_loss(w * x, t), "w=−1; x=2; t=4"),
    ("x - (x - y)/x*pi", lambda x, y: x - (x - y) / x * 3.141592653589793, "y=0.5"),
]
every_expression = pytest.mark.parametrize(
    ("typed", "f", "at"), EXPRESSIONS, ids=[typed for typed, *_ in EXPRESSIONS]
)


@every_expression
def test_the_key_is_what_the_engine_computes(typed, f, at):
    brigade, _ = deal(typed, at)
    inputs = [card for card in brigade.cards if card.is_input]
    leaves = {card.name: dl.Tensor(card.value) for card in inputs}
    end = f(**leaves)
    end.backward()
    (last,) = [card for card in brigade.cards if card.is_end]
    assert last.value == pytest.approx(end.item())
    for card in inputs:
        assert card.gradient == pytest.approx(leaves[card.name].grad)
    for card in brigade.cards:
        told = 1.0 if card.is_end else sum(edge.message for edge in card.tells)
        assert card.gradient == pytest.approx(told)


@every_expression
def test_neighbours_know_each_other(typed, f, at):
    cards = deal(typed, at)[0].cards
    told = [(c.number, e.card, e.local, e.message) for c in cards for e in c.tells]
    heard = [(e.card, c.number, e.local, e.message) for c in cards for e in c.hears]
    assert sorted(told) == sorted(heard)
    for card in cards:
        assert all(edge.card < card.number for edge in card.hears)
        # Two boxes never bear the same words.
        assert len({edge.name for edge in card.tells}) == len(card.tells)
        assert len({edge.name for edge in card.hears}) == len(card.hears)


def test_a_value_used_twice_gets_two_messages():
    x = deal("x*x", "x=3")[0].cards[0]
    assert [(e.name, e.local, e.message) for e in x.tells] == [
        ("y (first)", "x", 3.0),
        ("y (second)", "x", 3.0),
    ]
    assert x.gradient == 6.0


@pytest.mark.parametrize("name", operations())
def test_every_operation_has_its_card(name):
    two = name in ("maximum", "minimum") or name.endswith(("loss", "logits"))
    brigade, _ = deal(f"{name}(x{', 0.5' * two})", "x=0.7")
    card = brigade.cards[-1]
    assert card.does
    assert card.hears[0].message == pytest.approx(card.gradient * brigade.cards[0].gradient)


def test_what_cards_say_is_of_operations_that_are_there():
    assert set(DOES) <= set(FORMULAS)


def test_both_files(tmp_path, capsys):
    assert book.main(["cards", "sin(x*w)", "+ b", "--to", str(tmp_path / "new")]) == 0
    assert "6 cards for y = sin(x·w) + b at x = 1, w = 2, b = 3" in capsys.readouterr().out
    pdf = (tmp_path / "new" / "cards.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 4  # three with two cards each, and the key
    html = (tmp_path / "new" / "cards.html").read_text("utf-8")
    assert len(re.findall('<section class="card"', html)) == 6
    assert not re.search(r"(?:src|href)=(?!.data:)|url\(|@import|<script", html)
    for card in deal("sin(x*w) + b")[0].cards:
        assert f"<td>{card.formula}</td>" in html
        assert f">{plain(card.gradient)}</td></tr>" in html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["foo(x)"], "In \"foo(x)\" at character 1, 'foo(x)': there is no operation foo"),
        (["x + 2 w"], "at character 7, 'w': this cannot be read"),
        (["x² + (y"], "at character 6, '(y'"),
        (["sin(x, y)"], "sin takes 1 number, not 2"),
        (["exp + x"], "wants a number: exp(x)"),
        (["__import__('os').system('ls')"], "an expression is made of numbers, names"),
        (["x if x > 0 else 1"], "an expression is made of numbers, names"),
        (["1/0*x"], "a number is divided by 0"),
        (["10**400*x"], "a number becomes too large"),
        (["(" * 300 + "x" + ")" * 300], "has at most 400 characters, this one has 601"),
        (["2 + 2"], "has no input"),
        (["x"], "computes nothing"),
        (["-log(x - x)"], "the value of u₂ is −inf"),
        (["2*step"], "An input cannot be called step"),
        (["log(x)", "--at", "x=0"], "At x=0 the value of y is −inf"),
        (["sqrt(x)", "--at", "x=0"], "the gradient of x is inf"),
        (["x*y", "--at", "z=1"], "no z, it has x and y"),
        (["x*y", "--at", "x=two"], "x is to be a number, not 'two'"),
        (["+".join(["x"] * 32)], "makes 32 cards, and a class can play 30"),
        (["x*y", "--tp", "here"], "see mathdl cards --help"),
        (["x*y", "--to", "a file"], "cannot be put into"),
    ],
)
def test_what_cannot_be_dealt_is_said_in_one_line(capsys, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a file").touch()
    assert book.main(["cards", *words]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a file"]


def test_help(capsys):
    assert book.main(["cards"]) == book.main(["cards", "--help"]) == 0
    assert "cards.pdf and cards.html" in capsys.readouterr().out
    assert book.main(["--help"]) == 0
    assert "mathdl cards" in capsys.readouterr().out
