"""All that a reader chooses about a net and its training, as one value and as one line of text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from mathdl.playground.problems import BY_WORD, OWN
from mathdl.refusals import joined, shown

STEPS = 5000  # as far as the clock goes
FEATURES = ("x1", "x2", "x1²", "x2²", "x1x2", "sinx1", "sinx2")
BENDS = ("tanh", "relu", "silu", "sigmoid", "none")
OPTIMISERS = ("adam", "sgd", "momentum")
SCHEDULES = ("constant", "cosine2000", "halve500", "warm100")
LOSSES = ("entropy", "squares")
BATCHES = (8, 32, 128)
STOPS = (0.1, 0.01, 0.001)
UNITS, LAYERS = 64, 6  # at most


@dataclass(frozen=True)
class Settings:
    """All that is chosen before training begins: a net's hyperparameters, and how far it is now.

    Attributes
    ----------
    data : str
        One of the data sets, or "own".
    points, noise : int, float
        How many points are seen, and the std of what chance adds to them.
    features : tuple of str
        What goes in, of `FEATURES`.
    layers : tuple of (int, str)
        Units and bend of each hidden layer.
    optimiser, rate, schedule : str, float, str
    batch : int
        Points a step; 0 is all of them.
    decay, l1 : float
        Weight decay; the weight of Σ|w| in the loss.
    scale : float
        What the first weights are multiplied by.
    loss : str
        "entropy" or "squares"; heights are always learnt by squares.
    stop : float
        Training ends where the loss on seen points is below this.
    seed : int
        Of the first weights, and of the batches.
    step : int
        How many steps have been taken.

    Examples
    --------
    >>> settings = Settings.read("rings n800 | x1² x2² | 6tanh | adam 0.1 | s3 @300")
    >>> settings.parameters, settings.layers
    (25, ((6, 'tanh'),))
    >>> str(settings)
    'rings n800 z0 | x1² x2² | 6tanh | adam 0.1 | all | s3 @300'
    """

    data: str = "oneturn"
    points: int = 400
    noise: float = 0.02
    features: tuple[str, ...] = ("x1", "x2")
    layers: tuple[tuple[int, str], ...] = ((5, "tanh"), (5, "tanh"))
    optimiser: str = "adam"
    rate: float = 0.03
    schedule: str = "constant"
    batch: int = 0
    decay: float = 0.0
    l1: float = 0.0
    scale: float = 1.0
    loss: str = "entropy"
    stop: float = 0.0
    seed: int = 0
    step: int = 0

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer, the features first, without the outputs."""
        return len(self.features), *(units for units, _ in self.layers)

    @property
    def outputs(self) -> int:
        """How many numbers the net answers with, unless the data are the reader's own."""
        classes = BY_WORD[self.data].classes if self.data in BY_WORD else 0
        return classes if classes > 2 else 1

    @property
    def parameters(self) -> int:
        """How many weights and biases the net has."""
        sizes = *self.sizes, self.outputs
        return sum((a + 1) * b for a, b in pairwise(sizes))

    def at(self, **changes: Any) -> Settings:
        """Return these settings with a few of them changed."""
        return replace(self, **changes)

    @classmethod
    def read(cls, line: str) -> Settings:
        """Read a line of settings; what it does not say is as in `Settings()`.

        Raises
        ------
        TypeError, ValueError
            If it is no text, or a word is not known.
        """
        if not isinstance(line, str):
            raise TypeError(
                f"settings are a line of words, as in {str(cls())!r}, not {shown(line)}"
            )
        found: dict[str, Any] = {}
        for word in line.replace("|", " ").split():
            for name, value in _understood(word).items():
                if name in ("features", "layers"):
                    value = found.get(name, ()) + value
                elif name in found:
                    raise ValueError(f"{word!r} says again what the line has said before")
                found[name] = value
        if found.get("data") in BY_WORD and "noise" not in found:
            found["noise"] = BY_WORD[found["data"]].noise
        if len(found.get("layers", ())) > LAYERS:
            raise ValueError(f"there are {len(found['layers'])} layers; at most {LAYERS} are shown")
        return cls(**found)

    def __str__(self) -> str:
        features = [name for name in FEATURES if name in self.features]
        layers = [f"{units}{bend}" for units, bend in self.layers] or ["nohidden"]
        pace = [self.optimiser, f"{self.rate:.6g}"]
        pace += [self.schedule] * (self.schedule != "constant")
        more = ["all" if not self.batch else f"b{self.batch}"]
        more += [f"decay={self.decay:.6g}"] * bool(self.decay)
        more += [f"l1={self.l1:.6g}"] * bool(self.l1)
        more += [f"scale={self.scale:.6g}"] * (self.scale != 1)
        more += [self.loss] * (self.loss != "entropy")
        more += [f"stop={self.stop:.6g}"] * bool(self.stop)
        groups = [
            [self.data] + [f"n{self.points}", f"z{self.noise:.6g}"] * (self.data != OWN),
            features, layers, pace, more, [f"s{self.seed}", f"@{self.step}"],
        ]  # fmt: skip
        return " | ".join(" ".join(group) for group in groups)


