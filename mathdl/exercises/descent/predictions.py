"""What chapter 7 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "7.2": Question(
        "The double well, every bottom with curvature 2, and η = 1.1, just beyond the bound of 1. "
        "What does the ball do?",
        ("it settles in one of the wells", "it hops to and fro for ever", "it leaves for good"),
        "it hops to and fro for ever",
    ),
    "7.5": Question(
        "The valley is turned by 45°. Whose path becomes another one, seen from the valley?",
        ("all three", "only Adam’s", "momentum’s and Adam’s"),
        "only Adam’s",
    ),
    "7.6": Question(
        "Walkers with batches of 4 are given momentum, β = 0.9, at the same learning rate. What "
        "becomes of their cloud?",
        (
            "it shrinks: errors cancel",
            "it stays about as wide",
            "it grows, to more than three times its width",
        ),
        "it grows, to more than three times its width",
    ),
    "7.7": Question(
        "Adam at 0.1: the median of twelve nets is 59 %, near a coin's 50. What saves them?",
        (
            "letting the rate fall along a cosine",
            "a warm-up of 200 steps",
            "neither by itself",
        ),
        "a warm-up of 200 steps",
    ),
    "7.8": Question(
        "500 walkers start in the deep narrow well, with noise. Where are most of them after 3,000 "
        "steps?",
        (
            "still there: it is the deeper one",
            "in the wide well, although it is shallower",
            "half and half",
        ),
        "in the wide well, although it is shallower",
    ),
}
