"""What chapter 5 asks before a slider is moved."""

from mathdl.exercises.exercise import Question

# The key is the section; its picture answers.
PREDICTIONS = {
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
}
