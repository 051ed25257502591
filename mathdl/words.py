"""How the book writes numbers and counts, in sentences and in pictures."""

from __future__ import annotations

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(x: float, digits: int = 3) -> str:
    """Write a number as the book prints it: a true minus sign, and never −0.

    Examples
    --------
    >>> number(-0.62817), number(-0.0004)
    ('−0.628', '0.000')
    """
    return f"{x:z.{digits}f}".replace("-", "−")


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


def counted(n: int, thing: str) -> str:
    """Write how many there are.

    Examples
    --------
    >>> counted(1, "step"), counted(2000, "step")
    ('1 step', '2,000 steps')
    """
    return f"{n:,} {thing}{'s' * (n != 1)}"


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
        written = f"{mantissa}·10{str(int(exponent)).translate(SUPERSCRIPT)}"
    return written.replace("-", "−")


def per_cent(share: float, digits: int = 0) -> str:
    """Write a share in per cent: whole ones, 100 % only if it is all, or with so many digits.

    Examples
    --------
    >>> per_cent(2 / 3), per_cent(0.999), per_cent(1.0), per_cent(0.005, digits=3)
    ('67 %', '99 %', '100 %', '0.5 %')
    """
    if digits:
        return f"{100 * share:.{digits}g} %"
    return f"{100 if share == 1 else min(100 * share, 99):.0f} %"
