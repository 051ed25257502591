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


# Ends before their step, no step at all, other draws of the data, batches of one and of too many.
SHORT = [
    "disc | 5tanh | adam 0.1 | stop=0.1 | @300",
    "oneturn | 5relu 5relu | sgd 0.3 | decay=10 | @300",
    "oneturn | 3none | sgd 10 | scale=5 | @0",
    "twoclouds n60 z.1 | 3tanh | adam .1 | b4 stop=0.1 | s2 @90",
    "fourclouds d9 | x1x2 | 2sigmoid | sgd 1 | b1 squares | @30",
    "quarters n20 d3 | x2 x1x2 | nohidden | momentum .1 | b128 l1=.01 | s5 @25",
    "hills d1 | 3silu 2none | warm100 | b16 decay=.1 | @40",
    "tilt | nohidden | stop=.1 scale=.1 | s6 @100",
]


def ran(code):
    """Run printed lines; return what they name, and what they say."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(code, names)
    return names, said.getvalue()


def losses_of(code):
    """Run printed lines, and return the loss before each step."""
    step = "    optimizer.step()"
    assert code.count(step) == 1
    names, said = ran(
        "losses = []\n" + code.replace(step, f"    losses.append(loss.item())\n{step}")
    )
    assert said.startswith("loss before step")
    return np.array(names["losses"])


def off_by(code, training, step):
    """Run printed lines; return by how much, at most, the net's numbers are not the training's.

    Numbers that are large are compared by their ratio, as those of a net that runs away.
    """
    names, said = ran(code)
    step, net = training.at(step)
    assert said.startswith(f"loss before step {step - 1}:" if step else "loss before any step:")
    theirs = [p.data for p in net.parameters()]
    ours = [p.data for p in names["net"].parameters()]
    if "model" in names:  # PyTorch's
        ours = [p.detach().numpy().T for p in names["model"].parameters()]
    pairs = zip(ours, theirs, strict=True)
    return max(np.max(np.abs(a - b) / (1 + np.abs(b))) for a, b in pairs)
