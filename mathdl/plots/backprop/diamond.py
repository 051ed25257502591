"""Wait for everybody: one diamond, five orders of sending messages back (chapter 6)."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.backprop.orders import ORDERS, Message
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, LOSS, MUTED, PALE
from mathdl.plots.kit.controls import Choice, Clock
from mathdl.plots.kit.marks import CENTRED, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, short


class DiamondPlot(Plot):
    """The diamond u₁ = x², u₂ = 3u₁, u₃ = 5u₁, L = u₂ + u₃ at x = 1: dL/dx = 16, by messages.

    The upper half of a box holds the value, the lower the gradient; beside it stands how many of
    its users have still to report. Who waits for all of them is right with one visit per edge.
    """

    TRUTH = 16.0
    controls = {
        "order": Choice("wait for every user", tuple(ORDERS), "order"),
        "step": Clock(6, 6, "message", seconds=1.2),
    }
    size = (8, 4.4)
    # All places in pixels of the page, about.
    PLACES = {
        "x": (98, 205), "u₁": (338, 205), "u₂": (526, 305), "u₃": (526, 105), "L": (712, 205)
    }  # fmt: skip
    FORMULAS = {
        "x": "x", "u₁": "u₁ = x²", "u₂": "u₂ = 3u₁", "u₃": "u₃ = 5u₁", "L": "L = u₂ + u₃"
    }  # fmt: skip
    HALF = {"x": 86, "u₁": 80, "u₂": 68, "u₃": 68, "L": 82}  # half the width of a box
    HEIGHT = 38  # of half a box
    # For each edge, where its messages are written and where its local derivative.
    EDGES = {
        ("L", "u₂"): ((618, 270, "left", "bottom"), (606, 244, "right", "top")),
        ("L", "u₃"): ((618, 140, "left", "top"), (606, 166, "right", "bottom")),
        ("u₂", "u₁"): ((432, 266, "right", "bottom"), (450, 246, "left", "top")),
        ("u₃", "u₁"): ((432, 144, "right", "top"), (450, 164, "left", "bottom")),
        ("u₁", "x"): ((221, 217, "center", "bottom"), (221, 192, "center", "top")),
    }

    @staticmethod
    def nodes() -> dict[str, dl.Tensor]:
        """Compute the diamond once more, by the engine."""
        x = dl.Tensor(1.0)
        u = x**2
        third = 5 * u  # first, so that the engine, youngest first, hears u₂ before u₃ too
        second = 3 * u
        return {"x": x, "u₁": u, "u₂": second, "u₃": third, "L": second + third}

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, 800), ylim=(0, 440))
        axes.axis("off")
        values = {name: node.item() for name, node in self.nodes().items()}
        self.grads, self.waiting = {}, {}
        for name, (x, y) in self.PLACES.items():
            self._build_node(axes, name, x, y, values[name])
        slopes = {("L", "u₂"): 1, ("L", "u₃"): 1, ("u₂", "u₁"): 3, ("u₃", "u₁"): 5, ("u₁", "x"): 2}
        self.lines, self.sent = {}, {}
        for edge, (message, slope) in self.EDGES.items():
            (x0, y0), (x1, y1) = self.PLACES[edge[0]], self.PLACES[edge[1]]
            ends = (x0 - self.HALF[edge[0]] - 3, y0), (x1 + self.HALF[edge[1]] + 3, y1)
            self.lines[edge] = arrow(axes, CURVE, start=ends[0], tip=ends[1])
            x, y, ha, va = slope
            axes.text(x, y, f"× {slopes[edge]}", ha=ha, va=va, color=CURVE)
            x, y, ha, va = message
            self.sent[edge] = axes.text(
                x,
                y,
                "",
                ha=ha,
                va=va,
                color=DARK[GRADIENT],
                fontsize=14,
                weight="bold",
                animated=True,
            )
        big = dict(fontsize=15, weight="bold", animated=True)
        self.title = axes.text(10, 418, "", va="center", color=LOSS, **big)
        self.now = axes.text(
            10, 384, "", va="center", color=DARK[GRADIENT], fontsize=15, animated=True
        )
        self.visits = axes.text(790, 418, "", va="center", ha="right", **big)
        self.result = axes.text(10, 44, "", va="center", color=DARK[GRADIENT], **big)
        self.why = axes.text(10, 14, "", va="center", animated=True)

    def _build_node(self, axes: Axes, name: str, x: float, y: float, value: float) -> None:
        upper = dict(facecolor=PALE[INPUT], edgecolor=INPUT if name == "x" else CURVE, lw=1.6)
        lower = dict(facecolor="white", edgecolor=GRADIENT, lw=1.6)
        left, width = x - self.HALF[name], 2 * self.HALF[name]
        axes.add_patch(Rectangle((left, y), width, self.HEIGHT, **upper))
        axes.add_patch(Rectangle((left, y - self.HEIGHT), width, self.HEIGHT, **lower))
        formula = f"{self.FORMULAS[name]} = {short(value)}"
        axes.text(x, y + 19, formula, **CENTRED, fontsize=13)
        moving = dict(**CENTRED, animated=True)
        self.grads[name] = axes.text(x, y - 19, "", color=DARK[GRADIENT], fontsize=12.5, **moving)
        beside = y + self.HEIGHT + 14 if name == "u₂" else y - self.HEIGHT - 15
        self.waiting[name] = axes.text(x, beside, "", **moving)

    def update(self, order: str, step: int) -> str:
        recursion, verdict = ORDERS[order]
        nodes = self.nodes()
        names = {node: name for name, node in nodes.items()}
        messages = recursion(nodes["L"])
        step = min(step, len(messages))
        so_far, done = messages[:step], step == len(messages)
        edges = [(names[m.sender], names[m.receiver]) for m in so_far]
        users = {name: [s for s, r in self.EDGES if r == name] for name in nodes}
        left = {
            name: sum((user, name) not in edges for user in those) for name, those in users.items()
        }
        for edge, line in self.lines.items():
            amounts = [m.contribution for m, e in zip(so_far, edges) if e == edge]
            active = bool(edges) and edge == edges[-1] and not done
            line.set(lw=6 if active else 2.2, mutation_scale=26 if active else 18)
            line.set_color(GRADIENT if amounts else FAINT)
            self.sent[edge].set_text(" + ".join(map(short, amounts)))
        for name, text in self.grads.items():
            parts = [m.contribution for m, e in zip(so_far, edges) if e[1] == name]
            text.set_text(_gradient(parts, order) if name != "L" else "grad 1")
            n, look = left[name], dict(color=MUTED, weight="normal")
            waits = f"{counted(n, 'user')} to report" if n else "all users reported"
            self.waiting[name].set(text=waits if name != "L" else "starts with 1", **look)
            if n:
                self.waiting[name].set(color="black", weight="bold")
        result = next((m.total for m in reversed(so_far) if m.receiver is nodes["x"]), 0.0)
        return self._say(order, edges, messages, step, left, result, verdict)

    def _say(
        self,
        order: str,
        edges: list[tuple[str, str]],
        messages: list[Message],
        step: int,
        left: dict[str, int],
        result: float,
        verdict: str,
    ) -> str:
        """Write what has just happened and what has come out; return it as a sentence."""
        self.title.set_text(order[0].upper() + order[1:])
        self.visits.set_text(counted(step, "edge visit"))
        self.why.set_text(verdict if step == len(messages) else "")
        self.result.set_text(f"dL/dx so far {short(result)}, in truth {short(self.TRUTH)}")
        if step == 0:
            self.now.set_text("L starts with 1")
            said = f"Order “{order}”: L starts with 1 and no message has been sent"
            return f"{said}; in truth dL/dx = {short(self.TRUTH)}."
        (sender, receiver), m = edges[-1], messages[step - 1]
        product = f"{short(m.above)} × {short(m.contribution / m.above)} = {short(m.contribution)}"
        self.now.set_text(f"{sender} → {receiver}:  {product}")
        n = left[receiver]
        to_report = f"{n} of its users {'has' if n == 1 else 'have'} still to report"
        said = f"Order “{order}”, message {step} of {len(messages)}: {sender} sends {product} to "
        said += f"{receiver}, whose gradient is now {short(m.total)}" + f"; {to_report}" * (n > 0)
        if step < len(messages):
            return f"{said}. So far dL/dx = {short(result)}; in truth it is {short(self.TRUTH)}."
        right, truth = result == self.TRUTH, f"in truth {short(self.TRUTH)}"
        judged = "✓ right" if right else f"✗ wrong: {truth}"
        self.result.set_text(f"dL/dx = {short(result)}  {judged}")
        ending = "as it is in truth" if right else f"but in truth it is {short(self.TRUTH)}"
        return f"{said}. In the end dL/dx = {short(result)}, {ending}: {verdict}."


def _gradient(parts: list[float], order: str) -> str:
    """Write a gradient as the sum of what has arrived, or as the last of it, if it overwrites."""
    if not parts:
        return "grad –"
    if order.startswith("overwrite"):
        return "grad " + " → ".join(map(short, parts))
    return "grad " + " + ".join(map(short, parts)) + f" = {short(sum(parts))}" * (len(parts) > 1)
