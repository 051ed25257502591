"""What chapter 9 asks, in its order: exercises, and predictions."""

from mathdl.exercises.playground import (
    briefs,
    budget,
    comparison,
    draws,
    error_bar,
    faults,
    rates,
    settings,
)
from mathdl.exercises.playground.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **budget.EXERCISES,
    **faults.EXERCISES,
    **rates.EXERCISES,
    **draws.EXERCISES,
    **settings.EXERCISES,
    **error_bar.EXERCISES,
    **briefs.EXERCISES,
    **comparison.EXERCISES,
}
