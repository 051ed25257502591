"""Build the web edition: every picture baked, every page written, then put together by Sphinx."""

from __future__ import annotations

import base64
import io
import multiprocessing
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from PIL import Image
from tqdm import tqdm

from mathdl.chapters import CHAPTERS
from mathdl.site import assets
from mathdl.site.bar import bar
from mathdl.site.chapter import bake_chapter
from mathdl.site.figures import REVEAL
from mathdl.site.pages import Pages, page_name
from mathdl.site.settings import SPHINX, repository
from mathdl.site.slim import leave_out

STATES = 1500  # of a picture, at most, or about
PROCESSES = 2
_bell: Any = None


class Site:
    """A web edition in the making.

    Parameters
    ----------
    notebooks : list of Path
    work : Path
        The folder of what is kept from one time to the next.
    out : Path
        The folder of the finished pages; what was there is replaced.
    states : int
        About how many states a picture has, at most.
    processes : int
    """

    def __init__(
        self,
        notebooks: Iterable[Path],
        work: Path,
        out: Path,
        states: int = STATES,
        processes: int = PROCESSES,
    ) -> None:
        self.notebooks = {path.stem: path.resolve() for path in sorted(notebooks)}
        work = work.resolve()  # notebooks run in their own folder
        self.cache, self.source, self.out = work / "baked", work / "source", out.resolve()
        self.made = work / "made" / "html"
        self.trees, self.states, self.processes = work / "trees", states, processes

    def build(self) -> int:
        """Build it all; return how many warnings Sphinx gave."""
        self.cache.mkdir(parents=True, exist_ok=True)
        figures = self.bake()
        shutil.rmtree(self.source, ignore_errors=True)
        self.source.mkdir(parents=True)
        self.write_pages(figures)
        self.write_static(figures)
        return self.run_sphinx()

    def bake(self) -> dict[str, dict[str, Any]]:
        """Bake the pictures of all notebooks, in several processes."""
        paths = sorted(self.notebooks.values(), key=lambda path: -path.stat().st_size)
        work = [(path, self.cache, self.states) for path in paths]
        figures: dict[str, dict[str, Any]] = {}
        context = multiprocessing.get_context("spawn")
        bell = context.SimpleQueue()
        # One thread each, or the processes would take each other's cores.
        os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        with (
            context.Pool(self.processes, _begin, (bell,)) as pool,
            tqdm(total=sum(map(pictures_in, paths)), unit="picture") as bar_,
        ):
            results = pool.imap_unordered(_bake, work)
            waiting = len(work)
            while waiting:
                name = bell.get()
                if name is None:
                    waiting -= 1
                else:
                    bar_.set_postfix_str(name)
                    bar_.update()
            for done in results:
                figures |= done
        return figures

    def write_pages(self, figures: dict[str, dict[str, Any]]) -> None:
        """Write what Sphinx reads: a page for each notebook."""
        read = {name: nbformat.read(path, as_version=4) for name, path in self.notebooks.items()}
        downloads = self.source / "_static" / "notebooks"
        downloads.mkdir(parents=True)
        for name, notebook in read.items():
            nbformat.write(to_download(notebook), downloads / f"{name}.ipynb")
        pages = Pages(read, figures, lambda stem: bar(stem, repository()))
        for name in read:
            page = pages.page(name)
            if page_name(name) == "index":
                page.cells.append(nbformat.v4.new_markdown_cell(self.contents(), id="contents"))
            nbformat.write(page, self.source / f"{page_name(name)}.ipynb")

    def contents(self) -> str:
        """Return the list of pages, for Sphinx."""
        titles = {Path(c.notebook).stem: f"{c.number} {c.title}" for c in CHAPTERS}
        parts = {"Chapters": [n for n in self.notebooks if n in titles and page_name(n) != "index"]}
        parts["Appendices"] = [name for name in self.notebooks if name not in titles]
        return "\n\n".join(
            "\n".join(["```{toctree}", ":hidden:", f":caption: {part}", "", *lines, "```"])
            for part, names in parts.items()
            if (lines := [f"{titles[n]} <{n}>" if n in titles else n for n in names])
        )

    def write_static(self, figures: dict[str, dict[str, Any]]) -> None:
        """Write what pages load: scripts, styles, drawings, exercises and type for formulas."""
        static = self.source / "_static"
        living = static / "living"
        living.mkdir()
        for figure in figures.values():
            for file in (figure["still"], figure["baked"]):
                shutil.copy(self.cache / Path(file).name, living)
        static.joinpath("book.js").write_text(assets.scripts(), "utf-8")
        static.joinpath("book.css").write_text(assets.styles(), "utf-8")
        shutil.copy(assets.HERE / "search_here.js", static)
        static.joinpath("mathjax").mkdir()
        shutil.copy(assets.mathjax(), static / "mathjax")
        static.joinpath("asked").mkdir()
        for name, path in self.notebooks.items():
            text = assets.questions(nbformat.read(path, as_version=4))
            static.joinpath("asked", f"{name}.js").write_text(text, "utf-8")

    def run_sphinx(self) -> int:
        """Let Sphinx make the pages; return how many warnings it gave."""
        from sphinx.application import Sphinx
        from sphinx.util.docutils import docutils_namespace

        for old in (self.out, self.made.parent):
            shutil.rmtree(old, ignore_errors=True)
        with docutils_namespace(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # how Sphinx and its themes get on with each other
            app = Sphinx(
                self.source, None, self.made, self.trees, "html", dict(SPHINX),
                status=None, warning=sys.stderr, freshenv=True,
            )  # fmt: skip
            app.build()
        shutil.move(self.made, self.out)  # myst-nb puts things of its own beside what it makes
        leave_out(self.out)
        return app._warncount


def _begin(bell: Any) -> None:
    global _bell
    _bell = bell
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who waits for us


def _bake(work: tuple) -> dict[str, dict[str, Any]]:
    try:
        return bake_chapter(*work, _bell.put)
    finally:
        _bell.put(None)


def pictures_in(path: Path) -> int:
    """Return how many pictures a notebook holds, to show how far the baking is."""
    cells = nbformat.read(path, as_version=4).cells
    stored = [o for c in cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    return len(stored) + sum(len(REVEAL.findall(c.source)) for c in cells)


def to_download(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook as it is downloaded: its code draws anew, its answers are small."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/png", None)
            output.get("metadata", {}).pop("image/png", None)
        for attachment in cell.get("attachments", {}).values():
            attachment["image/png"] = small(attachment["image/png"])
    return notebook


def small(png: str) -> str:
    """Return a picture of a notebook two fifths as wide and high, with fewer colours."""
    image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    image = image.resize((2 * image.width // 5, 2 * image.height // 5), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.quantize(16, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()
