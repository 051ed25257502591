"""What a notebook looks like when it is opened again."""

from __future__ import annotations

from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"


def keep_pictures(model: dict[str, Any], **_: Any) -> None:
    """Save explorers as their pictures; JupyterLab calls this before it writes a file.

    Of a saved explorer the next kernel knows nothing, and JupyterLab would say "Error displaying
    widget" instead of showing the picture that is stored beside it.
    """
    if model["type"] != "notebook":
        return
    for cell in model["content"]["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                data.pop(WIDGET, None)
