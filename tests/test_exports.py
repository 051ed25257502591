"""Every operation that the package has can be called as `mathdl.…`."""

import pkgutil
from importlib import import_module

import pytest

import mathdl as dl
from mathdl import ops

FILES = [f"ops.{file.name}" for file in pkgutil.iter_modules(ops.__path__)]


@pytest.mark.parametrize("file", [*FILES, "activations", "losses"])
def test_every_operation_is_exported(file):
    module = import_module(f"mathdl.{file}")
    own = {n: f for n, f in vars(module).items() if getattr(f, "__module__", "") == module.__name__}
    operations = {n: f for n, f in own.items() if hasattr(f, "__wrapped__") and n[0] != "_"}
    assert operations or file == "ops.operators"
    for name, operation in operations.items():
        assert getattr(dl, name, None) is operation, f"import {name} in mathdl/__init__.py"
        assert name in dl.__all__
