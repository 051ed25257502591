"""Problems of chapter 12: pairs of letters, surprise, shares of attention, shapes of heads."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number, Whole
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    digits,
    distinct,
    given,
    pick,
    plain,
    row,
    table,
    whole,
)
from mathdl.words import brief, counted, listed, number

NAMES = (
    "anna", "hannah", "nina", "ana", "ivan", "vivian", "diana", "adam", "ada", "amanda", "lola",
    "lila", "olaf", "nora", "ronan", "arno", "mina", "mimi", "ines", "enno",
)  # fmt: skip


@skill("pairs", "12.1")
def pairs(rng: np.random.Generator, level: int) -> Exercise | None:
    """Count pairs; a probability; with one added to every count; of a whole word."""
    names = [NAMES[i] for i in rng.choice(len(NAMES), 4 if level < 4 else 3, replace=False)]
    row_ = "".join(f".{name}" for name in names) + "."
    letters = sorted({*row_})
    common = [c for c in letters if row_.count(c) > 2 and c != "."]
    if not common:
        return None
    a = pick(rng, *common)
    after = [second for first, second in pairwise(row_) if first == a]
    b = pick(rng, *sorted({*after}))
    count, total = after.count(b), len(after)
    told = f"Names, with a dot where one begins or ends: `row = '{row_}'`."
    if level == 1:
        return problem(
            ask=f"{told} How often does `{a}` come before `{b}`?",
            kind=Whole(),
            right=count,
            mistakes={
                "So often stands the first letter there, whatever follows.": row_.count(a),
                "So often stands the second letter there, whatever comes before.": row_.count(b),
            },
            also={"In the other order.": sum(x == b and y == a for x, y in pairwise(row_))},
            hints=(
                f"Look for every `{a}`.",
                f"There are {row_.count(a)} of them. What follows each?",
                f"They are followed by {', '.join(after)}.",
            ),
            worked=f"After `{a}` come {', '.join(after)}: `{b}` {counted(count, 'time')}.",
        )
    if level == 2:
        if count == total:
            return None
        return problem(
            ask=f"{told} By its pairs, how probable is `{b}` after `{a}`? (A fraction will do.)",
            kind=Number(tolerance=0.002),
            right=count / total,
            mistakes={
                "Of all pairs? Of those that begin with this letter.": count / (len(row_) - 1),
                "Of those that end with the second letter; divide by those that begin with the "
                "first.": count / row_.count(b) if row_.count(b) != total else count / (total + 1),
            },
            also={"That is how often, not how probable.": count},
            hints=(
                f"How many pairs begin with `{a}`?",
                f"{total}. In how many of them does `{b}` follow?",
                "Divide.",
            ),
            worked=f"Of {total} pairs that begin with `{a}`, {count} "
            f"{'ends' if count == 1 else 'end'} with `{b}`: {count}/{total}, which is "
            f"{brief(count / total)}.",
        )
    k = 27
    smooth = (count + 1) / (total + k)
    if level == 3:
        return problem(
            ask=f"{told} Add 1 to the count of every pair; there are {given(tokens=k)} in all. How "
            f"probable is `{b}` after `{a}` then? (A fraction will do.)",
            kind=Number(tolerance=0.001),
            right=smooth,
            mistakes={
                "Below, 1 is added for every token.": (count + 1) / (total + 1),
                "The 1 is missing above.": count / (total + k),
            },
            also={"Nothing has been added here.": count / total},
            hints=(
                f"Pairs that begin with `{a}`: {total}.",
                "Every one of the 27 tokens gets one more.",
                f"({count} + 1)/({total} + 27).",
            ),
            worked=f"({count} + 1)/({total} + {k}) = {count + 1}/{total + k}, which is "
            f"{number(smooth, 4)}.",
        )
    word = pick(rng, *names)
    steps = list(zip(f".{word}", f"{word}."))
    starts = {c: row_[:-1].count(c) for c in letters}
    shares = [sum(x == p and y == q for x, y in pairwise(row_)) / starts[p] for p, q in steps]
    right = math.prod(shares)
    if right > 0.5 or len({*shares}) < 3:
        return None
    return problem(
        ask=f"{told} A machine draws names from its pairs. How probable is it that the next one is "
        f"`{word}`, to its final dot? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "The final dot has to be drawn, too.": right / shares[-1]
            if shares[-1] != 1
            else right**0.5,
            "That would be for choosing one of the names; it draws letter by letter.": 1
            / len(names),
        },
        also={
            "The first letter has to be drawn, too: after the dot.": right / shares[0],
            "Probabilities in a row multiply; that is their mean.": float(np.mean(shares)),
        },
        hints=(
            "From dot to dot: one probability for each pair.",
            f"They are {', '.join(number(s, 3) for s in shares)}.",
            "Multiply them.",
        ),
        worked=f"{', '.join(f'{p}{q}: {brief(s)}' for (p, q), s in zip(steps, shares))}. Their "
        f"product is {digits(right, 2)}.",
    )


@skill("perplexity", "12.1", levels=range(2, 5))
def perplexity(rng: np.random.Generator, level: int) -> Exercise | None:
    """The perplexity of a loss; of probabilities; and what equal guesses would cost."""
    if level == 2:
        loss = whole(rng, 8, 33) / 10
        right = math.exp(loss)
        return problem(
            ask=f"A language model has {given(loss=loss)} nats a letter. What is its perplexity? "
            "(Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "The loss is in nats: e to its power, not 2.": 2**loss,
                "Large surprise, large perplexity: no minus.": math.exp(-loss),
            },
            also={"It is exp of the loss, not its logarithm.": math.log(loss)},
            hints=(
                "As if it hesitated among so many equal letters.",
                "Among n equal ones the loss is ln n.",
                f"Type exp({loss}).",
            ),
            worked=f"exp({loss}) = {digits(right, 3)}.",
        )
    if level == 3:
        n = pick(rng, 2, 3)
        shares = [pick(rng, 0.5, 0.25, 0.125, 0.2, 0.1, 0.05) for _ in range(n)]
        right = math.prod(shares) ** (-1 / n)
        if len({*shares}) < n:
            return None
        return problem(
            ask=f"To the letters that came it gave the probabilities {given(p=shares)}. What is "
            "its perplexity on them? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "That is the mean of 1/p. The mean is taken of the surprises.": float(
                    np.mean([1 / share for share in shares])
                ),
                "That is the loss, in nats. Now exp of it.": math.log(right),
            },
            also={
                "1 divided by the mean probability? The mean is taken of ln p.": n / sum(shares),
                "Of the sum of the surprises; the mean is asked for.": right**n,
            },
            hints=(
                "First the mean surprise, −ln p.",
                f"It is {number(math.log(right), 3)}.",
                "exp of it.",
            ),
            worked=f"The mean of {', '.join(number(-math.log(s), 3) for s in shares)} is "
            f"{number(math.log(right), 4)}; exp of it is {digits(right, 3)}.",
        )
    k = whole(rng, 10, 300)
    right = math.log(k)
    return problem(
        ask=f"A model that knows nothing gives all {given(tokens=k)} the same probability. What is "
        "its loss, in nats a token? (Three digits.)",
        kind=Number(digits=3, tolerance=0.004),
        right=right,
        mistakes={
            "That is its probability for each. Its surprise is asked for.": 1 / k,
            "That is in bits.": math.log2(k),
        },
        also={"That is the perplexity.": k, "The sign: surprise is −ln p.": -right},
        hints=("Each has the probability 1/tokens.", "−ln(1/n) = ln n.", f"Type log({k})."),
        worked=f"−ln(1/{k}) = ln {k} = {digits(right, 3)}.",
    )


@skill("attend", "12.4")
def attend(rng: np.random.Generator, level: int) -> Exercise | None:
    """Shares of three scores; scaled; masked; and the mix of values that is handed over."""
    if level == 1:
        q, K = row(rng, 2, -2, 3), table(rng, 3, 2, -2, 3)
        right = (np.array(K) @ q).tolist()
        return problem(
            ask=f"A query {given(q=q)} meets three keys, the rows of {given(K=K)}. What are the "
            "scores, before any scaling? (Three numbers.)",
            kind=Array(exact=True),
            right=right,
            mistakes={
                "Those are sums of the keys. Each entry is multiplied by that of the query.": (
                    np.sum(K, axis=1).tolist()
                ),
                "Backwards: the first key comes first.": right[::-1],
            },
            also={
                "The second entry of the query has no say here.": [line[0] * q[0] for line in K],
                "Query and key are multiplied, not added.": [sum(line) + sum(q) for line in K],
            },
            hints=(
                "The score of a key is its dot product with the query.",
                f"The first: {brief(right[0])}.",
                "K @ q.",
            ),
            worked=f"K @ q = {listed(right)}.",
        )
    d = {2: pick(rng, 4, 16), 3: 1, 4: 4}[level]
    scores = [whole(rng, -3, 5) for _ in range(3)]
    if level in (2, 4):
        scores = [int(2 * s) for s in scores]
    t = 1 if level == 3 else 2
    z = np.array(scores, float) / math.sqrt(d)
    masked = np.where(np.arange(3) > t, -np.inf, z)
    p = softmax(masked)
    if len({*scores}) < 3 or p[: t + 1].min() < 0.02 or p.max() > 0.97:
        return None
    if level == 4:
        V = table(rng, 3, 2, -4, 6)
        right = (p @ V).tolist()
        told = f"{given(scores=scores, d=d, V=V)}"
        return problem(
            ask=f"One query has the scores {told}, where d is the length of its key and the rows "
            "of V are the values. What is handed over? (Two numbers, two decimals.)",
            kind=Array(decimals=2, tolerance=0.006),
            right=right,
            mistakes={
                "The scores are divided by √d before softmax.": (
                    softmax(np.array(scores, float)) @ V
                ).tolist(),
                "That is the winner's value alone; softmax shares.": np.array(V, float)[
                    int(np.argmax(scores))
                ].tolist(),
            },
            also={
                "By the root of d, not by d.": (softmax(np.array(scores) / d) @ V).tolist(),
                "That is the plain mean of the values.": np.mean(V, axis=0).tolist(),
                "Scores are no shares yet.": (z @ V).tolist(),
            },
            hints=(
                "Divide by √d, softmax, then the mean of the values with these shares.",
                f"The shares are {', '.join(number(s, 3) for s in p)}.",
                "p @ V.",
            ),
            worked=f"Scaled {listed(z)}, shares {listed(p)}. p @ V = "
            f"{listed(right, lambda x: number(x, 2))}.",
        )
    unscaled = softmax(np.array(scores, float))
    by_d = softmax(np.array(scores, float) / d)
    return problem(
        ask=f"One query has the {given(scores=scores, d=d)}, where d is the length of its key. "
        "What are the shares? (Three numbers, two decimals.)"
        if level == 2
        else f"The second token of three has the {given(scores=scores)} (scaled already), and "
        "nobody sees the future. What are its shares? (Three numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=p.tolist(),
        mistakes={
            "The scores are divided by √d before softmax."
            if level == 2
            else "The third token is still to come: its score becomes −∞.": unscaled.tolist(),
            "That is the winner alone; softmax shares.": (p == p.max()).astype(float).tolist(),
        },
        also={
            "By the root of d, not by d.": by_d.tolist(),
            "A masked score is −∞ before softmax, not a share set to 0 after it: they must add up "
            "to 1.": np.where(np.arange(3) > t, 0, unscaled).tolist(),
            "A score of 0 still has a share: exp(0) = 1.": softmax(
                np.where(np.arange(3) > t, 0, z)
            ).tolist(),
            "It sees itself, too.": [1.0, 0.0, 0.0],
        },
        hints=(
            f"Divide by √d = {brief(math.sqrt(d))}, then softmax."
            if level == 2
            else "The second token sees the first and itself.",
            f"exp gives {', '.join(number(e, 3) for e in np.exp(z[: t + 1]))}.",
            "Divide by their sum" + ("." if level == 2 else "; the third share is 0."),
        ),
        worked=(f"Scaled: {listed(z)}. " if level == 2 else "The third score becomes −∞. ")
        + f"exp gives {', '.join(number(e, 3) for e in np.exp(z[: t + 1]))}, together "
        f"{number(np.exp(z[: t + 1]).sum(), 3)}: {listed(p, lambda x: number(x, 2))}.",
    )


@skill("heads", "12.5", levels=range(2, 5))
def heads(rng: np.random.Generator, level: int) -> Exercise | None:
    """Shapes of several heads: split; scores; joined again, and the length of one head."""
    B, T = distinct(rng, 2, 5, 32)
    h, d = pick(rng, 2, 4, 8), pick(rng, 3, 6, 8, 16)
    C = h * d
    if len({B, T, h, d}) < 4:
        return None
    told = f"`X.shape = {plain((B, T, C))}` (batch, tokens, width), {given(heads=h)}."
    if level == 2:
        return problem(
            ask=f"{told} `Q = (X @ W).reshape{(B, T, h, d)}.swapaxes(1, 2)`, where W is square. "
            "What is the shape of Q?",
            kind=Shape(),
            right=(B, h, T, d),
            mistakes={
                "Axes 1 and 2 change places: heads come before tokens.": (B, T, h, d),
                "The heads share the width; that is all of it.": (B, T, C),
            },
            also={"Axes are counted from 0: the batch stays where it is.": (T, B, h, d)},
            hints=(
                "X @ W keeps the shape of X.",
                f"reshape cuts the width {C} into {h} pieces of {d}.",
                "Then heads and tokens change places.",
            ),
            worked=f"{plain((B, T, C))} becomes {plain((B, T, h, d))}, and with the two axes "
            f"exchanged {plain((B, h, T, d))}.",
        )
    if level == 3:
        return problem(
            ask=f"{told} Each head compares every token with every other one. What is the shape of "
            "all scores, `Q @ K.swapaxes(-1, -2)`, with heads as the second axis?",
            kind=Shape(),
            right=(B, h, T, T),
            mistakes={
                "Widths are summed over; what is left are two axes of tokens.": (B, h, T, d),
                "Each head has its own scores.": (B, T, T),
            },
            also={
                "Between tokens of one text, not between the texts of the batch.": (h, B, B, T),
                "That compares widths with each other.": (B, h, d, d),
            },
            hints=(
                f"Q and K have the shape {plain((B, h, T, d))}.",
                f"K turned round: {plain((B, h, d, T))}.",
                "Now the last two axes as a matrix product.",
            ),
            worked=f"{plain((B, h, T, d))} @ {plain((B, h, d, T))} = {plain((B, h, T, T))}.",
        )
    number_of = B * h * T * T
    return problem(
        ask=f"{told} How many scores are computed in this layer, future ones included?",
        kind=Whole(),
        right=number_of,
        mistakes={
            "Each head has its own.": B * T * T,
            "That is one text; there is a batch of them.": h * T * T,
        },
        also={
            "Every token with every token: T·T.": B * h * T,
            "The width is summed over, and not there any more.": number_of * d,
            "Only what is not in the future; here all count.": B * h * T * (T + 1) // 2,
        },
        hints=(
            "In one head, of one text: every token with every token.",
            f"{T}·{T} = {T * T:,}.",
            "Times heads, times texts.",
        ),
        worked=f"{B}·{h}·{T}·{T} = {number_of:,}.",
    )
