"""What chapter 1 asks, in its order: exercises, and predictions."""

from mathdl.exercises.depth import neurons, shallow_and_deep
from mathdl.exercises.depth.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **neurons.EXERCISES,
    **shallow_and_deep.EXERCISES,
}
