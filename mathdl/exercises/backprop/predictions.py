"""What chapter 6 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "6.5": Question(
        "Four examples go through at once. Do the gradients of the weights change their shapes?",
        ("yes, they gain a 4", "no, they keep them"),
        "no, they keep them",
    ),
    "6.6": Question(
        "The third unit is off, and a weight that leads into it is nudged by 0.2. What does the "
        "loss do?",
        ("it moves a little", "nothing"),
        "nothing",
    ),
    "6.8": Question(
        "Five steps with learning rate 0.2, from a loss of 9. Where is the loss then?",
        ("still at 9", "below 9"),
        "still at 9",
    ),
    "6.9": Question(
        "A net of width 256 is checked by finite differences. How many forwards does it take?",
        ("fewer than 10,000", "more than 50,000"),
        "more than 50,000",
    ),
}
