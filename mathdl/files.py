"""Small files that may meet anything on disk: read without hanging, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from pathlib import Path

# A pipe is not waited for, a symbolic link is not followed; Windows has neither flag.
_CAREFULLY = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
PATIENCE = 2.0  # seconds in which Windows lets go of a file that another program is reading


def open_plain(path: Path, flags: int) -> int:
    """Open a plain file; whatever else lies there is refused before it is touched.

    Parameters
    ----------
    path : Path
    flags : int
        As for `os.open`.

    Returns
    -------
    int
        The file descriptor, which the caller closes.

    Raises
    ------
    OSError
        Also if there is a link, a folder, a pipe or a device.
    """
    with contextlib.suppress(FileNotFoundError):
        _require_plain(path, path.lstat())
    descriptor = os.open(path, flags | _CAREFULLY, 0o666)
    try:
        _require_plain(path, os.fstat(descriptor))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def read_plain(path: Path, most: int) -> bytes:
    """Return what is in a plain file of at most so many bytes.

    Raises
    ------
    OSError
        If it is larger, is no plain file, or cannot be read.
    """
    descriptor = open_plain(path, os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        read = b"" if size > most else file.read(most + 1)
    if max(size, len(read)) > most:
        raise OSError(
            errno.EFBIG, f"{path} has more than {most // 1000:,} kB; remove it or move it away"
        )
    return read


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever interrupts it, the old one or the new one is whole.

    The new one is made under a name that nobody else has, and then takes the place of the old one;
    of a link, too, and not of what the link points to.
    """
    if path.is_dir() and not path.is_symlink():
        _require_plain(path, path.lstat())
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFULLY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _require_plain(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kinds = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe"}
        kind = kinds.get(stat.S_IFMT(status.st_mode), "a device")
        raise OSError(errno.EINVAL, f"{path} is {kind}, not a file; remove it or move it away")


def _replace(new: Path, old: Path) -> None:
    """Try until it works: on Windows even a file that is being read cannot be replaced."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return os.replace(new, old)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > end:
                raise
            time.sleep(0.005)
