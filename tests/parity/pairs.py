"""Every operation of ours and PyTorch's, and what both are given: the pairs of `tests/tables/`.

An operation with an option that changes what it does has several pairs: "name, which".
"""

import pytest
from cases import TABLES
from parity import arguments as given
from tables import entrywise

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[parity]'")
F = torch.nn.functional

ENTRYWISE = entrywise.one_number_pairs(torch, given)
PAIRS = {name: pair for table in TABLES for name, pair in table.pairs(torch, given).items()}
