"""What chapter 3 asks, in its order: exercises, and predictions."""

from mathdl.exercises.chain_rule import (
    any_length,
    build,
    in_a_row,
    one_input,
    right_place,
    several_inputs,
    which_end,
)
from mathdl.exercises.chain_rule.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **one_input.EXERCISES,
    **right_place.EXERCISES,
    **in_a_row.EXERCISES,
    **several_inputs.EXERCISES,
    **which_end.EXERCISES,
    **any_length.EXERCISES,
    **build.EXERCISES,
}
