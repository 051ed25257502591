"""What chapter 6 asks, in its order: exercises, and predictions."""

from mathdl.exercises.backprop import (
    backward_rules,
    broadcast_back,
    by_hand,
    engine,
    liar,
    one_step,
    two_layers,
    wait,
)
from mathdl.exercises.backprop.predictions import PREDICTIONS as PREDICTIONS

EXERCISES = {
    **by_hand.EXERCISES,
    **wait.EXERCISES,
    **backward_rules.EXERCISES,
    **broadcast_back.EXERCISES,
    **liar.EXERCISES,
    **one_step.EXERCISES,
    **two_layers.EXERCISES,
    **engine.EXERCISES,
}
