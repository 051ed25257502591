"""Faults of operations that treat every entry by itself: arithmetic, elementary functions, gates.

In each row `g` is the gradient from above, `right` the right vjp, `y` the value, and then come the
arguments.
"""

from __future__ import annotations

import math

import numpy as np

from mathdl.ops import arithmetic, elementary
from mathdl.sabotage.passes import first_copy
from mathdl.sabotage.planting import Fault

FAULTS = [
    Fault(
        arithmetic.add,
        1,
        "what reaches the second summand has the wrong sign",
        lambda g, right, *_: -right(g),
    ),
    Fault(
        arithmetic.add,
        1,
        "a second summand that was broadcast gets the message of its first copy, not the sum",
        lambda g, right, y, a, b: first_copy(g, np.shape(b)),
    ),
    Fault(arithmetic.subtract, 1, "the minus of −b is forgotten", lambda g, *_: g),
    Fault(
        arithmetic.multiply,
        0,
        "the factor a is multiplied by itself, not by the other factor b",
        lambda g, right, y, a, b: g * a,
    ),
    Fault(
        arithmetic.multiply,
        1,
        "where both factors are the same value, as in x * x, the second path is dropped",
        lambda g, right, y, a, b: 0 * g if a is b else right(g),
    ),
    Fault(
        arithmetic.multiply,
        1,
        "a second factor that was broadcast gets the message of its first copy, not the sum",
        lambda g, right, y, a, b: first_copy(right(g), np.shape(b)),
    ),
    Fault(arithmetic.divide, 0, "1/b is turned over: b", lambda g, right, y, a, b: g * b),
    Fault(arithmetic.divide, 1, "the minus of −y/b is forgotten", lambda g, right, *_: -right(g)),
    Fault(
        arithmetic.divide,
        1,
        "of −y/b the division by b is forgotten",
        lambda g, right, y, a, b: -g * y,
    ),
    Fault(arithmetic.negative, 0, "the minus is forgotten", lambda g, *_: g),
    Fault(
        arithmetic.power,
        0,
        "of n·aⁿ⁻¹ the factor n is forgotten",
        lambda g, right, y, a, n: right(g) / np.where(np.equal(n, 0), 1, n),
    ),
    Fault(
        arithmetic.power,
        0,
        "the exponent stays what it was: n·aⁿ, not n·aⁿ⁻¹",
        lambda g, right, y, a, n: right(g) * a,
    ),
    Fault(
        arithmetic.power,
        1,
        "of y·log a, for the exponent, the logarithm is forgotten",
        lambda g, right, y, a, n: g * y,
    ),
    Fault(arithmetic.abs, 0, "the sign of a is forgotten", lambda g, *_: g),
    Fault(
        elementary.exp,
        0,
        "eᵃ is treated like a power: a·eᵃ⁻¹",
        lambda g, right, y, a: g * a * y / math.e,
    ),
    Fault(
        elementary.exp,
        0,
        "the message from above is not multiplied in: the local derivative is sent alone",
        lambda g, right, y, a: y,
    ),
    Fault(
        elementary.log,
        0,
        "1/a has become 1/(1 + a), which belongs to log1p",
        lambda g, right, y, a: g / (1 + a),
    ),
    Fault(
        elementary.log1p,
        0,
        "the denominator 1 + a is squared",
        lambda g, right, y, a: right(g) / (1 + a),
    ),
    Fault(elementary.expm1, 0, "of y + 1 the 1 is forgotten", lambda g, right, y, a: g * y),
    Fault(elementary.sqrt, 0, "of 1/(2y) the 2 is forgotten", lambda g, right, y, a: 2 * right(g)),
    Fault(
        elementary.sqrt,
        0,
        "the derivative is taken at the output: 1/(2√y), not 1/(2√a)",
        lambda g, right, y, a: g / (2 * np.sqrt(y)),
    ),
    Fault(
        elementary.sin,
        0,
        "the derivative is taken at the output: cos of sin a, not cos a",
        lambda g, right, y, a: g * np.cos(y),
    ),
    Fault(elementary.cos, 0, "the minus of −sin a is forgotten", lambda g, right, *_: -right(g)),
]
