"""All that a reader chooses about a net and its training, as one value and as one line of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, NamedTuple

from mathdl.playground.problems import ALIASES, BY_WORD, DRAWS, OWN
from mathdl.refusals import joined, shown

STEPS = 5000  # as far as the clock goes
FEATURES = ("x1", "x2", "x1²", "x2²", "x1x2", "sinx1", "sinx2")
BENDS = ("tanh", "relu", "silu", "sigmoid", "none")
OPTIMISERS = ("adam", "sgd", "momentum")
SCHEDULES = ("constant", "cosine2000", "halve500", "warm100")
LOSSES = ("entropy", "squares")
BATCHES = (1, 4, 8, 16, 32, 128)
STOPS = (0.1, 0.01, 0.001)
UNITS, LAYERS = 64, 6  # at most
SEEDS = 10


@dataclass(frozen=True)
class Settings:
    """All that is chosen before training begins: a net's hyperparameters, and how far it is now.

    Attributes
    ----------
    data : str
        One of the data sets, or "own".
    points, noise : int, float
        How many points are seen, and the std of what chance adds to them.
    data_seed : int
        Which draw of the data; of a reader's own, which of them are seen.
    features : tuple of str
        What goes in, of `FEATURES`.
    layers : tuple of (int, str)
        Units and bend of each hidden layer.
    optimiser, rate, schedule : str, float, str
    batch : int
        Points a step, drawn one by one, so that one may come twice; 0 is all of them.
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
    data_seed: int = 0
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
    def parameters(self) -> int:
        """How many weights and biases the net has, unless the data are the reader's own."""
        if self.data == OWN:
            raise ValueError(
                "how many parameters a net has on your own points depends on their classes: count "
                "them with parameters_with(data.outputs)"
            )
        classes = BY_WORD[self.data].classes
        return self.parameters_with(classes if classes > 2 else 1)

    def parameters_with(self, outputs: int) -> int:
        """Count the weights and biases of the net, if it answers with so many numbers."""
        return sum((a + 1) * b for a, b in pairwise((*self.sizes, outputs)))

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
            name, value = _understood(word)
            if name in found:
                before = found[name] if name in ("features", "layers") else ()
                if not (before and value) or (name == "features" and value[0] in before):
                    raise ValueError(
                        f"{shown(word)} says again, or otherwise, what the line has said before"
                    )
                value = before + value
            found[name] = value
        if found.get("data") in BY_WORD and "noise" not in found:
            found["noise"] = BY_WORD[found["data"]].noise
        if len(found.get("layers", ())) > LAYERS:
            raise ValueError(f"there are {len(found['layers'])} layers; at most {LAYERS} are shown")
        if found.get("decay") and found.get("l1"):
            raise ValueError("large weights cost by decay or by l1; the line has both")
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
            [
                self.data,
                *[f"n{self.points}", f"z{self.noise:.6g}"] * (self.data != OWN),
                *[f"d{self.data_seed}"] * bool(self.data_seed),
            ],
            features, layers, pace, more, [f"s{self.seed}", f"@{self.step}"],
        ]  # fmt: skip
        return " | ".join(" ".join(group) for group in groups)


def _understood(word: str) -> tuple[str, Any]:
    """Return what a word of a line says: the name of a setting, and its value."""
    small = word.lower() if len(word) <= 40 else ""  # none is that long
    small = small.replace("^2", "²").replace("₁", "1").replace("₂", "2")
    small = ALIASES.get(small, small)
    for name, words in _WORDS.items():
        if small in words:
            return name, (small,) if name == "features" else small
    if small in ("all", "nohidden"):
        return ("batch", 0) if small == "all" else ("layers", ())
    if layer := re.fullmatch(rf"(\d+)[-·]?({'|'.join(BENDS)}|[tr])", small):
        units = int(layer[1])
        if not 1 <= units <= UNITS:
            raise ValueError(f"{shown(word)}: a layer has 1 to {UNITS} units")
        return "layers", ((units, _SHORT.get(layer[2], layer[2])),)
    number = re.fullmatch(r"([a-z1@]*?)=?(\d*\.?\d+(?:e[-+]?\d+)?)", small)
    if number and number[1] in _NUMBERS:
        return _NUMBERS[number[1]].read(word, float(number[2]))
    known = [*(word for words in _WORDS.values() for word in words), *ALIASES]
    known += [f"5{bend}" for bend in BENDS]
    near = get_close_matches(small, known, 1)
    like = f"{near[0]!r} is one" if near else f"a line reads {str(Settings())!r}"
    raise ValueError(f"{shown(word)} is no word of the workbench's; {like}")


class _Number(NamedTuple):
    """What a number in a line is, and which numbers it may be: among some, or from one to another.

    Where only some are taken, `name` ends a sentence that they follow.
    """

    setting: str
    name: str
    allowed: Sequence[float]
    kind: Callable = float
    among: bool = False

    def read(self, word: str, value: float) -> tuple[str, Any]:
        low, high = min(self.allowed), max(self.allowed)
        if self.among:
            fine, what = value in self.allowed, joined([f"{n:g}" for n in self.allowed], "or")
        else:
            fine = low <= value <= high and self.kind(value) == value
            what = f"a{' whole' * (self.kind is int)} number from {low:g} to {high:g}"
        if not fine:
            raise ValueError(f"{shown(word)}: {self.name} {what}")
        return self.setting, self.kind(value)


_SHORT = {"t": "tanh", "r": "relu"}  # and not s, which two bends begin with
_WORDS: dict[str, tuple[str, ...]] = {
    "data": (*BY_WORD, OWN),
    "features": FEATURES,
    "optimiser": OPTIMISERS,
    "schedule": SCHEDULES,
    "loss": LOSSES,
}
# What a number means, by the letters before it.
_NUMBERS = {
    "n": _Number("points", "points is", (20, 1000), int),
    "z": _Number("noise", "noise is", (0, 0.5)),
    "d": _Number("data_seed", "the draw of the data is", (0, DRAWS - 1), int),
    "": _Number("rate", "rate is", (1e-4, 10)),
    "b": _Number("batch", "a step looks at all points, 'all', or at", BATCHES, int, among=True),
    "decay": _Number("decay", "decay is", (0, 10)),
    "l1": _Number("l1", "l1 is", (0, 10)),
    "scale": _Number("scale", "scale is", (0.1, 5)),
    "stop": _Number("stop", "training stops where the loss is below", STOPS, among=True),
    "s": _Number("seed", "seed is", (0, SEEDS - 1), int),
    "@": _Number("step", "step is", (0, STEPS), int),
}
