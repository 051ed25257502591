"""The backward pass: order, accumulation, limits."""

import copy
import gc
import sys
import threading
import weakref

import numpy as np
import pytest
from hammer import few_or_many

import mathdl as dl


def test_paths_add_up():
    x = dl.Tensor(3.0)
    u, v = x * x, 3 * x
    (u * v).backward()
    assert x.grad == 81.0
    assert (u.grad, v.grad) == (9.0, 9.0)


def test_a_node_waits_for_all_who_use_it():
    # A diamond: passing on too early would count paths wrongly.
    x = dl.Tensor(1.0)
    a = x + x
    b = a * a
    (b * b + a).backward()
    assert x.grad == 2 * (2 * b.data * 2 * a.data + 1)


def test_leaves_accumulate_and_everything_else_starts_afresh():
    x = dl.Tensor(2.0)
    y = x * x
    z = y * y
    z.backward()
    z.backward()
    assert x.grad == 2 * 32.0
    assert y.grad == 8.0
    assert z.grad == 1.0
    x.zero_grad()
    assert x.grad is None


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_the_end_has_the_gradient_one_in_its_own_shape(shape):
    y = dl.Tensor(np.ones(shape)) * 2
    y.backward()
    assert np.array_equal(y.grad, np.ones(shape))
    assert isinstance(y.grad, np.ndarray if shape else np.float64)


def test_a_leaf_accumulates_also_when_the_steps_start_from_it():
    x = dl.Tensor(3.0)
    for total in (1.0, 3.0):
        assert list(dl.backward_steps(x, np.float64(total if x.grad is None else 2.0))) == []
        assert x.grad == total


def test_two_ends_over_one_graph():
    x = dl.Tensor(2.0)
    y = x * x
    (3 * y).backward()
    y.backward()
    assert x.grad == 12.0 + 4.0


def test_gradients_are_never_changed_in_place():
    x = dl.Tensor(np.ones(3))
    y = x + 0.0
    (y + x).backward(np.ones(3))
    first = x.grad
    (2 * x).sum().backward()
    assert first.tolist() == [2.0, 2.0, 2.0]
    assert y.grad.tolist() == [1.0, 1.0, 1.0]
    assert x.grad.tolist() == [4.0, 4.0, 4.0]


def test_the_given_grad_weighs_the_entries():
    x = dl.Tensor([1.0, 2.0])
    (x * x).backward([10.0, 100.0])
    assert x.grad.tolist() == [20.0, 400.0]
    (x * 1).backward(dl.Tensor([1.0, 2.0]))
    assert x.grad.tolist() == [21.0, 402.0]


def test_float32_gradients_even_beside_float64_constants():
    x = dl.Tensor(np.ones(2, np.float32))
    (x * np.array([1.0, 2.0])).sum().backward()
    assert x.grad.dtype == np.float32


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dl.Tensor(1.0).backward(), "no operation on tensors made this"),
        (lambda: (dl.Tensor([1.0, 2.0]) * 2).backward(), r"shape \(2,\).*sum\(\) or mean\(\)"),
        (lambda: (dl.Tensor([1.0, 2.0]) * 2).backward(np.ones(3)), r"\(3,\).*\(2,\)"),
    ],
)
def test_bad_starts_get_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_refused_backward_changes_nothing():
    x = dl.Tensor([1.0, 2.0])
    y = x * 2
    y.sum().backward()
    before = x.grad, y.grad
    with pytest.raises(ValueError, match="must be equal"):
        y.backward(np.ones(3))
    assert (x.grad, y.grad) == before


def test_a_wrong_rule_of_the_learner_is_named_by_its_shapes():
    @dl.op
    def wrong(a):
        return np.sum(a), lambda g: np.ones((5, 2)) * g

    with pytest.raises(ValueError, match=r"\(5, 2\) for a value of shape \(3,\)"):
        wrong(dl.Tensor(np.ones(3))).backward()


def test_a_rule_may_return_plain_numbers():
    @dl.op
    def flat(a):
        return a * 0, lambda g: 0

    x = dl.Tensor(np.ones(3))
    with pytest.raises(ValueError, match="shape"):
        flat(x).sum().backward()
    x = dl.Tensor(1.0)
    flat(x).backward()
    assert x.grad == 0.0
    assert x.grad.dtype == np.float64


def test_the_steps_are_the_backward_pass():
    def loss(x, w):
        return dl.tanh(w * x) * w + x * x

    x, w = dl.Tensor(0.5), dl.Tensor(-1.5)
    sums = {}
    for _, parent, contribution in dl.backward_steps(loss(x, w), np.float64(1)):
        sums[id(parent)] = sums.get(id(parent), 0.0) + contribution
    a, b = dl.Tensor(0.5), dl.Tensor(-1.5)
    loss(a, b).backward()
    assert (x.grad, w.grad) == (a.grad, b.grad)
    assert sums[id(x)] == x.grad


@few_or_many("length", 100_000, 1_000_000)
def test_no_chain_is_too_long(length):
    x = dl.Tensor(0.0)
    y = x
    for _ in range(length):
        y = y + 1.0
    y.backward()
    assert x.grad == 1.0
    assert y.data == length
    del y  # and its end does not overflow the stack either


