"""Problems of chapter 2: shapes, indices, sums over axes."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Whole
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    distinct,
    given,
    matrix,
    pick,
    plain,
    table,
    whole,
)
from mathdl.words import brief, factor, listed


def _side_by_side(*shapes: tuple[int, ...]) -> list[str]:
    """Write shapes below one another, their last axes in one column."""
    most = max(map(len, shapes))
    cells = [[""] * (most - len(s)) + [str(n) for n in s] for s in shapes]
    return ["  ".join(cell.rjust(3) for cell in line) for line in cells]


@skill("broadcasting", "2.7")
def broadcasting(rng: np.random.Generator, level: int) -> Exercise | None:
    """Two axes; three; shapes that may not fit; three arrays."""
    axes = {1: 2, 2: 3, 3: 3, 4: 3}[level]
    full = tuple(distinct(rng, axes, 2, 7))
    count = 3 if level == 4 else 2
    shapes = []
    for _ in range(count):
        kept = tuple(1 if rng.random() < 0.4 else n for n in full)
        shapes.append(kept[whole(rng, 0, axes - 1) :] if rng.random() < 0.6 else kept)
    if level >= 3 and rng.random() < 0.5:
        spoilt = list(shapes[-1])
        place = whole(rng, 0, len(spoilt) - 1)
        spoilt[place] += 1
        shapes[-1] = tuple(spoilt)
    if len(set(shapes)) < count or max(map(len, shapes)) < 2:
        return None
    try:
        right: tuple | str = np.broadcast_shapes(*shapes)
    except ValueError:
        right = "error"
    if level <= 2 and (right == "error" or right in shapes):
        return None
    fits = right != "error"
    longest = max(shapes, key=len)
    padded = [s + (1,) * (len(longest) - len(s)) for s in shapes]  # aligned at the left
    try:
        leftwards: tuple | str = np.broadcast_shapes(*padded)
    except ValueError:
        leftwards = "error"
    most = tuple(max(line) for line in zip(*[(1,) * (len(longest) - len(s)) + s for s in shapes]))
    names = "ABC"[:count]
    return problem(
        ask=f"{', '.join(f'`{n}.shape = {plain(s)}`' for n, s in zip(names, shapes))}. What is "
        f'the shape of `{" + ".join(names)}`? (A shape, or "error".)',
        kind=Shape(or_error=True),
        right=right,
        mistakes={
            "It works: an axis of length 1, or one that is missing, stretches."
            if fits
            else "Somewhere two lengths differ, and neither is 1: NumPy refuses.": "error"
            if fits
            else most,
        },
        also={
            "Shapes are laid below each other at their *last* axes, not at their first.": leftwards,
            "That is the longest of them. Axes of length 1 in it stretch.": longest,
            "Nothing is appended: axis by axis, the longer one wins over a 1.": sum(shapes, ()),
            "In the sum no axis of length 1 is left where another array has more.": shapes[0],
        },
        hints=(
            "Write the shapes below each other, right-aligned.",
            "In each column the lengths must agree, but a 1 or a gap fits everything.",
            f"Like this:{block(*_side_by_side(*shapes))}",
        ),
        worked=f"Right-aligned:{block(*_side_by_side(*shapes))}\n"
        + (
            f"In every column there is one length and otherwise 1 or nothing: {plain(right)}."
            if fits
            else "In one column two different lengths above 1 meet: error."
        ),
    )


@skill("matrix product", "2.10")
def matrix_product(rng: np.random.Generator, level: int) -> Exercise | None:
    """Two matrices; one transposed; three, or an error; batches of matrices."""
    a, b, c, d = distinct(rng, 4, 2, 9)
    if level == 1:
        code, shapes, right = "A @ B", {"A": (a, b), "B": (b, c)}, (a, c)
        wrong = {
            "The inner axis is summed over, and gone.": (a, b, c),
            "Rows come from the left matrix, columns from the right one.": (c, a),
            "That axis is the one that is summed over.": (b, b),
            "It fits: the columns of A are as many as the rows of B.": "error",
        }
    elif level == 2:
        code, right = pick(rng, ("A.T @ B", (b, c)), ("A @ B", "error"))
        shapes = {"A": (a, b), "B": (a, c)}
        wrong = {
            "Without the .T, A ends with an axis that B does not begin with."
            if right == "error"
            else "The transpose turns (a, b) into (b, a): now the inner axes agree.": (b, c)
            if right == "error"
            else "error",
            "That sums over an axis that is not the inner one.": (a, c),
            "Rows come from the left factor, columns from the right one.": (c, b),
        }
    elif level == 3:
        code = "X @ W1 @ W2"
        shapes = {"X": (a, b), "W1": (b, c), "W2": (c, d)}
        right = (a, d)
        if rng.random() < 0.4:
            shapes["W2"], right = (d, c), "error"
        wrong = {
            "The last factor begins with an axis that the product before does not end with."
            if right == "error"
            else "It fits: each factor ends as the next one begins.": (a, d)
            if right == "error"
            else "error",
            "Where is the last factor?": (a, c),
            "The first and the last axis of the row of factors stay, in this order.": (d, a),
            "Inner axes are summed over, and gone.": (b, c),
        }
    else:
        batch = bool(rng.integers(2))
        code = "A @ B" if batch else "A @ B.swapaxes(-1, -2)"
        shapes = {"A": (a, b, c), "B": (a, c, d) if batch else (a, d, c)}
        right = (a, b, d)
        wrong = {
            "It fits: the last two axes are multiplied as matrices, the batch stays.": "error",
            "The batch is one axis: one product for each of its entries.": (a, a, b, d),
            "The batch axis stays, too.": (b, d),
            "In each product rows come from A, columns from B.": (a, d, b),
        }
    told = ", ".join(f"`{name}.shape = {plain(shape)}`" for name, shape in shapes.items())
    steps = {
        1: f"{plain((a, b))} @ {plain((b, c))}: the {b} in the middle is summed over.",
        2: f"{plain((b, a)) if code != 'A @ B' else plain((a, b))} @ {plain((a, c))}: the inner "
        f"lengths are {a if code != 'A @ B' else b} and {a}.",
        3: f"{plain((a, b))} @ {plain((b, c))} is {plain((a, c))}; then {plain((a, c))} @ "
        f"{plain(shapes.get('W2', ()))}.",
        4: f"For each of the {a}: {plain((b, c))} @ {plain((c, d))}.",
    }[level]
    said = "error" if right == "error" else plain(right)
    return problem(
        ask=f'{told}. What is the shape of `{code}`? (A shape, or "error".)',
        kind=Shape(or_error=True),
        right=right,
        mistakes={},
        also=wrong,
        hints=(
            "Write the shapes in a row, in the order of the factors.",
            "The last axis of a factor must be as long as the last but one of the next.",
            "What is equal in the middle is summed over; what is outside stays.",
        ),
        worked=f"{steps} So: {said}.",
    )


@skill("index", "2.6")
def index(rng: np.random.Generator, level: int) -> Exercise | None:
    """Which number stands there: in a matrix, its transpose, reshaped, with three axes moved."""
    rows, columns, deep = whole(rng, 2, 5), whole(rng, 3, 7), whole(rng, 2, 3)
    shape = (deep, rows, columns) if level == 4 else (rows, columns)
    size = int(np.prod(shape))
    A = np.arange(size).reshape(shape)
    set_up = f"`A = np.arange({size}).reshape{shape}`"
    if rows == columns or (level == 4 and len({*shape}) < 3):
        return None
    if level == 1:
        moved, view = A, "A"
    elif level == 2:
        moved, view = A.T, "A.T"
    elif level == 3:
        moved, view = A.reshape(columns, rows), f"A.reshape({columns}, {rows})"
    else:
        order = pick(rng, (1, 0, 2), (2, 0, 1), (0, 2, 1), (1, 2, 0))
        moved, view = A.transpose(order), f"A.transpose{order}"
    at = tuple(whole(rng, 0, n - 1) for n in moved.shape)
    right = int(moved[at])
    if right == 0:
        return None
    place = ", ".join(map(str, at))
    ribbon = int(np.ravel_multi_index(at, moved.shape))
    below = tuple(n - 1 for n in at)
    also = {
        "Axes are counted from 0.": int(moved[below]) if min(below) >= 0 else right,
        "First the row, then the column.": int(moved[at[::-1]])
        if all(i < n for i, n in zip(at[::-1], moved.shape))
        else right,
        "Moving axes does not move numbers along the ribbon: look where this one comes "
        "from.": ribbon,
    }
    if level == 1:
        also["In memory one row follows the other, not one column."] = at[1] * rows + at[0]
    if level == 3:
        also["Reshaping is no transposing: it cuts the same ribbon into other rows."] = int(A.T[at])
    source = {
        1: f"Row {at[0]} begins with {at[0] * columns}, and {at[-1]} further stands",
        2: f"`A.T[{place}]` is `A[{at[1]}, {at[0]}]`; row {at[1]} of A begins with "
        f"{at[1] * columns}, and {at[0]} further stands"
        if level == 2
        else "",
        3: f"The ribbon is cut into rows of {rows}: row {at[0]} begins with {at[0] * rows}, and "
        f"{at[1]} further stands",
        4: "",
    }[level]
    if level == 4:
        back = [at[order.index(axis)] for axis in range(3)]
        source = f"It is `A[{', '.join(map(str, back))}]`: {back[0]}·{rows * columns} + "
        source += f"{back[1]}·{columns} + {back[2]} ="
    return problem(
        ask=f"{set_up}. Which number is `{view}[{place}]`?",
        kind=Whole(),
        right=right,
        mistakes={},
        also=also,
        hints=(
            "In memory lies one ribbon: 0, 1, 2, … Where is it cut?",
            f"A has {rows} rows of {columns}"
            + (f", {deep} times." if level == 4 else ".")
            + " Draw it.",
            "Which row and column of A is asked for, counted from 0?",
        ),
        worked=f"{source} {right}.",
    )


@skill("slices", "2.5")
def slices(rng: np.random.Generator, level: int) -> Exercise | None:
    """The shape of a slice: a range; two; steps and a number; from the end, and a new axis."""
    shape = tuple(whole(rng, 5, 12) for _ in range(2 if level <= 2 else 3))
    parts, lengths, words = [], [], []
    naive = []
    for axis, n in enumerate(shape):
        start, stop, step = whole(rng, 0, 2), whole(rng, 3, n), whole(rng, 2, 3)
        kinds = {1: ["range", "all"], 2: ["range", "from"], 3: ["step", "number", "range"],
                 4: ["back", "number", "step", "from"]}[level]  # fmt: skip
        kind = kinds[axis % 2] if level == 1 else pick(rng, *kinds)
        text, taken = {
            "all": (":", slice(None)),
            "range": (f"{start}:{stop}", slice(start, stop)),
            "from": (f"{start + 1}:", slice(start + 1, None)),
            "step": (f"::{step}", slice(None, None, step)),
            "back": (f":-{start + 1}", slice(None, -start - 1)),
            "number": (str(start), start),
        }[kind]
        parts.append(text)
        if kind == "number":
            words.append(f"`{text}` picks one, and the axis is gone")
            naive.append(1)
            continue
        lengths.append(len(range(n)[taken]))
        naive.append(lengths[-1])
        words.append(f"`{text}` of {n} leaves {lengths[-1]}")
    right = tuple(lengths)
    if level == 4 and rng.random() < 0.5:
        parts.insert(0, "None")
        right = (1, *right)
        naive.insert(0, 1)
        words.insert(0, "`None` adds an axis of length 1")
    if len(lengths) < len(shape) - 1 or right == shape:
        return None
    one_more = tuple(n + (":" in part and part not in (":",) and part[-1] != ":")
                     for n, part in zip(naive, parts))  # fmt: skip
    return problem(
        ask=f"`A.shape = {plain(shape)}`. What is the shape of `A[{', '.join(parts)}]`?",
        kind=Shape(),
        right=right,
        mistakes={"That is A itself. Each slice leaves a part.": shape},
        also={
            "A slice ends *before* its second number.": tuple(
                n for n, part in zip(one_more, parts) if not part.isdigit()
            ),
            "Where it begins counts, too: start:stop takes stop − start.": tuple(
                int(part.rpartition(":")[2])
                if part.rpartition(":")[2].isdigit() and part[0] != ":"
                else n
                for n, part in zip(naive, parts)
                if not part.isdigit()
            ),
            "A single number takes its axis away; it leaves no 1 behind.": tuple(naive),
            "`None` adds an axis of length 1.": right[1:] if parts[0] == "None" else right,
        },
        hints=(
            "Axis by axis: how many indices does each part take?",
            "start:stop takes stop − start of them; ::2 every second one; a number none.",
            f"The first: {words[0]}.",
        ),
        worked=f"{'; '.join(words)}. So: {plain(right)}.",
    )


@skill("sums over axes", "2.8")
def sums_over_axes(rng: np.random.Generator, level: int) -> Exercise | None:
    """Add up a matrix along an axis; take means or maxima; shapes; and with keepdims."""
    if level <= 2:
        rows, columns = pick(rng, (2, 3), (3, 2), (2, 4))
        X, axis = table(rng, rows, columns, -4, 6), whole(rng, 0, 1)
        name = "sum" if level == 1 else pick(rng, "mean", "max")
        do = {"sum": np.sum, "mean": np.mean, "max": np.max}[name]
        right, across = do(X, axis=axis), do(X, axis=1 - axis)
        if name == "mean" and (right * 2 % 1).any():
            return None
        lines = np.array(X).T if axis == 0 else np.array(X)
        sign = {"sum": " + ", "mean": " + ", "max": ", "}[name]
        write = brief if name == "max" else lambda n: factor(brief(n))
        steps = [sign.join([brief(line[0]), *map(write, line[1:])]) for line in lines]
        if name == "mean":
            steps = [f"({step})/{lines.shape[1]}" for step in steps]
        if name == "max":
            steps = [f"max({step})" for step in steps]
        return problem(
            ask=f"{given(X=X)}. What is `X.{name}(axis={axis})`?",
            kind=Array(exact=True),
            right=right.tolist(),
            mistakes={
                "That is the other axis. The axis that is named is the one that goes.": (
                    across.tolist()
                ),
            },
            also={
                "Those are the sums. Divide by how many are added.": np.sum(X, axis=axis).tolist(),
                "Of all together? Only one axis goes.": [float(do(X))] * len(right),
                "You divided by the length of the other axis.": (
                    np.sum(X, axis=axis) / len(right)
                ).tolist(),
                "The largest by size is not the largest: signs count.": np.abs(X)
                .max(axis=axis)
                .tolist(),
                "Smallest, not largest.": np.min(X, axis=axis).tolist(),
                "In the other direction: the first of them belongs to the first "
                + ("column." if axis == 0 else "row."): right[::-1].tolist(),
            },
            hints=(
                f"The shape is {plain((rows, columns))}. Which axis goes?",
                f"Axis {axis} goes, and {len(right)} numbers are left.",
                f"One for each {'column' if axis == 0 else 'row'}.",
            ),
            worked=f"Axis {axis} goes, so there is one number for each "
            f"{'column' if axis == 0 else 'row'}:{block(*matrix('X', X))}\n"
            f"{'; '.join(steps)}: {listed(right)}.",
        )
    shape = tuple(distinct(rng, 3 if level == 3 else 4, 2, 9))
    axes = tuple(sorted(distinct(rng, whole(rng, 1, 2), 0, len(shape) - 1)))
    keep = level == 4 and bool(rng.integers(2))
    backwards = len(axes) == 1 and bool(rng.integers(2))
    named = axes[0] - len(shape) * backwards if len(axes) == 1 else axes
    right = tuple(1 if i in axes else n for i, n in enumerate(shape) if keep or i not in axes)
    gone = tuple(n for i, n in enumerate(shape) if i not in axes)
    kept = tuple(1 if i in axes else n for i, n in enumerate(shape))
    return problem(
        ask=f"`A.shape = {plain(shape)}`. What is the shape of "
        f"`A.sum(axis={named}{', keepdims=True' * keep})`?",
        kind=Shape(),
        right=right,
        mistakes={
            "The axes that are named go; the others stay.": tuple(shape[i] for i in axes),
            "`keepdims=True` leaves an axis of length 1."
            if keep
            else "Without keepdims the axis is gone, and leaves no 1.": gone if keep else kept,
        },
        also={
            "Axes are counted from 0, and with a minus from the end.": tuple(
                n for i, n in enumerate(shape) if i + 1 not in axes
            ),
        },
        hints=(
            "Number the axes from 0; −1 is the last one.",
            f"The axes that go: {', '.join(str(shape[i]) for i in axes)} long.",
            "With keepdims=True a 1 stays in their place." if keep else "Leave them out.",
        ),
        worked=f"Of {plain(shape)} the axes of length "
        f"{' and '.join(str(shape[i]) for i in axes)} are summed over"
        f"{' and stay with length 1' * keep}: {plain(right)}.",
    )
