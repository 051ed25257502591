"""What chapter 3 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "3.2": Question(
        "The step h is made smaller and smaller, from 10⁻⁸ on. Where does the secant go?",
        ("closer to the tangent", "away from the tangent"),
        "away from the tangent",
    ),
    "3.6": Question(
        "Fifty links of slope 0.9. How much of the message is left?",
        ("less than one per cent", "more than one per cent"),
        "less than one per cent",
    ),
    "3.9": Question(
        "One input and a thousand outputs. From which end is it cheaper?",
        ("from the input", "from the output"),
        "from the input",
    ),
    "3.10": Question(
        "The learning rate is 1 instead of 0.1. Does it arrive?",
        ("yes, sooner", "no, never"),
        "no, never",
    ),
}
