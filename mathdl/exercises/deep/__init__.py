"""What chapter 8 asks, in its order: exercises, and predictions."""

from mathdl.exercises.deep import (
    block,
    clipping,
    excess,
    hundred_layers,
    normalise,
    selection,
    sizes,
    starts,
)
from mathdl.exercises.deep.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **sizes.EXERCISES,
    **excess.EXERCISES,
    **starts.EXERCISES,
    **normalise.EXERCISES,
    **block.EXERCISES,
    **clipping.EXERCISES,
    **selection.EXERCISES,
    **hundred_layers.EXERCISES,
}
