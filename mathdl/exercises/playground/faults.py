"""Chapter 9, which fault the checks speak of."""

from __future__ import annotations

from mathdl.exercises.answers.kind import Name
from mathdl.exercises.exercise import Exercise, Mistake

FAULTS = ("zeros", "slow", "labels", "large", "mixed", "summed")

EXERCISES = {
    "9.2": Exercise(
        title="Which fault?",
        level=2,
        ask="A net is to tell ten classes apart. Its first loss is ln 10 = 2.302585, to the last "
        "digit, and after 150 steps on 16 examples it is still 2.26. Which one of these is it? "
        "`zeros`: all weights start at 0; `slow`: the rate is 100 times too small; `labels`: they "
        "are moved by one example; `large`: weights are 5 times too large; `mixed`: a reshape "
        "stirs the pictures; `summed`: the loss is a sum over the batch.",
        kind=Name(FAULTS),
        right=lambda: "zeros",
        mistakes=(
            Mistake(
                lambda: "slow",
                "It would stay, too; but weights drawn by chance start *near* ln 10, at 2.6 say. "
                "Exactly ln 10 means that all ten scores are equal.",
            ),
            Mistake(
                lambda: "mixed",
                "Stirred pictures are hard to learn, but random weights give them random scores: "
                "a first loss near ln 10, not exactly there.",
            ),
            Mistake(
                lambda: "labels",
                "Sixteen wrong labels are learnt by heart as easily as sixteen right ones. Only "
                "validation would show it.",
            ),
            Mistake(
                lambda: "large",
                "Then the first loss would show it: surely wrong at once, a loss of 100 and more.",
            ),
            Mistake(
                lambda: "summed",
                "Then the first loss would be as many times ln 10 as there are examples.",
            ),
        ),
        hints=(
            "Section 9.3: what do the scores look like if the loss is ln 10 exactly?",
            "All ten scores are equal. What makes random weights give equal scores?",
            "If nothing moves afterwards, the weights get no gradient either: section 6.8.",
        ),
        worked="`zeros`. All scores are 0, so each class gets 1/10. No gradient passes a weight of "
        "0, and only the last biases learn: how common each class is.",
        then="Look at it: patient F of the picture.",
    ),
}
