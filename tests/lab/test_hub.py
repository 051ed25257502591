"""The command `mathdl hub`: what a JupyterHub starts, without the hub."""

import importlib.util
import os
import sys
from types import SimpleNamespace

import pytest

from mathdl.chapters import CHAPTERS
from mathdl.lab import book, hub


@pytest.fixture
def started(monkeypatch, tmp_path):
    """What would be started, for a user with an empty home folder, and in which environment."""
    calls = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: SimpleNamespace(name=name))
    monkeypatch.setattr(os, "execv", lambda program, words: calls.append((words, dict(os.environ))))
    monkeypatch.setattr(os, "environ", {**os.environ, "HOME": str(tmp_path)})
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    return calls


def test_a_user_gets_copies_and_a_server_with_the_books_settings(started, tmp_path):
    book.main(["hub", "--ServerApp.tornado_settings={}"])
    ((words, environment),) = started
    assert words[:3] == [sys.executable, "-m", "jupyterhub.singleuser"]
    assert words[-1] == "--ServerApp.tornado_settings={}"
    assert any("PromptConnection" in word for word in words)
    first = environment["JUPYTERHUB_DEFAULT_URL"].removeprefix("/lab/tree/")
    assert (tmp_path / first).name == CHAPTERS[0].notebook
    assert (tmp_path / first).is_file()
    assert environment["OMP_NUM_THREADS"] == "1"
    assert environment["JUPYTER_CONFIG_PATH"].endswith("jupyter")


def test_what_a_learner_has_written_stays(started, tmp_path):
    own = tmp_path / hub.FOLDER / CHAPTERS[0].notebook
    own.parent.mkdir()
    own.write_text("mine")
    book.main(["hub"])
    assert own.read_text() == "mine"


def test_by_hand_it_says_who_starts_it(capsys, monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_API_TOKEN", raising=False)
    for there, said in ((None, "JupyterHub is not installed"), ("yes", "JupyterHub starts this")):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name, there=there: there)
        assert book.main(["hub"]) == 1
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
    assert book.main(["hub", "--help"]) == 0
    assert 'c.Spawner.cmd = ["mathdl", "hub"]' in capsys.readouterr().out
