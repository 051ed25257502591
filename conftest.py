"""What every doctest may use without importing it, and which tests stay together."""

import os
from typing import Any

# As `mathdl lab` does for kernels, and before NumPy loads: several processes with several threads
# each wait for one another, and small nets then learn ten times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest

import mathdl as dl


@pytest.fixture(autouse=True)
def names_in_doctests(doctest_namespace: dict) -> None:
    """Docstrings write ``dl`` and ``np``, as the chapters do."""
    doctest_namespace.update(dl=dl, np=np)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share out whole files among processes; all that needs the browser goes to one of them.

    The cells of a notebook share a kernel, the tests of a file their caches, and two browsers
    that paint at once would measure each other.
    """
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            browser = nodeid.startswith(("tests/browser/", "tests/site/"))
            return "browser" if browser else super()._split_scope(nodeid)

    return Together(config, log)
