"""What the workbench says about a moment, in one to four sentences."""

from __future__ import annotations

import numpy as np

from mathdl.playground.problems import BY_WORD
from mathdl.playground.training import rate_at, weights
from mathdl.plots.playground.knobs import FEATURE_LABELS
from mathdl.plots.playground.moment import Moment
from mathdl.refusals import joined
from mathdl.tensor import value_of
from mathdl.words import counted, number, per_cent, short

FEW = 8  # terms of a sum that are all written out
LARGEST = 4  # that are written out of a sum of more
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def told(now: Moment, layer: int, unit: int, place: np.ndarray) -> str:
    """Tell a moment: how good, what the chosen unit computes, or what flows back; and how it ended.

    Parameters
    ----------
    layer, unit : int
        The chosen unit, counted from 1; layer 0 if it is the whole net.
    place : array of shape (1, features)
        Features of the place that is asked.
    """
    parts = [_score(now), _unit(now, layer, unit, place) if layer else _whole(now, place)]
    return " ".join([*parts, *_ended(now)])


def _score(now: Moment) -> str:
    chosen, look = now.settings, now.look
    problem = BY_WORD.get(chosen.data)
    where = f"{counted(now.step, 'step')} on {problem.label if problem else 'your own points'}"
    where += f", draw {chosen.data_seed}" if chosen.data_seed else ""
    size = chosen.parameters_with(now.data.outputs)
    head = f"After {where} (seed {chosen.seed}), {size:,} parameters: "
    losses = (
        f"loss {short(look.seen)} on {len(now.data.X):,} seen points, {short(look.unseen)} unseen; "
    )
    if not now.data.classes:
        return (
            f"{head}{losses}R² {r2(look.right)} seen and {r2(look.right_unseen)} unseen, "
            f"where the nearest seen point alone has {r2(now.training.baseline)}."
        )
    return (
        f"{head}{losses}{_share(look.right)} of the seen points right and "
        f"{_share(look.right_unseen)} of the unseen, where the nearest seen point alone gets "
        f"{_share(now.training.baseline)}."
    )


def headed(now: Moment, layer: int, unit: int) -> str:
    """Head the plane: which unit is seen there, or how good the answer is."""
    if layer and layer < len(now.slopes):
        return f"layer {layer}, unit {unit}"
    if layer and now.data.outputs > 1:
        return f"answer {unit}"
    right = now.look.right_unseen
    return f"unseen: {_share(right)} right" if now.data.classes else f"unseen: R² {r2(right)}"


def r2(share: float) -> str:
    """Write which part of the variance is explained; far below 0 it means nothing."""
    return number(share) if share > -10 else "below −10"


def over_seeds(right: list[float], classes: int) -> str:
    """Tell how good ten seeds are on unseen points."""
    written = _share if classes else r2
    middle, worst, best = map(written, (float(np.median(right)), min(right), max(right)))
    return f" Over seeds 0 to 9: median {middle}, from {worst} to {best}."


def _share(share: float) -> str:
    return per_cent(share, digits=3)


def _unit(now: Moment, layer: int, unit: int, place: np.ndarray) -> str:
    part = weights(now.net)[layer - 1]
    last = layer == len(now.slopes)
    bend = "none" if last else now.settings.layers[layer - 1][1]
    values = now.net.outputs(place)
    at = [value_of(values[i])[0] for i in range(len(values))]
    linear = next(i for i, one in enumerate(now.net) if one is part)
    z = at[linear][unit - 1]
    a = z if bend == "none" else at[linear + 1][unit - 1]
    names = [f"a{str(k + 1).translate(SUBSCRIPTS)}" for k in range(len(part.weight.data))]
    if layer == 1:
        names = [FEATURE_LABELS[name] for name in FEATURE_LABELS if name in now.settings.features]
    column = part.weight.data[:, unit - 1]
    largest = np.argsort(-np.abs(column))[:LARGEST] if len(column) > FEW else range(len(column))
    terms = [_term(column[i], f"·{names[i]}", k == 0) for k, i in enumerate(largest)]
    written = "".join(terms)
    if len(column) > len(terms):
        written += f" + {len(column) - len(terms)} smaller terms"
    written += _term(float(part.bias.data[unit - 1]), "", False)
    formula = written if bend == "none" else f"{bend}({written})"
    title = f"Answer {unit}" if last and now.data.outputs > 1 else "The answer"
    title = title if last else f"Layer {layer}, unit {unit}"
    return (
        f"{title}: {formula} = {_brief(a)} at the chosen place; its sum z feels the loss by "
        f"{short(now.felt[layer - 1][unit - 1])} (RMS over the seen points)."
    )


