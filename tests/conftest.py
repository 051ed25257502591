"""What several tests begin with: a learner's own record, and a book that opens no JupyterLab."""

import pytest


@pytest.fixture
def mine(monkeypatch, tmp_path):
    """A learner's record, empty, as it is in their notebook."""
    from mathdl.exercises import record

    for name in ("CI", "PYTEST_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MATHDL_RECORD", "1")
    monkeypatch.setattr(record, "user_data_path", lambda *a, **o: tmp_path / "data")
    monkeypatch.setattr(record, "_told", set())
    return record.my_record()


@pytest.fixture
def served(monkeypatch, tmp_path):
    """What JupyterLab would be started with; the current folder is empty."""
    from mathdl.lab import book

    monkeypatch.chdir(tmp_path)
    calls = []
    monkeypatch.setattr(book, "serve", lambda arguments: calls.append(arguments) or 0)
    return calls
