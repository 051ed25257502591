"""The command `mathdl playground`, without its window."""

import nbformat
import pytest

from mathdl.lab import book, workbench


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["oneturn 5tan"], "'5tan' is no word"),
        (["nothing.csv"], "nothing.csv: No such file"),
        (["~/nothing.CSV"], "home/nothing.CSV: No such file"),
        (["words.csv"], "words.csv: in line 2 'wide' is no number"),
        (["disc", "rings"], "put a line in quotes"),
    ],
)
def test_what_cannot_begin_is_said_in_one_line(capsys, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "words.csv").write_text("1,2,a\n1,wide,a\n")
    assert book.main(["playground", *words]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_options_and_what_stands_behind_them_are_no_start():
    words = ["--no-browser", "disc | 3tanh", "--port", "8899", "--theme=dark"]
    assert workbench.not_options(words, workbench.FLAGS) == ["disc | 3tanh"]


def test_help(capsys):
    assert book.main(["playground", "--help"]) == 0
    assert "mathdl playground flowers.csv" in capsys.readouterr().out
    assert book.main(["--help"]) == 0
    assert "mathdl playground" in capsys.readouterr().out


@pytest.mark.parametrize("start", ["", "disc | 3tanh | @40"])
def test_its_notebook_shows_the_workbench(start):
    notebook = nbformat.reads(workbench._notebook(start), as_version=4)
    names = {}
    source = notebook.cells[0].source
    exec(source.replace("explore(Playground", "bench = explore(Playground"), names)
    assert ("on disc" if start else "on one turn") in names["bench"].sentence
