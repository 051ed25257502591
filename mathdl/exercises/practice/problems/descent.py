"""Problems of chapter 7: steps, curvature, momentum, Adam."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    digits,
    distinct,
    exact,
    given,
    pick,
    some,
    whole,
)
from mathdl.words import added, brief, factor, number


@skill("one step", "7.2", levels=range(1, 4))
def one_step(rng: np.random.Generator, level: int) -> Exercise | None:
    """One step down a parabola; two of them; one in a valley of two parameters."""
    a, goal, lr = pick(rng, 1, 2, 3), some(rng, -3, 3), pick(rng, 0.05, 0.1, 0.2, 0.25)
    p0 = float(goal + some(rng, -4, 4))
    if level == 3:
        c = pick(rng, 4, 5, 10)
        x, y = float(some(rng, -4, 4)), float(some(rng, -2, 2))
        right = [x - lr * 2 * a * x, y - lr * 2 * c * y]
        return problem(
            ask=f"L = {a}·x² + {c}·y². You stand at {given(x=x, y=y)}, and take one step of plain "
            f"descent with {given(lr=lr)}. Where are you then? (Two numbers.)",
            kind=Array(exact=True),
            right=right,
            mistakes={
                "That is uphill: the gradient is taken away.": [
                    x + lr * 2 * a * x,
                    y + lr * 2 * c * y,
                ],
                "That is the step alone. From where?": [-lr * 2 * a * x, -lr * 2 * c * y],
            },
            also={
                "The slope of x² is 2x.": [x - lr * a * x, y - lr * c * y],
                "Learning rate 1? It multiplies the gradient.": [x - 2 * a * x, y - 2 * c * y],
            },
            hints=(
                "The gradient first.",
                f"It is ({brief(2 * a * x)}, {brief(2 * c * y)}).",
                "Take lr times it away from where you stand.",
            ),
            worked=f"The gradient is ({brief(2 * a * x)}, {brief(2 * c * y)}); lr times it is "
            f"({brief(lr * 2 * a * x)}, {brief(lr * 2 * c * y)}). You come to "
            f"[{brief(right[0])}, {brief(right[1])}].",
        )
    path = [p0]
    for _ in range(level):
        path.append(path[-1] - lr * 2 * a * (path[-1] - goal))
    right, slope = path[-1], 2 * a * (p0 - goal)
    if round(right, 3) != round(right, 9):
        return None
    inside = f"(p {added(brief(-goal))})²"
    lines = [
        f"p = {brief(p)}: slope 2·{a}·{factor(brief(p - goal))} = {brief(2 * a * (p - goal))}, "
        f"next p = {brief(p)} − {brief(lr)}·{factor(brief(2 * a * (p - goal)))} = {brief(q)}"
        for p, q in pairwise(path)
    ]
    steps = "one step" if level == 1 else "two steps"
    return problem(
        ask=f"L = {a}·{inside}. You stand at {given(p=p0)} and take {steps} of plain descent with "
        f"{given(lr=lr)}. Where are you then?",
        kind=Number(exact=True),
        right=right,
        mistakes={
            "That is uphill: the gradient is taken away.": p0 + lr * slope
            if level == 1
            else p0 - 2 * lr * slope,
            "That is the step alone. From where?": -lr * slope if level == 1 else path[1],
        }
        if level == 1
        else {
            "The second slope is taken where you stand then; it is smaller.": p0 - 2 * lr * slope,
            "That is after one step.": path[1],
        },
        also={
            "The slope of a square has a 2: 2·(p − …).": p0 - lr * slope / 2,
            "Without the learning rate you leap by the whole gradient.": p0 - slope,
            "The slope is taken of L, and not of p² alone.": p0 - lr * 2 * a * p0,
        },
        hints=(
            "Which slope does L have where you stand?",
            f"It is {brief(slope)}.",
            "p − lr·slope" + (", twice, with a new slope the second time." if level == 2 else "."),
        ),
        worked=f"Step by step:{block(*lines)}\nSo you are at {brief(right)}.",
    )


@skill("too fast", "7.2")
def too_fast(rng: np.random.Generator, level: int) -> Exercise | None:
    """What a step leaves; how many steps; the bound of the rate; two curvatures at once."""
    curvature = pick(rng, 2, 4, 5, 8, 10, 20)
    if level == 1:
        lr = pick(rng, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25)
        right = 1 - lr * curvature
        if not right or abs(right) >= 2:
            return None
        return problem(
            ask=f"A parabola of curvature {given(curvature=curvature)}, plain descent with "
            f"{given(lr=lr)}. By which factor does a step multiply the distance from the bottom? "
            "(With its sign.)",
            kind=Number(exact=True),
            right=right,
            mistakes={
                "That is the share that a step takes away. What does it leave?": lr * curvature,
                "1 − ηλ, and not 1 + ηλ: the step goes down.": 1 + lr * curvature,
            },
            also={
                "The slope of ½λx² is λx: no further 2.": 1 - 2 * lr * curvature,
                "The sign counts: below 0 it jumps to the other side.": abs(right),
                "The rate alone? The curvature decides with it.": 1 - lr,
            },
            hints=(
                "At distance x the slope is λ·x.",
                "x − ηλx: what is it as a multiple of x?",
                "1 − ηλ.",
            ),
            worked=f"1 − {brief(lr)}·{curvature} = {brief(right)}.",
        )
    if level == 2:
        kept = pick(rng, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
        share = pick(rng, 0.1, 0.01, 0.001)
        exact = math.log(share) / math.log(kept)
        right = math.ceil(exact)
        lr = (1 - kept) / curvature
        if abs(exact - round(exact)) < 0.02:
            return None
        return problem(
            ask=f"{given(curvature=curvature, lr=round(lr, 6))}, plain descent on a parabola. "
            f"After how many steps is the distance from the bottom for the first time below "
            f"{given(share=share)} of what it was?",
            kind=Number(tolerance=1e-3),
            right=right,
            mistakes={
                "One step fewer is not yet enough.": right - 1,
                "What is the first *whole* number of steps that will do?": exact,
            },
            also={
                "Each step takes its share of what is left, not of the beginning.": math.ceil(
                    (1 - share) / (1 - kept) - 1e-9
                ),
                "One step fewer will do as well.": right + 1,
            },
            hints=(
                "By which factor does one step multiply the distance?",
                f"By {brief(kept)}. After n steps {brief(kept)}ⁿ is left.",
                f"n must exceed ln {share} / ln {brief(kept)}.",
            ),
            worked=f"Each step leaves 1 − ηλ = {brief(kept)}. ln {share} / ln {brief(kept)} = "
            f"{number(exact, 2)}, so after {right}.",
        )
    if level == 3:
        curvature = whole(rng, 3, 60)
        right = 2 / curvature
        return problem(
            ask=f"A parabola ½λx² with the curvature {given(curvature=curvature)}. From which "
            "learning rate on does plain descent no longer settle? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "With that one it lands in a single step. How far beyond may you go?": 1
                / curvature,
                "The curvature divides: the sharper the valley, the smaller the rate.": (
                    curvature / 2
                ),
            },
            also={"That has the curvature twice.": 4 / curvature, "For all valleys alike?": 2},
            hints=(
                "A step multiplies the distance by 1 − ηλ.",
                "It settles as long as that lies between −1 and 1.",
                "Where is 1 − ηλ = −1?",
            ),
            worked=f"1 − η·{curvature} = −1 at η = 2/{curvature} = {digits(right, 3)}.",
        )
    low, high = sorted(float(n) for n in distinct(rng, 2, 1, 20))
    right = 2 / (low + high)
    return problem(
        ask=f"A valley with the curvature {given(along=low)} along and {given(across=high)} "
        "across. With which learning rate does plain descent leave equally much of both "
        "distances, which is the best there is? (Three digits.)",
        kind=Number(digits=3),
        right=right,
        mistakes={
            "That is where it begins to diverge across.": 2 / high,
            "With that one it lands across at once, but crawls along.": 1 / high,
        },
        also={
            "With that one it lands along at once, and across?": 1 / low,
            "The mean of the curvatures counts: 2/(sum), not 1/(sum).": 1 / (low + high),
        },
        hints=(
            "The factors are 1 − ηλ, for both curvatures.",
            "Equally much: one is the other with its sign turned round.",
            f"1 − {brief(low)}η = −(1 − {brief(high)}η).",
        ),
        worked=f"1 − {brief(low)}η = {brief(high)}η − 1, so η = 2/{brief(low + high)} = "
        f"{digits(right, 3)}; both factors are then {number(1 - right * low, 3)} in size.",
    )


@skill("momentum", "7.4", levels=range(2, 5))
def momentum(rng: np.random.Generator, level: int) -> Exercise:
    """Two steps with given gradients; three; and the pace in the long run."""
    beta, lr = pick(rng, 0.5, 0.8, 0.9), pick(rng, 0.1, 0.2, 0.5)
    if level == 4:
        g = some(rng, -9, 9)
        right = lr * abs(g) / (1 - beta)
        return problem(
            ask=f"The gradient stays at {given(g=g)} for ever. With {given(lr=lr, beta=beta)}, how "
            "long is a step of momentum in the end? (Its length.)",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "So long is the first step. The velocity grows.": lr * abs(g),
                "That is the velocity. A step is lr times it.": abs(g) / (1 - beta),
            },
            also={
                "β of it survives: in the end it is 1/(1 − β) times, not 1 + β.": lr
                * abs(g)
                * (1 + beta),
                "Each step keeps β, so it grows; it does not shrink to 1 − β.": lr
                * abs(g)
                * (1 - beta),
            },
            hints=(
                "In the end the velocity no longer changes: v = βv + g.",
                "So v = g/(1 − β).",
                "A step is lr·v.",
            ),
            worked=f"v = {brief(abs(g))}/(1 − {brief(beta)}) = {brief(abs(g) / (1 - beta))} in "
            f"size, and lr times that is {brief(right)}.",
        )
    p0, gs = whole(rng, -5, 5), [some(rng, -4, 4) for _ in range(level)]
    p, v, lines = float(p0), 0.0, []
    path = []
    for g in gs:
        old, v = v, beta * v + g
        path.append(v)
        lines.append(
            f"v = {brief(beta)}·{factor(brief(old))} {added(brief(g))} = {exact(v)}, "
            f"p = {exact(p)} − {brief(lr)}·{factor(exact(v))}"
            f" = {exact(p - lr * v)}"
        )
        p -= lr * v
    plain = p0 - lr * sum(gs)
    return problem(
        ask=f"Momentum with {given(lr=lr, beta=beta)}, from {given(p=p0)} and velocity 0. The "
        f"gradients of the steps are {given(g=gs)}. Where is p after {len(gs)} steps?",
        kind=Number(exact=True),
        right=p,
        mistakes={
            "That is plain descent. The velocity keeps β of what it was.": plain,
            "That is uphill: the velocity is taken away.": 2 * p0 - p,
        },
        also={
            "Only the last step is taken; all of them are.": p0 - lr * path[-1],
            "That is the velocity, not the place.": path[-1],
            "In this book the new gradient counts in full: v ← βv + g.": p0
            - lr * sum((1 - beta) * part for part in path),
        },
        hints=(
            "v ← βv + g, and then p ← p − lr·v.",
            f"After the first step v = {gs[0]}, and p = {brief(p0 - lr * gs[0])}.",
            "β shrinks the velocity before the next gradient is added.",
        ),
        worked=f"Step by step:{block(*lines)}\nSo p = {exact(p)}.",
    )


@skill("adam", "7.5", levels=range(2, 5))
def adam(rng: np.random.Generator, level: int) -> Exercise | None:
    """The first step; the averages and their correction; the second step."""
    lr, p0 = pick(rng, 0.001, 0.01, 0.05, 0.1), some(rng, -3, 3)
    g = pick(rng, 0.02, 0.5, 3, 40, 700) * pick(rng, -1, 1)
    if level == 2:
        right = p0 - lr * np.sign(g)
        return problem(
            ask=f"Adam's very first step, with {given(lr=lr)}, at {given(p=p0)}; the gradient is "
            f"{given(g=g)}. Where is p then? (As if ε were 0.)",
            kind=Number(exact=True, tolerance=1e-4),
            right=float(right),
            mistakes={
                "That is uphill.": float(p0 + lr * np.sign(g)),
                "That is plain descent. Adam divides the gradient by its own size.": p0 - lr * g,
            },
            also={
                "The correction makes up for 1 − β₁: the first average counts in full.": float(
                    p0 - lr * 0.1 * np.sign(g)
                ),
                "Without its correction the first step would be so long.": float(
                    p0 - lr * 0.1 / math.sqrt(0.001) * np.sign(g)
                ),
            },
            hints=(
                "Corrected, both averages are what they have seen: g, and g².",
                "g divided by the root of g² is 1 or −1.",
                "So p moves by lr, against the sign of the gradient.",
            ),
            worked=f"g/√g² = {brief(np.sign(g))}, so p = {p0} − {factor(brief(np.sign(g)))}·{lr} = "
            f"{exact(right)}.",
        )
    beta1, beta2 = 0.9, pick(rng, 0.99, 0.999)
    g1, g2 = float(some(rng, -5, 5)), float(some(rng, -5, 5))
    m = beta1 * 0.1 * g1 + 0.1 * g2
    v = beta2 * (1 - beta2) * g1**2 + (1 - beta2) * g2**2
    m_hat, v_hat = m / (1 - beta1**2), v / (1 - beta2**2)
    told = f"Adam with {given(beta1=beta1, beta2=beta2)}. The first two gradients are "
    told += f"{given(g=[g1, g2])}. "
    if abs(m_hat) < 0.05 or abs(g1) == abs(g2):
        return None
    if level == 3:
        return problem(
            ask=f"{told}What is the first average, corrected, after the second step? (m̂; three "
            "digits.)",
            kind=Number(digits=3),
            right=m_hat,
            mistakes={
                "That is m. It is divided by 1 − β₁².": m,
                "That is the plain mean; the later gradient counts more.": (g1 + g2) / 2,
            },
            also={
                "After two steps one divides by 1 − β₁², not by 1 − β₁.": m / (1 - beta1),
                "m ← β₁·m + (1 − β₁)·g: old and new have changed places.": (
                    0.1 * 0.9 * g1 + 0.9 * g2
                )
                / (1 - beta1**2),
            },
            hints=(
                "m ← β₁·m + (1 − β₁)·g, from 0.",
                f"After the first step m = {brief(0.1 * g1)}.",
                "In the end divide by 1 − β₁².",
            ),
            worked=f"m: 0.1·{factor(brief(g1))} = {brief(0.1 * g1)}, then 0.9·"
            f"{factor(brief(0.1 * g1))} + 0.1·{factor(brief(g2))} = {number(m, 4)}. Divided by "
            f"1 − 0.81 = 0.19: {digits(m_hat, 3)}.",
        )
    right = -m_hat / math.sqrt(v_hat)
    return problem(
        ask=f"{told}How long is the second step, as a multiple of the learning rate and with its "
        "sign? (Two digits.)",
        kind=Number(digits=2, tolerance=0.012),
        right=right,
        mistakes={
            "The sign: Adam goes downhill.": -right,
            "Neither average is corrected here.": -m / math.sqrt(v),
        },
        also={
            "The root is missing: the second average is of squares.": -m_hat / v_hat,
            "Only the first step is 1 or −1.": float(-np.sign(m_hat)),
            "That is the first average; it is divided by the root of the second.": -m_hat,
        },
        hints=(
            "Both averages, both corrected.",
            f"m̂ = {number(m_hat, 3)}.",
            f"v̂ = {number(v_hat, 3)}. The step is −m̂/√v̂.",
        ),
        worked=f"m̂ = {number(m_hat, 3)}, v̂ = {number(v_hat, 3)}, √v̂ = "
        f"{number(math.sqrt(v_hat), 3)}. −m̂/√v̂ = {number(right, 3)}, with two digits "
        f"{digits(right, 2)}.",
    )
