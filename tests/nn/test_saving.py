"""What is saved comes back to the bit; what is no such file, or of another net, changes nothing."""

import numpy as np
import pytest

import mathdl as dl
from mathdl import nn


def made(seed=0, width=5, dtype=np.float32):
    first = nn.Linear(3, width, rng=seed, dtype=dtype)
    return nn.Sequential(first, dl.relu, nn.BatchNorm1d(width), nn.Linear(width, 2, rng=seed))


def numbers(net):
    return [value.tobytes() for value in net.state_dict().values()]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_net_comes_back_to_the_bit_its_buffers_too(tmp_path, dtype):
    net, other = made(0, dtype=dtype), made(1, dtype=dtype)
    net(np.random.default_rng(0).normal(size=(9, 3)))  # moves the running mean
    nn.save(net, tmp_path / "net.npz")
    assert numbers(other) != numbers(net)
    assert nn.load(other, str(tmp_path / "net.npz")) is other
    assert numbers(other) == numbers(net)


def test_half_precision_is_read_and_computed_with_in_the_nets_own(tmp_path):
    net = made()
    halves = {name: value.astype(np.float16) for name, value in net.state_dict().items()}
    np.savez(tmp_path / "small.npz", **halves)
    read = nn.load(made(1), tmp_path / "small.npz").state_dict()
    assert read["0.weight"].dtype == np.float32
    assert np.array_equal(read["0.weight"], halves["0.weight"].astype(np.float32))


class Trap:
    sprung = False

    def __reduce__(self):
        return setattr, (Trap, "sprung", True)


def other_net(path):
    nn.save(made(width=6), path)


def pickled(path):
    np.savez(path, **{"0.weight": np.array([Trap()], dtype=object)})


def cut_off(path):
    nn.save(made(), path)
    path.write_bytes(path.read_bytes()[:200])


@pytest.mark.parametrize(
    ("write", "error", "says"),
    [
        (other_net, ValueError, "has shape"),
        (lambda path: np.savez(path, a=np.ones(2)), KeyError, "belongs to another network"),
        (pickled, ValueError, "not a file that nn.save wrote"),
        (cut_off, ValueError, "not a file that nn.save wrote"),
        (lambda path: path.write_text("weights: 3"), ValueError, "not a file that nn.save wrote"),
        (lambda path: None, OSError, "No such file"),
        (lambda path: path.mkdir(), OSError, "is a folder"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_has_changed(tmp_path, write, error, says):
    net, path = made(), tmp_path / "net.npz"
    before = numbers(net)
    write(path)
    with pytest.raises(error, match=says):
        nn.load(net, path)
    assert numbers(net) == before
    assert not Trap.sprung


@pytest.mark.parametrize("call", [nn.save, nn.load])
@pytest.mark.parametrize(
    ("net", "path", "error", "says"),
    [
        (dl.tanh, "net.npz", TypeError, "net is a network"),
        (made(), 7, TypeError, "path is the name of a file"),
        (made(), "net.pkl", ValueError, "ends with .npz, not 'net.pkl'"),
    ],
)
def test_wrong_calls(call, net, path, error, says):
    with pytest.raises(error, match=says):
        call(net, path)
