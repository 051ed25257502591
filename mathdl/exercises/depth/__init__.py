"""What chapter 1 asks, in its order: exercises, and predictions."""

from mathdl.exercises.depth import counting, fair_race, neurons, odd, own_net, pieces
from mathdl.exercises.depth.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **neurons.EXERCISES,
    **counting.EXERCISES,
    **odd.EXERCISES,
    **fair_race.EXERCISES,
    **pieces.EXERCISES,
    **own_net.EXERCISES,
}
