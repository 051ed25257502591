"""The workbench of chapter 9 without its picture: settings, data, training, and all of it as code.

    from mathdl.playground import Settings

    settings = Settings.read("rings n800 | x1² x2² | 6tanh | adam 0.1 | s0 @300")
    settings.parameters             # 25

Not loaded by `import mathdl`.
"""

from mathdl.playground.code import as_mathdl, as_pytorch
from mathdl.playground.files import from_csv
from mathdl.playground.given import own
from mathdl.playground.problems import Data
from mathdl.playground.settings import Settings
from mathdl.playground.training import Training, trained

__all__ = [
    "Data",
    "Settings",
    "Training",
    "as_mathdl",
    "as_pytorch",
    "from_csv",
    "own",
    "trained",
]
