"""What was baked before: kept by what it was made of, so that nothing is baked twice."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
DRAWING = ("numpy", "matplotlib", "pillow")  # a new version may draw other pictures


def fingerprint(*parts: Any) -> str:
    """Return a short word for what something is made of.

    Examples
    --------
    >>> fingerprint("a", 1) == fingerprint("a", 1), fingerprint("a", 1) == fingerprint("a", 2)
    (True, False)
    """
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


@cache
def made_of(module: str) -> str:
    """Return the fingerprint of a module of mathdl and of all that it imports of mathdl.

    Examples
    --------
    >>> len(made_of("mathdl.words"))
    12
    """
    files: set[Path] = set()
    waiting = [module, __name__, "mathdl.site.bake"]
    while waiting:
        path = _file(waiting.pop())
        if path is None or path in files:
            continue
        files.add(path)
        waiting += _imported(path)
    versions = [version(name) for name in DRAWING]
    return fingerprint(versions, *((f.name, ast.dump(_tree(f))) for f in sorted(files)))


@cache
def _tree(path: Path) -> ast.Module:
    """Return what a file says to Python: neither comments nor docstrings count."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body.pop(0)
    return tree


@cache
def _file(module: str) -> Path | None:
    if not module.startswith("mathdl"):
        return None
    stem = PACKAGE.parent.joinpath(*module.split("."))
    return next((p for p in (stem.with_suffix(".py"), stem / "__init__.py") if p.exists()), None)


@cache
def _imported(path: Path) -> tuple[str, ...]:
    """Return what a file imports, and the packages that these stand in."""
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return tuple(sorted(found))


def pressed(data: Any) -> str:
    """Write data as a script that a page loads, also one that was opened by a double click.

    Examples
    --------
    >>> pressed([1])[:13]
    'mathdlBaked("'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return f'mathdlBaked("{packed}");\n'


def unpressed(script: str) -> Any:
    """Read back what `pressed` wrote.

    Examples
    --------
    >>> unpressed(pressed({"a": [1, "σ"]}))
    {'a': [1, 'σ']}
    """
    return json.loads(zlib.decompress(base64.b64decode(packed_in(script))))


def packed_in(script: str) -> str:
    """Return the data in a script that `pressed` wrote, still packed."""
    return script.split('"')[1]
