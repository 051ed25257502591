"""What every doctest may use without importing it."""

import numpy as np
import pytest

import mathdl as dl


@pytest.fixture(autouse=True)
def names_in_doctests(doctest_namespace: dict) -> None:
    """Docstrings write ``dl`` and ``np``, as the chapters do."""
    doctest_namespace.update(dl=dl, np=np)
