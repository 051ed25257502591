"""Benchmarks compare like with like, and their table says what was reached; speed is no test."""

import os
import platform
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import bench
import conv_net
import imports
import training
import training_tasks
import transformer_block
from table import Row, machine, table, verdict

from mathdl.lab.__main__ import SETTINGS

FAST = Row("small net", "× NumPy", 1.254, at_most=1.35, torch=12.34, note="NumPy 40 µs")
SLOW = Row("digits", "× NumPy", 1.254, at_most=1.25, jax=123.4)
WEAK = Row("explore", "times", 2.9, at_least=3)
FREE = Row("start", "s", 6.7)
ABSENT = Row("play", note="no Chromium found: apt-get install chromium")


def test_the_table_is_aligned_markdown():
    lines = table([FAST, SLOW, WEAK, ABSENT]).splitlines()
    assert len({len(line) for line in lines}) == 1
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    assert {len(row) for row in cells} == {7}
    assert all(set(cell) <= set("-:") for cell in cells[1])
    assert cells[2] == ["small net", "× NumPy", "≤ 1.35", "1.25", "12.3", "–", "NumPy 40 µs"]
    assert cells[3] == ["digits", "× NumPy", "≤ 1.25", "1.25", "–", "123", ""]
    assert cells[4][2:4] == ["≥ 3", "2.90"]
    assert cells[5] == ["play", "–", "–", "–", "–", "–", ABSENT.note]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([FAST, FREE], "all targets reached"),
        (
            [FAST, SLOW, WEAK],
            "missed: digits (1.254, to reach ≤ 1.25); explore (2.9, to reach ≥ 3)",
        ),
        ([FAST, ABSENT], "all targets reached (not measured: play)"),
        ([Row("start", "s", float("nan"), at_most=2)], "missed: start (nan, to reach ≤ 2)"),
    ],
)
def test_rows_that_miss_their_target_are_named(rows, said):
    assert verdict(rows) == said


def test_the_header_says_when_with_what_and_on_what_kind_of_machine():
    day, versions, kind = machine().split("; ")
    assert date.fromisoformat(day) <= date.today()
    assert f"Python {platform.python_version()}, NumPy {np.__version__}, JupyterLab" in versions
    assert kind.startswith(f"{os.cpu_count()} cores, ")
    assert str(Path.home()) not in kind


@pytest.mark.parametrize("name", training_tasks.NETS)
def test_all_contestants_compute_the_same_losses(name):
    sizes, n, bend, _ = training_tasks.NETS[name]
    # Adam moves the weights of all, so that losses tell of gradients, too.
    contestants = training_tasks.net(sizes[:21], n, bend, optimiser=True)
    require_one_course(contestants)


@pytest.mark.parametrize("larger", [conv_net, transformer_block], ids=lambda net: net.NAME)
def test_all_contestants_compute_the_same_losses_of_larger_nets(larger):
    require_one_course(larger.contestants())


def require_one_course(contestants):
    """All contestants take the same four steps."""
    losses = {}
    for who, make in contestants.items():
        step = make()
        losses[who] = [step().item() for _ in range(4)]
    by_hand = losses.pop(training_tasks.HAND)
    assert len(set(by_hand)) == 4
    assert "mathdl" in losses
    for who, found in losses.items():
        np.testing.assert_allclose(found, by_hand, rtol=1e-5, err_msg=who)


def test_all_contestants_find_the_same_slope_of_the_expression():
    slopes = {who: make()().item() for who, make in training_tasks.expression().items()}
    x, w, b = 0.7, -1.1, 0.3
    y, slope = x, 1.0
    for _ in range(training_tasks.NODES // 5):
        y, slope = (y * w + b) * x - 0.5 * y, slope * w * x + (y * w + b) - 0.5 * slope
    assert slopes["mathdl"] == pytest.approx(slope)
    assert all(found == pytest.approx(slope, rel=1e-5) for found in slopes.values())


def test_ratios_are_medians_over_rounds():
    times = {training_tasks.HAND: [1e-6, 2e-6, 4e-6], "mathdl": [2e-6, 3e-6, 4e-6]}
    row = training.row("small net", {**times, "torch": [3e-6, 6e-6, 12e-6]})
    assert (row.mathdl, row.torch, row.jax) == pytest.approx((1.5, 3.0, None))
    assert row.at_most == training.AT_MOST["small net"]
    assert "NumPy by hand 2 µs" in row.note
    alone = training.row("expression", {"mathdl": [2e-5, 4e-5, 8e-5]})
    assert alone.mathdl == pytest.approx(40 / training_tasks.NODES)
    assert alone.unit == "µs a node"


def test_a_round_of_the_training_benchmark_gives_a_row_for_each_task(monkeypatch):
    small = {"small net": training_tasks.net(*training_tasks.NETS["small net"])}
    monkeypatch.setattr(training_tasks, "tasks", lambda: small)
    (row,) = training.measure(rounds=1, seconds=0.001)
    assert row.mathdl > 0


def test_imports_are_timed_in_processes_of_their_own():
    (row,) = imports.measure(rounds=1)
    assert 0.5 < row.mathdl < 20
    assert row.at_most == 1.2


def test_without_chromium_the_rest_is_measured(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(bench.ANYWHERE, "import", lambda: [FAST])
    assert bench.measured(["first-slider", "import"]) == [
        Row("first-slider", note="no Chromium found: apt-get install chromium"),
        FAST,
    ]


def test_benchmarks_run_with_the_settings_of_make_lab(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "7")
    assert bench.settings(thresholds=True).items() >= SETTINGS.items()
    plain = bench.settings(thresholds=False)
    assert plain["OMP_NUM_THREADS"] == "1"
    assert not any(name.startswith("MALLOC") for name in plain)
