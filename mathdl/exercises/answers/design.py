"""The kind of answer that is a net of one's own design: trained with ten seeds, and judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Kind, UnreadableError, in_short
from mathdl.playground import Settings, trained
from mathdl.playground.problems import BY_WORD
from mathdl.playground.training import Look
from mathdl.words import per_cent

SEEDS, ENOUGH = 10, 5
BY_HEART = 0.95  # of the seen points are right, on average: what was learnt is their noise, too
ABLE = (
    "The design itself can do it: what it needs is another rate, or more steps, so look at its "
    "loss curve"
)


@dataclass(frozen=True)
class Design(Kind):
    """A line of settings of the workbench that meets a brief.

    Two designs are alike if the same goes into the same layers and is punished in the same way;
    where the mean of all seeds counts, also if both or neither know their points by heart.

    Attributes
    ----------
    data : Settings
        With the data set, the points and the noise that are asked for.
    reach : float
        The share of the unseen points that is to be right.
    most : int
        How many parameters the net may have; 0 if as many as it likes.
    steps : int
        How many steps it may take.
    features : tuple of str, optional
        What goes in, where that is given.
    layers : tuple of (int, str), optional
        The hidden layers, where they are given.
    optimiser : str
        Which one it has to be, if that is given.
    mean : bool
        Whether the mean of all seeds is to reach it, and not just half of them.
    others : tuple of str
        Lines of other designs that can do it, beside the worked one.
    able : str
        What is said of a design that can do it and was trained badly, without its full stop.
    """

    data: Settings
    reach: float
    most: int = 0
    steps: int = 4000
    features: tuple[str, ...] = ()
    layers: tuple[tuple[int, str], ...] = ()
    optimiser: str = ""
    mean: bool = False
    others: tuple[str, ...] = ()
    able: str = ABLE
    form_of_answer = "the line of settings below the workbench"
    takes_time = "Training it with ten seeds …"

    def typed(self, text: str) -> Any:
        """Take the line as it is."""
        return text.strip() or ...

    def read(self, given: Any) -> Settings:
        """Read a line, settings, the workbench itself, or its explorer."""
        if hasattr(given, "state_line"):
            given = given.state_line()
        if isinstance(given, Settings):
            return given
        if not isinstance(given, str):
            raise UnreadableError(
                f"a line of settings is asked for, as in {str(Settings())!r}, not {in_short(given)}"
            )
        try:
            return Settings.read(given)
        except ValueError as error:
            raise UnreadableError(str(error)) from None

    def prepare(self, value: Any) -> Settings:
        """Read a line of the book's."""
        return value if isinstance(value, Settings) else Settings.read(value)

    def same(self, a: Settings, b: Settings) -> bool:
        """Whether a design meets the brief; `b`, which does, is not looked at."""
        return not self.partly(a, b)

    def like(self, a: Settings, b: Settings) -> bool:
        """Whether `a` is the design `b`, apart from how long and how fast it is trained."""
        return not self.apart(a, b)

    def apart(self, a: Settings, b: Settings) -> bool:
        """Whether two designs differ in what goes in, in layers, or in what they are held by."""
        if _design(a) != _design(b):
            return True
        return self.mean and _by_heart(a) != _by_heart(b)

    def form(self, value: Settings, right: Settings) -> str:
        """Say what the brief does not allow."""
        wanted, got = self.data, value
        if (got.data, got.points, got.noise) != (wanted.data, wanted.points, wanted.noise):
            label = BY_WORD[wanted.data].label
            return (
                f"the brief is about {label}, {wanted.points} points, noise {wanted.noise:g}: let "
                f"the line begin with {wanted.data} n{wanted.points} z{wanted.noise:g}"
            )
        if got.data_seed:
            return f"all are judged by the same draw of the data: leave out d{got.data_seed}"
        if self.most and got.parameters > self.most:
            return f"that net has {got.parameters} parameters; {self.most} are allowed"
        if self.features and set(got.features) != set(self.features):
            return f"the brief keeps the features {' '.join(self.features)}"
        if self.layers and got.layers != self.layers:
            layers = " ".join(f"{units}{bend}" for units, bend in self.layers)
            return f"the brief keeps the layers {layers}"
        if self.optimiser and got.optimiser != self.optimiser:
            return f"the brief keeps the optimiser {self.optimiser}"
        if not 0 < got.step <= self.steps:
            return f"the step is to be from 1 to {self.steps:,}; this one stands at {got.step:,}"
        return ""

    def partly(self, value: Settings, right: Settings) -> str:
        """Say how good its ten seeds are, if that is not good enough; nothing if it is."""
        if said := self.form(value, right):
            return said
        reached = self.reached(value)
        shares = ", ".join(per_cent(right, digits=3) for right in reached)
        if self.mean:
            mean = per_cent(float(np.mean(reached)), digits=3)
            enough = np.mean(reached) >= self.reach
            said = f"the mean of ten seeds is {mean}, not {per_cent(self.reach)}: {shares}"
            if not enough and _by_heart(value):
                said += ". All seen points are right, noise and all: hold the net back more"
            return "" if enough else said
        good = sum(right >= self.reach for right in reached)
        if good >= ENOUGH:
            return ""
        first = f"of the first {len(reached)} seeds" if len(reached) < SEEDS else "of ten seeds"
        said = (
            f"{first} {good} reach {per_cent(self.reach)}, and five of ten are asked for: {shares}"
        )
        known = (right, *map(Settings.read, self.others))
        return said + f". {self.able}" * (_design(value) in map(_design, known))

    def reached(self, value: Settings) -> list[float]:
        """Return what one seed after the other reaches, until it is clear whether it is enough."""
        reached: list[float] = []
        for seed in range(SEEDS):
            good = sum(right >= self.reach for right in reached)
            if not self.mean and (good >= ENOUGH or seed - good > SEEDS - ENOUGH):
                break
            reached.append(look(value, seed).right_unseen)
        return reached

    def remark(self, given: Any, value: Settings, right: Settings) -> str:
        """Say what its seeds have reached."""
        shares = ", ".join(per_cent(one, digits=3) for one in self.reached(value))
        return f"It has {value.parameters} parameters, and its seeds reach {shares}."


def _design(settings: Settings) -> tuple:
    return frozenset(settings.features), settings.layers, bool(settings.decay), bool(settings.l1)


def _by_heart(settings: Settings) -> bool:
    return np.mean([look(settings, seed).right for seed in range(SEEDS)]) >= BY_HEART


@lru_cache(maxsize=512)
def look(settings: Settings, seed: int) -> Look:
    """Train with one seed as far as the settings say, and measure the net."""
    training = trained(settings.at(seed=seed))
    return training.look(training.at(settings.step)[1])
