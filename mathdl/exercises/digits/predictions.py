"""What chapter 10 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "10.5": Question(
        "Dealt at random, the net of three layers reads 98.1 % of what it has not seen. Which "
        "reads a *new hand* best?",
        ("nearest neighbour", "one layer", "two layers", "three layers"),
        "nearest neighbour",
    ),
    "10.6": Question(
        "Without a cure, 94.7 % of a new hand is read right. Now, in every epoch, each "
        "picture is shifted by a whole pixel at most, each way. And then?",
        ("fewer are read right", "about as many", "more are read right"),
        "fewer are read right",
    ),
    "10.9": Question(
        "From each of 510 digits of new hands, 93 % of them read right, the three pixels are "
        "rubbed out that speak most for what is read. How many are still read right?",
        ("about 90 %", "about 80 %", "about 60 %", "about 40 %"),
        "about 40 %",
    ),
    "10.10": Question(
        "Every pixel of 510 digits is moved by 2 of 16, up or down as its slope says. If chance "
        "says it instead, 90 % are read right. How many now?",
        ("about 85 %", "about 50 %", "about 25 %"),
        "about 25 %",
    ),
    "10.12": Question(
        "A net reads 94.7 % of new hands. What does it read of drawings made on the pad, "
        "if they are counted just as they are?",
        ("about 95 %", "about 80 %", "about 60 %", "less than 40 %"),
        "less than 40 %",
    ),
}
