"""How the book writes numbers and counts, in sentences and in pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(x: float, digits: int = 3) -> str:
    """Write a number as the book prints it: a true minus sign, and never −0.

    Examples
    --------
    >>> number(-0.62817), number(-0.0004), number(12345.6, 1)
    ('−0.628', '0.000', '12,345.6')
    """
    return f"{x:z,.{digits}f}".replace("-", "−")


def brief(x: float) -> str:
    """Write a number with at most three decimals, and without idle zeros.

    Examples
    --------
    >>> brief(2.0), brief(-0.25), brief(1 / 3)
    ('2', '−0.25', '0.333')
    """
    return number(float(x)).rstrip("0").rstrip(".")


def factor(written: str) -> str:
    """Put a number that is written already in parentheses if it is negative, as in 2·(−3).

    Examples
    --------
    >>> factor(brief(-3.0)), factor(brief(0.5))
    ('(−3)', '0.5')
    """
    return f"({written})" if written.startswith(("−", "-")) else written


def signed(x: float, digits: int = 3) -> str:
    """Write a change: with its sign, unless it is written as 0.

    Examples
    --------
    >>> signed(0.5), signed(-0.5), signed(0.0004)
    ('+0.500', '−0.500', '0.000')
    """
    written = number(x, digits)
    return f"+{written}" if x > 0 and written.strip("0.") else written


def added(written: str) -> str:
    """Put a number that is written already behind a sum: its sign stands apart.

    Examples
    --------
    >>> f"x {added(number(-1.0, 1))}", f"x {added(brief(0.5))}"
    ('x − 1.0', 'x + 0.5')
    """
    return f"− {written[1:]}" if written.startswith("−") else f"+ {written}"


def listed(numbers: Any, write: Callable[[float], str] = brief) -> str:
    """Write a number, a vector or a matrix as Python lists it.

    Examples
    --------
    >>> listed([1.0, -0.5]), listed([[1.0], [2.0]], write=number)
    ('[1, −0.5]', '[[1.000], [2.000]]')
    """
    if hasattr(numbers, "__len__"):
        return f"[{', '.join(listed(part, write) for part in numbers)}]"
    return write(numbers)


def power(base: object, exponent: int) -> str:
    """Write a power with a small exponent, and 1 if that is 0.

    Examples
    --------
    >>> power(10, -7), power("x", 2), power(10, 0)
    ('10⁻⁷', 'x²', '1')
    """
    return f"{base}{str(exponent).translate(SUPERSCRIPT)}" if exponent else "1"


def counted(n: int, thing: str) -> str:
    """Write how many there are.

    Examples
    --------
    >>> counted(1, "step"), counted(2000, "step")
    ('1 step', '2,000 steps')
    """
    return f"{n:,} {thing}{'s' * (n != 1)}"


def rounded(x: float, digits: int) -> float:
    """Round to so many digits that count, where more of them would be chance.

    Examples
    --------
    >>> short(rounded(41.31, 2)), short(rounded(66_491.1, 3))
    ('41', '66,500')
    """
    return float(f"{x:.{digits - 1}e}")


def short(x: float) -> str:
    """Write a number with up to three digits, however large or small: 0.656, −2, 117, 9.5·10⁻⁷.

    Examples
    --------
    >>> short(0.9**4), short(0.5**20), short(-0.0)
    ('0.656', '9.5·10⁻⁷', '0')
    """
    if x == 0:
        return "0"
    exponent = int(f"{x:.2e}".split("e")[1])
    if -4 < exponent < 5:
        written = f"{x:,.{max(0, 2 - exponent)}f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
    else:
        mantissa, exponent = f"{x:.1e}".split("e")
        written = f"{mantissa}·{power(10, int(exponent))}"
    return written.replace("-", "−")


def per_cent(share: float, digits: int = 0) -> str:
    """Write a share in per cent: whole ones, or with so many digits; 100 % only if it is all.

    Examples
    --------
    >>> per_cent(2 / 3), per_cent(0.999), per_cent(1.0), per_cent(0.005, digits=3)
    ('67 %', '99 %', '100 %', '0.5 %')
    """
    most = 100 if share == 1 else 100 - 10.0 ** (2 - (digits or 2))  # 99, 99.9, …
    percent = min(100 * share, most)
    return f"{percent:.{digits}g} %" if digits else f"{percent:.0f} %"
