"""What chapter 1 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "1.2": Question(
        "Both weights of the neuron and its bias are multiplied by 3. What does its line do?",
        ("it turns", "it stays"),
        "it stays",
    ),
    "1.4": Question(
        "Each network gets the learning rate that suits it best. What does the gap of 25 points "
        "between one hidden layer and four do?",
        ("it shrinks", "it stays about the same", "it grows"),
        "it shrinks",
    ),
    "1.6": Question(
        "Random weights, and about 301 parameters at every depth. Which networks have the most "
        "pieces?",
        (
            "those with one hidden layer",
            "those with many hidden layers",
            "all about the same",
        ),
        "those with one hidden layer",
    ),
    "1.7": Question(
        "Two units in every hidden layer, and more and more layers. When is the disc fenced in?",
        ("from four layers on", "only with more than six", "never"),
        "never",
    ),
}
