"""Networks on disk: their numbers, by name, in a file that holds nothing else."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mathdl.nn.module import Module
from mathdl.refusals import shown

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1_000_000_000  # bytes of a file that is read
Net = TypeVar("Net", bound=Module)


def save(net: Module, path: str | os.PathLike) -> None:
    """Write the numbers of a network into a file: its `state_dict`, as ``.npz``.

    The network itself, its layers and bends, is not written: that is your code. `load` puts the
    numbers into a network that is built in the same way.

    Parameters
    ----------
    net : Module
    path : str or Path
        Ends with ".npz". A file that is there is replaced, in one step.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> net, other = dl.nn.Linear(2, 3, rng=0), dl.nn.Linear(2, 3, rng=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(net, pathlib.Path(folder) / "net.npz")
    ...     _ = load(other, pathlib.Path(folder) / "net.npz")
    >>> np.array_equal(net.weight.data, other.weight.data)
    True
    """
    from mathdl.files import write_whole  # here, so that `import mathdl` stays quick

    path = _checked(net, path)
    file = io.BytesIO()
    np.savez_compressed(file, **net.state_dict())
    write_whole(path, file.getvalue())


def load(net: Net, path: str | os.PathLike) -> Net:
    """Put the numbers that `save` wrote into a network built in the same way; return it.

    Nothing in the file is ever run: numbers only are read, and anything else is refused. This is
    why there is no pickle here, which runs whatever its author wrote into it.

    Parameters
    ----------
    net : Module
    path : str or Path

    Returns
    -------
    Module
        The network given.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not a file of numbers by name, or a shape differs.
    KeyError
        If it is of another network. In each case nothing has changed.
    """
    from zipfile import BadZipFile

    from mathdl.files import read_plain

    path = _checked(net, path)
    content = read_plain(path, MOST)
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            state = {name: _widened(file[name]) for name in file.files}
    except (ValueError, OSError, EOFError, KeyError, TypeError, BadZipFile):
        raise ValueError(
            f"{path.name} is not a file that nn.save wrote: those hold numbers by name, as .npz"
        ) from None
    net.load_state_dict(state)
    return net


def _widened(values: np.ndarray) -> np.ndarray:
    """Half precision, in which a file may keep its numbers to be small, is not computed with."""
    return values.astype(np.float32) if values.dtype == np.float16 else values


def _checked(net: Module, path: str | os.PathLike) -> Path:
    if not isinstance(net, Module):
        raise TypeError(f"net is a network, such as nn.Linear(2, 3), not {shown(net)}")
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path is the name of a file, such as 'net.npz', not {shown(path)}")
    from pathlib import Path

    path = Path(path)
    if path.suffix != ".npz":
        raise ValueError(f"the name of the file ends with .npz, not {shown(path.name)}")
    return path
