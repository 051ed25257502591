"""Adding is touching one room: what CONTRIBUTING names is enough, and none of it can be left out.

Into a copy of the project one thing of every kind is added, as `added.py` says; the tests that
guard it pass. Then each piece is taken out again, and they must say what to do.
"""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from added import KINDS
from warm import run_pytest, warm

ROOT = Path(__file__).parents[1]
COPIED = ("mathdl", "tests", "tools", "notebooks", "CONTRIBUTING.md", "README.md", "pyproject.toml",
          "conftest.py")  # fmt: skip
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="too slow without fork")


class Copy:
    """A copy of the project to which one thing is added."""

    def __init__(self, folder, kind, context):
        self.folder, self.kind, self.context = folder, kind, context
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, folder / name)

    def files(self, place):
        """Each file of a piece, with what is done there."""
        piece = self.kind.pieces[place]
        if not isinstance(piece, dict):
            return {self.folder / place: piece}
        return {self.folder / place / name: change for name, change in piece.items()}

    def put(self, place):
        """Write a piece."""
        for path, change in self.files(place).items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(change(path.read_text("utf-8") if path.exists() else ""), "utf-8")

    def take_out(self, place):
        """Make a place again as it is in the project."""
        for path in self.files(place):
            original = ROOT / path.relative_to(self.folder)
            if original.exists():
                shutil.copy2(original, path)
            else:
                path.unlink()

    def make(self):
        """Run the tool that makes what is made of the new thing."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        subprocess.run([sys.executable, self.kind.made], cwd=self.folder, env=environment,
                       capture_output=True, check=True)  # fmt: skip

    def test(self, tests):
        """Run tests; return what they said, and "" if all passed."""
        paths, *words = tests.split(" -k ")
        chosen = [part for word in words for part in ("-k", word)]
        return run_pytest(self.context, self.folder, *paths.split(), *chosen)


def tried(folder, kind, context):
    """What the tests say of a thing with all its pieces, "", and without each of them."""
    copy, said = Copy(folder, kind, context), {}
    for place in kind.pieces:
        copy.put(place)
    if kind.made:
        said[kind.made] = copy.test(kind.left_out[kind.made][0])
        copy.make()
    said["all"] = copy.test(kind.guards)
    for place in kind.pieces:
        copy.take_out(place)
        said[place] = copy.test(kind.left_out[place][0])
        copy.put(place)
    return said


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What was said, by kind; two copies are tried at a time, those with most pieces first."""
    context = warm()
    with ThreadPoolExecutor(2) as pool:
        return {
            name: pool.submit(tried, tmp_path_factory.mktemp(name), KINDS[name], context)
            for name in sorted(KINDS, key=lambda name: -len(KINDS[name].left_out))
        }


@pytest.mark.parametrize("name", KINDS)
def test_what_contributing_names_is_enough(said, name):
    found = said[name].result()["all"]
    assert not found, found


@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name, kind in KINDS.items() for place in kind.left_out]
)
def test_a_piece_that_is_left_out_is_asked_for(said, name, place):
    found = said[name].result()[place]
    words = KINDS[name].left_out[place][1]
    assert words in " ".join(found.split()), found or "nothing was missed"


@pytest.mark.parametrize("name", KINDS)
def test_contributing_counts_and_names_the_places(name):
    kind = KINDS[name]
    assert len(kind.pieces) <= kind.at_most
    assert set(kind.left_out) == {*kind.pieces, kind.made} - {""}
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paragraph = re.search(rf"^\*\*… an? {name} \((\d) places?\)\.\*\* .*", text, re.M)
    assert paragraph, f"CONTRIBUTING says '**… a {name} ({len(kind.pieces)} places).** …'"
    assert int(paragraph[1]) == len(kind.pieces)
    for place in kind.pieces:
        folder = f"{Path(place).parent.as_posix()}/"
        assert f"`{place}`" in paragraph[0] or f"`{folder}" in paragraph[0], place
