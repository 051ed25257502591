"""The exercises of chapter 3, Follow the chain rule, in the order of the chapter."""

from mathdl.exercises.chain_rule import any_length, in_a_row, one_input, several_inputs

EXERCISES = {
    **one_input.EXERCISES,
    **in_a_row.EXERCISES,
    **several_inputs.EXERCISES,
    **any_length.EXERCISES,
}
