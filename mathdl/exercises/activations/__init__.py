"""What chapter 4 asks, in its order: exercises, and predictions."""

from mathdl.exercises.activations import bends_at_work, collapse, own_bend, slopes, softmax
from mathdl.exercises.activations.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **collapse.EXERCISES,
    **slopes.EXERCISES,
    **bends_at_work.EXERCISES,
    **softmax.EXERCISES,
    **own_bend.EXERCISES,
}
