"""What chapter 8 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "8.1": Question(
        "You have found rates up to 32 hidden layers. Which rates work with 64?",
        (
            "smaller ones than with 32",
            "about the same as with 32",
            "none of the fifteen",
        ),
        "none of the fifteen",
    ),
    "8.4": Question(
        "The rule keeps the mean square, on average over many nets. What do five single nets of "
        "width 16 do over a hundred layers?",
        (
            "they stay near 1, some above and some below",
            "they fan out evenly, some exploding and some vanishing",
            "nearly all of them shrink, a thousandfold and more",
        ),
        "nearly all of them shrink, a thousandfold and more",
    ),
    "8.6": Question(
        "Every layer of relu is normalised over the batch, so the signal cannot grow or shrink. "
        "What does the gradient do on its way back through a hundred of them?",
        ("it keeps its size, too", "it vanishes", "it explodes"),
        "it explodes",
    ),
    "8.7": Question(
        "A hundred layers with a skip around each, and the same fifteen rates. How many of them "
        "work?",
        ("none, as before", "one or two", "more than five"),
        "more than five",
    ),
    "8.9": Question(
        "From step 100 to step 1,000 the unseen loss more than doubles. What does "
        "the share of right answers on the same points do?",
        ("it falls by five points or more", "it moves by a point or so", "it rises by five points"),
        "it moves by a point or so",
    ),
}
