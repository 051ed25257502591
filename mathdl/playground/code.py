"""A net of the workbench and its training as lines of code: in mathdl, and the same in PyTorch."""

from __future__ import annotations

from mathdl.playground.problems import BY_WORD, OWN
from mathdl.playground.settings import FEATURES, Settings
from mathdl.playground.training import Training, init_of, trained

_COLUMN = {
    "x1": "X[:, 0]", "x2": "X[:, 1]", "x1²": "X[:, 0] ** 2", "x2²": "X[:, 1] ** 2",
    "x1x2": "X[:, 0] * X[:, 1]", "sinx1": "np.sin(np.pi * X[:, 0])",
    "sinx2": "np.sin(np.pi * X[:, 1])",
}  # fmt: skip
_TORCH_BEND = {"tanh": "Tanh", "relu": "ReLU", "silu": "SiLU", "sigmoid": "Sigmoid"}
_SCHEDULE = {
    "cosine2000": "dl.optim.cosine({}, steps=2000)",
    "halve500": "dl.optim.step_decay({}, every=500, factor=0.5)",
    "warm100": "dl.optim.linear_warmup({}, steps=100)",
}
_SIZES = {  # of all weights
    "dl": "abs(layer.weight).sum() for layer in net if isinstance(layer, nn.Linear)",
    "torch": "p.abs().sum() for p in model.parameters() if p.ndim == 2",
}
_AGAIN = "    optimizer.zero_grad()\n    loss.backward()\n    optimizer.step()"
_SAY = 'print(f"loss before step {step}: {loss.item():.4f}")'
_SAY_FIRST = 'print(f"loss before any step: {loss.item():.4f}")'


def as_mathdl(settings: Settings, training: Training | None = None, file: str = "") -> str:
    """Write the lines that make this very net, and train it as the workbench has trained it.

    Parameters
    ----------
    settings : Settings
    training : Training, optional
        Of these settings: where it is known to end before their step, the lines end there, too.
        Without it, it is done now, unless the data are a reader's own.
    file : str
        From which a reader's own data have been read.

    Examples
    --------
    >>> print(as_mathdl(Settings(layers=((3, "tanh"),), step=500)))
    import numpy as np
    import mathdl as dl
    from mathdl import nn
    <BLANKLINE>
    X, y = dl.data.spirals(400, noise=0.02, rng=0, turns=1.0)
    rng = np.random.default_rng(0)
    net = nn.Sequential(
        nn.Linear(2, 3, rng=rng, init=nn.xavier_normal), dl.tanh,
        nn.Linear(3, 1, rng=rng, init=nn.xavier_normal),
    )
    optimizer = dl.optim.Adam(net.parameters(), lr=0.03)
    for step in range(500):
        loss = dl.binary_cross_entropy_with_logits(net(X)[:, 0], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"loss before step {step}: {loss.item():.4f}")
    """
    writer = _Writer(settings, training, file)
    lines = ["import numpy as np", "import mathdl as dl", *writer.start()]
    return "\n".join([*lines, *writer.training("dl", "net")])


def as_pytorch(settings: Settings, training: Training | None = None, file: str = "") -> str:
    """Write the same in PyTorch; the data and the first weights are still mathdl's.

    In exact arithmetic both nets would be equal for ever. Floats are rounded in another order,
    which training magnifies: after a thousand steps and more they may be two different nets.

    Parameters
    ----------
    settings, training, file
        As for `as_mathdl`.

    Examples
    --------
    >>> "torch.optim.Adam(model.parameters(), lr=0.03)" in as_pytorch(Settings(step=1))
    True
    """
    writer = _Writer(settings, training, file)
    lines = ["import numpy as np", "import torch", "import mathdl as dl", *writer.start()]
    lines += [
        "",
        f"F, y = torch.tensor({writer.inputs}), torch.tensor(y)",
        "model = torch.nn.Sequential(",
        *(f"    {layer}" for layer in writer.torch_layers()),
        ").double()",
        "with torch.no_grad():  # begin at the same weights; PyTorch stores them the other way up",
        "    for mine, theirs in zip(net, model):",
        "        if isinstance(mine, nn.Linear):",
        "            theirs.weight.copy_(torch.tensor(mine.weight.data.T))",
        "            theirs.bias.copy_(torch.tensor(mine.bias.data))",
    ]
    return "\n".join([*lines, *writer.training("torch", "model")])


