"""The exercises on designing nets: right answers by trying, and what is built, built otherwise."""

import numpy as np
import pytest
from sheets import every_sheet, posed

import mathdl as dl
from mathdl.exercises.playground.comparison import KEY
from mathdl.playground import Settings


def test_the_numbers_of_the_book():
    assert posed("9.1").right == 4
    assert posed("9.2").right == "zeros"
    assert posed("9.3").right == pytest.approx(20 / 3)
    assert posed("9.5").right == 0.25
    assert posed("9.6").right == 59
    assert posed("9.8").right == pytest.approx(0.012247, abs=1e-6)


@every_sheet
def test_a_budget_is_what_nets_have(sheet):
    there = posed("9.1", sheet)
    most, features = there.numbers["most"], there.numbers["features"]
    names = ["x1", "x2", "x1²", "x2²", "x1x2"][:features]

    def count(width):
        return Settings.read(f"{' '.join(names)} {width}tanh {width}tanh").parameters

    assert count(there.right) <= most < count(there.right + 1)


@every_sheet
def test_decay_beyond_the_bound_makes_weights_grow_and_below_it_shrink(sheet):
    eta, bound = posed("9.3", sheet).numbers["eta"], posed("9.3", sheet).right
    for share, grows in ((0.99, False), (1.01, True)):
        w = dl.Tensor(1.0)
        sgd = dl.optim.SGD([w], lr=eta, weight_decay=share * bound)
        for _ in range(5):
            sgd.zero_grad()
            (0 * w).backward()
            sgd.step()
        assert (abs(w.item()) > 1) == grows


@every_sheet
def test_shares_and_tries_by_trying(sheet):
    rng = np.random.default_rng(0)
    there = posed("9.5", sheet)
    low, high, at = (there.numbers[name] for name in ("low", "high", "at"))
    rates = 10 ** rng.uniform(low, high, 100_000)
    assert np.mean((rates > 10.0**at) & (rates < 10.0 ** (at + 1))) == pytest.approx(
        there.right, abs=0.01
    )
    there = posed("9.6", sheet)
    missed = rng.geometric(there.numbers["good"] / 100, 200_000) > there.right
    assert np.mean(missed) <= 1 - there.numbers["sure"] / 100 + 0.003


@every_sheet
def test_an_error_bar_holds_what_means_of_five_do(sheet):
    runs = np.array(posed("9.8", sheet).numbers["runs"])
    means = np.random.default_rng(0).choice(runs, (100_000, 5)).mean(axis=1)
    # Drawn from the five themselves, whose variance lacks the factor 5/4.
    assert posed("9.8", sheet).right == pytest.approx(means.std() * (5 / 4) ** 0.5, rel=0.02)


def test_a_range_test_in_other_words_is_right():
    def range_test(net, loss, rates):
        losses, k = [], 0
        sgd = dl.optim.SGD(net.parameters(), lr=lambda step: rates[step])
        while k < len(rates) and np.all(np.isfinite(losses)):
            now = loss(net)
            losses.append(float(now.data))
            if np.isfinite(losses[-1]):
                for p in net.parameters():
                    p.grad = None
                now.backward()
                sgd.step()
            k += 1
        return losses

    verdict = posed("9.4").judge(range_test)
    assert verdict.status == "right"
    assert "engine did the calculus" not in verdict.says


def test_the_range_test_is_tried_on_a_net_that_breaks_and_on_one_that_does_not():
    there = posed("9.4")
    broken, sound = there.kind.prepare(there.right)
    assert np.all(np.isfinite(broken[:-1]))
    assert not np.isfinite(broken[-1])
    assert len(sound) == 20
    assert np.all(np.isfinite(sound))


def test_settings_in_other_words_are_right():
    def at_once(n, rng):
        return np.stack([np.exp(rng.uniform(np.log(1e-4), 0, n)), rng.integers(4, 33, n)], axis=1)

    assert posed("9.7").judge(at_once).status == "right"
    assert posed("9.7").judge(lambda n, rng: ...).status == "unanswered"


def test_a_comparison_in_other_words_is_right():
    def compare(a, b, settings, rng):
        fresh, means = [], []
        for design in (a, b):
            table = np.array(
                [[design(s, rng.integers(2**40))[0] for _ in range(5)] for s in settings]
            )
            best = settings[int(table.mean(axis=1).argmax())]
            runs = [design(best, rng.integers(2**40))[1] for _ in range(12)]
            fresh.append(np.std(runs, ddof=1) ** 2 / 12)
            means.append(np.mean(runs))
        return [means[0] - means[1], np.sqrt(sum(fresh))]

    assert posed(KEY).judge(compare).status == "right"
    assert posed(KEY).judge(lambda a, b, settings, rng: None).status == "unanswered"


def test_a_comparison_that_repeats_its_seeds_is_refused():
    def compare(a, b, settings, rng):
        for design in (a, b):
            for s in settings:
                for seed in range(3):
                    design(s, seed)
        best = {a: 0.01, b: 0.1}
        x, y = ([design(best[design], k % 3)[1] for k in range(10)] for design in (a, b))
        return np.mean(x) - np.mean(y), 0.01

    assert posed(KEY).judge(compare).status == "mistake"
