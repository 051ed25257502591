"""How the numbers of problems are drawn and written."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.words import brief, factor, number, rounded


def pick(rng: np.random.Generator, *options: Any) -> Any:
    """Draw one of several things."""
    return options[rng.integers(len(options))]


def whole(rng: np.random.Generator, low: int, high: int) -> int:
    """Draw a whole number, both ends included."""
    return int(rng.integers(low, high + 1))


def some(rng: np.random.Generator, low: int, high: int) -> int:
    """Draw a whole number other than 0, both ends included."""
    return pick(rng, *(n for n in range(low, high + 1) if n))


def row(rng: np.random.Generator, n: int, low: int, high: int) -> list[int]:
    """Draw a list of whole numbers other than 0, not all alike."""
    while True:
        numbers = [some(rng, low, high) for _ in range(n)]
        if n < 2 or len(set(numbers)) > 1:
            return numbers


def table(rng: np.random.Generator, rows: int, columns: int, low: int, high: int) -> list:
    """Draw a matrix of whole numbers, as a list of rows."""
    return [row(rng, columns, low, high) for _ in range(rows)]


def distinct(rng: np.random.Generator, n: int, low: int, high: int) -> list[int]:
    """Draw different whole numbers, both ends included."""
    return [int(k) for k in rng.choice(np.arange(low, high + 1), n, replace=False)]


def given(**data: Any) -> str:
    """Write what a problem is about as Python, to be read and to be copied.

    Examples
    --------
    >>> given(x=[2, -1], b=0.5)
    '`x = [2, -1]`, `b = 0.5`'
    """
    return ", ".join(f"`{name} = {plain(value)}`" for name, value in data.items())


def plain(value: Any) -> str:
    """Write numbers as Python does, without the noise of floats.

    Examples
    --------
    >>> plain([0.1 + 0.2, -1.0, (3, 1)])
    '[0.3, -1, (3, 1)]'
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        inside = ", ".join(map(plain, value))
        return f"[{inside}]" if isinstance(value, list) else shape(value)
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def shape(lengths: tuple[int, ...] | str) -> str:
    """Write a shape as Python does."""
    return lengths if isinstance(lengths, str) else str(tuple(lengths))


def digits(x: float, count: int) -> str:
    """Write so many digits that count, also zeros at the end.

    Examples
    --------
    >>> digits(2.9957, 3), digits(-0.02477, 2), digits(1234.5, 3)
    ('3.00', '−0.025', '1,230')
    """
    exponent = int(f"{x:.{count - 1}e}".split("e")[1])
    return number(rounded(x, count), max(0, count - 1 - exponent))


def exact(x: float) -> str:
    """Write a number that comes out even, with as many decimals as it has.

    Examples
    --------
    >>> exact(0.4375), exact(0.1 + 0.2), exact(-3)
    ('0.4375', '0.3', '−3')
    """
    return number(float(x), 8).rstrip("0").rstrip(".")


def block(*lines: str) -> str:
    """Write lines one below the other, in type of one width."""
    return "\n\n```\n" + "\n".join(lines) + "\n```\n"


def data(**values: Any) -> str:
    """Write what a problem with a matrix is about below it, as lines for a cell.

    Examples
    --------
    >>> print(data(X=[[1, -2], [10, 3]], b=[1, 2]).strip())
    ```
    X = [[ 1, -2],
         [10,  3]]
    b = [1, 2]
    ```
    """
    lines = []
    for name, value in values.items():
        nested = isinstance(value, list) and isinstance(value[0], list)
        lines += matrix(name, value, plain) if nested else [f"{name} = {plain(value)}"]
    return block(*lines)


def matrix(name: str, values: Any, write: Any = brief) -> list[str]:
    """Write a matrix row below row, its columns under each other.

    Examples
    --------
    >>> print("\\n".join(matrix("X", [[1, -2], [10, 0.5]])))
    X = [[ 1,  −2],
         [10, 0.5]]
    """
    cells = [[write(x) for x in line] for line in np.asarray(values)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    rows = [f"[{', '.join(c.rjust(w) for c, w in zip(line, widths))}]" for line in cells]
    indent = " " * (len(name) + 4)
    lines = [f"{name} = [{rows[0]}", *(f"{indent}{one}" for one in rows[1:])]
    return [f"{line}," for line in lines[:-1]] + [f"{lines[-1]}]"]


def sum_of(products: list[tuple[Any, Any]], write: Any = brief) -> str:
    """Write a sum of products of two.

    Examples
    --------
    >>> sum_of([(2, -1), (0.5, 3)])
    '2·(−1) + 0.5·3'
    """
    return " + ".join(f"{factor(write(a))}·{factor(write(b))}" for a, b in products)
