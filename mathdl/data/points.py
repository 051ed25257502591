"""Small data sets, made here from a seed: points in the plane with their classes, and lines."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from mathdl.refusals import a_number, sample, whole

Rng: TypeAlias = "np.random.Generator | int"  # as text, so that numpy.random loads when needed
Points = tuple[np.ndarray, np.ndarray]


def moons(n: int = 200, noise: float = 0.1, rng: Rng = 0) -> Points:
    """Make two half-moons that reach into each other.

    Parameters
    ----------
    n : int
        How many points.
    noise : float
        The std of what chance adds to every coordinate.
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of the classes 0 and 1

    Examples
    --------
    >>> X, y = dl.data.moons(100)
    >>> X.shape, np.bincount(y)
    ((100, 2), array([50, 50]))
    """
    n, noise, rng = sample(n, noise, rng)
    y = _classes(n, 2)
    angle = rng.uniform(0, np.pi, n)
    X = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    X[y == 1] = np.array([1.0, 0.5]) - X[y == 1]
    return X + rng.normal(0, noise, X.shape), y


def circles(n: int = 200, noise: float = 0.0, rng: Rng = 0) -> Points:
    """Make a disc of radius 0.45 (class 1) inside a ring from 0.6 to 1 (class 0).

    Points are as dense in the disc as in the ring, so that about a quarter lie in the disc.

    Parameters
    ----------
    n, noise, rng
        As for `moons`.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of the classes 0 and 1

    Examples
    --------
    >>> X, y = dl.data.circles(1000)
    >>> bool(np.all(np.hypot(*X.T)[y == 1] <= 0.45))
    True
    """
    n, noise, rng = sample(n, noise, rng)
    disc, ring = 0.45**2, 1 - 0.6**2
    y = (rng.random(n) < disc / (disc + ring)).astype(int)
    radius = np.sqrt(np.where(y == 1, 0, 0.6**2) + rng.random(n) * np.where(y == 1, disc, ring))
    angle = rng.uniform(0, 2 * np.pi, n)
    X = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return X + rng.normal(0, noise, X.shape), y


def rings(n: int = 800, bands: int = 4, noise: float = 0.0, rng: Rng = 0) -> Points:
    """Make bands around the middle of the square [−1, 1]², alternating between two classes.

    The class is the parity of ⌊bands·r⌋, where r is the distance from the middle.

    Parameters
    ----------
    bands : int
        How many bands from the middle to distance 1; the corners hold further ones.
    n, noise, rng
        As for `moons`.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of the classes 0 and 1

    Examples
    --------
    >>> X, y = dl.data.rings(100)
    >>> bool(np.all(y == np.floor(4 * np.hypot(*X.T)) % 2))
    True
    """
    n, noise, rng = sample(n, noise, rng)
    X = rng.uniform(-1, 1, (n, 2))
    y = (np.floor(whole("bands", bands, 1) * np.hypot(X[:, 0], X[:, 1])) % 2).astype(int)
    return X + rng.normal(0, noise, X.shape), y


def xor(n: int = 200, noise: float = 0.0, rng: Rng = 0) -> Points:
    """Make four quarters of the square [−1, 1]²: class 1 where the signs of x₁ and x₂ differ.

    Parameters
    ----------
    n, noise, rng
        As for `moons`.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of the classes 0 and 1

    Examples
    --------
    >>> X, y = dl.data.xor(100)
    >>> bool(np.all(y == (X[:, 0] * X[:, 1] < 0)))
    True
    """
    n, noise, rng = sample(n, noise, rng)
    X = rng.uniform(-1, 1, (n, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X + rng.normal(0, noise, X.shape), y


def spirals(
    n: int = 400, turns: float = 1.0, noise: float = 0.02, rng: Rng = 0, arms: int = 2
) -> Points:
    """Make arms that wind around the middle, each a class of its own.

    Parameters
    ----------
    turns : float
        How often an arm winds round.
    n, noise, rng
        As for `moons`.
    arms : int
        How many there are.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of the classes 0 to arms − 1

    Examples
    --------
    >>> X, y = dl.data.spirals(100, noise=0)
    >>> np.bincount(y), bool(np.hypot(*X.T).max() <= 1)
    (array([50, 50]), True)
    """
    n, noise, rng = sample(n, noise, rng)
    y = _classes(n, whole("arms", arms, 1))
    radius = np.sqrt(rng.uniform(0.01, 1, n))
    angle = 2 * np.pi * a_number("turns", turns) * radius + 2 * np.pi / arms * y
    X = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return X + rng.normal(0, noise, X.shape), y


def blobs(n: int = 400, classes: int = 4, noise: float = 0.15, rng: Rng = 0) -> Points:
    """Make clouds around places on a circle of radius 0.6, each a class of its own.

    Parameters
    ----------
    classes : int
        How many clouds there are.
    n, noise, rng
        As for `moons`.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of the classes 0 to classes − 1

    Examples
    --------
    >>> X, y = dl.data.blobs(4, noise=0)
    >>> X.round(2).tolist()
    [[0.42, 0.42], [-0.42, 0.42], [-0.42, -0.42], [0.42, -0.42]]
    """
    n, noise, rng = sample(n, noise, rng)
    y = _classes(n, whole("classes", classes, 1))
    angle = 2 * np.pi * (y + 0.5) / classes
    X = 0.6 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return X + rng.normal(0, noise, X.shape), y


def hills(n: int = 400, noise: float = 0.0, rng: Rng = 0) -> Points:
    """Make heights over the square [−1, 1]²: y = sin(πx₁)·cos(πx₂/2), a hill and a hollow.

    Parameters
    ----------
    n, noise, rng
        As for `moons`; noise is added to the heights only.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of floats

    Examples
    --------
    >>> X, y = dl.data.hills(100)
    >>> bool(np.all(y == np.sin(np.pi * X[:, 0]) * np.cos(np.pi / 2 * X[:, 1])))
    True
    """
    n, noise, rng = sample(n, noise, rng)
    X = rng.uniform(-1, 1, (n, 2))
    heights = np.sin(np.pi * X[:, 0]) * np.cos(np.pi / 2 * X[:, 1])
    return X, heights + rng.normal(0, noise, n)


def tilt(n: int = 400, noise: float = 0.0, rng: Rng = 0) -> Points:
    """Make heights on a tilted plane over the square [−1, 1]²: y = (x₁ + x₂)/2.

    Parameters
    ----------
    n, noise, rng
        As for `moons`; noise is added to the heights only.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,), of floats

    Examples
    --------
    >>> X, y = dl.data.tilt(100)
    >>> bool(np.all(y == X.mean(axis=1)))
    True
    """
    n, noise, rng = sample(n, noise, rng)
    X = rng.uniform(-1, 1, (n, 2))
    return X, X.mean(axis=1) + rng.normal(0, noise, n)


def noisy_line(
    n: int = 50, slope: float = 2.0, intercept: float = 1.0, noise: float = 0.3, rng: Rng = 0
) -> Points:
    """Make points near the line y = slope·x + intercept, with x from −1 to 1.

    Parameters
    ----------
    slope, intercept : float
    n, noise, rng
        As for `moons`; noise is added to y only.

    Returns
    -------
    x, y : arrays of shape (n,)

    Examples
    --------
    >>> x, y = dl.data.noisy_line(3, noise=0)
    >>> np.allclose(y, 2 * x + 1)
    True
    """
    n, noise, rng = sample(n, noise, rng)
    x = rng.uniform(-1, 1, n)
    slope, intercept = a_number("slope", slope), a_number("intercept", intercept)
    return x, slope * x + intercept + rng.normal(0, noise, n)


def house_prices(n: int = 30, rng: Rng = 0) -> Points:
    """Make house prices, which grow with the floor area: about 60 + 3·area, give or take 30.

    Parameters
    ----------
    n : int
        How many houses.
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.

    Returns
    -------
    area : array of shape (n,), in square metres, from 40 to 160
    price : array of shape (n,), in thousands

    Notes
    -----
    Invented: no real market is meant.

    Examples
    --------
    >>> area, price = dl.data.house_prices()
    >>> area.min() >= 40, area.max() <= 160
    (np.True_, np.True_)
    """
    n, _, rng = sample(n, 0, rng)
    area = rng.uniform(40, 160, n)
    return area, 60 + 3 * area + rng.normal(0, 30, n)


def eight_houses() -> Points:
    """Return eight houses, few enough to work out by hand what a line through them is worth.

    For the line price = 1·size + 0.5 the MSE is 1.57375, with the gradient (−2.0025, −2.325) in
    (slope, intercept). The best line has slope 54/19 = 2.842, intercept 4.9/19 = 0.258, MSE 0.0108.

    Returns
    -------
    size : array of shape (8,), in 100 m², from 0.4 to 1.2
    price : array of shape (8,), in 100,000, from 1.3 to 3.7

    Notes
    -----
    Invented: no real market is meant. New arrays at every call.

    Examples
    --------
    >>> size, price = dl.data.eight_houses()
    >>> np.polyfit(size, price, 1).round(3)
    array([2.842, 0.258])
    """
    size = np.array([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2])
    return size, np.array([1.3, 1.6, 2.1, 2.4, 2.6, 2.7, 3.0, 3.7])


def thirteen_parameters() -> dict[str, np.ndarray]:
    """Return the small network of the book, whose numbers can all be worked out by hand.

    Two inputs, three hidden units with relu, one output with the sigmoid, thirteen parameters.
    For its one example z₁ = (2, ½, −1), a₁ = (2, ½, 0) and z₂ = 0, so that p = ½ and
    L = ln 2 = 0.6931; the third hidden unit is off. The gradients are
    ∂L/∂W1 = [[−½, 1, 0], [−1, 2, 0]], ∂L/∂b1 = (−½, 1, 0), ∂L/∂W2 = (−1, −¼, 0)ᵀ and
    ∂L/∂b2 = −½; their squares add up to 8.8125.

    Returns
    -------
    dict of str to array
        The example ``X`` (1, 2) and its truth ``y`` (1, 1); the parameters ``W1`` (2, 3),
        ``b1`` (3,), ``W2`` (3, 1) and ``b2`` (1,). New arrays at every call.

    Examples
    --------
    >>> net = {name: dl.Tensor(value) for name, value in dl.data.thirteen_parameters().items()}
    >>> A1 = dl.relu(dl.linear(net["X"], net["W1"], net["b1"]))
    >>> Z2 = dl.linear(A1, net["W2"], net["b2"])
    >>> loss = dl.binary_cross_entropy_with_logits(Z2, net["y"].data)
    >>> A1, Z2, loss
    (Tensor([[2. , 0.5, 0. ]]), Tensor([[0.]]), Tensor(0.69314718))
    >>> loss.backward()
    >>> net["W1"].grad
    array([[-0.5,  1. ,  0. ],
           [-1. ,  2. ,  0. ]])
    """
    return {
        "X": np.array([[1.0, 2.0]]),
        "y": np.array([[1.0]]),
        "W1": np.array([[1.0, -1.0, 1.0], [2.0, 0.5, -1.0]]),
        "b1": np.array([-3.0, 0.5, 0.0]),
        "W2": np.array([[1.0], [-2.0], [3.0]]),
        "b2": np.array([-1.0]),
    }


def _classes(n: int, k: int) -> np.ndarray:
    """The classes 0 … k − 1 in rotation."""
    return np.arange(n) % k
