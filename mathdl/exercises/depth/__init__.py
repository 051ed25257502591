"""The exercises of chapter 1, See what depth buys, in the order of the chapter."""

from mathdl.exercises.depth import depth, neurons

EXERCISES = {**neurons.EXERCISES, **depth.EXERCISES}
