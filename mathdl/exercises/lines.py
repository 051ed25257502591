"""A file of lines that many kernels add to at once, and that none rewrites."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mathdl.files import open_plain, read_plain


class Lines:
    """Lines in a file, each of which says something for itself.

    No kernel waits for another, there is no lock that could be missing or left behind, and a line
    that was spoilt takes no other with it.

    Parameters
    ----------
    file : Path
        Made, with its folder, when something is first added.
    most : int
        Bytes that it may have.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     lines = Lines(Path(folder) / "lines.jsonl", 1000)
    ...     lines.add(b"{}", lambda: b"{}" in lines.read())
    ...     lines.read()
    [b'', b'{}']
    """

    def __init__(self, file: Path, most: int) -> None:
        self.file, self.most = file, most

    def read(self) -> list[bytes]:
        """Return all lines; none if there is no file.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        with suppress(FileNotFoundError):
            return read_plain(self.file, self.most).splitlines()
        return []

    def add(self, line: bytes, is_kept: Callable[[], bool]) -> None:
        """Add a line until it is kept.

        Raises
        ------
        OSError
            If it cannot be kept. Where nothing is raised, it is on the disk.
        """
        error = OSError(None, "other kernels change it all the time")
        for _ in range(100):
            if is_kept():
                return
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                # Behind a line of its own: the half line of a full disk spoils no other.
                self._append(b"\n" + line)
            except (FileNotFoundError, FileExistsError) as removed:  # somebody forgets, just now
                error = removed
        raise error

    def _append(self, words: bytes) -> None:
        # With O_APPEND the system puts each write behind all others.
        descriptor = open_plain(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            if os.fstat(descriptor).st_size + len(words) > self.most:  # or nobody could read it
                raise OSError(None, f"{self.file} is full")
            os.write(descriptor, words)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
