"""Controls as data: what a reader can move in a picture, said without any widget."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np

from mathdl.refusals import shown, type_or_value, whole

__all__ = ["Choice", "Clock", "Lessons", "Pixels", "Slider", "Stepper", "Text", "Toggle"]


class NotTakenError(ValueError):
    """A control cannot take a value: words typed into it, most often."""


@dataclass(frozen=True)
class Control:
    """Something a reader can move.

    Attributes
    ----------
    when : function of the dict of all control values, optional
        Where it is false the control is hidden.
    """

    when: Callable[[Mapping[str, Any]], bool] | None = field(default=None, kw_only=True)

    def read(self, value: Any) -> Any:
        """Return `value` as `Plot.update` gets it, or raise ValueError with a sentence."""
        raise NotImplementedError

    def tries(self) -> tuple:
        """Return the values that a test should try: ends, default, every choice."""
        raise NotImplementedError

    def random(self, rng: np.random.Generator) -> Any:
        """Draw one of the values that a reader can reach."""
        raise NotImplementedError


@dataclass(frozen=True)
class Slider(Control):
    """A number between `min` and `max`; a whole number if all of them are.

    Attributes
    ----------
    default, min, max : float or int
    step : float or int
        Between neighbouring values; with `log`, in powers of ten.
    label : str
        What stands beside it.
    log : bool
        Move evenly through powers of ten.
    """

    default: float
    min: float
    max: float
    step: float = 0.1
    label: str = ""
    log: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        for name in ("default", "min", "max", "step"):
            _require_float(f"{name} of a Slider", getattr(self, name))
        if not (self.min <= self.default <= self.max and self.step > 0):
            raise ValueError(
                "a Slider needs min ≤ default ≤ max and step > 0, not "
                f"{self.min:g} ≤ {self.default:g} ≤ {self.max:g} and {self.step:g}"
            )
        if self.log and not self.min > 0:
            raise ValueError(f"a Slider through powers of ten starts above 0, not at {self.min:g}")

    @property
    def whole(self) -> bool:
        """Whether the slider gives whole numbers."""
        return all(isinstance(v, int) for v in (self.default, self.min, self.max, self.step))

    @property
    def digits(self) -> int:
        """How many digits after the point tell neighbouring values apart."""
        return 0 if self.whole else max(0, math.ceil(-math.log10(self.step) - 1e-9))

    def position(self, value: float) -> float:
        """Return where the handle stands for a value: with `log`, at its power of ten."""
        return math.log10(value) if self.log else value

    def read(self, value: Any) -> Any:
        slack = 1e-9 * max(1.0, abs(self.min), abs(self.max))
        in_range = (
            isinstance(value, Real)
            and not isinstance(value, bool)
            and self.min - slack <= value <= self.max + slack
        )
        if not in_range or (self.whole and value != int(value)):
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(f"{shown(value)} is not {kind} from {self.min:g} to {self.max:g}")
        return int(value) if self.whole else float(value)

    def tries(self) -> tuple:
        return self.min, self.default, self.max

    def random(self, rng: np.random.Generator) -> Any:
        low, high = (
            (math.log10(self.min), math.log10(self.max)) if self.log else (self.min, self.max)
        )
        steps = int(rng.integers(0, int((high - low) / self.step + 1e-9) + 1))
        at = low + steps * self.step
        return self.read(10.0**at if self.log else at)


@dataclass(frozen=True)
class Choice(Control):
    """One of a few `options`."""

    default: Any
    options: tuple
    label: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.options, tuple | list) or self.default not in self.options:
            raise type_or_value(
                self.options,
                tuple | list,
                f"options are a tuple with the default among them, not {shown(self.options)} with "
                f"{shown(self.default)}",
            )

    def read(self, value: Any) -> Any:
        try:
            there = value in self.options
        except ValueError:  # an array, compared entry by entry
            there = False
        if not there:
            raise ValueError(f"{shown(value)} is not one of {', '.join(map(repr, self.options))}")
        return value

    def tries(self) -> tuple:
        return self.options

    def random(self, rng: np.random.Generator) -> Any:
        return self.options[rng.integers(len(self.options))]


@dataclass(frozen=True)
class Toggle(Control):
    """On or off."""

    default: bool
    label: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.default, bool):
            raise TypeError(f"a Toggle starts at True or False, not at {shown(self.default)}")

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool | np.bool_):
            raise ValueError(f"{shown(value)} is neither True nor False")
        return bool(value)

    def tries(self) -> tuple:
        return False, True

    def random(self, rng: np.random.Generator) -> bool:
        return bool(rng.integers(2))


@dataclass(frozen=True)
class _Count(Control):
    """Steps from 0 to `max`, counted by whole numbers."""

    default: int
    max: int
    label: str = ""

    def __post_init__(self) -> None:
        what = type(self).__name__
        whole(f"default of a {what}", self.default)
        whole(f"max of a {what}", self.max)
        if self.default > self.max:
            raise ValueError(
                f"a {what} starts between 0 and its max, {self.max}, not at {self.default}"
            )

    def read(self, value: Any) -> int:
        return Slider(self.default, 0, self.max, 1).read(value)

    def tries(self) -> tuple:
        return tuple(dict.fromkeys((0, self.default, self.max)))

    def random(self, rng: np.random.Generator) -> int:
        return int(rng.integers(self.max + 1))


@dataclass(frozen=True)
class Stepper(_Count):
    """A step number that a reader walks through: back, next, and a slider."""


@dataclass(frozen=True)
class Clock(_Count):
    """A step number that also runs by itself: play, pause, step, reset, and a slider.

    Attributes
    ----------
    per_frame : int
        How many steps pass between two pictures while it plays.
    seconds : float
        How long a picture stands while it plays, at least: longer where it is to be read.
    """

    per_frame: int = 1
    seconds: float = 1 / 31  # no screen is late then, where 30 a second are promised


@dataclass(frozen=True)
class Text(Control):
    """Something typed, taken on Enter. `parse` turns it into a value, or raises ValueError."""

    default: str
    parse: Callable[[str], Any] = str
    label: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.default, str) or not callable(self.parse):
            raise TypeError(
                "a Text starts with text and parses it with a function, not "
                f"{shown(self.default)} and {shown(self.parse)}"
            )

    def read(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError(f"{shown(value)} is not text")
        return self.parse(value)

    def tries(self) -> tuple:
        return (self.default,)

    def random(self, rng: np.random.Generator) -> str:
        return self.default


SIDE = 32  # pixels of a pad
BLANK = "0" * (SIDE * SIDE // 4)


@dataclass(frozen=True)
class Pixels(Control):
    """A pad of 32 × 32 pixels, ink or none, drawn on with a pointer, a finger or arrow keys.

    Attributes
    ----------
    default : str
        A drawing: 256 hexadecimal digits, each four pixels, row after row from the upper left.
    label : str
    pen : float
        How broad the pen is, in pixels.
    """

    default: str = BLANK
    label: str = ""
    pen: float = 3.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "default", self.read(self.default))

    @staticmethod
    def written(bitmap: np.ndarray) -> str:
        """Write a drawing, an array (32, 32), as the value of a pad.

        Examples
        --------
        >>> page = np.zeros((32, 32), bool)
        >>> page[0, :3] = True
        >>> value = Pixels.written(page)
        >>> value[:4], len(value), np.array_equal(Pixels.bitmap(value), page)
        ('e000', 256, True)
        """
        return np.packbits(np.asarray(bitmap, bool)).tobytes().hex()

    @staticmethod
    def bitmap(value: str) -> np.ndarray:
        """Return the drawing that a value says, an array (32, 32) of True and False."""
        return np.unpackbits(np.frombuffer(bytes.fromhex(value), "u1")).reshape(SIDE, SIDE) == 1

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(f"[0-9a-f]{{{len(BLANK)}}}", value):
            raise ValueError(
                f"{shown(value)} is not a drawing: {len(BLANK)} digits from 0 to f, of four pixels"
            )
        return value

    def tries(self) -> tuple:
        return BLANK, self.default, "f" * len(BLANK)

    def random(self, rng: np.random.Generator) -> str:
        page, (top, left) = np.zeros((SIDE, SIDE), bool), rng.integers(0, SIDE, 2)
        page[top:, left : left + 4] = page[top : top + 4, left:] = True
        return self.written(page)


@dataclass(frozen=True)
class Lessons(Control):
    """Drawings of a pad to which a reader has given their digits, to teach a net.

    Its value is text, one lesson behind another: a digit, a colon and the drawing. `Plot.update`
    gets a tuple of pairs, of digit and drawing.

    Attributes
    ----------
    of : str
        The name of the control that is drawn on, a `Pixels` of the same plot.
    default : str
    label : str
    """

    of: str
    default: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.of, str):
            raise TypeError(f"of names the pad that is drawn on, not {shown(self.of)}")

    def read(self, value: Any) -> tuple[tuple[int, str], ...]:
        lesson = f"([0-9]):([0-9a-f]{{{len(BLANK)}}})"
        if not isinstance(value, str) or not re.fullmatch(f"({lesson}( {lesson})*)?", value):
            raise ValueError(f"{shown(value)} is not made of lessons: a digit, a colon, a drawing")
        return tuple((int(digit), drawing) for digit, drawing in re.findall(lesson, value))

    def tries(self) -> tuple:
        return self.default, f"4:{BLANK}"

    def random(self, rng: np.random.Generator) -> str:
        return f"{rng.integers(10)}:{Pixels().random(rng)}" if rng.integers(2) else ""


def _require_float(what: str, value: Any) -> None:
    """Refuse what is no finite number, or has no place among floats, as 10**400."""
    with suppress(TypeError, ValueError, OverflowError):
        if isinstance(value, Real) and math.isfinite(float(value)):
            return
    raise type_or_value(value, Real, f"{what} is a finite number, not {shown(value)}")
