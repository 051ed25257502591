"""What chapter 12 asks, in its order: exercises, and predictions."""

from mathdl.exercises.attention import look, own, pairs, six_lines, speak
from mathdl.exercises.attention.predictions import PREDICTIONS as PREDICTIONS

_ALL = {
    **pairs.EXERCISES,
    **look.EXERCISES,
    **six_lines.EXERCISES,
    **speak.EXERCISES,
    **own.EXERCISES,
}
EXERCISES = {f"12.{k}": _ALL[f"12.{k}"] for k in range(1, 11)}
