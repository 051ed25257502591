"""Problems of chapter 11: sliding by hand, sizes, parameters, how far an output sees."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Whole
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    given,
    matrix,
    pick,
    plain,
    row,
    sum_of,
    table,
    whole,
)
from mathdl.words import brief, listed


@skill("slide", "11.2")
def slide(rng: np.random.Generator, level: int) -> Exercise | None:
    """A pattern along a row; over a picture; with a step; with a border of zeros."""
    if level == 1:
        n, k = whole(rng, 4, 6), pick(rng, 2, 3)
        x, w = [whole(rng, -3, 5) for _ in range(n)], row(rng, k, -2, 2)
        right = [int(np.dot(x[i : i + k], w)) for i in range(n - k + 1)]
        laid = [sum_of(list(zip(x[i : i + k], w))) for i in range(n - k + 1)]
        lines = [f"{products} = {brief(out)}" for products, out in zip(laid, right)]
        return problem(
            ask=f"{given(x=x, w=w)}. The pattern w slides along x, one place at a time, without a "
            f"border. What comes out? ({len(right)} numbers.)",
            kind=Array(exact=True),
            right=right,
            mistakes={
                "You turned the pattern round, as mathematicians do; here it is laid on as it "
                "is.": [int(np.dot(x[i : i + k], w[::-1])) for i in range(n - k + 1)],
                "It slides by one place, not by its own length.": [
                    int(np.dot(x[i : i + k], w)) for i in range(0, n - k + 1, k)
                ],
            },
            also={"Backwards: it begins at the left.": right[::-1]},
            hints=(
                "Lay w on the first entries, multiply, add up.",
                f"The first: {lines[0]}.",
                "Then one place to the right.",
            ),
            worked=f"Place by place:{block(*lines)}\nSo {listed(right)}.",
        )
    size = {2: 3, 3: 4, 4: 2}[level]
    X, W = np.array(table(rng, size, size, -3, 4)), np.array(table(rng, 2, 2, -2, 2))
    step = 2 if level == 3 else 1
    seen = np.pad(X, 1) if level == 4 else X
    size = len(seen)

    def slid(w: np.ndarray, by: int = step, over: np.ndarray = seen) -> list:
        places = range(0, len(over) - 1, by)
        return [[int((over[i : i + 2, j : j + 2] * w).sum()) for j in places] for i in places]

    right = slid(W)
    how = {2: "without a border", 3: "with `stride = 2` and without a border",
           4: "with `padding = 1`, a border of zeros"}[level]  # fmt: skip
    flat = [number for line in right for number in line]
    rows = len(right)
    return problem(
        ask=f"{given(X=X, W=W)}. W slides over X, {how}. What comes out? (A matrix of {rows} by "
        f"{rows}, row by row, as in {'[[1, 2], [3, 4]]' if rows == 2 else '[[1, 2, 3], …]'}.)",
        kind=Array(exact=True),
        right=right,
        mistakes={
            "You turned the pattern round; here it is laid on as it is.": slid(W[::-1, ::-1]),
            "Rows and columns have changed places.": np.array(right).T.tolist(),
        },
        also={
            "With stride 2 it moves by two places.": slid(W, 1),
            "The border of zeros is missing: with it the picture is 4 by 4.": slid(W, 1, X)
            if level == 4
            else right,
            "The pattern was transposed.": slid(W.T),
        },
        hints=(
            "Lay W on the upper left corner, multiply entry by entry, add up.",
            f"The first is {brief(flat[0])}."
            + (" Of the border only zeros come in." if level == 4 else ""),
            f"Then {step} to the right; at the end of a line {step} down.",
        ),
        worked=f"What W slides over:{block(*matrix('X', seen), *matrix('W', W))}\nUpper left: "
        f"{sum_of(list(zip(seen[:2, :2].ravel(), W.ravel())))} = {brief(flat[0])}. All: "
        f"{listed(right)}.",
    )


def _out(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    return (n + 2 * padding - k) // stride + 1


@skill("output size", "11.4")
def output_size(rng: np.random.Generator, level: int) -> Exercise | None:
    """Without a border; with one; with a step; and the shape after a layer on a batch."""
    n, k = whole(rng, 8, 40), pick(rng, 2, 3, 5, 7)
    stride, padding = pick(rng, 2, 3) if level >= 3 else 1, whole(rng, 1, 3) if level >= 2 else 0
    if level == 3 and rng.random() < 0.4:
        padding = 0
    right = _out(n, k, stride, padding)
    rest = (n + 2 * padding - k) % stride
    exactly = (n + 2 * padding - k) / stride + 1
    settings = {"size": n, "kernel": k}
    settings |= {"padding": padding} if padding else {}
    settings |= {"stride": stride} if stride > 1 else {}
    formula = f"({n} + 2·{padding} − {k})" if padding else f"({n} − {k})"
    formula += f"/{stride}" if stride > 1 else ""
    rounded = f" = {brief(exactly - 1)}, rounded down {right - 1}," if rest else f" = {right - 1},"
    if level == 4:
        batch, c_in, c_out = pick(rng, 16, 32, 64), pick(rng, 1, 3, 8), pick(rng, 6, 12, 20)
        settings = {k_: v for k_, v in settings.items() if k_ != "size"}
        return problem(
            ask=f"A convolution with {given(channels=c_out, **settings)} sees a batch of "
            f"pictures with `X.shape = {plain((batch, c_in, n, n))}` (batch, channels, height, "
            "width). Which shape comes out?",
            kind=Shape(),
            right=(batch, c_out, right, right),
            mistakes={
                "The channels of the input are added up; each output channel is a picture of its "
                "own.": (batch, c_in, right, right),
                "Channels come second.": (batch, right, right, c_out),
            },
            also={
                "There is one place more than there are steps: + 1.": (
                    batch,
                    c_out,
                    right - 1,
                    right - 1,
                ),
                "The border is on both sides: 2·padding.": (
                    (batch, c_out) + (_out(n + padding, k, stride),) * 2
                ),
                "The stride divides, too.": (batch, c_out) + (_out(n, k, 1, padding),) * 2,
            },
            hints=(
                "Batch stays; channels become those of the layer.",
                "Height and width: (size + 2·padding − kernel)/stride, rounded down, + 1.",
                f"{formula}, rounded down, + 1.",
            ),
            worked=f"{formula}{rounded} + 1 = {right}. So {plain((batch, c_out, right, right))}.",
        )
    return problem(
        ask=f"A convolution with {given(**settings)}: how long is the side of what comes out?",
        kind=Whole(),
        right=right,
        mistakes={
            "There is one place more than there are steps: + 1.": right - 1,
        },
        also={
            "The kernel does not fit at the edge: it costs kernel − 1 places.": n,
            "The border is on both sides: 2·padding.": _out(n + padding, k, stride),
            "The border is missing.": _out(n, k, stride),
            "The stride divides.": _out(n, k, 1, padding),
            "What does not fill a whole step is dropped: rounded down.": right + 1,
            "The whole kernel is taken away? Its first place counts.": n + 2 * padding - k,
            "A kernel covers its own length; it is taken away once.": n - 2 * k + 1,
        },
        hints=(
            "In how many places can the kernel's left edge stand?",
            "(size + 2·padding − kernel)/stride, rounded down, + 1.",
            f"{formula}, rounded down, + 1.",
        ),
        worked=f"{formula}{rounded} + 1 = {right}.",
    )


@skill("filters", "11.6")
def filters(rng: np.random.Generator, level: int) -> Exercise | None:
    """Parameters of a layer: one channel; several; two layers; beside a dense layer."""
    k, c, out = pick(rng, 3, 5, 7), pick(rng, 3, 4, 6, 8, 12), whole(rng, 4, 32)
    c = 1 if level == 1 else c
    one = (k * k * c + 1) * out
    told = f"{given(channels_in=c, channels_out=out, kernel=(k, k))}"
    if level == 4:
        n = pick(rng, 8, 10, 12)
        dense = (n * n * c + 1) * (n * n * out)
        return problem(
            ask=f"A layer makes of pictures `{c}×{n}×{n}` pictures `{out}×{n}×{n}`, with weights "
            "and biases. Were it dense, every output would see every input. How many parameters "
            "would it have?",
            kind=Whole(),
            right=dense,
            mistakes={
                f"So many has a convolution, with {k} by {k} weights used at all places.": one,
                "Every output has a bias as well.": n * n * c * n * n * out,
            },
            also={
                "One output of each channel only; there are n·n of them.": (n * n * c + 1) * out,
                "That many outputs; each has a weight for every input.": n * n * out,
            },
            hints=(
                "How many inputs does one output see?",
                f"{n * n * c}, and a bias.",
                f"There are {n * n * out} outputs.",
            ),
            worked=f"({n * n * c} + 1)·{n * n * out} = {dense:,}.",
        )
    if level == 3:
        last = pick(rng, 4, 8, 20)
        right = one + (k * k * out + 1) * last
        return problem(
            ask=f"Two convolutions in a row, with biases: {told}, and then "
            f"{given(channels_last=last)} with the same kernel. How many parameters together?",
            kind=Whole(),
            right=right,
            mistakes={
                "Those are the weights; every output channel has a bias.": k * k * c * out
                + k * k * out * last,
                "The second layer sees all channels of the first.": one + (k * k + 1) * last,
            },
            also={
                "The second layer sees the channels of the first, not of the picture.": one
                + (k * k * c + 1) * last,
                "That is the first layer.": one,
            },
            hints=(
                "A filter has k·k weights for each channel it sees, and a bias.",
                f"The first layer has {one:,}.",
                f"The second one sees {out} channels.",
            ),
            worked=f"({k}·{k}·{c} + 1)·{out} + ({k}·{k}·{out} + 1)·{last} = {right:,}.",
        )
    return problem(
        ask=f"A convolution with biases has {told}. How many parameters?",
        kind=Whole(),
        right=one,
        mistakes={
            "Those are the weights; every output channel has a bias.": k * k * c * out,
            "One filter has so many; there is one for every output channel.": k * k * c + 1,
        },
        also={
            "A filter sees all input channels, with k·k weights each.": (k * k + 1) * out,
            "One bias for each output channel, not for each pair.": k * k * c * out + c * out,
            "The kernel has k·k weights.": (k * c + 1) * out,
        },
        hints=(
            "Look at one filter: it sees all input channels.",
            f"It has {k}·{k}·{c} weights and one bias.",
            f"There are {out} of them.",
        ),
        worked=f"({k}·{k}·{c} + 1)·{out} = {one:,}.",
    )


@skill("how far it sees", "11.8")
def how_far_it_sees(rng: np.random.Generator, level: int) -> Exercise | None:
    """The receptive field of two layers; three; with steps; and how many layers see all."""
    if level == 4:
        k, n = pick(rng, 3, 5, 7), whole(rng, 12, 60)
        right = -(-(n - 1) // (k - 1))
        return problem(
            ask=f"Convolutions with {given(kernel=k)} and stride 1, one after the other. How many "
            f"does it take, so that an output sees {given(pixels=n)} in a row, at least?",
            kind=Whole(),
            right=right,
            mistakes={
                "One fewer does not see so many.": right - 1,
                "Each layer adds kernel − 1, not kernel.": -(-n // k),
            },
            also={"One layer fewer will do.": right + 1},
            hints=(
                f"One layer sees {k}.",
                f"Each further one adds {k - 1}.",
                f"1 + n·{k - 1} must reach {n}.",
            ),
            worked=f"1 + n·{k - 1} ≥ {n}, so n = {right}.",
        )
    layers = {1: 2, 2: 3, 3: 3}[level]
    kernels = [whole(rng, 2, 9) if level < 3 else pick(rng, 2, 3, 5) for _ in range(layers)]
    strides = [1] * layers if level < 3 else [pick(rng, 1, 2) for _ in range(layers)]
    field, jump, steps = 1, 1, []
    for k, s in zip(kernels, strides):
        field += (k - 1) * jump
        steps.append(f"{field}")
        jump *= s
    if level == 3 and sum(strides[:-1]) == layers - 1:
        return None
    told = {"kernels": kernels} | ({"strides": strides} if level == 3 else {})
    return problem(
        ask=f"Convolutions in a row: {given(**told)}{'' if level == 3 else ', all with stride 1'}. "
        "How many pixels in a row does one output see?",
        kind=Whole(),
        right=field,
        mistakes={
            "Neighbours overlap: each layer adds kernel − 1.": sum(kernels),
            "That is the last layer alone; what it sees has seen further.": kernels[-1],
        },
        also={
            "Behind a stride a step is worth more pixels.": 1 + sum(k - 1 for k in kernels),
            "Fields add up; they do not multiply.": int(np.prod(kernels)),
            "The pixel itself counts: + 1.": field - 1,
        },
        hints=(
            f"The first layer sees {kernels[0]}.",
            "Each further layer adds kernel − 1"
            + (" steps, each as long as all strides before it." if level == 3 else "."),
            f"After two layers: {steps[1]}.",
        ),
        worked=f"Layer by layer: {', '.join(steps)}. So {field}.",
    )
