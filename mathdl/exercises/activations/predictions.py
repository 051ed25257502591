"""What chapter 4 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "4.2": Question(
        "Two layers with random weights, nothing trained, and relu is switched on. How many "
        "corners does the line get?",
        ("one corner", "several corners"),
        "several corners",
    ),
    "4.6": Question(
        "Sixteen pieces instead of eight, each half as wide. What becomes of the worst error?",
        ("about half of it is left", "about a third is left, or less"),
        "about a third is left, or less",
    ),
    "4.8": Question(
        "About half of all relu units are off. At which scale does the first layer hear as much "
        "as the last?",
        ("at 1.4", "at 2"),
        "at 1.4",
    ),
    "4.9": Question(
        "The learning rate is 10. How do the units die?",
        ("one at a time", "many at once"),
        "many at once",
    ),
}
