"""The exercises of chapter 6, Send the error back, in the order of the chapter."""

from mathdl.exercises.backprop import by_hand, detective, rules, whole

EXERCISES = {**by_hand.EXERCISES, **rules.EXERCISES, **detective.EXERCISES, **whole.EXERCISES}
