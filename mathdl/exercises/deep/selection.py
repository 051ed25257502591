"""Chapter 8, which number to report."""

from __future__ import annotations

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "8.8": Exercise(
        title="Which number?",
        level=2,
        ask="You tried 40 settings. The best on the validation points is right on 0.99 of the "
        "training points, on 0.93 of the validation points, and, looked at once, on 0.90 of the "
        "test points. Out of curiosity you test the others as well; one of them reaches 0.92. "
        "Which accuracy do you report?",
        kind=Number(tolerance=0.002),
        right=lambda: 0.90,
        mistakes=(
            Mistake(
                lambda: 0.93,
                "On those points it won against 39 others, so it was partly lucky there. Fresh "
                "points tell: 0.90.",
            ),
            Mistake(
                lambda: 0.92,
                "Whoever chooses by the test set has made a validation set of it, and is partly "
                "lucky again.",
            ),
            Mistake(lambda: 0.99, "It has seen those points while it learned."),
            Mistake(lambda: 0.915, "The mean of validation and test is still half lucky."),
            Mistake(
                lambda: 0.91,
                "The mean of two tests, one of them chosen by its test. Only the setting that "
                "*validation* chose counts.",
            ),
            Mistake(
                lambda: 0.94,
                "The mean of all three mixes in points that were seen, and points chosen by.",
            ),
            Mistake(
                lambda: 0.945,
                "The mean of training and test: half of it was seen.",
            ),
            Mistake(
                lambda: 0.96,
                "The mean of training and validation: one was seen, the other chosen by.",
            ),
        ),
        hints=(
            "Section 8.9: which points had no say, neither in learning nor in choosing?",
            "The test points, as long as they are looked at once, for the setting chosen before.",
            "A coin-flipper that wins among 50 on 40 points shows 68 %, and is worth 50 %.",
        ),
        worked="0.90: the chosen setting, on points that chose nothing.",
        then="And tell the readers that you tried 40.",
    ),
}
