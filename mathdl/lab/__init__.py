"""Opening the book: JupyterLab with the settings that keep sliders fast, and a check of both."""

import sys

# With ``python -m mathdl.lab`` Python looks into the current folder first. A reader's ``random.py``
# there is for their notebooks, whose kernels find it, and not for JupyterLab.
if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:
    del sys.path[0]

from mathdl.lab.setup import check_setup

__all__ = ["check_setup"]
