"""How weights start: by chance, so that units differ, and so wide that signals keep their size."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from mathdl.refusals import generator, joined, number, shown, type_or_value, whole

Rng: TypeAlias = "np.random.Generator | int | None"  # as text: numpy.random loads when needed


def xavier_uniform(shape: tuple[int, int], rng: Rng = None, gain: float = 1.0) -> np.ndarray:
    """Draw uniformly between ±gain·√(6/(in + out)), which has the std gain·√(2/(in + out)).

    Parameters
    ----------
    shape : (in_features, out_features)
    rng : numpy.random.Generator or int, optional
        Where chance comes from, or a seed.
    gain : float
        For what follows the layer; 1 for tanh near 0.

    Notes
    -----
    Glorot and Bengio 2010: a compromise that keeps the variance in both directions.

    Examples
    --------
    >>> weight = dl.nn.xavier_uniform((200, 100), rng=0)
    >>> abs(weight).max() <= (6 / 300) ** 0.5, bool(abs(weight.std() - (2 / 300) ** 0.5) < 0.001)
    (np.True_, True)
    """
    bound = _gain(gain) * (6 / sum(_layer(shape))) ** 0.5
    return generator(rng).uniform(-bound, bound, shape)


def xavier_normal(shape: tuple[int, int], rng: Rng = None, gain: float = 1.0) -> np.ndarray:
    """Draw from the normal distribution with mean 0 and std gain·√(2/(in + out)).

    Parameters
    ----------
    shape : (in_features, out_features)
    rng : numpy.random.Generator or int, optional
        Where chance comes from, or a seed.
    gain : float
        For what follows the layer; 1 for tanh near 0.

    Notes
    -----
    Glorot and Bengio 2010.

    Examples
    --------
    >>> weight = dl.nn.xavier_normal((200, 100), rng=0)
    >>> bool(abs(weight.std() - (2 / 300) ** 0.5) < 0.001)
    True
    """
    std = _gain(gain) * (2 / sum(_layer(shape))) ** 0.5
    return generator(rng).normal(0, std, shape)


def he_uniform(shape: tuple[int, int], rng: Rng = None) -> np.ndarray:
    """Draw uniformly between ±√(6/in), which has the std √(2/in).

    Parameters
    ----------
    shape : (in_features, out_features)
    rng : numpy.random.Generator or int, optional
        Where chance comes from, or a seed.

    Notes
    -----
    He and others 2015, for relu, which turns half of the variance off; PyTorch's name is
    ``kaiming_uniform_`` with ``nonlinearity="relu"``.

    Examples
    --------
    >>> weight = dl.nn.he_uniform((200, 100), rng=0)
    >>> abs(weight).max() <= (6 / 200) ** 0.5, bool(abs(weight.std() - (2 / 200) ** 0.5) < 0.001)
    (np.True_, True)
    """
    bound = (6 / _layer(shape)[0]) ** 0.5
    return generator(rng).uniform(-bound, bound, shape)


def he_normal(shape: tuple[int, int], rng: Rng = None) -> np.ndarray:
    """Draw from the normal distribution with mean 0 and std √(2/in).

    Parameters
    ----------
    shape : (in_features, out_features)
    rng : numpy.random.Generator or int, optional
        Where chance comes from, or a seed.

    Notes
    -----
    He and others 2015, for relu; PyTorch's name is ``kaiming_normal_``.

    Examples
    --------
    >>> weight = dl.nn.he_normal((200, 100), rng=0)
    >>> bool(abs(weight.std() - (2 / 200) ** 0.5) < 0.001)
    True
    """
    return generator(rng).normal(0, (2 / _layer(shape)[0]) ** 0.5, shape)


def orthogonal(shape: tuple[int, int], rng: Rng = None, gain: float = 1.0) -> np.ndarray:
    """Draw a matrix that turns and mirrors and keeps lengths, times gain.

    Where there are more inputs than outputs its columns are at right angles to each other and of
    length gain, otherwise its rows are.

    Parameters
    ----------
    shape : (in_features, out_features)
    rng : numpy.random.Generator or int, optional
        Where chance comes from, or a seed.
    gain : float
        For what follows the layer.

    Notes
    -----
    Saxe, McClelland and Ganguli 2014; from the QR factors of a normal matrix, with signs such that
    every direction is as likely as any other.

    Examples
    --------
    >>> Q = dl.nn.orthogonal((3, 2), rng=0)
    >>> (Q.T @ Q).round(9) + 0.0
    array([[1., 0.],
           [0., 1.]])
    """
    rows, columns = _layer(shape)
    drawn = generator(rng).normal(size=(max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(drawn)
    q *= np.sign(np.diag(r))
    return _gain(gain) * (q if rows >= columns else q.T)


def calculate_gain(nonlinearity: str) -> float:
    """Return by how much weights are enlarged for the bend that follows them.

    Parameters
    ----------
    nonlinearity : str
        "linear", "sigmoid", "tanh" (5/3), "relu" (√2) or "leaky_relu", with slope 0.01.

    Raises
    ------
    ValueError
        If there is no gain for this name.

    Notes
    -----
    PyTorch's numbers. √2 keeps the mean square through relu; 5/3 for tanh is a rule of thumb.

    Examples
    --------
    >>> round(dl.nn.calculate_gain("relu"), 4)
    1.4142
    """
    gains = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": 2**0.5}
    gains["leaky_relu"] = (2 / (1 + 0.01**2)) ** 0.5
    if not isinstance(nonlinearity, str) or nonlinearity not in gains:
        raise type_or_value(
            nonlinearity,
            str,
            f"a gain is known for {joined(list(gains))}, not for {shown(nonlinearity)}",
        )
    return gains[nonlinearity]


def _layer(shape: tuple[int, int]) -> tuple[int, int]:
    if not isinstance(shape, tuple | list) or len(shape) != 2:
        raise type_or_value(
            shape, tuple | list, f"shape is (in_features, out_features), not {shown(shape)}"
        )
    return whole("in_features", shape[0], 1), whole("out_features", shape[1], 1)


def _gain(gain: float) -> float:
    return number("gain", gain, "a positive number", lambda gain: 0 < gain < np.inf)
