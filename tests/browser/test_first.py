from pathlib import Path


def test_x(open_notebook):
    p = open_notebook(Path(__file__).parents[2] / "notebooks/03_follow_the_chain_rule.ipynb")
    p.wait_for_timeout(1500)
    n = p.locator(".jp-Cell").count()
    print(n)
    p.locator(".mathdl-explorer").first.scroll_into_view_if_needed()
    p.wait_for_timeout(800)
    p.screenshot(path="/tmp/a1.png")
    p.locator(".mathdl-explorer").last.scroll_into_view_if_needed()
    p.wait_for_timeout(1800)
    p.screenshot(path="/tmp/a2.png")
    print(p.evaluate("document.querySelectorAll('.mathdl-picture,.mathdl-sentence').length"))
