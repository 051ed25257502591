"""Problems of chapter 5: prices of residuals, surprise, and how hard a loss pulls."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, row, some, whole
from mathdl.refusals import joined
from mathdl.words import brief, listed, number


def _huber(r: np.ndarray, delta: float) -> np.ndarray:
    size = np.abs(r)
    return np.where(size <= delta, r * r / 2, delta * (size - delta / 2))


@skill("residuals", "5.3")
def residuals(rng: np.random.Generator, level: int) -> Exercise | None:
    """The loss of four predictions: MSE; MAE; Huber; Huber with halves."""
    n = 3 if level == 1 else 4
    target = [whole(rng, -5, 9) for _ in range(n)]
    r = np.array(row(rng, n, -4, 4)) * (0.5 if level == 4 else 1)
    prediction = [float(t + part) for t, part in zip(target, r)]
    delta = pick(rng, 1, 2) if level == 3 else pick(rng, 0.5, 1, 1.5)
    squares, sizes, prices = r * r, np.abs(r), _huber(r, delta)
    name = {1: "MSE", 2: "MAE", 3: "Huber loss", 4: "Huber loss"}[level]
    each = {"MSE": squares, "MAE": sizes, "Huber loss": prices}[name]
    right = float(each.mean())
    if round(right, 4) != right:
        return None  # no thirds
    if name == "Huber loss" and ((sizes <= delta).all() or (sizes > delta).all()):
        return None
    also = {
        "MSE": {
            "You averaged the residuals; their squares are averaged.": float(r.mean()),
            "Without a root: MSE is the mean of the squares.": math.sqrt(right),
            "MSE has no ½ in this book.": right / 2,
        },
        "MAE": {
            "Sizes are added: with their signs, misses would cancel.": float(r.mean()),
            "That is MSE. MAE counts a miss by its size.": float(squares.mean()),
            "The largest miss is only one of them.": float(sizes.max()),
        },
        "Huber loss": {
            "Near 0 Huber has a ½: ½r².": float(np.where(sizes <= delta, squares, prices).mean()),
            "Further out it costs δ·(|r| − ½δ).": float(
                np.where(sizes <= delta, squares / 2, delta * sizes).mean()
            ),
            "Beyond δ it is a straight line.": float((squares / 2).mean()),
            "That is MAE.": float(sizes.mean()),
        },
    }[name]
    with_delta = f" with {given(delta=delta)}" if name == "Huber loss" else ""
    rule = {
        "MSE": "square each residual",
        "MAE": "take the size of each residual",
        "Huber loss": "½r² up to δ, and δ·(|r| − ½δ) beyond",
    }[name]
    return problem(
        ask=f"{given(prediction=prediction, target=target)}. What is the {name}{with_delta}, as "
        "a mean?",
        kind=Number(exact=True),
        right=right,
        mistakes={"That is the sum. A mean is divided by how many there are.": right * n},
        also=also,
        hints=(
            "First the residuals, prediction − target.",
            f"They are {joined([brief(part) for part in r])}.",
            f"Now {rule}, and take the mean.",
        ),
        worked=f"Residuals: {joined([brief(part) for part in r])}. Each costs "
        f"{joined([brief(part) for part in each])}. Together {brief(each.sum())}, and "
        f"{brief(each.sum())}/{n} = {exact(right)}.",
    )


@skill("pull", "5.3", levels=range(2, 5))
def pull(rng: np.random.Generator, level: int) -> Exercise | None:
    """The gradient of a loss with respect to the predictions: MSE, MAE as well, Huber."""
    n = pick(rng, 2, 4)
    target, r = [whole(rng, -5, 9) for _ in range(n)], np.array(row(rng, n, -4, 4))
    prediction = [int(t + part) for t, part in zip(target, r)]
    name = {2: "MSE", 3: "MAE", 4: "Huber loss"}[level]
    delta = pick(rng, 1, 2)
    clipped = np.clip(r, -delta, delta)
    each = {"MSE": 2.0 * r, "MAE": np.sign(r), "Huber loss": clipped}[name]
    right = each / n
    if name == "Huber loss" and (np.abs(r) <= delta).all():
        return None
    with_delta = f" with {given(delta=delta)}" if name == "Huber loss" else ""
    return problem(
        ask=f"{given(prediction=prediction, target=target)}. What is the gradient of the {name}"
        f"{with_delta} (a mean) with respect to the predictions? ({n} numbers.)",
        kind=Array(exact=True),
        right=right.tolist(),
        mistakes={
            "The loss is a mean of four: each has a quarter of the pull."
            if n > 2
            else "The loss is a mean of two: each has half of the pull.": each.tolist(),
            "Those slopes are with respect to the targets: the signs are turned round.": (
                (-right).tolist()
            ),
        },
        also={
            "A square has the slope 2r: the 2 is missing."
            if name == "MSE"
            else "That is how MSE pulls.": (r / n if name == "MSE" else 2 * r / n).tolist(),
            "Only the sign counts under MAE, not the size."
            if name == "MAE"
            else "Beyond δ the pull stays at δ.": (r / n).tolist(),
            "Each prediction has its own pull; they are not added up.": [float(right.sum())] * n,
        },
        hints=(
            "First the residuals, prediction − target.",
            f"They are {joined([brief(part) for part in r])}.",
            {
                "MSE": "The slope of r² is 2r.",
                "MAE": "The slope of |r| is 1 or −1.",
                "Huber loss": "The slope is r up to δ, and ±δ beyond.",
            }[name]
            + f" And the mean divides by {n}.",
        ),
        worked=f"Residuals: {joined([brief(part) for part in r])}. Slopes: "
        f"{joined([brief(part) for part in each])}. Divided by {n}: {listed(right)}.",
    )


@skill("surprise", "5.8")
def surprise(rng: np.random.Generator, level: int) -> Exercise | None:
    """Cross-entropy: from a probability; a mean of three; from logits; and its gradient."""
    if level <= 2:
        n = 1 if level == 1 else 3
        shares = [whole(rng, 2, 97) / 100 for _ in range(n)]
        right = -float(np.mean(np.log(shares)))
        each = [-math.log(share) for share in shares]
        if n > 1 and len({*shares}) < 2:
            return None
        p = shares[0] if n == 1 else shares
        return problem(
            ask=f"To what really came, a forecast gave the probability {given(p=p)}. How large "
            "is the surprise, in nats? (Three digits.)"
            if n == 1
            else f"To what really came, a forecaster gave the probabilities {given(p=p)}, three "
            "times. What is the mean surprise, in nats? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "The sign: surprise is −ln p, and never negative.": -right,
                "That is in bits. Nats take the natural logarithm.": right / math.log(2),
            },
            also={
                "1 − p falls too slowly: surprise is −ln p.": 1 - float(np.mean(shares)),
                "That is −ln of what was *not* said. Surprise looks at what came.": -float(
                    np.mean(np.log1p(-np.array(shares)))
                ),
                "The mean of the surprises, not the surprise of the mean.": -math.log(
                    float(np.mean(shares))
                ),
                "That is the sum of the three. The mean is asked for.": n * right,
                "That logarithm has base 10.": right / math.log(10),
            },
            hints=(
                "Surprise is −ln p of what came.",
                f"-ln {shares[0]} = {number(each[0], 3)}."
                if n > 1
                else f"ln {shares[0]} is negative; its opposite is positive.",
                "Then the mean." if n > 1 else f"Type -log({shares[0]}).",
            ),
            worked=f"{'; '.join(f'−ln {s} = {number(e, 4)}' for s, e in zip(shares, each))}. "
            f"{'The mean is' if n > 1 else 'That is'} {digits(right, 3)}.",
        )
    k = 2 if level == 3 and rng.random() < 0.4 else 3
    z = [whole(rng, -2, 3) for _ in range(k)]
    label = whole(rng, 0, k - 1)
    p = softmax(np.array(z, float))
    if len({*z}) < k or p.min() < 0.015:
        return None
    total = float(np.exp(z).sum())
    told = f"{given(logits=z, label=label)}"
    if level == 3:
        right = -math.log(p[label])
        return problem(
            ask=f"{told} (counted from 0). What is the cross-entropy? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "That is the probability of the right class. The loss is its surprise.": p[label],
                "The sign: a loss is −ln p.": -right,
            },
            also={
                "Labels are counted from 0.": -math.log(p[label - 1]),
                "That is log Σ exp(z). The logit of the right class is taken away.": math.log(
                    total
                ),
                "A logit is no logarithm of a probability yet: log Σ exp(z) is missing.": -float(
                    z[label]
                ),
                "The surprise of all classes, averaged? Only the right one counts.": -float(
                    np.mean(np.log(p))
                ),
            },
            hints=(
                "First softmax, then −ln of the share of the right class.",
                f"Σ exp(z) = {number(total, 3)}.",
                "Shorter: log Σ exp(z) − z of the right class.",
            ),
            worked=f"log Σ exp(z) = ln {number(total, 3)} = {number(math.log(total), 3)}. Less the "
            f"logit of the right class, {brief(z[label])}: {digits(right, 3)}.",
        )
    hot = np.eye(k)[label]
    right = p - hot
    return problem(
        ask=f"{told} (counted from 0). What is the gradient of the cross-entropy with respect to "
        "the logits? (Three numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=right.tolist(),
        mistakes={
            "Those are the shares. What should have been is taken away: 1 for the right "
            "class.": p.tolist(),
            "The signs are turned round: the gradient points uphill, p − one-hot.": (
                (-right).tolist()
            ),
        },
        also={
            "Labels are counted from 0.": (p - np.eye(k)[label - 1]).tolist(),
            "The logits are not shares: softmax first.": (np.array(z) - hot).tolist(),
            "The other classes have their part: their scores should fall.": (
                (right * hot).tolist()
            ),
        },
        hints=(
            "It is as short as can be: softmax minus one-hot.",
            f"softmax gives {', '.join(number(q, 3) for q in p)}.",
            f"One-hot is {listed(hot)}.",
        ),
        worked=f"softmax: {', '.join(number(q, 3) for q in p)}. Take 1 away at {label}: "
        f"{listed(right, lambda q: number(q, 2))}.",
    )


@skill("yes or no", "5.6", levels=range(2, 5))
def yes_or_no(rng: np.random.Generator, level: int) -> Exercise | None:
    """Binary cross-entropy from a logit; its slope; and the slope of a weight before it."""
    z, y = some(rng, -30, 30) / 10, whole(rng, 0, 1)
    p = 1 / (1 + math.exp(-z))
    if level == 2:
        right = -math.log(p if y else 1 - p)
        return problem(
            ask=f"{given(logit=z, target=y)}. What is the binary cross-entropy? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "That is the surprise if the other answer were true.": -math.log(1 - p if y else p),
                "That is the probability given to the truth. Its surprise is asked for.": p
                if y
                else 1 - p,
            },
            also={"The sign: a loss is −ln p.": -right},
            hints=(
                "σ(logit) is the probability of yes, that is of 1.",
                f"σ({brief(z)}) = {number(p, 3)}.",
                f"The truth is {y}: it had the probability {number(p if y else 1 - p, 3)}.",
            ),
            worked=f"σ({brief(z)}) = {number(p, 4)}, so the truth had "
            f"{number(p if y else 1 - p, 4)}. −ln of that is {digits(right, 3)}.",
        )
    x, w = some(rng, -4, 4), some(rng, -3, 3)
    if level == 4:
        b = some(rng, -2, 2)
        z = w * x + b
        p = 1 / (1 + math.exp(-z))
    right = (p - y) * (x if level == 4 else 1)
    if not 0.02 < p < 0.98:
        return None
    told = given(logit=z, target=y) if level == 3 else given(x=x, w=w, b=b, target=y)
    return problem(
        ask=f"{told}. "
        + (
            "How fast does the binary cross-entropy change with the logit? (Three digits.)"
            if level == 3
            else "The logit is w·x + b. What is the derivative of the binary cross-entropy with "
            "respect to w? (Three digits.)"
        ),
        kind=Number(digits=3, tolerance=0.004),
        right=right,
        mistakes={
            "The sign: it is σ(z) − y.": -right,
            "The target is missing: σ(z) − y."
            if y
            else "That is by how much the other answer would be missed: the target is 0.": right
            / (p - y)
            * (p if y else p - 1),
        },
        also={
            "The slope of σ cancels: no σ·(1 − σ) is left.": right * p * (1 - p),
            "That is the slope of the logit. w moves the logit x times as fast.": p - y,
            "w moves the logit by x, not by w.": (p - y) * w,
            "The logit itself is no probability: σ first.": (z - y) * (x if level == 4 else 1),
        }
        if level == 4
        else {
            "The slope of σ cancels: no σ·(1 − σ) is left.": right * p * (1 - p),
            "The logit itself is no probability: σ first.": z - y,
        },
        hints=(
            "For a logit it is as short as can be: σ(z) − y.",
            f"σ({brief(z)}) = {number(p, 3)}.",
            "Then times x: so fast does w move the logit." if level == 4 else "Take y away.",
        ),
        worked=f"z = {brief(z)}, σ(z) = {number(p, 4)}, σ(z) − y = {number(p - y, 4)}"
        + (
            f". Times x = {brief(x)}: {digits(right, 3)}."
            if level == 4
            else f", with three digits {digits(right, 3)}."
        ),
    )
