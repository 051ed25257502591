"""The ways to a copy that shares nothing: deepcopy, and a pickle by every protocol."""

import copy
import pickle

import pytest


def pickled(protocol):
    def through_bytes(thing):
        return pickle.loads(pickle.dumps(thing, protocol))

    through_bytes.__name__ = f"pickle{protocol}"
    return through_bytes


DEEP = [copy.deepcopy, *map(pickled, range(2, pickle.HIGHEST_PROTOCOL + 1))]
each_way = pytest.mark.parametrize("how", DEEP, ids=lambda how: how.__name__)
