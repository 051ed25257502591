"""Chapter 9, settings drawn at random."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake

DRAWN = 2000  # settings, enough to see how they are spread
LOW, HIGH, NARROW, WIDE = 1e-4, 1.0, 4, 32


def _drawn(function: Callable, n: int = DRAWN, seed: int = 0) -> np.ndarray:
    """Return drawn settings as an array (n, 2), or say what they are instead."""
    made = function(n, np.random.default_rng(seed))
    if made is None or made is ...:
        raise UnansweredError
    return np.array(list(made), float)


def _pairs(function: Callable) -> str:
    shape = _drawn(function, 7).shape
    return "" if shape == (7, 2) else f"for n = 7 it returns an array {shape}, not 7 pairs"


def _by_the_given_chance(function: Callable) -> str:
    one, same, other = (_drawn(function, 5, seed) for seed in (0, 0, 1))
    if np.array_equal(one, other) or not np.array_equal(one, same):
        return "draw with the rng that is given: same seed, same settings; another seed, others"
    return "all n settings are the same: draw anew for each" * (len(np.unique(one[:, 0])) == 1)


def _rates_in_powers(function: Callable) -> str:
    rates = _drawn(function)[:, 0]
    if not np.all((rates >= LOW * (1 - 1e-9)) & (rates <= HIGH * (1 + 1e-9))):
        return f"rates lie between 0.0001 and 1, and yours reach from {rates.min():.3g} to " + (
            f"{rates.max():.3g}: give `uniform` the logarithms of the ends"
        )
    shares = np.histogram(np.log10(rates), [-4, -3, -2, -1, 0])[0] / len(rates)
    if max(shares) > 0.4:
        return f"{100 * shares[-1]:.0f} of 100 rates lie above 0.1; evenly in powers of ten " + (
            "it would be 25: draw the exponent"
        )
    if min(shares) < 0.15 or len(np.unique(rates)) < 0.9 * DRAWN:
        return "between the powers of ten there are rates, too: draw the exponent by `uniform`"
    return ""


def _widths_are_whole(function: Callable) -> str:
    widths = _drawn(function)[:, 1]
    if not np.all(widths == np.round(widths)):
        return "a width is a whole number: `rng.integers`"
    low, high = int(widths.min()), int(widths.max())
    if (low, high) == (NARROW, WIDE):
        return ""
    if high == WIDE - 1:
        return "32 never comes: `rng.integers` leaves its upper end out"
    return f"widths reach from {low} to {high}, not from 4 to 32"


def _settings(
    exponent: Callable = lambda rng: 10 ** rng.uniform(-4, 0),
    width: Callable = lambda rng: rng.integers(NARROW, WIDE + 1),
    own: bool = False,
) -> Callable:
    """Write `random_settings` from how it draws a rate and a width."""

    def random_settings(n: int, rng: np.random.Generator) -> list[tuple[float, int]]:
        chance = np.random.default_rng(0) if own else rng
        return [(exponent(chance), width(chance)) for _ in range(n)]

    return random_settings


def _one_for_all(n: int, rng: np.random.Generator) -> list:
    return _settings()(1, rng) * n


def _columns(n: int, rng: np.random.Generator) -> list:
    return list(zip(*_settings()(n, rng), strict=True))


TRIALS = (_pairs, _by_the_given_chance, _rates_in_powers, _widths_are_whole)

EXERCISES = {
    "9.7": Exercise(
        title="Build: settings by chance",
        level=2,
        ask="Write `random_settings(n, rng)`: a list of n pairs (rate, width). The rate is drawn "
        "evenly in powers of ten from 0.0001 to 1, the width is a whole number from 4 to 32, each "
        "as likely as the others.",
        kind=Built("random_settings", TRIALS),
        right=lambda: _settings(),
        mistakes=(
            Mistake(
                lambda: _settings(lambda rng: rng.uniform(LOW, HIGH)),
                "`uniform(0.0001, 1)` is even on the number line: nine of ten rates are above 0.1. "
                "Draw the exponent.",
            ),
            Mistake(
                lambda: _settings(own=True),
                "You made a generator of your own, so all lists are alike. Use the `rng` you are "
                "given.",
            ),
            Mistake(
                lambda: _settings(lambda rng: np.exp(rng.uniform(LOW, HIGH))),
                "The ends are to be exponents, too: `10 ** rng.uniform(-4, 0)`.",
            ),
            Mistake(
                lambda: _settings(width=lambda rng: rng.integers(NARROW, WIDE)),
                "32 never comes: `rng.integers(4, 32)` leaves its end out.",
            ),
            Mistake(
                lambda: _settings(width=lambda rng: rng.uniform(NARROW, WIDE)),
                "Half a unit cannot be built: `rng.integers`.",
            ),
            Mistake(
                lambda: _settings(lambda rng: 10.0 ** rng.integers(-4, 1)),
                "Only five rates ever come: whole exponents. Draw them by `rng.uniform`.",
            ),
            Mistake(
                lambda: _one_for_all,
                "One setting, n times. Draw inside the loop.",
            ),
            Mistake(
                lambda: _columns,
                "All rates in one row, all widths in another: pairs are asked for.",
            ),
        ),
        hints=(
            "Section 9.5: draw the exponent, then raise 10 to it.",
            "`10 ** rng.uniform(-4, 0)` is a rate, `rng.integers(4, 33)` a width.",
            "Both in one tuple, in a list comprehension over `range(n)`.",
        ),
        worked="`return [(10 ** rng.uniform(-4, 0), int(rng.integers(4, 33))) for _ in range(n)]`.",
        then="Write each as a line for `Settings.read`, and you have a search.",
    ),
}