def _term(value: float, name: str, first: bool) -> str:
    sign = "−" if value < 0 else "" if first else "+"
    gap = "" if first else " "
    return f"{gap}{sign}{gap}{abs(value):.2f}{name}"


def _whole(now: Moment, place: np.ndarray) -> str:
    with np.errstate(all="ignore"):
        answer = value_of(now.net(place))[0]
    if not now.data.classes:
        says = f"At the chosen place the net says {_brief(answer[0])}"
    else:
        logits = answer if len(answer) > 1 else np.array([0.0, answer[0]])
        powers = np.exp(logits - logits.max())
        chances = powers / powers.sum()
        name, sure = now.data.kinds[logits.argmax()], per_cent(chances.max(), digits=3)
        says = f"At the chosen place class {name} has {sure}"
    least = int(np.argmin(now.messages))
    flows = ""
    if len(now.messages) > 1:
        name = f"layer {least + 1}" if least + 1 < len(now.messages) else "the answer"
        flows = f"; the smallest gradient, {short(now.messages[least])}, is that of {name}"
    dead = sum(int(off.sum()) for off in now.off[:-1])
    off = f"; {counted(dead, 'unit')} {'is' if dead == 1 else 'are'} off" if dead else ""
    off += " (0 at every seen point)" * bool(dead)
    return f"{says}{flows}{off}."


def _brief(x: float) -> str:
    """Write a number with three decimals, unless it is too large for them to mean anything."""
    return number(x) if abs(x) < 10_000 else short(x)


def _ended(now: Moment) -> list[str]:
    """Tell why nothing more happens, if that is so."""
    training, chosen = now.training, now.settings
    if not training.ended_by(chosen.step):
        return []
    if not training.broke:
        return [
            f"Training has stopped at step {now.step:,}: the loss is below {chosen.stop:g}."
        ] * (now.look.seen < chosen.stop)
    losses = np.array(training.run.losses[: now.step + 1])
    best = int(np.argmin(losses))
    lowest = f"the loss was lowest, {short(losses[best])}, after {counted(best, 'step')}"
    return [
        f"From step {now.step + 1:,} on the numbers grow beyond all bounds; {lowest}. {_why(now)}"
    ]


def _why(now: Moment) -> str:
    """Tell why numbers grow beyond all bounds, if that can be known, and what to try."""
    chosen, rate = now.settings, rate_at(now.settings, now.step)
    # A step of SGD with momentum β stays bounded on a parabola up to 2(1 + β); without, up to 2.
    bound = 3.8 if chosen.optimiser == "momentum" else 2.0
    if rate * chosen.decay > bound:
        pull = f"Each step multiplies every weight by 1 − {rate:g}·{chosen.decay:g}"
        if chosen.optimiser == "momentum":
            pull = f"The pull of the decay, {rate:g}·{chosen.decay:g}, is too strong for momentum"
        else:
            pull += f" = {short(1 - rate * chosen.decay)}"
        return (
            f"{pull}: keep rate times decay below {bound:g}, so the rate below "
            f"{short(bound / chosen.decay)}."
        )
    tries = ["a smaller learning rate"]
    tries += ["smaller first weights"] * (chosen.scale > 1)
    tries += ["Adam"] * (chosen.optimiser != "adam")
    return f"Try {joined(tries, 'or')}."
