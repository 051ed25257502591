"""What chapter 5 asks, in its order: exercises, and predictions."""

from mathdl.exercises.losses import (
    losses_for_classes,
    losses_for_numbers,
    losses_for_yes_or_no,
    storms,
)
from mathdl.exercises.losses.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **losses_for_numbers.EXERCISES,
    **losses_for_yes_or_no.EXERCISES,
    **losses_for_classes.EXERCISES,
    **storms.EXERCISES,
}
