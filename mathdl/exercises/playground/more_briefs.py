"""Briefs, the last four: with few steps, against noise, through sigmoids, of three classes."""

from __future__ import annotations

from mathdl.exercises.answers.design import Design
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.exercises.playground.briefs import HOW, line, problem

EXERCISES = {
    "9.13": Exercise(
        title="Brief: rings in three hundred steps",
        level=3,
        ask=(
            "Data: rings, 800 points. Target: 99 % right with at most **30 parameters** and "
            f"**300 steps**. {HOW}"
        ),
        kind=Design(problem("rings n800 z0"), 0.99, most=30, steps=300),
        right=line("rings n800 z0 | x1² x2² | 6tanh | adam .1 | s0 @300"),
        mistakes=(
            Mistake(
                line("rings n800 z0 | x1² x2² | 6relu | adam .1 | @60"),
                "Six hinges along x₁² + x₂² could draw all rings, but they die early at this "
                "rate: most seeds end near 60 %.",
            ),
            Mistake(
                line("rings n800 z0 | x1 x2 | 7tanh | adam .1 | @60"),
                "Rings are round, and seven cuts are straight: in 300 steps no seed comes close.",
            ),
            Mistake(
                line("rings n800 z0 | x1² x2² | nohidden | adam .1 | @60"),
                "On squares one unit draws one border. Rings have several, one between each two.",
            ),
        ),
        hints=(
            "What do all points of a ring have in common?",
            "The distance from the middle; its square is x₁² + x₂².",
            "With squares going in, the rings are strips, which a few tanh units count.",
        ),
        worked=(
            "`rings n800 z0 | x1² x2² | 6tanh | adam 0.1 | s0 @300`: on x₁² and x₂² the rings are "
            "slanted strips, and every tanh draws one border. 25 parameters, a median of 99.3 %; "
            "three layers of 20 silu on x₁ and x₂ have 921 parameters and reach 95 %."
        ),
        then="Choosing the squares was knowing that the answer is round.",
    ),
    "9.14": Exercise(
        title="Brief: hold the large net back",
        level=3,
        ask=(
            "Data: moons, **40 points, noise 0.3**. Keep two layers of 16 tanh. Target: a mean of "
            "76 % over ten seeds; as it is, after 2,000 steps, the net has all seen points right "
            "and 73 % of the unseen. Paste the line of settings."
        ),
        kind=Design(problem("moons n40 z.3"), 0.76, layers=((16, "tanh"), (16, "tanh")), mean=True),
        right=line("moons n40 z.3 | x1 x2 | 16tanh 16tanh | adam .03 | decay=1 | s0 @600"),
        mistakes=(
            Mistake(
                line("moons n40 z.3 | x1 x2 | 16tanh 16tanh | adam .03 | @200"),
                "By then it knows all forty points by heart, noise included. Stop earlier, or hold "
                "the weights back.",
            ),
            Mistake(
                line("moons n40 z.3 | x1 x2 | 16tanh 16tanh | adam .03 | @20"),
                "It does not know the points by heart yet, so you are close. But a few steps more "
                "or fewer decide here; what holds a net back however long it is trained?",
            ),
            Mistake(
                line("moons n40 z.3 | x1 x2 sinx1 sinx2 | 16tanh 16tanh | adam .03 | @600"),
                "Waves as further features do not hold the net back: a mean of 75 %, with all "
                "forty points learnt, noise and all.",
            ),
        ),
        hints=(
            "337 parameters and 40 points: what keeps the weights from growing?",
            "Weight decay, and not a little: it has to be felt in a few hundred steps.",
            "Decay 1 at rate 0.03 takes 3 % off every weight in every step.",
        ),
        worked=(
            "`moons n40 z0.3 | x1 x2 | 16tanh 16tanh | adam 0.03 | all decay=1 | s0 @600`: a mean "
            "of 77 %, where the net without it has 73 %. The honest baseline stands beside it: one "
            "straight cut, 3 parameters, has 79 % on these points. And decay 10, which leaves of "
            "the large net little but one straight cut, has 81 % with every seed: the brief keeps "
            "the large net, a wise designer would not."
        ),
        then="Now try `nohidden`, and be modest.",
    ),
    "9.15": Exercise(
        title="Brief: wake the sleepers",
        level=3,
        ask=(
            "Data: one turn, 400 points. Keep **four layers of 8 sigmoids and plain SGD**. Target: "
            f"95 % right in at most 2,000 steps. {HOW}"
        ),
        kind=Design(
            problem("oneturn n400 z.02"),
            0.95,
            steps=2000,
            layers=((8, "sigmoid"),) * 4,
            optimiser="sgd",
            able="Large first weights alone do not wake them, nor does a large rate alone; both "
            "together do, within 1,000 steps",
        ),
        right=line(
            "oneturn n400 z.02 | x1 x2 | 8sigmoid 8sigmoid 8sigmoid 8sigmoid | sgd 1 | scale=4 | "
            "s0 @1000"
        ),
        mistakes=(
            Mistake(
                line(
                    "oneturn n400 z.02 | x1 x2 | 8sigmoid 8sigmoid 8sigmoid 8sigmoid | sgd 10 | "
                    "decay=.01 @60"
                ),
                "Decay makes weights smaller, and small weights are why these units sleep.",
            ),
            Mistake(
                line(
                    "oneturn n400 z.02 | x1 x2 x1² x2² | 8sigmoid 8sigmoid 8sigmoid 8sigmoid | "
                    "sgd .1 | @60"
                ),
                "Other features do not wake them: the gradient is lost on its way through four "
                "layers, each with a slope of at most a quarter.",
            ),
        ),
        hints=(
            "Look at the bars below the net: how large is the gradient in the first layer?",
            "A sigmoid's slope is at most 1/4. What in chapter 4 made up for that?",
            "Larger first weights: multiply them by 4. The rate may be larger, too.",
        ),
        worked=(
            "`oneturn n400 z0.02 | x1 x2 | 8sigmoid 8sigmoid 8sigmoid 8sigmoid | sgd 1 | all "
            "scale=4 | s0 @1000`: four times a quarter is 1, so messages arrive. All ten seeds "
            "reach 98 %. With the usual first weights, twice the steps give 74 to 98 %."
        ),
        then="The rate alone does not do it, nor the weights alone at 0.1: both together do.",
    ),
    "9.16": Exercise(
        title="Brief: three arms",
        level=2,
        ask=(
            "Data: three arms, 400 points: three classes, so three logits. Target: 99 % right with "
            f"at most **40 parameters** and 2,000 steps. {HOW}"
        ),
        kind=Design(problem("threearms n400 z.02"), 0.99, most=40, steps=2000),
        right=line("threearms n400 z.02 | x1 x2 | 6tanh | adam .1 | s0 @500"),
        mistakes=(
            Mistake(
                line("threearms n400 z.02 | x1 x2 | 4tanh | adam .1 | @60"),
                "Four units are two too few: ten seeds end between 87 and 93 %.",
            ),
            Mistake(
                line("threearms n400 z.02 | x1 x2 | 5tanh | adam .1 | @60"),
                "That has 33 parameters, and one more unit fits. With five, three seeds of ten "
                "reach 99 % in 2,000 steps.",
            ),
            Mistake(
                line("threearms n400 z.02 | x1 x2 | 6relu | adam .1 | @60"),
                "Six hinges have as many parameters: ten seeds end between 78 and 99 %, and half "
                "of them below 94.",
            ),
        ),
        hints=(
            "Count for three answers: w units have 3w parameters, and the answers 3(w + 1).",
            "6w + 3 is at most 40, so w is 6.",
            "The bend that never dies, at rate 0.1.",
        ),
        worked=(
            "`threearms n400 z0.02 | x1 x2 | 6tanh | adam 0.1 | s0 @500`: 18 parameters in the "
            "hidden layer and 21 for the three logits, 39 in all. Eight of ten seeds reach 99 % "
            "in 500 steps."
        ),
        then="Look at the three answers' maps: each is large on its own arm.",
    ),
}
