"""What chapter 11 asks, in its order: exercises, and predictions."""

from mathdl.exercises.convolution import anywhere, back, sizes, slide
from mathdl.exercises.convolution.predictions import PREDICTIONS as PREDICTIONS

_ALL = {**slide.EXERCISES, **sizes.EXERCISES, **back.EXERCISES, **anywhere.EXERCISES}
EXERCISES = {f"11.{k}": _ALL[f"11.{k}"] for k in range(1, 11)}
