"""What several tests begin with: a browser, a learner's own record, a book that opens nothing."""

import os

import headless
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


@pytest.fixture(scope="session")
def browser():
    pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    try:
        with headless.chromium() as browser:
            yield browser
    except headless.NoBrowserError as missing:
        # In CI the environment says that a browser must be there.
        end = pytest.fail if os.environ.get("MATHDL_REQUIRE_BROWSER") else pytest.skip
        end(str(missing))
