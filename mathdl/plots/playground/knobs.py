"""The controls of the workbench, and how their values are settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mathdl.playground.problems import BY_WORD, DRAWS, OWN, PROBLEMS
from mathdl.playground.settings import (
    BATCHES,
    BENDS,
    FEATURES,
    LAYERS,
    SEEDS,
    STEPS,
    STOPS,
    Settings,
)
from mathdl.plots.kit.controls import Choice, Clock, Control, Slider, Toggle
from mathdl.refusals import joined, shown
from mathdl.words import counted

WIDE = 8  # units that a slider gives, if the line has no more
FEATURE_LABELS = dict(
    zip(FEATURES, ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin πx₁", "sin πx₂"), strict=True)
)
BEND_LABELS = {"none": "no bend"} | {name: name for name in BENDS[:-1]}
OPTIMISER_LABELS = {"adam": "Adam", "sgd": "SGD", "momentum": "SGD with momentum"}
SCHEDULE_LABELS = {
    "constant": "stays",
    "cosine2000": "cosine to 0 in 2,000",
    "halve500": "half every 500",
    "warm100": "warm-up of 100",
}
LOSS_LABELS = {"entropy": "cross-entropy", "squares": "squares"}
BATCH_LABELS = {0: "all points"} | {size: counted(size, "point") for size in BATCHES}
STOP_LABELS = {0.0: "never"} | {loss: f"below {loss:g}" for loss in STOPS}
PENALTIES = "none", "weight decay", "L1"
SHOW = "what units see", "what they do for the answer"
LINES = "weights", "gradients"
PLANE = "how sure the net is", "which class it says"
RATES = *(float(f"{m}e{k}") for k in range(-4, 1) for m in (1, 2, 3, 5)), 10.0
STRENGTHS = *(float(f"{m}e{k}") for k in range(-4, 1) for m in (1, 3)), 10.0
GROUPS = ("data", "net", "training", "view")


def named(name: str) -> str:
    """Name the toggle of a feature."""
    return f"use_{name.replace('²', '_squared')}"


def _at_least(count: int) -> Callable[[Mapping[str, Any]], bool]:
    return lambda values: values["layers"] >= count


def _punished(values: Mapping[str, Any]) -> bool:
    return values["penalty"] != "none"


def controls(start: Settings, own: int | None) -> tuple[dict[str, Control], dict[str, tuple]]:
    """Make all controls as the settings have them, and tell which belong to which group.

    Parameters
    ----------
    start : Settings
    own : int, optional
        How many classes the reader's own data have, if they are shown.
    """
    heights = {p.label for p in PROBLEMS if not p.classes}
    made: dict[str, Control] = {}
    if own is None:
        made |= {
            "data": Choice(BY_WORD[start.data].label, tuple(p.label for p in PROBLEMS), "data"),
            "points": Slider(start.points, 20, 1000, 20, "points that are seen"),
            "noise": Slider(start.noise, 0.0, 0.5, 0.01, "noise"),
        }
    made["data_seed"] = Slider(start.data_seed, 0, DRAWS - 1, 1, "new data: draw")
    for name in FEATURES:
        made[named(name)] = Toggle(name in start.features, FEATURE_LABELS[name])
    data = tuple(made)

    made["layers"] = Slider(len(start.layers), 0, LAYERS, 1, "hidden layers")
    layers = (*start.layers, *((5, "tanh"),) * LAYERS)[:LAYERS]
    most = max(WIDE, *(units for units, _ in layers))
    for k, (units, bend) in enumerate(layers, 1):
        made[f"units_{k}"] = Slider(units, 1, most, 1, f"units of layer {k}", when=_at_least(k))
        bends = tuple(BEND_LABELS[name] for name in BENDS)
        made[f"bend_{k}"] = Choice(BEND_LABELS[bend], bends, "its bend", when=_at_least(k))
    net = tuple(made)[len(data) :]

    def classes(values: Mapping[str, Any]) -> bool:
        return values["data"] not in heights if own is None else bool(own)

    punished = "weight decay" if start.decay else "L1" if start.l1 else "none"
    made |= {
        "optimiser": _choice(start.optimiser, OPTIMISER_LABELS, "optimiser"),
        "rate": _among(start.rate, RATES, "learning rate"),
        "schedule": _choice(start.schedule, SCHEDULE_LABELS, "over time it"),
        "batch": _choice(start.batch, BATCH_LABELS, "a step looks at"),
        "loss": _choice(start.loss, LOSS_LABELS, "loss", when=classes),
        "penalty": Choice(punished, PENALTIES, "large weights cost"),
        "strength": _among(start.decay or start.l1 or 0.01, STRENGTHS, "how much", when=_punished),
        "scale": Slider(start.scale, 0.1, 5.0, 0.1, "first weights ×"),
        "stop": _choice(start.stop, STOP_LABELS, "stop when loss is"),
        "seed": Slider(start.seed, 0, SEEDS - 1, 1, "seed"),
    }
    training = tuple(made)[len(data) + len(net) :]

    made |= {
        "layer": Slider(0, 0, LAYERS + 1, 1, "layer (0: whole net)"),
        "unit": Slider(1, 1, max(most, 4), 1, "unit", when=lambda v: v["layer"] > 0),
        "across": Slider(0.0, -1.0, 1.0, 0.02, "place, across"),
        "up": Slider(0.0, -1.0, 1.0, 0.02, "place, up"),
        "show": Choice(SHOW[0], SHOW, "maps"),
        "lines": Choice(LINES[0], LINES, "lines"),
        "plane": Choice(PLANE[0], PLANE, "plane", when=classes),
        "unseen": Toggle(False, "unseen points"),
        "seeds": Toggle(False, "ten seeds"),
    }
    view = tuple(made)[len(data) + len(net) + len(training) :]
    made["step"] = Clock(start.step, STEPS, "step", per_frame=5)
    return made, dict(zip(GROUPS, (data, net, training, view), strict=True))


def hidden(groups: dict[str, tuple], hide: Sequence[str]) -> dict[str, tuple]:
    """Put the controls of some groups into one without a title, which is not shown."""
    for title in [hide] if isinstance(hide, str) else hide:
        if title not in groups:
            raise ValueError(f"{shown(title)} is no group of controls; hide {joined(GROUPS, 'or')}")
    away = tuple(name for title in groups if title in hide for name in groups[title])
    rest = {title: names for title, names in groups.items() if title not in hide}
    return rest | ({"": away} if away else {})


def widened(controls: Mapping[str, Control], others: Mapping[str, Control]) -> dict[str, Control]:
    """Let controls give what others of the same names can give, too."""
    made = dict(controls)
    for name, other in others.items():
        if isinstance(other, Slider):
            made[name] = replace(made[name], max=max(made[name].max, other.max))
        elif isinstance(other, Choice) and (more := {*other.options} - {*made[name].options}):
            made[name] = replace(made[name], options=tuple(sorted({*made[name].options, *more})))
    return made


def _choice(value: Any, labels: Mapping[Any, str], label: str, **more: Any) -> Choice:
    return Choice(labels[value], tuple(labels.values()), label, **more)


def _among(value: float, options: tuple[float, ...], label: str, **more: Any) -> Choice:
    """Let one choose among round numbers, and the one that is there."""
    return Choice(value, tuple(sorted({*options, value})), label, **more)


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Return the settings that the values of all controls are."""
    features = tuple(name for name in FEATURES if values[named(name)])
    layers = tuple(
        (values[f"units_{k}"], _key(BEND_LABELS, values[f"bend_{k}"]))
        for k in range(1, values["layers"] + 1)
    )
    own = "data" not in values
    return Settings(
        data=OWN if own else values["data"].replace(" ", ""),
        points=0 if own else values["points"],
        noise=0.0 if own else round(values["noise"], 9),
        data_seed=values["data_seed"],
        features=features or FEATURES[:2],  # nothing at all cannot go in
        layers=layers,
        optimiser=_key(OPTIMISER_LABELS, values["optimiser"]),
        rate=values["rate"],
        schedule=_key(SCHEDULE_LABELS, values["schedule"]),
        batch=_key(BATCH_LABELS, values["batch"]),
        decay=_strength(values, "weight decay"),
        l1=_strength(values, "L1"),
        scale=round(values["scale"], 9),
        loss=_key(LOSS_LABELS, values["loss"]),
        stop=_key(STOP_LABELS, values["stop"]),
        seed=values["seed"],
        step=values["step"],
    )


def _strength(values: Mapping[str, Any], penalty: str) -> float:
    return values["strength"] if values["penalty"] == penalty else 0.0


def _key(labels: Mapping[Any, str], label: str) -> Any:
    return next(key for key, known in labels.items() if known == label)
