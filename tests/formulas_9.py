"""The formulas of chapter 9, each tested by its name: see `notebooks/test_formulas.py`."""

import numpy as np
import pytest

approx = pytest.approx


def standard_error():
    runs = np.random.default_rng(0).exponential(0.3, (40_000, 5))
    errors = runs.var(axis=1, ddof=1) / 5
    assert runs.mean(axis=1).var() == approx(0.3**2 / 5, rel=0.03)
    assert errors.mean() == approx(0.3**2 / 5, rel=0.03)  # with n − 1, neither more nor less
    x = runs[0]
    assert errors[0] == approx(np.sum((x - x.mean()) ** 2) / 4 / 5)


CHAPTER_9 = {"standard error": standard_error}