class _Writer:
    """What both codes share."""

    def __init__(self, settings: Settings, training: Training | None, file: str) -> None:
        if training is None:
            training = trained(settings)
            training.at(settings.step)
        self.settings, self.file = settings, file
        self.steps, self.why = _taken(settings.step, training)
        self.classes, self.outputs = training.data.classes, training.data.outputs
        self.inputs = "X" if settings.features == FEATURES[:2] else "F"

    def start(self) -> list[str]:
        """Write the data, and the net with its first weights."""
        chosen, bends = self.settings, [bend for _, bend in self.settings.layers] + ["none"]
        lines = ["from mathdl import nn", ""]
        if chosen.data == OWN:
            names = "from_csv, own" if self.file else "own"
            lines[1:] = [f"from mathdl.playground import {names}", ""]
            lines += [f"X, y, _ = from_csv({self.file!r})"] * bool(self.file)
            seed = f", seed={chosen.data_seed}" if chosen.data_seed else ""
            lines.append(f"X, y = own(X, y{seed})[:2]  # yours: scaled, and what is seen of them")
        else:
            problem = BY_WORD[chosen.data]
            more = "".join(f", {name}={value}" for name, value in problem.more.items())
            lines.append(
                f"X, y = dl.data.{problem.make.__name__}({chosen.points}, "
                f"noise={chosen.noise:.6g}, rng={2 * chosen.data_seed}{more})"
            )
        if self.inputs == "F":
            columns = ", ".join(_COLUMN[name] for name in FEATURES if name in chosen.features)
            lines.append(f"F = np.stack([{columns}], axis=1)")
        lines += [f"rng = np.random.default_rng({chosen.seed})", "net = nn.Sequential("]
        for wide, next_, bend in self._layers(bends):
            init = init_of(bend).__name__
            then = "" if bend == "none" else f" dl.{bend},"
            lines.append(f"    nn.Linear({wide}, {next_}, rng=rng, init=nn.{init}),{then}")
        lines.append(")")
        if chosen.scale != 1:
            lines.append("for layer in net:")
            lines.append("    if isinstance(layer, nn.Linear):")
            lines.append(f"        layer.weight.data = {chosen.scale:.6g} * layer.weight.data")
        return lines

    def torch_layers(self) -> list[str]:
        """Write the layers of PyTorch's net."""
        bends = [bend for _, bend in self.settings.layers] + ["none"]
        return [
            f"torch.nn.Linear({wide}, {next_}),"
            + ("" if bend == "none" else f" torch.nn.{_TORCH_BEND[bend]}(),")
            for wide, next_, bend in self._layers(bends)
        ]

    def _layers(self, bends: list[str]) -> list[tuple[int, int, str]]:
        sizes = [*self.settings.sizes, self.outputs]
        return list(zip(sizes, sizes[1:], bends))

    def training(self, library: str, net: str) -> list[str]:
        """Write how the net is trained, or what its loss is before that."""
        if not self.steps:
            why = f"  # no step is taken: {self.why}" if self.why else ""
            return [f"loss = {self.loss_of(library, net)}{why}", _SAY_FIRST]
        lines = [*self.pace(library, net), *self.loop()]
        if library == "torch" and self.settings.schedule != "constant":
            lines.append('    optimizer.param_groups[0]["lr"] = schedule(step)')
        part = "[batch]" if self.settings.batch else ""
        lines.append(f"    loss = {self.loss_of(library, net, part)}")
        if self.settings.l1:
            lines.append(f"    loss = loss + {self.settings.l1:.6g} * sum({_SIZES[library]})")
        return [*lines, _AGAIN, _SAY]

    def pace(self, library: str, net: str) -> list[str]:
        """Write the optimiser, with its schedule."""
        chosen = self.settings
        rate, lines = f"{chosen.rate:.6g}", []
        if chosen.schedule != "constant":
            written = _SCHEDULE[chosen.schedule].format(rate)
            lines = [f"schedule = {written}"] if library == "torch" else []
            rate = rate if library == "torch" else written
        kind = {"adam": "AdamW" if chosen.decay else "Adam"}.get(chosen.optimiser, "SGD")
        more = ", momentum=0.9" if chosen.optimiser == "momentum" else ""
        more += f", weight_decay={chosen.decay:.6g}" if chosen.decay else ""
        return [
            *lines,
            f"optimizer = {library}.optim.{kind}({net}.parameters(), lr={rate}{more})",
            *([f"rng = np.random.default_rng({chosen.seed})"] if chosen.batch else []),
        ]

    def loop(self) -> list[str]:
        """Write the head of the loop, and the batch."""
        why = f"  # and not {self.settings.step:,}: {self.why}" if self.why else ""
        lines = [f"for step in range({self.steps}):{why}"]
        if size := self.settings.batch:
            once = "  # drawn one by one: some may come twice" if size > 1 else ""
            lines.append(f"    batch = rng.integers(len(X), size={size}){once}")
        return lines

    def loss_of(self, library: str, net: str, part: str = "") -> str:
        """Write the loss, of a part of the points or of all."""
        inputs = "F" if library == "torch" else self.inputs
        column = "[:, 0]" if self.outputs == 1 else ""
        logits, y = f"{net}({inputs}{part}){column}", f"y{part}"
        module = "torch.nn.functional" if library == "torch" else "dl"
        double = ".double()" if library == "torch" else ""
        if not self.classes:
            return f"{module}.mse_loss({logits}, {y})"
        if self.settings.loss == "squares" and self.outputs == 1:
            return f"{module}.mse_loss({library}.sigmoid({logits}), {y}{double})"
        if self.settings.loss == "squares":
            eye = f"{'torch' if library == 'torch' else 'np'}.eye({self.classes})"
            eye += f"[{y}]{double}"
            softmax = "torch.softmax({}, 1)" if library == "torch" else "dl.softmax({})"
            return f"{module}.mse_loss({softmax.format(logits)}, {eye})"
        if self.outputs == 1:
            return f"{module}.binary_cross_entropy_with_logits({logits}, {y}{double})"
        return f"{module}.cross_entropy({logits}, {y})"


def _taken(asked: int, training: Training) -> tuple[int, str]:
    """Return how many steps are taken, and why they are fewer than was asked for."""
    if training.end is None or training.end >= asked:
        return asked, ""
    below = f"the loss is below {training.settings.stop:g} then"
    return training.end, "beyond that the numbers run away" if training.broke else below