def _understood(word: str) -> dict[str, Any]:
    """Return what a word of a line says."""
    small = word.lower().replace("^2", "²").replace("₁", "1").replace("₂", "2")
    for name, words in _WORDS.items():
        if small in words:
            return {name: (small,) if name == "features" else small}
    if small in ("all", "nohidden"):
        return {"batch": 0} if small == "all" else {"layers": ()}
    if layer := re.fullmatch(rf"(\d+)[-·]?({'|'.join(BENDS)})", small):
        units = int(layer[1])
        if not 1 <= units <= UNITS:
            raise ValueError(f"{word!r}: a layer has 1 to {UNITS} units")
        return {"layers": ((units, layer[2]),)}
    if number := re.fullmatch(r"([a-z1@]*?)=?(\d*\.?\d+(?:e[-+]?\d+)?)", small):
        sign, value = number[1], float(number[2])
        if sign in _NUMBERS:
            name, low, high, kind = _NUMBERS[sign]
            if not low <= value <= high or kind(value) != value:
                what = "a whole number" if kind is int else "a number"
                raise ValueError(f"{word!r}: {name} is {what} from {low:g} to {high:g}")
            if sign == "b" and value not in BATCHES:
                raise ValueError(f"{word!r}: a batch has {joined([*map(str, BATCHES)], 'or')}")
            if sign == "stop" and value not in STOPS:
                raise ValueError(f"{word!r}: it stops at {joined([*map(str, STOPS)], 'or')}")
            return {name: kind(value)}
    known = [word for words in _WORDS.values() for word in words] + [f"5{bend}" for bend in BENDS]
    near = get_close_matches(small, known, 1)
    like = f"{near[0]!r} is one" if near else f"a line reads {str(Settings())!r}"
    raise ValueError(f"{word!r} is no word of the workbench's; {like}")


_WORDS: dict[str, tuple[str, ...]] = {
    "data": (*BY_WORD, OWN),
    "features": FEATURES,
    "optimiser": OPTIMISERS,
    "schedule": SCHEDULES,
    "loss": LOSSES,
}
# What a number means, by the letters before it; the smallest and the largest.
_NUMBERS: dict[str, tuple[str, float, float, Callable]] = {
    "n": ("points", 20, 1000, int),
    "z": ("noise", 0, 0.5, float),
    "": ("rate", 1e-4, 10, float),
    "b": ("batch", 1, 1000, int),
    "decay": ("decay", 0, 10, float),
    "l1": ("l1", 0, 10, float),
    "scale": ("scale", 0.1, 5, float),
    "stop": ("stop", 0, 1, float),
    "s": ("seed", 0, 9, int),
    "@": ("step", 0, STEPS, int),
}
