"""Run a script so that Ctrl-C gives no traceback: ``python tools/quiet.py script …``."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.argv.pop(0)
    sys.path[0] = str(Path(sys.argv[0]).resolve().parent)
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except KeyboardInterrupt:
        sys.exit("Stopped; run the same command again to do it all.")