def test_a_fan_out_of_a_hundred_thousand():
    x = dl.Tensor(1.0)
    y = dl.Tensor(0.0)
    for _ in range(100_000):
        y = y + x
    y.backward()
    assert x.grad == 100_000.0


def test_dropping_the_end_frees_the_graph_without_the_garbage_collector():
    gc.collect()
    gc.disable()
    try:
        x = dl.Tensor(np.ones(3))
        y = dl.tanh(x * 2)
        loss = (y * y).sum()
        loss.backward()
        inner = weakref.ref(y)
        del y, loss
        assert inner() is None
        assert sys.getrefcount(x) == 2
    finally:
        gc.enable()


def test_two_threads_do_not_disturb_each_other():
    def work(k, results):
        total = 0.0
        for i in range(300):
            x = dl.Tensor(float(i))
            (k * x * x).backward()
            total += x.grad
        results[k] = total

    results = {}
    threads = [threading.Thread(target=work, args=(k, results)) for k in (1, 2, 3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert results == {k: float(2 * k * sum(range(300))) for k in (1, 2, 3)}


SHARED = {
    "a sum": lambda a, b: ((a + b) ** 2).sum(),
    "each sum": lambda a, b: a.sum() + b.sum(),
    "a mean of both": lambda a, b: dl.mean(a) + dl.mean(b),
    "two views": lambda a, b: (a.reshape(2, 1) * 1 + b.reshape(2, 1)).sum(),
    "a stack": lambda a, b: dl.stack([a, b]).sum(),
    "a rule that keeps what it returns": lambda a, b: _kept_zeros(a, b).sum(),
    "a rule that returns views": lambda a, b: _views(a, b).sum(),
}


_ZEROS = np.zeros(2)


@dl.op
def _kept_zeros(a, b):
    return a + b, lambda g: _ZEROS, lambda g: _ZEROS


@dl.op
def _views(a, b):
    return a + b, lambda g: g[:], lambda g: np.broadcast_to(g, g.shape)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("f", SHARED.values(), ids=SHARED)
def test_a_leafs_gradient_is_its_own(f, dtype):
    a, b = dl.Tensor(np.array([1, 2], dtype)), dl.Tensor(np.array([3, 4], dtype))
    end = f(a, b)
    end.backward()
    expected = [a.grad * 0.5, b.grad * 0.5]
    inner = [(t, np.copy(t.grad)) for t in dl.backward_order(end) if t.edges]
    for p in (a, b):
        p.grad *= 0.5
    for p, right in zip((a, b), expected, strict=True):
        assert (p.grad.dtype, p.grad.shape) == (p.dtype, p.shape)
        assert p.grad.tolist() == right.tolist()
    assert not _ZEROS.any()
    assert all(np.array_equal(t.grad, before) for t, before in inner)
    assert not np.shares_memory(a.grad, b.grad)


def test_the_gradients_of_the_review():
    a, b = dl.Tensor([1.0, 2.0]), dl.Tensor([3.0, 4.0])
    ((a + b) ** 2).sum().backward()
    for p in (a, b):
        p.grad *= 0.5
    assert (a.grad.tolist(), b.grad.tolist()) == ([4, 6], [4, 6])


def test_a_gradient_put_in_by_hand_becomes_the_leafs_own():
    for given in (0, 0.0, [1.0, 1.0], np.ones(2)):
        x = dl.Tensor(np.array([1, 2], np.float32))
        x.grad = given
        (3 * x).sum().backward()
        assert x.grad.dtype == np.float32
        assert x.grad.tolist() == (np.zeros(2) + given + 3).tolist()
    x.grad = np.ones(3)
    with pytest.raises(ValueError, match=r"shape \(2,\) has a gradient of shape \(3,\)"):
        x.sum().backward()


def test_a_gradient_given_to_backward_stays_the_givers():
    given = np.ones(2)
    x = dl.Tensor([1.0, 2.0])
    (x * 1.0 + 0).backward(given)
    x.grad *= 5
    assert given.tolist() == [1, 1]


def test_a_rule_that_writes_into_its_gradient_spoils_no_other():
    @dl.op
    def double(a):
        def vjp(g):
            g *= 2
            return g

        return a * 2, vjp

    a, b = dl.Tensor([1.0, 2.0]), dl.Tensor([3.0, 4.0])
    (double(a) + b).sum().backward()
    assert (a.grad.tolist(), b.grad.tolist()) == ([2, 2], [1, 1])


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_a_copys_gradient_is_its_own(again):
    x = dl.Tensor([1.0, 2.0])
    x.sum().backward()
    twin = again(x)
    twin.grad *= 5
    assert (x.grad.tolist(), twin.grad.tolist()) == ([1, 1], [5, 5])


def test_a_pass_that_starts_at_a_leaf_copies_what_it_starts_with():
    x, given = dl.Tensor([1.0, 2.0]), np.ones(2)
    assert list(dl.backward_steps(x, given)) == []
    x.grad *= 5
    assert given.tolist() == [1, 1]
