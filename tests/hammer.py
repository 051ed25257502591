"""What `make test` does a few times, and `make test-all` many times more."""

import pytest


def few_or_many(name, few, many):
    """Give a test `few` under this name, and once more `many` where everything runs."""
    return pytest.mark.parametrize(name, [few, pytest.param(many, marks=pytest.mark.hammer)])
