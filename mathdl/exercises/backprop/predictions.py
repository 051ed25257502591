"""What chapter 6 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "6.4": Question(
        "Five ways to pass messages on. Which of them end with too little?",
        (
            "passing on the running total",
            "visiting each node once, and overwriting",
            "waiting for every user",
        ),
        "visiting each node once, and overwriting",
    ),
    "6.5": Question(
        "Four examples go through at once. Whose shapes gain a 4?",
        (
            "those of values, but of no gradient",
            "those of values and of their gradients, but not those of weights",
            "all of them, gradients of weights too",
        ),
        "those of values and of their gradients, but not those of weights",
    ),
    "6.6": Question(
        "A unit is off, its sum is −1, and its bias has gradient 0. The bias is pushed upwards. "
        "When does the loss begin to move?",
        ("at once", "after a push of 1", "never, for the gradient is 0"),
        "after a push of 1",
    ),
    "6.8": Question(
        "Five steps with learning rate 0.2, from a loss of 9. Where is the loss then?",
        ("close to 0", "still at 9", "far above 9"),
        "still at 9",
    ),
    "6.9": Question(
        "A net of width 256 is checked by finite differences. How many forward passes does it "
        "take?",
        ("about 200", "about 5,000", "more than 50,000"),
        "more than 50,000",
    ),
}
