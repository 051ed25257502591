"""What each notebook finds loaded: nearly all that a learner's cells import."""

import matplotlib.pyplot

import mathdl.exercises.book
import mathdl.lab.marking.one
import mathdl.plots

__all__ = ["mathdl", "matplotlib"]
