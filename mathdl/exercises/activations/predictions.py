"""What chapter 4 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "4.2": Question(
        "Two layers with random weights, nothing trained, and relu is switched on. What becomes "
        "of the line?",
        ("it gets one corner", "it gets several corners", "it becomes a smooth curve"),
        "it gets several corners",
    ),
    "4.6": Question(
        "Sixteen pieces instead of eight, each half as wide. What is left of the worst error?",
        ("about half", "between a third and a quarter", "a tenth or less"),
        "between a third and a quarter",
    ),
    "4.8": Question(
        "About half of all relu units are off. At which scale does the first layer hear as much "
        "as the last?",
        ("at 1.2", "at 1.4", "at 2", "at 4"),
        "at 1.4",
    ),
    "4.9": Question(
        "The learning rate is 10. What happens to the units?",
        ("a few die, one by one", "most die within a few steps", "most die and come back"),
        "most die within a few steps",
    ),
}
