"""Designs of the workbench, and what their printed lines compute."""

import contextlib
import io

import numpy as np

LINES = [
    "oneturn | 5tanh 5relu | @300",
    "twoturns | x1 x2 sinx1 | 8tanh 8silu 3sigmoid 8none | adam .01 halve500 | @300",
    "rings n800 | x1² x2² | 6tanh | adam 0.1 | s3 @200",
    "threearms | 6tanh | decay=.1 | @300",
    "fourclouds n100 | 4relu | b32 l1=.001 squares cosine2000 | @300",
    "moons | squares sgd warm100 | scale=2 b8 | @300",
    "hills | 8tanh | momentum .01 | decay=.01 | @300",
    "quarters | x1x2 | nohidden | adam .05 | @300",
]


def losses_of(code):
    """Run printed lines, and return the loss before each step."""
    step = "    optimizer.step()"
    assert code.count(step) == 1
    noted = code.replace(step, f"    losses.append(loss.item())\n{step}")
    names = {"losses": []}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(noted, names)
    assert said.getvalue().startswith("loss before step")
    return np.array(names["losses"])
