"""A net of the workbench and its training as lines of code: in mathdl, and the same in PyTorch."""

from __future__ import annotations

from mathdl.playground.problems import BY_WORD, OWN
from mathdl.playground.settings import FEATURES, Settings
from mathdl.playground.training import init_of

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
_AGAIN = "    optimizer.zero_grad()\n    loss.backward()\n    optimizer.step()"
_SAY = 'print(f"loss before step {step}: {loss.item():.4f}")'


def as_mathdl(settings: Settings, classes: int | None = None) -> str:
    """Write the lines that make this very net, and train it as far as the settings say.

    Parameters
    ----------
    settings : Settings
    classes : int, optional
        Of a reader's own data; 0 for heights.

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
    writer = _Writer(settings, classes)
    lines = ["import numpy as np", "import mathdl as dl", *writer.start(), *writer.pace("dl")]
    lines += [*writer.loop(), f"    loss = {writer.loss_of('dl', 'net')}"]
    if settings.l1:
        lines.append(f"    loss = loss + {settings.l1:.6g} * sum(")
        lines.append("        abs(layer.weight).sum() for layer in net if hasattr(layer, 'weight')")
        lines.append("    )")
    return "\n".join([*lines, _AGAIN, _SAY])


def as_pytorch(settings: Settings, classes: int | None = None) -> str:
    """Write the same in PyTorch; the data and the first weights are still mathdl's.

    In exact arithmetic both nets would be equal for ever. Floats are rounded in another order,
    which training magnifies: after a thousand steps and more they may be two different nets.

    Parameters
    ----------
    settings, classes
        As for `as_mathdl`.

    Examples
    --------
    >>> "torch.optim.Adam(model.parameters(), lr=0.03)" in as_pytorch(Settings())
    True
    """
    writer = _Writer(settings, classes)
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
        *writer.pace("torch"),
        *writer.loop(),
    ]
    if settings.schedule != "constant":
        lines.append('    optimizer.param_groups[0]["lr"] = schedule(step)')
    lines.append(f"    loss = {writer.loss_of('torch', 'model')}")
    if settings.l1:
        lines.append(f"    loss = loss + {settings.l1:.6g} * sum(")
        lines.append("        p.abs().sum() for p in model.parameters() if p.ndim == 2")
        lines.append("    )")
    return "\n".join([*lines, _AGAIN, _SAY])


class _Writer:
    """What both codes share."""

    def __init__(self, settings: Settings, classes: int | None) -> None:
        self.settings = settings
        problem = BY_WORD.get(settings.data)
        self.classes = problem.classes if problem else classes
        self.outputs = self.classes if self.classes > 2 else 1
        self.inputs = "X" if settings.features == FEATURES[:2] else "F"

    def start(self) -> list[str]:
        """Write the data, and the net with its first weights."""
        chosen, bends = self.settings, [bend for _, bend in self.settings.layers] + ["none"]
        lines = ["from mathdl import nn", ""]
        if chosen.data == OWN:
            lines[1:] = ["from mathdl.playground import own", "", "X, y = own(X, y)[:2]"]
            lines[-1] += "  # yours: scaled, and what is seen of them"
        else:
            problem = BY_WORD[chosen.data]
            more = "".join(f", {name}={value}" for name, value in problem.more.items())
            lines.append(
                f"X, y = dl.data.{problem.make.__name__}({chosen.points}, "
                f"noise={chosen.noise:.6g}, rng=0{more})"
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

    def pace(self, library: str) -> list[str]:
        """Write the optimiser, with its schedule."""
        chosen, name = self.settings, {"dl": "net", "torch": "model"}[library]
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
            f"optimizer = {library}.optim.{kind}({name}.parameters(), lr={rate}{more})",
            *([f"rng = np.random.default_rng({chosen.seed})"] if chosen.batch else []),
        ]

    def loop(self) -> list[str]:
        """Write the head of the loop, and the batch."""
        lines = [f"for step in range({self.settings.step}):"]
        if self.settings.batch:
            size = self.settings.batch
            lines.append(f"    batch = rng.integers(len(X), size={size})")
        return lines

    def loss_of(self, library: str, net: str) -> str:
        """Write the loss."""
        inputs = "F" if library == "torch" else self.inputs
        part = "[batch]" if self.settings.batch else ""
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
