"""What chapter 2 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "2.4": Question(
        "100 is added to every byte. What does the bright face do?",
        ("it turns pale", "it changes colour", "it turns white"),
        "it changes colour",
    ),
    "2.6": Question(
        "A reshape to three planes, and a reshape back. What is there then?",
        ("the picture again", "nine small pictures", "a mess"),
        "the picture again",
    ),
    "2.7": Question(
        "Shapes (3,) and (3, 1) are added. How many numbers does the sum have?",
        ("three", "nine", "none, it is an error"),
        "nine",
    ),
    "2.9": Question(
        "Both arrows are made twice as long. What does the dot product do?",
        (
            "it becomes twice as large",
            "it becomes four times as large",
            "it stays as it is",
        ),
        "it becomes four times as large",
    ),
}
