"""What the chapters ask before a slider is moved: the questions of `predict`."""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """What is asked before a slider is moved, two answers to choose from, and the right one."""

    ask: str
    choices: tuple[str, str]
    right: str


# The key is the section; its picture answers.
PREDICTIONS: dict[str, Question] = {
    "1.2": Question(
        "Both weights of the neuron and its bias are multiplied by 3. What does its line do?",
        ("it turns", "it stays"),
        "it stays",
    ),
    "1.4": Question(
        "Each network gets the learning rate that suits it best. What does the gap of 25 points "
        "between one hidden layer and four do?",
        ("it shrinks", "it grows"),
        "it shrinks",
    ),
    "1.6": Question(
        "Random weights, and about 301 parameters at every depth. Which networks have the most "
        "pieces?",
        ("those with one hidden layer", "those with many hidden layers"),
        "those with one hidden layer",
    ),
    "1.7": Question(
        "Two units in every hidden layer, and more and more layers. When is the disc fenced in?",
        ("with enough layers", "never"),
        "never",
    ),
    "2.4": Question(
        "100 is added to every byte. What does the bright face do?",
        ("it turns pale", "it changes colour"),
        "it changes colour",
    ),
    "2.6": Question(
        "A reshape to three planes, and a reshape back. What is there then?",
        ("the picture again", "a mess"),
        "the picture again",
    ),
    "2.7": Question(
        "Shapes (3,) and (3, 1) are added. How many numbers has the sum?",
        ("three", "nine"),
        "nine",
    ),
    "2.9": Question(
        "Both arrows are made twice as long. What does the dot product do?",
        ("it becomes twice as large", "it becomes four times as large"),
        "it becomes four times as large",
    ),
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
    "5.1": Question(
        "Somebody starts at −2 and goes right for as long as the accuracy does not fall. Where do "
        "they end?",
        ("at the highest stair", "stuck before it"),
        "stuck before it",
    ),
    "5.3": Question(
        "δ is raised from 1 to 10 before the last point is lifted. How far does Huber's line "
        "follow?",
        ("further", "less far"),
        "further",
    ),
    "5.5": Question(
        "The truth was given 0.0001 instead of 0.01. What does that cost?",
        ("twice as much", "a hundred times as much"),
        "twice as much",
    ),
    "5.7": Question(
        "Cross-entropy arrives after 7 steps. When does the squared error arrive?",
        ("before step 100", "after step 200"),
        "after step 200",
    ),
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
