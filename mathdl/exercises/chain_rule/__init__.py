"""What chapter 3 asks, in its order: exercises, and predictions."""

from mathdl.exercises.chain_rule import any_length, build, in_a_row, one_input, several_inputs
from mathdl.exercises.chain_rule.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **one_input.EXERCISES,
    **in_a_row.EXERCISES,
    **several_inputs.EXERCISES,
    **any_length.EXERCISES,
    **build.EXERCISES,
}
