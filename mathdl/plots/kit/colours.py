"""One meaning per colour through the whole book.

The palette is Okabe and Ito's, which colour-blind readers can tell apart. A colour never stands
alone: a label, a dash or a marker says the same.
"""

INPUT = "#0072B2"  # blue: what goes in
WEIGHT = "#E69F00"  # orange: what is learnt
GRADIENT = "#D55E00"  # vermilion: slopes, gradients, messages that travel back
TARGET = "#009E73"  # green: what should come out
LOSS = "#000000"  # black: the loss, and what is true
CURVE = "#444444"  # dark grey: a function that just stands there
FAINT = "#9A9A9A"  # light grey: helping lines

# For words: the orange and the green themselves are too pale on white, and dark blue is as strong.
DARK = {INPUT: "#005A8E", WEIGHT: "#8F5F00", TARGET: "#00694C"}
