"""Chapter 9, settings drawn at random."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake

DRAWN = 6000  # settings, enough to see how they are spread
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
    one, same, other = (_drawn(function, 7, seed) for seed in (0, 0, 1))
    if not np.array_equal(one, same):
        return "the draws do not all come from `rng`: from the same seed it gives other settings"
    still = [name for name, a, b in zip(("rates", "widths"), one.T, other.T) if np.all(a == b)]
    if still:
        return f"the {' and '.join(still)} are the same with another seed: draw with the given rng"
    return "all n settings are the same: draw anew for each" * (len(np.unique(one[:, 0])) == 1)


def _in_order(function: Callable) -> str:
    rates, widths = _drawn(function).T
    if rates.min() >= NARROW and widths.max() <= HIGH:
        return "the rate comes first in each pair, then the width"
    sorted_ = np.all(np.diff(rates) > 0) or np.all(np.diff(rates) < 0)
    return "the rates come in order, as on a grid: each is to be drawn by itself" * bool(sorted_)


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
        return _each_as_likely(widths)
    if high == WIDE - 1:
        return "32 never comes: `rng.integers` leaves its upper end out"
    return f"widths reach from {low} to {high}, not from 4 to 32"


def _each_as_likely(widths: np.ndarray) -> str:
    found, times = np.unique(widths, return_counts=True)
    there, wanted = len(found), WIDE + 1 - NARROW
    if there < wanted:
        return f"of the {wanted} widths only {there} ever come: `rng.integers`"
    if times[[0, -1]].mean() < 0.7 * times[1:-1].mean():
        return "4 and 32 come half as often as the others, as `round` makes it: `rng.integers`"
    return "some widths come far more often than others: `rng.integers`" * bool(
        times.max() > 2 * times.min()
    )


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


def _grid(n: int, rng: np.random.Generator) -> list:
    return list(zip(np.geomspace(LOW, HIGH, n), rng.integers(NARROW, WIDE + 1, n), strict=True))


def _swapped(n: int, rng: np.random.Generator) -> list:
    return [pair[::-1] for pair in _settings()(n, rng)]


def _columns(n: int, rng: np.random.Generator) -> list:
    return list(zip(*_settings()(n, rng), strict=True))


TRIALS = (_pairs, _in_order, _by_the_given_chance, _rates_in_powers, _widths_are_whole)

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
                lambda: _grid,
                "`geomspace` is a grid: its rates stand in order, and the next search tries the "
                "same ones. Draw each by itself.",
            ),
            Mistake(
                lambda: _swapped,
                "The rate comes first in each pair, then the width.",
            ),
            Mistake(
                lambda: _settings(width=lambda rng: rng.choice([4, 8, 16, 32])),
                "Only four widths ever come. All 29 from 4 to 32 are to be as likely: "
                "`rng.integers`.",
            ),
            Mistake(
                lambda: _settings(width=lambda rng: round(rng.uniform(NARROW, WIDE))),
                "`round` gives 4 and 32 half the room of the others, so they come half as often: "
                "`rng.integers(4, 33)`.",
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
