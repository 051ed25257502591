"""The exercises of chapter 5, Measure success with a loss, in the order of the chapter."""

from mathdl.exercises.losses import classes, prices, surprise

EXERCISES = {**prices.EXERCISES, **surprise.EXERCISES, **classes.EXERCISES}
