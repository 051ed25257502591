"""What chapter 1 asks, in its order: exercises, and predictions."""

from mathdl.exercises.depth import counting, neurons, odd, own_net, shallow_and_deep
from mathdl.exercises.depth.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **neurons.EXERCISES,
    **counting.EXERCISES,
    **odd.EXERCISES,
    **shallow_and_deep.EXERCISES,
    **own_net.EXERCISES,
}
