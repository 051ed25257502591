"""Module: a function that holds parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from mathdl.refusals import require_array, shown
from mathdl.tensor import Tensor, value_of


class Module:
    """A function with parameters: subclass it, set tensors and modules as attributes.

    Every Tensor among the attributes is a parameter, and so are the parameters of every Module
    among them, also inside lists and tuples. Define ``forward``, and call the module itself.

    Attributes
    ----------
    training : bool
        True while learning; `Dropout` does nothing when it is False.

    Examples
    --------
    >>> class Line(dl.nn.Module):
    ...     def __init__(self):
    ...         self.slope = dl.Tensor(2.0)
    ...
    ...     def forward(self, x):
    ...         return self.slope * x
    >>> Line()(3.0)
    Tensor(6.)
    """

    training = True

    def __call__(self, *args: Any) -> Any:
        """Call ``forward``."""
        return self.forward(*args)

    def forward(self, *args: Any) -> Any:
        """Compute the output; subclasses say how."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say what it computes: define forward(self, x)"
        )

    def named_parts(self) -> Iterator[tuple[str, Any]]:
        """Yield what the module consists of: its attributes, and what is in lists among them."""
        for name, value in vars(self).items():
            if isinstance(value, list | tuple):
                yield from ((f"{name}.{i}", part) for i, part in enumerate(value))
            else:
                yield name, value

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        """Yield every parameter once, with a name such as "0.weight"."""
        seen = set()
        for name, tensor in self._all_parameters():
            if tensor not in seen:
                seen.add(tensor)
                yield name, tensor

    def _all_parameters(self) -> Iterator[tuple[str, Tensor]]:
        for name, part in self.named_parts():
            if isinstance(part, Tensor):
                yield name, part
            elif isinstance(part, Module):
                yield from ((f"{name}.{inner}", p) for inner, p in part._all_parameters())

    def parameters(self) -> list[Tensor]:
        """List every parameter once."""
        return [tensor for _, tensor in self.named_parameters()]

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self, training: bool = True) -> Module:
        """Switch this module and all in it to learning; return it."""
        if not isinstance(training, bool):
            raise TypeError(f"train(True) or train(False), not {shown(training)}")
        self.training = training
        for _, part in self.named_parts():
            if isinstance(part, Module):
                part.train(training)
        return self

    def eval(self) -> Module:
        """Switch this module and all in it from learning to being used; return it."""
        return self.train(False)

    def state_dict(self) -> dict[str, np.ndarray]:
        """Copy the values of all parameters, by name."""
        return {name: np.array(p.data)[()] for name, p in self.named_parameters()}

    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        """Take the values of all parameters from a dictionary that `state_dict` made.

        Parameters
        ----------
        state : dict of str to array

        Raises
        ------
        KeyError
            If names are missing or unknown.
        ValueError
            If a shape differs. In either case nothing has changed.
        """
        if not isinstance(state, dict):
            raise TypeError(f"a state is a dict from names to values, not {shown(state)}")
        parameters = dict(self.named_parameters())
        missing, unknown = parameters.keys() - state.keys(), state.keys() - parameters.keys()
        if missing or unknown:
            raise KeyError(
                f"the state belongs to another network: missing {sorted(missing)}, "
                f"unknown {sorted(unknown, key=str)}"
            )
        values = []
        for name, parameter in parameters.items():
            require_array(name, value_of(state[name]))
            values.append(np.array(value_of(state[name]), parameter.dtype)[()])
            if values[-1].shape != parameter.shape:
                raise ValueError(
                    f"{name} has shape {parameter.shape}, the state has {values[-1].shape}"
                )
        for parameter, value in zip(parameters.values(), values):
            parameter.data = value

    def __repr__(self) -> str:
        """Show the parts, the shapes of their parameters, and how many numbers are learnt."""
        count = sum(p.size for p in self.parameters())
        total = f"{count:,} parameter{'s' * (count != 1)}"
        own = [f"{name} {p.shape}" for name, p in self.named_parts() if isinstance(p, Tensor)]
        inner = [(name, part) for name, part in self.named_parts() if callable(part)]
        if not any(isinstance(part, Module) for _, part in inner):
            return f"{self._title()}" + (f"  {', '.join(own)}: {total}" if own else "")
        lines = [f"{name}: {getattr(part, '__name__', repr(part))}" for name, part in inner]
        inside = "\n".join(own + lines).replace("\n", "\n  ")
        return f"{self._title()}\n  {inside}\n  in all {total}"

    def _title(self) -> str:
        return f"{type(self).__name__}()"
