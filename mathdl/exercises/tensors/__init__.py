"""The exercises of chapter 2, Hold data in tensors, in the order of the chapter."""

from mathdl.exercises.tensors import broadcasts, holding, products

EXERCISES = {**holding.EXERCISES, **broadcasts.EXERCISES, **products.EXERCISES}
