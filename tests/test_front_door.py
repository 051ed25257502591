"""What stands at the door: README's first lines, and the versions that the package allows."""

import re
import tomllib
from pathlib import Path

import pytest

import mathdl

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOWEST = (ROOT / "requirements-lowest.txt").read_text("utf-8")


def test_readme_opens_with_the_two_commands():
    title, empty, fence, lab, test, end = README.splitlines()[:6]
    assert title.startswith("# ")
    assert (empty, fence, end) == ("", "```sh", "```")
    assert lab.startswith("make lab ")
    assert test.startswith("make test ")


def test_then_come_windows_pip_and_colab_before_the_first_heading():
    door = README.split("\n## ")[0]
    places = [door.index(f"- **{name}**") for name in ("Windows", "pip", "Colab")]
    assert places == sorted(places)
    assert f"%pip install --no-deps mathdl-{mathdl.__version__}-py3-none-any.whl" in door


@pytest.mark.parametrize("needed", PROJECT["dependencies"])
def test_the_lowest_versions_are_those_that_are_tested(needed):
    name, lowest = needed.split(">=")
    pins = re.findall(rf"^{name}==(\S+)", LOWEST, re.M)
    if name in ("jupyterlab", "voila"):
        assert pins == []  # on Colab, too, the book does without them
    else:
        assert re.fullmatch(rf"{re.escape(lowest)}(\.\d+)?;?", pins[0])


def test_both_kinds_of_ci_run_the_lowest_versions():
    assert "make test-lowest" in (ROOT / ".ci/run").read_text()
    assert "make test-lowest" in (ROOT / ".github/workflows/test.yml").read_text()
