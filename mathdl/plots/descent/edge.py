"""Where the largest curvature goes while a net learns (chapter 7)."""

from __future__ import annotations

from matplotlib.figure import Figure

from mathdl.plots.descent.courses import until
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, LOSS, MUTED
from mathdl.plots.kit.controls import Choice, Clock
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import counted, number, per_cent, short

STEPS, LOSSES_EVERY, SHARPNESS_EVERY = 3000, 10, 25


class EdgePlot(Plot):
    """A net learns two spirals by plain descent on all points: its loss, and its sharpness.

    The net has two hidden layers of 16 units with tanh, the loss is the mean squared error. Above,
    the loss; below, the largest curvature λ of the loss where the net is, beside 2/η, beyond which
    a step makes a parabola's ball leave.
    """

    controls = {
        "lr": Choice(0.2, (0.05, 0.1, 0.2), "learning rate η"),
        "step": Clock(100, STEPS, "step", per_frame=10),
    }
    size = (8, 4.8)
    TOP = 45.0

    def build(self, figure: Figure) -> None:
        upper, lower = figure.subplots(2, 1, sharex=True)
        upper.set(yscale="log", ylim=(0.003, 1))
        upper.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
        upper.minorticks_off()
        lower.set(xlim=(-40, STEPS + 330), ylim=(0, self.TOP), xlabel="step")
        lower.set_xticks(range(0, STEPS + 1, 1000), ["0", "1,000", "2,000", "3,000"])
        lower.set_yticks([0, 10, 20, 40])
        above(upper, 0, "loss", weight="bold")
        above(lower, 0, "largest curvature λ", color=DARK[GRADIENT], weight="bold")
        (self.bound,) = lower.plot([], [], color=MUTED, lw=1.6, dashes=(5, 3), animated=True)
        self.bound_name = lower.text(STEPS + 60, 0, "", va="center", animated=True)
        (self.losses,) = upper.plot([], [], color=LOSS, lw=1.4, animated=True)
        (self.low,) = upper.plot([], [], "o", color=LOSS, ms=8, animated=True)
        (self.sharp,) = lower.plot([], [], color=GRADIENT, lw=2.2, animated=True)
        (self.here,) = lower.plot([], [], "o", color=GRADIENT, ms=8, animated=True)
        lower.axhline(0, color=FAINT, lw=0.8)
        self.told = above(lower, 1, color=DARK[GRADIENT], weight="bold")

    def update(self, lr: float, step: int) -> str:
        kept = record("descent/edge")[str(lr)]
        steps, losses = until(step, LOSSES_EVERY, kept["losses"])
        self.losses.set_data(steps, losses)
        self.low.set_data(steps[-1:], losses[-1:])
        steps, sharp = until(step, SHARPNESS_EVERY, kept["sharpness"])
        self.sharp.set_data(steps, sharp)
        self.here.set_data(steps[-1:], sharp[-1:])
        self.bound.set_data([-40, STEPS + 40], [2 / lr, 2 / lr])
        self.bound_name.set(text=f"2/η = {2 / lr:g}", y=2 / lr)
        self.told.set_text(f"λ = {number(sharp[-1], 1)}")
        end = ""
        if step == STEPS:
            end = f" Of the last 1,000 steps {per_cent(kept['rose'])} raised the loss."
        return (
            f"After {counted(step, 'step')} with η = {short(lr)} the loss is {short(losses[-1])}; "
            f"its largest curvature is {number(sharp[-1], 1)}, and 2/η is {2 / lr:g}.{end}"
        )
