"""What chapter 5 asks, in its order: exercises, and predictions."""

from mathdl.exercises.losses import (
    asleep,
    log_sum_exp,
    losses_for_classes,
    losses_for_numbers,
    losses_for_yes_or_no,
    mean_or_median,
    storms,
)
from mathdl.exercises.losses.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **losses_for_numbers.EXERCISES,
    **mean_or_median.EXERCISES,
    **losses_for_yes_or_no.EXERCISES,
    **asleep.EXERCISES,
    **losses_for_classes.EXERCISES,
    **log_sum_exp.EXERCISES,
    **storms.EXERCISES,
}
