"""The exercises on attention: answers by the engine, and things built in other words."""

import numpy as np
from sheets import every_sheet, posed

import mathdl as dl
from mathdl import nn
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.plots import AttendPlot, LetterPlanePlot, ReversePlot, ScalePlot, SpeakPlot


def test_the_numbers_of_the_book():
    np.testing.assert_allclose(posed("12.1").right, 1.3246, atol=1e-4)
    assert (posed("12.2").right, posed("12.4").right) == (0.5, 8)
    np.testing.assert_allclose(posed("12.3").right, [7.16, 8.60], atol=0.005)
    assert posed("12.5").right.tolist() == [0.5, 0.5, 0]
    assert posed("12.7").right == 28272
    np.testing.assert_allclose(posed("12.8").right, [0.867, 0.117, 0.016], atol=5e-4)


@every_sheet
def test_attention_by_hand_is_the_engines(sheet):
    keys, values = np.array([[0.0, 1], [1, 0], [2, 1]]), np.array([[10.0, 0], [0, 10], [10, 10]])
    query = np.array([posed("12.3", sheet).numbers["q"]], float)
    out = dl.scaled_dot_product_attention(query, keys, values)[0]
    np.testing.assert_allclose(posed("12.3", sheet).right, out)
    c, heads = (posed("12.7", sheet).numbers[name] for name in ("c", "heads"))
    block = nn.TransformerBlock(c, heads, rng=0)
    assert posed("12.7", sheet).right == sum(p.size for p in block.parameters())


def test_attention_in_other_words_is_right():
    def by_engine(q, k, v):
        return dl.scaled_dot_product_attention(q, k, v, is_causal=True)

    def by_loops(q, k, v):
        if q.ndim > 2:
            return np.stack([by_loops(*parts) for parts in zip(q, k, v)])
        out = []
        for i, row in enumerate(q):
            earned = np.exp(k[: i + 1] @ row / np.sqrt(len(row)))
            out.append(earned @ v[: i + 1] / earned.sum())
        return np.array(out)

    for built in (by_engine, by_loops):
        assert posed("12.6").judge(built).status == "right"


def test_shares_in_other_words_are_right():
    def built(logits, temperature, k):
        least = np.sort(logits)[-k]
        p = np.exp((logits - logits.max()) / temperature) * (logits >= least)
        return p / p.sum()

    assert posed("12.9").judge(built).status == "right"


def test_what_the_pictures_answer():
    right = {key: PREDICTIONS[key].right for key in PREDICTIONS if key.startswith("12.")}
    parted = [LetterPlanePlot().draw(moment=9, seed=seed) for seed in range(5)]
    assert right["12.2"] == "25 or 26"
    assert all("parts 25" in words or "parts 26" in words for words in parted)
    assert right["12.4"] == "about (9.4, 10.0)"
    assert "out (9.44, 9.97)" in AttendPlot().draw(q1=4)
    assert right["12.5"] == "about 16"
    assert "deviation of 15.9" in ScalePlot().draw(d=256)
    assert right["12.7"] == "one"
    assert "Names: maris, maris, maris" in SpeakPlot().draw(top=1)
    assert right["12.8"] == "about 16 %"
    share = ReversePlot().draw(positions=False).split(": ")[1].split(" %")[0]
    assert 13 <= int(share) <= 19
