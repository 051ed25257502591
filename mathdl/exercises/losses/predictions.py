"""What chapter 5 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
    "5.1": Question(
        "Somebody starts at −2 and goes right for as long as the accuracy does not fall. Where do "
        "they end?",
        ("where they started", "stuck before the highest stair", "on the highest stair"),
        "stuck before the highest stair",
    ),
    "5.3": Question(
        "The last point is lifted by 20, and δ is raised from 1 to 10. What does Huber's line do?",
        (
            "it follows further, though less far than MSE",
            "it follows as far as MSE",
            "it follows less than before",
        ),
        "it follows further, though less far than MSE",
    ),
    "5.5": Question(
        "It rains on 90 % of such days. Scored by plain distance, which forecast costs least?",
        ("the truth, 90 %", "100 %", "a cautious 70 %"),
        "100 %",
    ),
    "5.7": Question(
        "Cross-entropy arrives after 7 steps. When does the squared error arrive?",
        ("after about 20 steps", "after about 70", "after more than 200"),
        "after more than 200",
    ),
    "5.10": Question(
        "The data are 1, 2, 3, 4 and 10. Under Laplace's peak, which guess makes them likeliest?",
        ("4, their mean", "3, their median", "something between 3 and 4"),
        "3, their median",
    ),
}
