"""What chapter 2 asks, in its order: exercises, and predictions."""

from mathdl.exercises.tensors import broadcasting, filters, shapes_and_bytes, sums_and_products
from mathdl.exercises.tensors.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **shapes_and_bytes.EXERCISES,
    **broadcasting.EXERCISES,
    **sums_and_products.EXERCISES,
    **filters.EXERCISES,
}
