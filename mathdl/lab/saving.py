"""What a notebook looks like when it is opened again."""

from __future__ import annotations

from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"


def keep_pictures(model: dict[str, Any], **_: Any) -> None:
    """Save explorers as their pictures; JupyterLab calls this before it writes a file.

    Of a saved explorer the next kernel knows nothing, and JupyterLab would say "Error displaying
    widget" instead of showing the picture that is stored beside it.
    """
    if model["type"] != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            if _is_explorer(output):
                output["data"].pop(WIDGET, None)


def _is_explorer(output: dict[str, Any]) -> bool:
    """Whether an output is ours: the same sentence describes its picture and stands in its place.

    Other widgets may carry a picture as well, and are none of our business.
    """
    text = output.get("data", {}).get("text/plain", "")
    about = output.get("metadata", {}).get("image/png") or {}
    sentence = "".join(text) if isinstance(text, list) else text
    return "image/png" in output.get("data", {}) and about.get("alt") == sentence != ""
