"""What chapter 9 asks, in its order: exercises, and predictions."""

from mathdl.exercises.playground import (
    briefs,
    budget,
    comparison,
    draws,
    error_bar,
    faults,
    more_briefs,
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
    **more_briefs.EXERCISES,
    **comparison.EXERCISES,
}
