"""What a reader calls things never runs in the page, and is never taken for a formula."""

HOSTILE = r"""
NAME = (
    "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'> $x$ and $y$ "
    r"\(z\) \begin{align}u\end{align} *a* __b__ `c` [d](javascript:alert(1)) &amp;"
)
"""
PLOT = """
from mathdl.explore import explore
from mathdl.plots import Plot, Slider

class Hostile(Plot):
    controls = {"k": Slider(0, 0, 5, 1, NAME)}
    size = (4, 1)

    def build(self, figure):
        figure.subplots().set_title(NAME[:20])

    def update(self, k):
        if k == 2:
            raise ValueError(NAME)
        return f"{k}: {NAME}"
"""


def test_names_are_words_in_outputs_and_explorers(open_cells):
    page = open_cells(HOSTILE + PLOT, "Hostile().show()", "explore(Hostile())")
    name = {}
    exec(HOSTILE, name)
    said = f"0: {name['NAME']}"
    page.locator(".jp-RenderedMarkdown em").wait_for()
    page.wait_for_timeout(1500)  # MathJax comes late
    assert page.locator(".jp-RenderedMarkdown em").inner_text() == said
    explorer = page.locator(".mathdl-explorer")
    assert explorer.locator("[role=status]").text_content() == said
    assert explorer.locator(".widget-label").first.text_content() == name["NAME"]
    explorer.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    explorer.locator("[role=alert]:not(:empty)").wait_for()
    assert explorer.locator("[role=alert]").text_content() == f"ValueError: {name['NAME']}"
    assert page.locator(".jp-OutputArea-output :is(script, mjx-container, a, code)").count() == 0
    assert page.locator(".jp-OutputArea-output img[src=x]").count() == 0
    assert page.evaluate("() => window.hurt") is None
