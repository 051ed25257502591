"""A built web edition: a small sample, or the whole one that the variable MATHDL_SITE names."""

import contextlib
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from web import NOTEBOOKS, WHOLE

IMPORTS = """from mathdl import plots
from mathdl.exercises import ask, predict, progress
from mathdl.explore import explore"""
PYTHON = {"language_info": {"name": "python"}}
REVEAL = """<details><summary>What you should have seen</summary>

<!-- reveal: plots.SquarePlot().show(side=2.0) -->

![A square](attachment:reveal.png)

</details>"""


def _asked(source, words, **named):
    data = {"text/markdown": words, "text/plain": words}
    return new_code_cell(source, outputs=[new_output("display_data", data=data)], **named)


SAMPLE = {
    "00_start": [
        new_markdown_cell(
            "# A book\n\nSee [the rule](03_chain_rule.ipynb#cell-id=rule), and what is "
            "[asked](03_chain_rule.ipynb#cell-id=asked)."
        ),
        new_code_cell(IMPORTS),
        new_code_cell("explore(plots.SquarePlot(), side=2.5)"),
        new_markdown_cell(REVEAL),
        new_markdown_cell("## 0.1 How far"),
        new_code_cell("progress()"),
    ],
    "03_chain_rule": [
        new_markdown_cell("# Another chapter\n\nBack to [the start](00_start.ipynb)."),
        new_code_cell(IMPORTS),
        new_markdown_cell("## 3.1 The rule\n\nA *secant* cuts: $f'(x) = 2x$.", id="rule"),
        new_code_cell(
            'print("h" * 200)', outputs=[new_output("stream", name="stdout", text="h" * 200)]
        ),
        _asked('ask("3.1")', "**Exercise 3.1.** How steep is it?", id="asked"),
        _asked('ask("3.4")', "**Exercise 3.4.** Write it as code."),
        _asked('predict("3.2")', "**Prediction 3.2.** Where does it end?"),
        new_code_cell("explore(plots.DiamondPlot(), step=1)"),
        new_code_cell("explore(plots.TangentPlot(), x0=1.0, h=1.0)"),
        new_code_cell("plots.RisePlot().show()"),
        new_code_cell("explore(plots.PadPlot())"),
    ],
}


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory):
    """Return the notebooks of the site, by name."""
    if WHOLE:
        return {path.stem: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    folder = tmp_path_factory.mktemp("notebooks")
    for name, cells in SAMPLE.items():
        nbformat.write(new_notebook(cells=cells, metadata=PYTHON), folder / f"{name}.ipynb")
    return {path.stem: path for path in sorted(folder.glob("*.ipynb"))}


@pytest.fixture(scope="session")
def site(notebooks, tmp_path_factory):
    """Return the folder of the site."""
    pytest.importorskip("myst_nb", reason="pip install 'mathdl[site]'")
    if WHOLE:
        return Path(WHOLE).resolve()
    from mathdl.site.build import Site

    out = tmp_path_factory.mktemp("site")
    built = Site(notebooks.values(), tmp_path_factory.mktemp("work"), out, states=50, processes=1)
    assert built.build() == 0, "Sphinx warns"
    return out


@pytest.fixture(scope="session")
def pages(site):
    """Return the pages that readers read."""
    aside = {"search.html", "genindex.html"}
    return [path for path in sorted(site.glob("*.html")) if path.name not in aside]


@pytest.fixture
def opened(browser, site):
    """Open pages by their files, as a double click does; requests and complaints are gathered."""
    problems = []

    @contextlib.contextmanager
    def open_page(name, **options):
        context = browser.new_context(**({"viewport": {"width": 1400, "height": 1000}} | options))
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: problems.append(f"{name}: {error}"))
        page.on("console", lambda m: m.type == "error" and problems.append(f"{name}: {m.text}"))
        page.on(
            "request",
            lambda r: r.url.startswith(("file:", "data:", "blob:")) or problems.append(r.url),
        )
        page.goto(f"{site.as_uri()}/{name}")
        yield page
        context.close()

    yield open_page
    assert problems == []
