"""Problems of chapter 1: neurons, pieces, and how many parameters."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    distinct,
    given,
    pick,
    row,
    some,
    sum_of,
    table,
    whole,
)
from mathdl.refusals import joined
from mathdl.words import added, brief, counted, factor


def _relu(z: float | np.ndarray) -> float | np.ndarray:
    return np.maximum(z, 0)


@skill("neuron", "1.2", levels=range(1, 3))
def neuron(rng: np.random.Generator, level: int) -> Exercise | None:
    """One unit with relu: awake, and then maybe asleep, with three inputs."""
    x, w, b = row(rng, level + 1, -3, 3), row(rng, level + 1, -3, 3), some(rng, -4, 4)
    total = int(np.dot(x, w))
    z = total + b
    if not z or (level == 1 and z < 0):
        return None
    out = int(_relu(z))
    return problem(
        ask=f"A neuron with the inputs {given(x=x)}, the weights {given(w=w)} and the bias "
        f"{given(b=b)}. Its output is relu(w·x + b). What is it?",
        kind=Whole(),
        right=out,
        mistakes={
            "The bias is missing: it is added before relu looks."
            if z > 0
            else "relu lets nothing negative through: the neuron is asleep.": total if z > 0 else z,
            "You took the bias away; it is added, with its sign."
            if z > 0
            else "relu does not turn signs round, it cuts off: what is negative becomes 0.": total
            - b
            if z > 0
            else -z,
        },
        also={
            "The bias is added before relu looks.": int(_relu(total)) + b,
            "You added up inputs and weights; each input is multiplied by its weight.": sum(x)
            + sum(w)
            + b,
            "The inputs alone are added up here: each has its weight.": sum(x) + b,
        },
        hints=(
            "Multiply each input by its weight and add up.",
            "Then comes the bias, and last relu: what is negative becomes 0.",
            f"The first product is {factor(brief(x[0]))}·{factor(brief(w[0]))} = "
            f"{brief(x[0] * w[0])}.",
        ),
        worked=f"{sum_of(list(zip(x, w)))} = {brief(total)}, and {brief(total)} {added(brief(b))} "
        f"= {brief(z)}. relu({brief(z)}) = {out}.",
    )


@skill("small net", "1.2", levels=range(2, 5))
def small_net(rng: np.random.Generator, level: int) -> Exercise | None:
    """The forward pass of two or three hidden units with relu and one output."""
    n, k = {2: (2, 1), 3: (2, 2), 4: (3, 2)}[level]  # hidden units, inputs
    x, W = row(rng, k, -3, 3), table(rng, k, n, -2, 3)
    b, v, c = row(rng, n, -2, 2), row(rng, n, -3, 3), some(rng, -3, 3)
    z = np.array(x) @ np.array(W) + b
    hidden = _relu(z)
    out = int(hidden @ v + c)
    asleep = int((z < 0).sum())
    if not asleep or asleep == n or 0 in z:
        return None  # a net with nothing to cut off, or nothing left
    lines = [
        f"unit {j + 1}: {sum_of([(x[i], W[i][j]) for i in range(k)])} {added(brief(b[j]))} = "
        f"{brief(z[j])}, relu gives {brief(hidden[j])}"
        for j in range(n)
    ]
    return problem(
        ask=f"A net with {counted(n, 'hidden unit')}: relu(x @ W + b), and then the output "
        f"hidden @ v + c without relu. {given(x=x)}, {given(W=W, b=b, v=v, c=c)}. "
        "What comes out?",
        kind=Whole(),
        right=out,
        mistakes={
            "relu is missing: hidden units with a negative sum hand over 0.": int(z @ v + c),
            "The output has a bias as well: add c.": out - c,
        },
        also={
            "The hidden biases are missing: they come before relu.": int(
                _relu(np.array(x) @ np.array(W)) @ v + c
            ),
            "The output unit here has no relu: it may be negative.": 0 if out < 0 else out,
            "What is negative becomes 0; it does not change its sign.": int(np.abs(z) @ v + c),
            "Add up the hidden values by their weights v, not plainly.": int(hidden.sum() + c),
        },
        hints=(
            "First the hidden units, one by one: a column of W belongs to each.",
            f"Their sums are {joined([brief(part) for part in z])}. What does relu make of them?",
            "Multiply each hidden value by its entry of v, add up, and add c.",
        ),
        worked=f"Hidden:{block(*lines)}\nOutput: {sum_of(list(zip(hidden, v)))} "
        f"{added(brief(c))} = {brief(out)}.",
    )


@skill("count weights", "1.2")
def count_weights(rng: np.random.Generator, level: int) -> Exercise | None:
    """How many parameters: one layer, two, three; then how wide a budget lets a layer be."""
    if level == 4:
        a, h, c = whole(rng, 2, 9), whole(rng, 4, 30), whole(rng, 1, 5)
        total = (a + 1) * h + (h + 1) * c
        return problem(
            ask=f"A net with {given(inputs=a)}, one hidden layer of h units and "
            f"{given(outputs=c)} has, weights and biases together, {given(parameters=total)}. "
            "What is h?",
            kind=Whole(),
            right=h,
            mistakes={
                "Each output has a bias, too, whatever h is: take those away first.": (
                    total / (a + 1 + c)
                ),
                "Hidden units have a bias each: a hidden unit brings one weight for each input, "
                "one bias, and one weight for each output.": (total - c) / (a + c),
            },
            hints=(
                "How many parameters does one more hidden unit bring?",
                f"{a} weights in, one bias, {c} out: {a + 1 + c}.",
                f"The {counted(c, 'bias').replace('biass', 'biases')} of the outputs are there "
                "without any hidden unit.",
            ),
            worked=f"h·({a} + 1) + (h + 1)·{c} = {total}, so h·{a + 1 + c} = {total - c}, and "
            f"h = {h}.",
        )
    sizes = [whole(rng, 2, 12) for _ in range(level + 1)]
    pairs = list(pairwise(sizes))
    weights, biases = sum(a * b for a, b in pairs), sum(sizes[1:])
    terms = " + ".join(f"({a} + 1)·{b}" for a, b in pairs)
    return problem(
        ask=f"The layers of a net have {given(sizes=sizes)}: {sizes[0]} inputs, "
        f"{sizes[-1]} outputs. Every unit has a weight for each value it sees, and a bias. How "
        "many parameters are that?",
        kind=Whole(),
        right=weights + biases,
        mistakes={
            "Those are the weights. Each unit has a bias as well.": weights,
            "Inputs are no units: they have no bias.": weights + sum(sizes),
        },
        also={
            "One bias for each layer is too few: every unit has one.": weights + len(pairs),
            "Those are the units. How many numbers does each of them learn?": sum(sizes),
            "Weights join neighbouring layers: multiply two sizes at a time.": int(np.prod(sizes)),
        },
        hints=(
            "Look at one unit first: how many values does it see?",
            f"A unit of the first layer has {sizes[0]} weights and one bias.",
            "(values seen + 1)·units, for each layer; then add up.",
        ),
        worked=f"{terms} = {weights + biases}.",
    )


@skill("pieces", "1.4")
def pieces(rng: np.random.Generator, level: int) -> Exercise | None:
    """The slope of one piece of a net of hinges; at level 4, how many pieces there are."""
    n = {1: 2, 2: 2, 3: 3, 4: 4}[level]
    hinges = distinct(rng, n, -4, 4)
    w = [1] * n if level == 1 else [pick(rng, -1, 1) * pick(rng, 1, level) for _ in range(n)]
    v = row(rng, n, -3, 3)
    if level == 4:
        hinges[1] = pick(rng, hinges[0], hinges[1])
        w = [pick(rng, -1, 1) for _ in range(n)]
        v[1] = pick(rng, -v[0], v[0], v[1])
        if len(set(zip(w, hinges))) < n:
            return None
    b = [-int(w_ * h) for w_, h in zip(w, hinges)]
    net = f"f(x) is the sum of v·relu(w·x + b) over {n} units: {given(w=w, b=b, v=v)}."
    if level < 4:
        x0 = pick(rng, *(x for x in range(-5, 6) if x not in hinges))
        awake = [w_ * x0 + b_ > 0 for w_, b_ in zip(w, b)]
        slope = sum(v_ * w_ for v_, w_, on in zip(v, w, awake) if on)
        value = sum(v_ * (w_ * x0 + b_) for v_, w_, b_, on in zip(v, w, b, awake) if on)
        if not any(awake):
            return None
        names = joined([str(i + 1) for i, on in enumerate(awake) if on])
        return problem(
            ask=f"{net} What is its slope at {given(x=x0)}?",
            kind=Whole(),
            right=slope,
            mistakes={
                "Units that are asleep there pass on no slope: which w·x + b are negative?": sum(
                    v_ * w_ for v_, w_ in zip(v, w)
                )
                if not all(awake)
                else value,
            },
            also={
                "That is the value there. How steep is it?": value,
                "You added the v of the units awake. Each counts with its w, too.": sum(
                    v_ for v_, on in zip(v, awake) if on
                ),
                "You added the w of the units awake. Each counts with its v, too.": sum(
                    w_ for w_, on in zip(w, awake) if on
                ),
                "Those are the units that sleep there; the others count.": sum(
                    v_ * w_ for v_, w_, on in zip(v, w, awake) if not on
                ),
                "The sign of w counts: such a hinge opens to the left.": sum(
                    v_ * abs(w_) for v_, w_, on in zip(v, w, awake) if on
                ),
            },
            hints=(
                "Which units are awake there, with w·x + b > 0?",
                f"Awake: {names}. Each brings the slope v·w.",
                "Add up v·w over the units that are awake.",
            ),
            worked=f"w·x + b is {joined([brief(w_ * x0 + b_) for w_, b_ in zip(w, b)])}; awake: "
            f"{names}. "
            f"{sum_of([(v_, w_) for v_, w_, on in zip(v, w, awake) if on])} = {brief(slope)}.",
        )
    bends = {h: sum(v_ * abs(w_) for v_, w_, k in zip(v, w, hinges) if k == h) for h in hinges}
    count = 1 + sum(bend != 0 for bend in bends.values())
    told = [f"at {brief(h)} by {brief(bends[h])}" for h in sorted(bends)]
    return problem(
        ask=f"{net} Of how many straight pieces does it consist?",
        kind=Whole(),
        right=count,
        mistakes={
            "So many bends. One more piece than bends.": count - 1,
        },
        also={
            "Two hinges may lie at the same x, and two bends there may cancel.": n + 1,
            "At one x the bends cancel: what bends by nothing starts no piece.": len(bends) + 1,
            "That is the number of units. Where are their hinges?": n,
            "Units of one layer do not double the pieces: each adds one bend.": 2**n,
        },
        hints=(
            "Where is the hinge of each unit? At w·x + b = 0.",
            "By how much does the slope change there, from left to right? By v·|w|.",
            "Hinges at the same x add up; only where something is left is there a bend.",
        ),
        worked=f"The slope changes {joined(told)}. So there are {count - 1} bends and {count} "
        "pieces.",
    )
