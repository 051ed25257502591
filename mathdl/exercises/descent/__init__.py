"""What chapter 7 asks, in its order: exercises, and predictions."""

from mathdl.exercises.descent import adam, batches, illness, momentum, recipe, steps
from mathdl.exercises.descent.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **steps.EXERCISES,
    **momentum.EXERCISES,
    **adam.EXERCISES,
    **batches.EXERCISES,
    **illness.EXERCISES,
    **recipe.EXERCISES,
}
