"""Training runs: any step in any order is the plain loop, and runs are known by their settings."""

import numpy as np
import pytest

import mathdl as dl
from mathdl import nn, optim
from mathdl.train import Trainer

X, Y = dl.data.noisy_line(12, rng=0)


def start(lr=0.1, seed=0):
    model = nn.Linear(1, 1, rng=seed)
    optimizer = optim.SGD(model.parameters(), lr, momentum=0.5)
    return model, optimizer, lambda: dl.mse_loss(model(X[:, None]), Y[:, None])


def test_any_step_in_any_order_is_the_plain_loop():
    model, optimizer, loss_of = start()
    states, losses = [model.state_dict()], []
    for _ in range(7):
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()
        states.append(model.state_dict())
        losses.append(loss.item())
    run = Trainer(start).run()
    for step in (3, 0, 7, 3, 6):
        after = run.at(step)
        for name, value in after.state_dict().items():
            np.testing.assert_array_equal(value, states[step][name])
        assert [p.grad for p in after.parameters()] == [None, None]
        after.weight.data[...] = np.nan  # a copy: the run keeps its own
    assert run.losses == losses


def test_a_run_is_known_by_its_hyperparameters_in_any_order():
    trainer = Trainer(start)
    run = trainer.run(lr=0.1, seed=1)
    assert trainer.run(seed=1, lr=0.1) is run
    assert trainer.run(lr=0.1, seed=2) is not run
    assert trainer.run(lr=1, seed=2) is not trainer.run(lr=2, seed=1)


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_the_runs_not_used_for_longest_go_first(keep):
    trainer = Trainer(start, keep)
    runs = [trainer.run(seed=seed) for seed in range(keep)]
    assert trainer.run(seed=0) is runs[0], "all fit, and this one is now the last used"
    trainer.run(seed=99)
    assert (trainer.run(seed=0) is runs[0]) == (keep > 1)
    assert keep == 1 or trainer.run(seed=1) is not runs[1]
