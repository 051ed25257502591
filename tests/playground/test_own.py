"""A reader's own points: scaled, parted, named, read from files; and what cannot be taken."""

import numpy as np
import pytest

from mathdl.playground import from_csv, own
from mathdl.plots import Playground

RNG = np.random.default_rng(0)
X = RNG.uniform((10, -3), (30, 5), (50, 2))
WORDS = np.where(X[:, 0] > 20, "far", "near")


def test_they_are_scaled_and_parted():
    data = own(X, WORDS, ("way", "height"))
    assert (data.classes, data.kinds, data.names) == (2, ("far", "near"), ("way", "height"))
    assert (len(data.X), len(data.U)) == (35, 15)
    both = np.concatenate([data.X, data.U])
    assert np.allclose([both.min(0), both.max(0)], [[-1, -1], [1, 1]])
    back = both * data.half + data.middle
    assert np.allclose(np.sort(back, axis=0), np.sort(X, axis=0))
    heights = own(X, X[:, 1])
    assert heights.classes == 0
    assert np.ptp(np.concatenate([heights.y, heights.v])) == pytest.approx(2)


def test_every_class_is_seen_in_every_draw():
    y = np.array([0] * 30 + [1] * 12 + [2] * 2 + [3])
    counts = {tuple(np.bincount(own(X[:45], y, seed=seed).y)) for seed in range(10)}
    assert all(np.abs(np.array(seen) - (21, 8.4, 1, 1)).max() <= 1 for seen in counts)
    assert len({own(X[:45], y, seed=seed).X.tobytes() for seed in range(10)}) == 10
    bench = Playground(X[:45], y)
    drawn = bench.data(bench.settings(data_seed=7))
    assert np.array_equal(drawn.X, own(X[:45], y, seed=7).X)
    assert bench.data(bench.settings(data_seed=7)) is drawn, "a training is kept by its data"


@pytest.mark.parametrize(
    ("y", "kinds"),
    [
        ([0, 1] * 25, ("0", "1")),
        (np.array([0.0, 1.0, 10.0, 2.0, 1.0] * 10), ("0", "1", "2", "10")),
        (np.array([[3], [1]] * 25), ("1", "3")),
        (np.array([1, 2.0] * 25, object), ("1", "2")),
        ([True, False] * 25, ("False", "True")),
        (np.array(["b", "a"] * 25, object), ("a", "b")),
        (np.array([0.5, 1, 2] * 20, object)[:50], ()),
        (np.arange(50), ()),
    ],
)
def test_classes_are_called_as_their_reader_would(y, kinds):
    assert own(X, y).kinds == kinds


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        (np.ones((5, 3)), np.ones(5), "two columns"),
        ([[1, 2], [3]], [0, 1], "not .*1, 2"),
        (np.ones((5001, 2)), np.ones(5001), "at most 5,000 rows .* are 5,001"),
        (X, np.ones(4), "one entry for each of the 50 rows"),
        (X, np.ones(50), "one value only"),
        (np.full((5, 2), np.nan), np.arange(5), "X has entries that are no finite numbers"),
        (X, list("abcde") * 10, "5 classes"),
        (X[:4], list("abcd"), "class of its own"),
        (X, [0, 1, np.nan, 1, 0] * 10, "y has entries that are missing or not finite"),
        (X, [0.5, np.inf] * 25, "y has entries that are missing or not finite"),
        (X, ["a", "b", None, "", "a"] * 10, "y has entries that are missing"),
        (X, np.array([np.float32("nan"), 1] * 25, object), "y has entries that are missing"),
        (X, [1, "b"] * 25, "numbers only, or words only"),
        (X, np.array(["2020-01-01"] * 50, "datetime64[D]"), "numbers only, or words only"),
    ],
)
def test_what_cannot_be_taken_is_said(X, y, words):
    with pytest.raises((TypeError, ValueError), match=words):
        own(X, y)


READ = {
    "long;wide;kind\n1;2;a\n3;4,5;b\n": ("long", "wide"),
    "\ufefflong,wide,kind\r\n\r\n1,2,a\r\n ,,\r\n3, 4.5 ,b\r\n": ("long", "wide"),
    "# of May\nlong\twide\tkind\n1\t2\ta\n3\t4,5\tb\n": ("long", "wide"),
    '"long (a;b)","wide\n(cm)","kind"\n"1","2","a"\n"3","4.5","b"': ("long (a;b)", "wide (cm)"),
    "2020,2021,kind\n1,2,a\n3,4.5,b\n": ("2020", "2021"),
    "1,2,a\n3,4.5,b\n1,2,a": ("", ""),
}


@pytest.mark.parametrize("text", READ)
def test_a_file_is_read_as_it_is_meant(tmp_path, text):
    path = tmp_path / "P.CSV"
    path.write_bytes(text.encode("utf-8"))
    X, y, names = from_csv(path)
    assert names == READ[text]
    assert X[:2].tolist() == [[1, 2], [3, 4.5]]
    assert y[:2].tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it holds no points"),
        ("long,wide,kind", "it holds no points"),
        ("1,2\n", "line 1 has 2"),
        ("1,2,a\n\n1,2,3,a\n1,2,a\n", "line 3 has 4"),
        ("1,2,a\n1,x,a\n", "in line 2 'x' is no number"),
        ("long,wide,kind\n1,2,a\n\nNA,2,b\n3,1,b", "in line 4 'NA' is no number: leave"),
        ("1,2,a\n1,,a\n", "in line 2 '' is no number: leave"),
        ("1,2,0\n3,4,1\n1,3,\n", "line 3 has no class but ''"),
        ('1,2,a\n"1,5",2,a\n', "in line 2 '1,5' is no number: where commas part"),
        ("1;2;a\n1.000,5;2;a\n", "in line 2 '1.000,5' is no number"),
        ("1,2,0.5\n1,3,0.6\n1,4,0.7\n1,5,0.8\n2,2,0.4x\n", "in line 5 '0.4x' is no number"),
    ],
)
def test_a_file_that_cannot_be_read_names_the_line(tmp_path, text, words):
    path = tmp_path / "p.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=f"p.csv: .*{words}"):
        from_csv(str(path))


def test_a_bench_begins_at_a_file(tmp_path, monkeypatch):
    path = tmp_path / "läng.Csv"
    path.write_bytes("läng,wide,kind\n1,2,a\n3,4,b\n5,2,a\n6,4,b\n".encode("latin-1"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for start in (path, str(path), "~/läng.Csv"):
        bench = Playground(start, line="own d2 | 2tanh | @7")
        assert bench.state_line() == "own d2 | x1 x2 | 2tanh | adam 0.03 | all | s0 @7"
        assert bench.own.names == ("läng", "wide")
    assert Playground(path, names=("u", "v")).own.names == ("u", "v")
    with pytest.raises(TypeError, match="the file has the classes, too"):
        Playground(path, [0, 1, 0, 1])
