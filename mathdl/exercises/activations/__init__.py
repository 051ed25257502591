"""The exercises of chapter 4, Bend the line with activations, in the order of the chapter."""

from mathdl.exercises.activations import collapse, shares, slopes, units

EXERCISES = {
    **collapse.EXERCISES,
    **slopes.EXERCISES,
    **units.EXERCISES,
    **shares.EXERCISES,
}
