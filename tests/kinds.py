"""A plot with every kind of control, for the tests of explorers."""

from mathdl.plots import Choice, Clock, Lessons, Pixels, Plot, Slider, Stepper, Text, Toggle


def whole_number(text):
    if not text.strip().isdigit():
        raise ValueError(f"{text!r} is not a whole number, write for example 12")
    return int(text)


class KindsPlot(Plot):
    """One dot for every kind of control; what has none is said in the sentence alone."""

    controls = {
        "x": Slider(1.0, -2.0, 2.0, 0.5, "slider"),
        "n": Slider(3, 1, 9, 1, "whole slider"),
        "h": Slider(0.01, 0.0001, 1.0, 1.0, "log slider", log=True),
        "kind": Choice("red", ("red", "green", "blue"), "choice"),
        "on": Toggle(False, "toggle"),
        "step": Stepper(2, 5, "stepper"),
        "time": Clock(0, 40, "clock", per_frame=4),
        "word": Text("12", whole_number, "text"),
        "pad": Pixels(label="pad"),
        "lessons": Lessons("pad", label="lessons"),
        "more": Slider(0, 0, 5, 1, "sometimes", when=lambda values: values["on"]),
    }
    size = (6, 2)

    def build(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(-1, 9), ylim=(-10, 50))
        (self.line,) = axes.plot([], [], "o", animated=True)

    def update(self, x, n, h, kind, on, step, time, word, pad, lessons, more, **others):
        if n == 9:
            raise ZeroDivisionError("planted at n = 9")
        self.line.set_data(range(7), [x, n, 10 * h, 3 * len(kind), 8 * on + more, step, time])
        said = f"x={x:.1f} n={n} h={h:.4f} {kind} on={on} step={step} time={time} word={word}"
        if pad.strip("0") or lessons:
            said += f" pad={pad.count('f')} lessons={[digit for digit, _ in lessons]}"
        return " ".join([said, *(f"{name}={value}" for name, value in others.items())]) + "."
