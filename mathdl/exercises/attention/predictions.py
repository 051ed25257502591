"""What chapter 12 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "12.2": Question(
        "Nobody tells the net which letters are vowels. At the start the best straight line parts "
        "21 to 23 of the 26 letters rightly, by chance. And after 600 steps?",
        ("22 or 23", "24", "25 or 26"),
        "25 or 26",
    ),
    "12.4": Question(
        "q = (4, 0), four times as long. Scores 0, 2.83 and 5.66. How near does the average come "
        "to the third value, (10, 10)?",
        ("it is there, exactly", "about (9.4, 10.0)", "about (8, 9)"),
        "about (9.4, 10.0)",
    ),
    "12.5": Question(
        "With d = 2 the scores scatter with a standard deviation of about 1.4. And with d = 256?",
        ("still 1.4", "about 16", "about 181", "about 256"),
        "about 16",
    ),
    "12.7": Question(
        "Top-k at 1: the likeliest letter, always. How many *different* names do eight seeds "
        "give then, all after mar?",
        ("one", "two or three", "eight"),
        "one",
    ),
    "12.8": Question(
        "Six letters, to be said backwards; one head. Without positions, how many of its letters "
        "are right after 160 steps?",
        ("100 %", "about 60 %", "about 16 %", "about 4 %, as by chance"),
        "about 16 %",
    ),
}
