"""The exercises of chapter 4, Bend the line with activations, in the order of the chapter."""

from mathdl.exercises.chapter_4 import collapse, shares, slopes, units

EXERCISES = {
    **collapse.EXERCISES,
    **slopes.EXERCISES,
    **units.EXERCISES,
    **shares.EXERCISES,
}
