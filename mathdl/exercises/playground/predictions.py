"""What chapter 9 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "9.2": Question(
        "400 examples of each kind of data, drawn ten times. Where is the net ahead of the "
        "copyist by a point or more, on average?",
        ("nowhere", "on the spirals of one turn and of two", "on the four quarters"),
        "on the four quarters",
    ),
    "9.3": Question(
        "Patient A has a sound first loss, a right gradient, and learns sixteen examples by heart. "
        "But on validation nearly nine of ten answers are wrong. What is it?",
        (
            "its learning rate is too small",
            "its labels are moved by one example",
            "its weights are too large",
            "it over-fits",
        ),
        "its labels are moved by one example",
    ),
    "9.4": Question(
        "On the rings Adam's scan falls most steeply at 0.16. Of the fixed rates, which is best?",
        ("about 0.03", "between 0.1 and 0.3, where it is steepest", "about 1"),
        "about 0.03",
    ),
    "9.5": Question(
        "You may spend 16 runs on six hyperparameters. Which way has the better median of two "
        "thousand searches, random settings, or one hyperparameter at a time, keeping each best?",
        (
            "random, by 5 points or more",
            "neither is 5 points ahead",
            "one at a time, by 5 points or more",
        ),
        "neither is 5 points ahead",
    ),
    "9.6": Question(
        "Three seeds of each design. How often do they name the one that is worse over all forty?",
        ("in about 3 of 100 draws", "in about 15 of 100", "in about 40 of 100"),
        "in about 40 of 100",
    ),
}
