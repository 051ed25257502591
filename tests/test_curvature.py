"""Curvature: against second derivatives written out, and with nothing left changed."""

import numpy as np
import pytest

import mathdl as dl
from mathdl import nn

A = np.array([[3.0, 1.0, 0.0], [1.0, 2.0, -1.0], [0.0, -1.0, -7.0]])


def bowl(p):
    return (p * (A @ p)).sum() * 0.5


def test_of_a_bowl_it_is_its_matrix():
    p = dl.Tensor([0.3, -2.0, 1.0])
    for column in np.eye(3):
        [found] = dl.hvp(lambda: bowl(p), [p], [column])
        np.testing.assert_allclose(found, A @ column, atol=1e-8)


def test_in_float32_the_step_is_not_rounded_away():
    p = dl.Tensor(np.array([0.3, -2.0, 1.0], np.float32))
    matrix = A.astype(np.float32)
    for column in np.eye(3):
        [found] = dl.hvp(lambda: (p * (matrix @ p)).sum() * 0.5, [p], [column])
        np.testing.assert_allclose(found, A @ column, atol=2e-3)
    assert p.dtype == np.float32


def test_of_a_net_it_is_the_jacobian_of_its_gradient():
    X, y, *start = dl.data.thirteen_parameters().values()
    tensors = [dl.Tensor(value + 0.1) for value in start]
    sizes = np.cumsum([t.size for t in tensors])[:-1]
    rng = np.random.default_rng(0)
    v = [rng.normal(size=t.shape) for t in tensors]

    def loss():
        W1, b1, W2, b2 = tensors
        hidden = dl.tanh(dl.linear(X, W1, b1))
        return dl.binary_cross_entropy_with_logits(dl.linear(hidden, W2, b2), y)

    def gradient(flat):
        for tensor, part in zip(tensors, np.split(flat, sizes)):
            tensor.data, tensor.grad = part.reshape(tensor.shape), None
        loss().backward()
        return np.concatenate([t.grad.ravel() for t in tensors])

    here = np.concatenate([t.data.ravel() for t in tensors])
    H = np.array([(gradient(here + e) - gradient(here - e)) / 2e-5 for e in 1e-5 * np.eye(13)])
    gradient(here)
    found = np.concatenate([part.ravel() for part in dl.hvp(loss, tensors, v)])
    np.testing.assert_allclose(found, H @ np.concatenate([part.ravel() for part in v]), atol=1e-6)
    assert dl.sharpness(loss, tensors) == pytest.approx(np.linalg.eigvalsh(H).max(), rel=1e-4)


def test_the_largest_is_not_the_most_negative():
    p = dl.Tensor([0.3, -2.0, 1.0])
    assert np.linalg.eigvalsh(A).min() < -7
    found = dl.sharpness(
        lambda: bowl(p),
        [p],
    )
    assert found == pytest.approx(np.linalg.eigvalsh(A).max(), rel=1e-4)


def test_nothing_is_left_changed_even_after_an_error():
    net = nn.Linear(2, 1, rng=0)
    values = [p.data for p in net.parameters()]
    net.weight.grad = np.ones((2, 1))

    def broken():
        raise ZeroDivisionError

    v = [np.ones(p.shape) for p in net.parameters()]
    with pytest.raises(ZeroDivisionError):
        dl.hvp(broken, net.parameters(), v)
    dl.hvp(lambda: (net(np.ones((1, 2))) ** 2).sum(), net.parameters(), v)
    for p, value in zip(net.parameters(), values):
        assert p.data is value
    np.testing.assert_array_equal(net.weight.grad, np.ones((2, 1)))
    assert net.bias.grad is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda p: dl.hvp(3, [p], [p.data]), "f is a function"),
        (lambda p: dl.hvp(lambda: p, p, [p.data]), "in a list of Tensors"),
        (lambda p: dl.hvp(lambda: p.sum(), [p], [np.ones(3)]), r"v has shapes \[\(3,\)\]"),
        (lambda p: dl.sharpness(lambda: p.sum(), [p], steps=0), "steps"),
        (lambda p: dl.sharpness(lambda: p.sum(), []), "no parameters"),
    ],
)
def test_wrong_calls_hear_a_sentence(call, words):
    with pytest.raises((TypeError, ValueError), match=words):
        call(dl.Tensor([1.0, 2.0]))
