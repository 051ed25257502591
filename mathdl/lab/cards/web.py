"""The cards as a page: to be printed from a browser, or shown on tablets."""

from __future__ import annotations

import base64
import io
from html import escape

from PIL import Image

from mathdl.lab.cards.brigade import Brigade, Card, Edge, factor, told, who
from mathdl.plots.kit.colours import DARK, GRADIENT, INK, INPUT, MUTED, PALE, RULE
from mathdl.trace import plain

STYLE = f"""
@page {{ size: A4; margin: 0; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; color: {INK}; font: 12pt/1.35 "DejaVu Sans", Verdana, sans-serif; }}
section {{ width: 210mm; max-width: 100%; margin: 0 auto; padding: 9mm 12mm; }}
.card {{ height: 148mm; border-bottom: 1px dashed {RULE}; break-inside: avoid; }}
.key {{ break-before: page; }}
h2 {{ margin: 0; font-size: 40pt; line-height: 1.1; }}
h2 small {{ float: right; font-size: 12pt; font-weight: normal; color: {MUTED}; }}
.rule {{ margin: 1mm 0 3mm; }}
.rule b {{ font-size: 17pt; }}
.halves {{ display: grid; grid-template-columns: 2fr 3fr; gap: 8mm; }}
h3 {{ margin: 0 0 2mm; font-size: 12pt; }}
.forward h3, .forward .mine {{ color: {DARK[INPUT]}; }}
.back h3, .back .mine {{ color: {DARK[GRADIENT]}; }}
.row {{ display: flex; align-items: center; gap: 3mm; margin: 1.5mm 0; font-size: 11pt; }}
.row span {{ flex: 1; }}
.box {{
  display: inline-block; width: 24mm; height: 10mm; padding: 1.5mm; border: 1px solid {MUTED};
  text-align: center;
}}
.forward .mine .box {{ background: {PALE[INPUT]}; }}
.back .mine .box {{ background: {PALE[GRADIENT]}; }}
.told {{ display: flex; flex-flow: row wrap; gap: 1mm 4mm; font-size: 10pt; }}
.told label {{ display: grid; }}
table {{ width: 100%; border-collapse: collapse; font-size: 10pt; }}
th, td {{ padding: 1mm 2mm; border-bottom: 1px solid {RULE}; text-align: left; }}
td.number, th.number {{ text-align: right; white-space: nowrap; }}
img {{ max-width: 100%; }}
ul {{ margin: 2mm 0; padding: 0; font-size: 9.5pt; list-style: none; }}
@media screen {{ section {{ margin: 6mm auto; border: 1px solid {RULE}; }} }}
"""
BOX = '<i class="box"></i>'


def page(brigade: Brigade, graph: Image.Image) -> str:
    """Return the whole page: every card, then the key."""
    cards = "\n".join(_card(card, len(brigade.cards)) for card in brigade.cards)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Cards: {escape(brigade.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{cards}\n{_key(brigade, graph)}\n</body>\n</html>\n"
    )


def _card(card: Card, count: int) -> str:
    rule = f"<b>{escape(card.formula)}</b>"
    if card.does:
        rule += f"<br>{escape(card.does)}."
    return (
        f'<section class="card" id="card-{card.number}">'
        f"<h2>{escape(card.name)}<small>card {card.number} of {count}</small></h2>"
        f'<p class="rule">{rule}</p><div class="halves">'
        f'<div class="forward"><h3>1. Forward</h3>{_forward(card)}</div>'
        f'<div class="back"><h3>2. Backward</h3>{_back(card)}</div></div></section>'
    )


def _forward(card: Card) -> str:
    heard = [_row(f"{_who(edge)} says", BOX) for edge in card.hears]
    value = plain(card.value) if card.is_input else ""
    mine = _row(f"my value, {escape(card.name)}", f'<i class="box">{value}</i>', "mine")
    tells = ", ".join(map(_who, card.tells)) or "the teacher: I am the end"
    return "".join([*heard, mine, f"<p>Tell it to {tells}.</p>"])


def _back(card: Card) -> str:
    if card.is_end:
        said = '<label>the teacher says<i class="box">1</i></label>'
    else:
        said = "".join(f"<label>{_who(edge)} says{BOX}</label>" for edge in card.tells)
    slope = escape(card.slope)
    total = "the sum of what I am told" if len(card.tells) > 1 else "what I am told"
    mine = _row(f"my gradient, {slope}: {total}", BOX, "mine")
    sends = [
        _row(f"to {_who(edge)}: my gradient × <b>{escape(factor(edge))}</b>", BOX)
        for edge in card.hears
    ]
    last = "" if sends else "<p>I keep it: nobody stands before me.</p>"
    return f'<div class="told">{said}</div>{mine}{"".join(sends)}{last}'


def _who(edge: Edge) -> str:
    return escape(who(edge))


def _row(words: str, box: str, kind: str = "") -> str:
    return f'<div class="row {kind}"><span>{words}</span>{box}</div>'


def _key(brigade: Brigade, graph: Image.Image) -> str:
    file = io.BytesIO()
    graph.save(file, "PNG", optimize=True)
    picture = base64.b64encode(file.getvalue()).decode()
    said = escape(brigade.play[-1])
    rows = "".join(
        f"<tr><td>{card.number}</td><td>{escape(card.formula)}</td>"
        f'<td class="number">{plain(card.value)}</td>'
        f"<td>{escape(told(card))}</td>"
        f'<td class="number">{plain(card.gradient)}</td></tr>'
        for card in brigade.cards
    )
    steps = "".join(f"<li>{escape(step)}</li>" for step in brigade.play)
    return (
        f'<section class="key"><h2>The teacher’s key</h2><p>{escape(brigade.title)}, '
        f"at {escape(', '.join(brigade.given))}</p>"
        f'<img alt="{said}" src="data:image/png;base64,{picture}">'
        '<table><tr><th>card</th><th>rule</th><th class="number">value</th>'
        f'<th>is told, from each in turn</th><th class="number">gradient</th></tr>{rows}</table>'
        f"<h3>The order of play</h3><ul>{steps}</ul></section>"
    )
