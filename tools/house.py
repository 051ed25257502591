"""Who imports whom in the package: its floors, and the rooms of its topics.

``python tools/house.py`` draws both into CONTRIBUTING.md, as diagrams that GitHub and JupyterLab
show; `tests/test_layers.py` holds that nothing is imported from above, and no room in a circle.
"""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mathdl"
# Lowest first: a file imports from floors below its own only.
FLOORS = [
    {"words", "refusals", "files", "chapters"},
    {"constants"},
    {"backprop", "rule"},
    {"tensor", "typeset"},
    {"formulas"},
    {"trace"},
    {"ops", "activations", "chain_rule", "optim", "derivation"},
    {"losses", "nn", "differences", "curvature"},
    {"train", "sabotage", "data"},
    {"mathdl"},  # what `import mathdl` loads
    {"playground"},
    {"plots"},
    {"explore"},
    {"exercises"},
    {"site"},
    {"lab"},
]
FLOOR = {name: i for i, floor in enumerate(FLOORS) for name in floor}
WINGS = ("plots", "exercises")
DIAGRAM = re.compile(r"(<!-- (\w+): made by tools/house\.py -->\n).*?(<!-- end -->)", re.S)


def imported(source: str) -> Iterator[str]:
    """Yield the names of the parts of mathdl that a file imports when it is loaded."""
    tree = ast.parse(source)
    hidden = {
        n
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for n in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in hidden:
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "mathdl":
            yield from (a.name if a.name in FLOOR else "mathdl" for a in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mathdl."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            parts = [a.name.split(".") for a in node.names]
            yield from (part[1] if part[1:] else "mathdl" for part in parts if part[0] == "mathdl")


def rooms(wing: str) -> dict[str, set[str]]:
    """Return, for each folder of a wing, the other folders of it that its files import from."""
    inner = re.compile(rf"^\s*from mathdl\.{wing}\.(\w+)", re.M)
    found = {}
    for room in (path for path in (PACKAGE / wing).iterdir() if (path / "__init__.py").exists()):
        names = {n for file in room.glob("*.py") for n in inner.findall(file.read_text("utf-8"))}
        found[room.name] = {n for n in names - {room.name} if (PACKAGE / wing / n).is_dir()}
    return found


def parts() -> dict[str, set[str]]:
    """Return, for each file or folder of the package, the others that it imports from."""
    found = {name: set() for name in FLOOR}
    for path in PACKAGE.rglob("*.py"):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        part = "mathdl" if part == "__init__" else part
        if part in found:
            found[part] |= set(imported(path.read_text("utf-8"))) & found.keys() - {part}
    return found


def nearest(arrows: dict[str, set[str]]) -> dict[str, set[str]]:
    """Leave out every arrow whose end is reached by another way, too."""
    reached: dict[str, set[str]] = {}
    for name in graphlib.TopologicalSorter(arrows).static_order():
        reached[name] = arrows[name].union(*(reached[below] for below in arrows[name]))
    return {
        name: below - {far for near in below for far in reached[near]}
        for name, below in arrows.items()
    }


def diagram(wing: str) -> str:
    """Return the arrows of the whole package, or of the rooms of one wing, as a Mermaid diagram."""
    arrows = nearest(parts()) if wing == "mathdl" else rooms(wing)
    lines = [f"    {name} --> {below}" for name in sorted(arrows) for below in sorted(arrows[name])]
    return "\n".join(["```mermaid", "graph TD", *lines, "```", ""])


def with_diagrams(text: str) -> str:
    """Return a page with its diagrams as they should be."""
    return DIAGRAM.sub(lambda found: found[1] + diagram(found[2]) + found[3], text)


def main() -> None:
    """Draw the diagrams of CONTRIBUTING.md anew."""
    page = ROOT / "CONTRIBUTING.md"
    page.write_text(with_diagrams(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
