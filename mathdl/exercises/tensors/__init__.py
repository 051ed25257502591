"""What chapter 2 asks, in its order: exercises, and predictions."""

from mathdl.exercises.tensors import (
    broadcasting,
    filters,
    motion_and_flow,
    order_of_axes,
    shapes_and_bytes,
    sums_and_products,
)
from mathdl.exercises.tensors.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **shapes_and_bytes.EXERCISES,
    **order_of_axes.EXERCISES,
    **broadcasting.EXERCISES,
    **sums_and_products.EXERCISES,
    **motion_and_flow.EXERCISES,
    **filters.EXERCISES,
}
