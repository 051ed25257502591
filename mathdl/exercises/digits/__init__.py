"""What chapter 10 asks, in its order: exercises, and predictions."""

from mathdl.exercises.digits import blocks, counts, fooled, matrix, own_hand, temperature
from mathdl.exercises.digits.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **blocks.EXERCISES,
    **counts.EXERCISES,
    **matrix.EXERCISES,
    **fooled.EXERCISES,
    **temperature.EXERCISES,
    **own_hand.EXERCISES,
}
