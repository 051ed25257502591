"""Walls around a learner's process: what the system can do, and what it could not.

Linux has namespaces (no network, no other processes to be seen or stopped) and Landlock (no files
but its own and those of Python). Limits on memory, time and the size of files are those of POSIX.
Each wall that cannot be built is said, and never holds up the marking.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import stat
import sys
from pathlib import Path

import numpy as np

import mathdl

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

WALLS = ("network", "processes", "number", "files", "disk", "memory")
DISK = 200  # MB of a learner's own
# Of linux/sched.h.
_USER, _NETWORK, _PROCESSES, _IPC = 0x10000000, 0x40000000, 0x20000000, 0x08000000
_MOUNTS, _PRIVATE, _PLAIN = 0x00020000, 0x00044000, 0x6  # the last two of linux/mount.h
_NOBODY = 65534
# Of linux/prctl.h.
_DIES_WITH_PARENT, _DUMPABLE, _NO_NEW_PRIVILEGES = 1, 4, 38
_LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True) if _LINUX else None


def separate() -> set[str]:
    """Give this process's children namespaces of their own; return which walls that builds.

    The next child is the first process of its world: when it ends, all that it started ends.
    """
    if not _LINUX:
        return set()
    user, group = os.geteuid(), os.getegid()
    alone = _NETWORK | _PROCESSES | _IPC
    if user == 0 and _libc.unshare(alone) == 0:
        return {"network", "processes"}
    for flags, walls in ((alone, {"network", "processes"}), (_NETWORK, {"network"})):
        if _libc.unshare(_USER | flags) == 0:
            with contextlib.suppress(OSError):  # without a name of its own it is nobody
                Path("/proc/self/setgroups").write_text("deny")
                Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
                Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            return walls
    return set()


def guard_memory() -> None:
    """Let no other process read this one's memory."""
    if _LINUX:
        _libc.prctl(_DUMPABLE, 0, 0, 0, 0)


def own_disk(folder: Path) -> set[str]:
    """Put a small disk in memory in place of a folder, for this process and its children only.

    It is full before the one of others is, and gone when they end. Returns which wall that builds.
    """
    if not _LINUX or _libc.unshare(_MOUNTS) or _libc.mount(b"none", b"/", None, _PRIVATE, None):
        return set()
    owner = f",uid={_NOBODY},gid={_NOBODY}" if _will_be_nobody() else ""
    options = f"size={DISK}m,nr_inodes=20k,mode=700{owner}".encode()
    mounted = _libc.mount(b"tmpfs", bytes(folder), b"tmpfs", _PLAIN, options) == 0
    return {"disk"} if mounted else set()


def enclose(folder: Path, seconds: float, megabytes: int, alone: bool) -> set[str]:
    """Confine this very process for good; return which walls that builds.

    Parameters
    ----------
    folder : Path
        Its own, the only one in which it may write.
    seconds : float
        Of the processor.
    megabytes : int
        What it may take in addition to what it has.
    alone : bool
        Whether it is in a world of its own processes. If not, it may start none.
    """
    walls = set()
    if resource is not None:
        os.setsid()
        walls |= _limit(seconds, megabytes, alone)
    if _LINUX:
        _become_nobody()
        _libc.prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if _close_files(folder):
            walls.add("files")
        _drop_capabilities()
    if resource is not None and os.geteuid() != 0:  # on root's processes the limit does not count
        walls.add("number")
    return walls


def _limit(seconds: float, megabytes: int, alone: bool) -> set[str]:
    used = resource.getrusage(resource.RUSAGE_SELF)  # to start, which does not count
    limits = {
        "RLIMIT_CPU": int(used.ru_utime + used.ru_stime + seconds) + 1,
        "RLIMIT_FSIZE": 50_000_000,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_NPROC": 40 if alone else 0,
    }
    if _LINUX:  # macOS takes this limit and does not keep it
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limits["RLIMIT_AS"] = pages * resource.getpagesize() + megabytes * 1_000_000
    for name, most in limits.items():
        with contextlib.suppress(OSError, ValueError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))
    return {"memory"} if _LINUX else set()


def _become_nobody() -> None:
    if not _will_be_nobody():
        return
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _will_be_nobody() -> bool:
    """Whether root can stop being root: nobody, too, has to read Python and its packages."""
    is_root = _LINUX and os.geteuid() == 0
    return is_root and all(map(_is_open_to_all, readable()))


def hand_over(folder: Path) -> None:
    """Make a folder nobody's, where this process is root and its child will be nobody."""
    if _will_be_nobody():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)


def _is_open_to_all(path: Path) -> bool:
    """Whether anybody may go into a folder."""
    return all(part.stat().st_mode & stat.S_IXOTH for part in (path, *path.parents))


def readable() -> list[Path]:
    """Return the folders of Python and its packages."""
    packages = Path(mathdl.__file__).parent, Path(np.__file__).parents[1]
    return sorted({Path(root).resolve() for root in (sys.prefix, sys.base_prefix, *packages)})


def _drop_capabilities() -> None:
    """Give up what the first user of a namespace may do in it."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _libc.capset(header, (ctypes.c_uint32 * 6)())


# Landlock: system calls, of which the C library has no functions, alike on all but Alpha.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_FOLDER, _WRITE_FILE, _TRUNCATE = 1, 4, 8, 2, 1 << 14
_BITS = (0, 13, 14, 15, 15, 16)  # rights on files that each version of it knows
_SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/opt", "/nix", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


def _close_files(folder: Path) -> bool:
    """Leave only these files to this process, and return whether the system can do that."""
    version = _libc.syscall(_CREATE, None, 0, 1)
    if version < 1 or platform.machine() == "alpha":
        return False
    everything = (1 << _BITS[min(version, 5)]) - 1
    # Rights on files; TCP, both ways (from version 4); signals and sockets of others (from 6).
    handled = (ctypes.c_uint64 * 3)(everything, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _libc.syscall(_CREATE, handled, size, 0)
    if rules < 0:
        return False
    read = _EXECUTE | _READ_FILE | _READ_FOLDER
    for path in (*_SYSTEM, *readable()):
        _allow(rules, Path(path), read)
    for path in _DEVICES:
        _allow(rules, Path(path), _READ_FILE | _WRITE_FILE)
    _allow(rules, folder, everything)
    closed = _libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return closed


def _allow(rules: int, path: Path, rights: int) -> None:
    with contextlib.suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not path.is_dir():
            rights &= _EXECUTE | _READ_FILE | _WRITE_FILE
        rule = rights.to_bytes(8, sys.byteorder) + place.to_bytes(4, sys.byteorder)
        _libc.syscall(_ADD, rules, 1, rule, 0)
        os.close(place)
