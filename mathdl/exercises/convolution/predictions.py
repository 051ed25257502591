"""What chapter 11 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "11.1": Question(
        "The dense net reads 91 % of the digits in the middle. Push all of them one pixel to the "
        "right. How many does it read now?",
        ("about 85 %", "about 65 %", "about 45 %", "about 25 %"),
        "about 45 %",
    ),
    "11.3": Question(
        "The whole photograph is made brighter by 0.2. What does that do to Sobel's answers?",
        ("all rise by 0.2", "all rise by more, for its weights are larger", "nothing"),
        "nothing",
    ),
    "11.5": Question(
        "A 3 × 3 filter, from 8 × 8 to 8 × 8: written as a matrix it has 64 × 64 entries. How many "
        "*different* numbers, other than 0, are among them?",
        ("9", "64", "484", "576"),
        "9",
    ),
    "11.8": Question(
        "Twenty layers of 3 × 3 can see 41 × 41 pixels. How large is the middle square from which "
        "half of the squared gradient comes?",
        ("9 × 9", "21 × 21", "29 × 29"),
        "9 × 9",
    ),
    "11.9": Question(
        "Digits moved by chance. The dense net learns from 1,500 of them. From how many must the "
        "conv net learn, to read more than that?",
        ("1,500", "500", "200", "50 or fewer"),
        "50 or fewer",
    ),
}
