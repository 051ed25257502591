"""Opening the book: JupyterLab with the settings that keep sliders fast, and a check of both."""

from mathdl.lab.setup import check_setup

__all__ = ["check_setup"]
