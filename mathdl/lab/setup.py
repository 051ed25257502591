"""Does this Python have all that the book needs?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

import mathdl as dl

INSTALL = "python -m pip install --upgrade"
NEEDED = (
    (("numpy", "matplotlib"), "for numbers and pictures"),
    (("ipywidgets", "anywidget"), "for sliders beside the kernel"),
    (("jupyterlab", "jupyterlab_widgets"), "for sliders on the page"),
)


def check_setup(version_of: Callable[[str], str] = version) -> None:
    """Print a line for everything the book needs: there, or what to do.

    Parameters
    ----------
    version_of : function, optional
        From the name of a package to its version; raises PackageNotFoundError if it is missing.

    Examples
    --------
    >>> check_setup()
    ✓ mathdl computes slopes: the slope of x² at 3 is 6.0
    ✓ numpy and matplotlib, for numbers and pictures
    ✓ ipywidgets and anywidget, for sliders beside the kernel
    ✓ jupyterlab and jupyterlab_widgets, for sliders on the page
    """
    for fine, line in _findings(version_of):
        print("✓" if fine else "✗", line)


def complaint(version_of: Callable[[str], str] = version) -> str:
    """Return one sentence: what sliders lack, and the cure; empty if nothing is missing."""
    missing = [n for packages, _ in NEEDED for n in packages if not _has(n, version_of)]
    if not missing:
        return ""
    names = " and ".join(missing)
    return f"Without {names} no slider will show: run '{INSTALL} {' '.join(missing)}' first."


def _findings(version_of: Callable[[str], str]) -> Iterator[tuple[bool, str]]:
    slope = dl.derivative(lambda x: x * x)(3.0)
    yield slope == 6.0, f"mathdl computes slopes: the slope of x² at 3 is {slope}"
    for packages, purpose in NEEDED:
        missing = [name for name in packages if not _has(name, version_of)]
        if missing:
            yield False, f"{' and '.join(missing)} missing: {INSTALL} {' '.join(missing)}"
        else:
            yield True, f"{' and '.join(packages)}, {purpose}"


def _has(name: str, version_of: Callable[[str], str]) -> bool:
    try:
        version_of(name)
    except PackageNotFoundError:
        return False
    return True
