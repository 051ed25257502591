"""Say in one sentence what is wrong with this Python. Runs on any Python, however old."""

import sys

OLDEST = (3, 11)


def complaint(version, has_venv):
    """Return what is wrong, or an empty string."""
    if tuple(version[:2]) < OLDEST:
        return (
            "mathdl needs Python %d.%d or newer, and this is Python %d.%d: install a newer one, "
            "and if it has another name, run for example 'make lab PYTHON=python3.12'."
            % (OLDEST + tuple(version[:2]))
        )
    if not has_venv:
        return (
            "This Python cannot make virtual environments: install its venv module (on Debian "
            "and Ubuntu 'apt-get install python3-venv') and run make again."
        )
    return ""


def has_venv():
    """Return whether `python -m venv` would work."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    said = complaint(sys.version_info, has_venv())
    if said and "--quiet" not in sys.argv:
        sys.stderr.write(said + "\n")
    sys.exit(1 if said else 0)
