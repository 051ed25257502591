"""The exercises on designing nets: right answers by trying, and what is built, built otherwise."""

import copy
import random

import numpy as np
import pytest
from sheets import every_sheet, posed

import mathdl as dl
from mathdl.exercises.answers.design import look
from mathdl.exercises.playground.comparison import KEY
from mathdl.playground import Settings

BRIEFS = [f"9.{k}" for k in range(9, 17)]
LONGEST = {"9.15": 300}  # steps: four layers are slow, and sleep as well in these as in 1,000


def test_the_numbers_of_the_book():
    assert posed("9.1").right == 4
    assert posed("9.2").right == "zeros"
    assert posed("9.3").right == pytest.approx(20 / 3)
    assert posed("9.5").right == 0.25
    assert posed("9.6").right == 59
    assert posed("9.8").right == pytest.approx(0.012247, abs=1e-6)


@pytest.mark.parametrize("key", BRIEFS)
def test_the_worked_line_meets_its_brief_and_named_designs_trained_as_long_do_not(key):
    there = posed(key)
    line = there.exercise.worked.split("`")[1]
    right = Settings.read(line)
    assert right == there.kind.prepare(there.right)
    shares = [look(right, seed).right_unseen for seed in range(3)]
    assert (np.mean if there.kind.mean else np.median)(shares) >= there.kind.reach
    for wrong in map(there.kind.prepare, there.mistakes):
        step = wrong.step if there.kind.mean else min(right.step, LONGEST.get(key, 1000))
        assert "of ten" in there.kind.partly(wrong.at(step=step), right), str(wrong)


@pytest.mark.parametrize(
    ("key", "line", "words"),
    [
        ("9.9", "quarters n400 z0 | x1x2 | nohidden | sgd .01 | @100", "The design itself can"),
        ("9.9", "quarters n400 z0 | x1 | nohidden | sgd .01 | @100", "of the first 6 seeds 0"),
        ("9.10", "disc n400 z0 | x1² x2² | nohidden | adam .1 | @60", "keeps the features x1 x2"),
        ("9.12", "twoturns n400 z.02 | x1 x2 | 4tanh 4tanh | adam .03 | @60", "or more steps"),
        ("9.13", "rings n800 z0 | x1² x2² | 6tanh | adam .001 | @20", "another rate"),
        ("9.14", "moons n40 z.3 | x1 x2 | 16tanh 16tanh | sgd .1 | @5", "not know the points"),
        ("9.14", "moons n40 z.3 | x1 x2 | 16tanh 16tanh | adam .1 | @150", "all forty points by"),
        (
            "9.14",
            "moons n40 z.3 | x1 x2 | 16tanh 16tanh | adam .1 | decay=.1 | @150",
            "noise and all: hold the net back more",
        ),
        (
            "9.15",
            "oneturn n400 z.02 | x1 x2 | 8sigmoid 8sigmoid 8sigmoid 8sigmoid | sgd 1 | @20",
            "nor does a large rate alone",
        ),
    ],
)
def test_a_brief_says_what_happened(key, line, words):
    verdict = posed(key).judge(line)
    assert verdict.status in ("wrong", "mistake")
    assert words in verdict.says


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


# What was accepted although it is wrong, or wrong in another way than was said


def drawn(rate=lambda rng: 10 ** rng.uniform(-4, 0), width=lambda rng: rng.integers(4, 33)):
    return lambda n, rng: [(rate(rng), width(rng)) for _ in range(n)]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (lambda n, rng: [(r, rng.integers(4, 33)) for r in np.geomspace(1e-4, 1, n)], "is a grid"),
        (
            lambda n, rng: np.stack(
                [np.random.default_rng(5).permutation(np.geomspace(1e-4, 1, n)),
                 rng.integers(4, 33, n)], axis=1),
            "the rates are the same with another seed",
        ),
        (
            lambda n, rng: [(10 ** rng.uniform(-4, 0), w) for w in np.arange(n) % 29 + 4],
            "the widths are the same with another seed",
        ),
        (drawn(lambda rng: 10 ** random.uniform(-4, 0)), "do not all come from `rng`"),
        (drawn(width=lambda rng: rng.choice([4, 8, 16, 32])), "Only four widths"),
        (drawn(width=lambda rng: round(rng.uniform(4, 32))), "half as often"),
        (drawn(width=lambda rng: int(2 ** rng.uniform(2, 5.044))), "far more often"),
        (lambda n, rng: [(rng.integers(4, 33), rng.uniform(0, 1)) for _ in range(n)], "rate comes"),
    ],
)  # fmt: skip
def test_settings_that_only_look_drawn(settings, words):
    verdict = posed("9.7").judge(settings)
    assert verdict.status in ("wrong", "mistake")
    assert words in verdict.says


def honest(choose=np.mean, tell=np.mean, error=None, shared=False):
    def compare(a, b, settings, rng):
        seeds = [int(seed) for seed in rng.choice(10**6, 26, replace=False)]
        told = []
        for design, own in ((a, seeds[:13]), (b, seeds[:13] if shared else seeds[13:])):
            looks = {s: choose([design(s, seed)[0] for seed in own[:3]]) for s in settings}
            best = max(looks, key=looks.get)
            told.append(np.array([design(best, seed)[1] for seed in own[3:]]))
        x, y = told
        apart = (x.var(ddof=1) / 10 + y.var(ddof=1) / 10) ** 0.5
        return tell(x) - tell(y), error(x, y) if error else apart

    return compare


@pytest.mark.parametrize(
    ("compare", "words"),
    [
        (honest(shared=True), "right."),
        (honest(choose=max), "luckiest seed"),
        (honest(tell=max), "best run of each"),
        (honest(tell=np.median), "compared medians"),
        (honest(tell=lambda x: -np.mean(x)), "the gain of b over a"),
        (honest(error=lambda x, y: ((x.var() + y.var()) / 10) ** 0.5), "ddof=1"),
        (honest(error=lambda x, y: np.std(x - y, ddof=1) / 10**0.5, shared=True), "no pairs"),
        (honest(error=lambda x, y: 0.01), "times what it should be"),
    ],
)
def test_comparisons_that_are_not_quite_honest(compare, words):
    assert words in posed(KEY).judge(compare).says


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("9.1", 4.23, "Units are whole"),
        ("9.5", 25, "A share is a part of 1"),
        ("9.6", 58.4, "Draws are whole"),
        ("9.6", 95, "not a number of draws"),
        ("9.8", 1.22, "Right, in points"),
    ],
)
def test_a_right_number_in_the_wrong_form_hears_that_it_is_right(key, given, words):
    assert words in posed(key).judge(given).says


def test_a_range_test_that_begins_anew_or_stops_too_soon_or_is_not_plain():
    def anew(net, loss, rates):
        for rate in rates:
            one = copy.deepcopy(net)
            sgd = dl.optim.SGD(one.parameters(), lr=rate)
            sgd.zero_grad()
            loss(one).backward()
            sgd.step()
            yield loss(one).item()

    there = posed("9.4")
    assert "begins anew" in there.judge(lambda *args: list(anew(*args))).says
    losses = there.exercise.right()
    said = there.judge(lambda net, loss, rates: [*zip(rates, losses(net, loss, rates))]).says
    assert "The losses alone" in said
