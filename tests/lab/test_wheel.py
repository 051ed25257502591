"""The wheel: everything is in it, and it works without the clone."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mathdl.explore.picture import FONTS, SCRIPTS

ROOT = Path(__file__).parents[2]
# Not code, and yet the package does not work without them.
DATA = {
    path.relative_to(ROOT).as_posix()
    for kind in ("js", "css", "woff2", "json", "mplstyle", "csv", "npz")
    for path in (ROOT / "mathdl").rglob(f"*.{kind}")
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("mathdl-*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel, tmp_path_factory):
    """A folder in which the wheel is installed: a wheel without compiled parts is a zip file."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def run(site, code, **options):
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_code_data_and_notebooks_are_inside(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {p.relative_to(ROOT).as_posix() for p in (ROOT / "mathdl").rglob("*.py")} <= inside
    assert {f"mathdl/notebooks/{p.name}" for p in (ROOT / "notebooks").glob("*.ipynb")} <= inside
    assert "mathdl/plots/kit/textbook.mplstyle" in DATA
    assert {f"mathdl/explore/page/{name}.js" for name in SCRIPTS} <= DATA
    assert {f"mathdl/explore/page/fonts/{name}.woff2" for name in FONTS} <= DATA
    assert inside >= DATA
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"mathdl"}
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_it_brings_the_command(site):
    (entry_points,) = site.glob("mathdl-*.dist-info/entry_points.txt")
    assert "mathdl = mathdl.lab.book:main" in entry_points.read_text()


def test_the_command_copies_from_the_wheel(site, tmp_path):
    code = "import sys; from mathdl.lab.book import main; sys.exit(main(['x', '--copy-only']))"
    assert "The book is in" in run(site, code, cwd=tmp_path)
    copied = {p.name: p.read_bytes() for p in (tmp_path / "x").glob("*.ipynb")}
    assert copied == {p.name: p.read_bytes() for p in (ROOT / "notebooks").glob("*.ipynb")}


def test_pictures_work_from_the_wheel(site, tmp_path):
    code = (
        "import mathdl; from mathdl.explore import explore; from mathdl.plots import SquarePlot;"
        "print(mathdl.__file__); print(explore(SquarePlot(), side=3.0).sentence)"
    )
    file, sentence = run(site, code, cwd=tmp_path).splitlines()
    assert Path(file).is_relative_to(site)
    assert "9.00" in sentence
