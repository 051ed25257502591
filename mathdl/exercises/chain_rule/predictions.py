"""What chapter 3 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "3.2": Question(
        "The step h shrinks from 10⁻⁴ down to 10⁻¹⁶. Where does the secant go?",
        ("ever closer to the tangent", "closer first, then far off", "to the tangent, and stays"),
        "closer first, then far off",
    ),
    "3.6": Question(
        "Fifty links of slope 0.9. How much of the message is left?",
        ("about a tenth", "a few per cent", "less than one per cent"),
        "less than one per cent",
    ),
    "3.9": Question(
        "One input and a thousand outputs. From which end is it cheaper?",
        ("from the input", "from the output", "both cost the same"),
        "from the input",
    ),
    "3.10": Question(
        "The learning rate is 1 instead of 0.1. Does it arrive?",
        ("no, it jumps to and fro", "yes, sooner", "no, it runs away"),
        "no, it jumps to and fro",
    ),
}
