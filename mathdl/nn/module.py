"""Module: a function that holds parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

import numpy as np

from mathdl.refusals import require_array, shown
from mathdl.tensor import Tensor, value_of
from mathdl.words import counted


class Module:
    """A function with parameters: subclass it, set tensors and modules as attributes.

    Every leaf among the attributes (a Tensor that you made, not one that was computed) is a
    parameter, and so are the parameters of every Module among them, also inside lists, tuples and
    dicts, however deep. Define ``forward``, and call the module itself.

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
        """Yield what the module consists of: its attributes, and what is in lists or dicts there.

        Raises
        ------
        TypeError
            If tensors or modules stand in a set, which has no order.
        ValueError
            If a list or dict contains itself.
        """
        for name, value in vars(self).items():
            yield from _unpacked(name, value, ())

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        """Yield every parameter once, with a name such as "0.weight".

        Raises
        ------
        TypeError
            If tensors or modules stand in a set, which has no order.
        ValueError
            If a module contains itself.
        """
        seen = set()
        for name, part in self._all_parts("", ()):
            if isinstance(part, Tensor) and not part.edges and part not in seen:
                seen.add(part)
                yield name, part

    def _all_parts(self, prefix: str, outer: tuple[Module, ...]) -> Iterator[tuple[str, Any]]:
        """Yield the tensors and modules in this module, and in the modules in it."""
        outer = (*outer, self)
        for name, part in self.named_parts():
            if isinstance(part, Tensor | Module):
                yield prefix + name, part
            if isinstance(part, Module):
                if any(part is module for module in outer):
                    raise _contains_itself(part, prefix + name)
                yield from part._all_parts(f"{prefix}{name}.", outer)

    def parameters(self) -> list[Tensor]:
        """List every parameter once."""
        return [tensor for _, tensor in self.named_parameters()]

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def register_buffer(self, name: str, value: np.ndarray) -> None:
        """Keep an array that is not learnt but belongs to the state, as an attribute of this name.

        Parameters
        ----------
        name : str
        value : array

        Raises
        ------
        TypeError
            If it is not an array: a Tensor would be a parameter.
        """
        if not isinstance(value, np.ndarray):
            raise TypeError(f"a buffer is an array, not {shown(value)}; parameters are Tensors")
        self.__dict__.setdefault("buffer_names", []).append(name)
        setattr(self, name, value)

    def named_buffers(self) -> Iterator[tuple[str, np.ndarray]]:
        """Yield every buffer, with a name such as "1.running_mean"."""
        for name, module in (("", self), *self._all_parts("", ())):
            for buffer in getattr(module, "buffer_names", ()):
                yield f"{name}.{buffer}".lstrip("."), getattr(module, buffer)

    def train(self, training: bool = True) -> Module:
        """Switch this module and all in it to learning; return it."""
        if not isinstance(training, bool):
            raise TypeError(f"train(True) or train(False), not {shown(training)}")
        inside = [part for _, part in self._all_parts("", ()) if isinstance(part, Module)]
        for module in (self, *inside):
            module.training = training
        return self

    def eval(self) -> Module:
        """Switch this module and all in it from learning to being used; return it."""
        return self.train(False)

    def state_dict(self) -> dict[str, np.ndarray]:
        """Copy the values of all parameters and buffers, by name."""
        values = {name: p.data for name, p in self.named_parameters()}
        return {name: np.array(v)[()] for name, v in (values | dict(self.named_buffers())).items()}

    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        """Take the values of all parameters and buffers from a dictionary that `state_dict` made.

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
        parameters, buffers = dict(self.named_parameters()), dict(self.named_buffers())
        held = parameters | buffers
        missing, unknown = held.keys() - state.keys(), state.keys() - held.keys()
        if missing or unknown:
            raise KeyError(
                f"the state belongs to another network: missing {sorted(missing)}, "
                f"unknown {sorted(unknown, key=str)}"
            )
        values = {}
        for name, kept in held.items():
            require_array(name, value_of(state[name]))
            values[name] = np.array(value_of(state[name]), kept.dtype)[()]
            if values[name].shape != kept.shape:
                raise ValueError(
                    f"{name} has shape {kept.shape}, the state has {values[name].shape}"
                )
        for name, parameter in parameters.items():
            parameter.data = values[name]
        for name, buffer in buffers.items():
            buffer[...] = values[name]

    def __getstate__(self) -> dict[str, Any]:
        """Copies and pickles keep values of tensors that were computed, which are no parameters."""
        return {name: _without_history(value) for name, value in vars(self).items()}

    def __repr__(self) -> str:
        """Show the parts, the shapes of their parameters, and how many numbers are learnt."""
        count = sum(p.size for p in self.parameters())
        total = counted(count, "parameter")
        own = [
            f"{name} {part.shape}"
            for name, part in self.named_parts()
            if isinstance(part, Tensor) and not part.edges
        ]
        inner = [(name, part) for name, part in self.named_parts() if callable(part)]
        if not any(isinstance(part, Module) for _, part in inner):
            return f"{self._title()}" + (f"  {', '.join(own)}: {total}" if own else "")
        lines = [f"{name}: {getattr(part, '__name__', repr(part))}" for name, part in inner]
        inside = "\n".join(own + lines).replace("\n", "\n  ")
        return f"{self._title()}\n  {inside}\n  in all {total}"

    def _title(self) -> str:
        return f"{type(self).__name__}()"


def _unpacked(name: str, value: Any, outer: tuple) -> Iterator[tuple[str, Any]]:
    """Yield what is in lists, tuples and dicts, named by its place; all else as it is."""
    if isinstance(value, list | tuple | Mapping):
        if any(value is container for container in outer):
            raise _contains_itself(value, name)
        pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, part in pairs:
            yield from _unpacked(f"{name}.{key}", part, (*outer, value))
    elif isinstance(value, Set) and any(isinstance(part, Tensor | Module) for part in value):
        raise TypeError(
            f"{name} is a set of tensors or modules, and a set has no order to learn and save them "
            "in; make it a list"
        )
    else:
        yield name, value


def _without_history(value: Any) -> Any:
    """Put plain values in the place of tensors that were computed, also in lists and dicts."""
    if isinstance(value, Tensor) and value.edges:
        return value.data
    if type(value) in (list, tuple):
        return type(value)(map(_without_history, value))
    if type(value) is dict:
        return {key: _without_history(part) for key, part in value.items()}
    return value


def _contains_itself(thing: Any, name: str) -> ValueError:
    kind = type(thing).__name__
    return ValueError(
        f"{name} is the {kind} that it stands in: a network that contains itself has no end; keep "
        "the outer one out of its parts"
    )
