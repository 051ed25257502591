"""Does this Python have all that the book needs?"""

from __future__ import annotations

import sys
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
    if missing := [n for packages, _ in _needed() for n in packages if not _has(n, version_of)]:
        names = " and ".join(missing)
        return f"Without {names} no slider will show: run '{INSTALL} {' '.join(missing)}' first."
    if old := _too_old(version_of):
        return f"{old}: run '{INSTALL} ipywidgets' first."
    return ""


def _findings(version_of: Callable[[str], str]) -> Iterator[tuple[bool, str]]:
    slope = dl.derivative(lambda x: x * x)(3.0)
    yield slope == 6.0, f"mathdl computes slopes: the slope of x² at 3 is {slope}"
    for packages, purpose in _needed():
        missing = [name for name in packages if not _has(name, version_of)]
        if missing:
            yield False, f"{' and '.join(missing)} missing: {INSTALL} {' '.join(missing)}"
        elif "ipywidgets" in packages and (old := _too_old(version_of)):
            yield False, f"{old}: {INSTALL} ipywidgets"
        else:
            yield True, f"{' and '.join(packages)}, {purpose}"


def _needed() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return what is needed here; Colab has a page of its own, with sliders in it."""
    return NEEDED[:-1] if "google.colab" in sys.modules else NEEDED


def _too_old(version_of: Callable[[str], str]) -> str:
    """Return why JupyterLab would show no slider of these ipywidgets; empty if it shows them."""
    if not _has("jupyterlab", version_of) or "google.colab" in sys.modules:
        return ""
    lab, sliders = version_of("jupyterlab"), version_of("ipywidgets")
    if int(lab.split(".")[0]) < 4 or int(sliders.split(".")[0]) >= 8:
        return ""
    return f"JupyterLab {lab} shows no slider of ipywidgets {sliders}, only of 8 or newer"


def _has(name: str, version_of: Callable[[str], str]) -> bool:
    try:
        version_of(name)
    except PackageNotFoundError:
        return False
    return True
