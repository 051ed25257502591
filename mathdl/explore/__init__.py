"""Plots under sliders: the only place of the package that knows widgets."""

from mathdl.explore.explorer import Explorer, explore

__all__ = ["Explorer", "explore"]
