"""One meaning per colour through the whole book, and no other colour anywhere in its pictures.

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

# Words are read on white, so each of these has a contrast of at least 4.5 to it.
INK = "#222222"  # what is said in no particular colour, as in textbook.mplstyle
MUTED = "#666666"  # words that explain, and the marks they speak of
DARK = {INPUT: "#005A8E", WEIGHT: "#8F5F00", GRADIENT: "#A64700", TARGET: "#00694C"}
RGB_INKS = "#C62828", "#2E7D32", "#1E50B4"  # about the red, green and blue of a picture
THIRD = "#8E3A80"  # purple: a third line beside two, which means nothing else

# What lies behind words, or is hardly there.
RULE = "#BBBBBB"  # frames, scales and contours
EMPTY = "#E8E8E8"  # what is out of reach, cut away or not in use
PALE = {  # areas of that meaning, on which black and dark words can be read
    INPUT: "#D3E6F3",
    WEIGHT: "#FBE8C4",
    GRADIENT: "#FADCC8",
    TARGET: "#DDF0E8",
    CURVE: EMPTY,
    THIRD: "#EBDCE8",
}
PALEST = {GRADIENT: "#FDF3EC"}  # a gradient that is not yet complete
HALF = {INPUT: "#A0C9E4", TARGET: "#5CBB9A"}  # broad strokes and paper, with lines drawn over them

# On a dark page, where these would be too dark; all others are mirrored (night.py).
PAPER = "#FFFFFF", "#17191D"
NIGHT = {
    INPUT: "#56B4E9", WEIGHT: "#F0B23E", GRADIENT: "#FF8A4C", TARGET: "#3CCB9B",
    LOSS: "#FFFFFF", CURVE: "#C4C8CF", FAINT: "#7D838C", INK: "#E6E8EB", MUTED: "#A9AFB8",
    DARK[INPUT]: "#7CC4EF", DARK[WEIGHT]: "#F5C45E", DARK[GRADIENT]: "#FFA274",
    DARK[TARGET]: "#5FDCB0", THIRD: "#D992CB",
    RGB_INKS[0]: "#FF7B72", RGB_INKS[1]: "#5FBF66", RGB_INKS[2]: "#7AA2FF",
}  # fmt: skip

# From little to much: how far from the boundary, on either side, and how large an output.
BLUES = "#E9F3F9", "#D3E6F2", "#BDD9EB", "#A6CDE4", "#90C0DD", "#7AB3D6"
ORANGES = "#FEF6E6", "#FDEDCC", "#FBE3B3", "#F9DA99", "#F7D080", "#F5C766"
DEEP = "#0A3D66", DARK[INPUT], INPUT, "#2E93C9", "#6DB6DD", HALF[INPUT]  # from the middle out
SHADES = "#FFFFFF", "#B7BEC9", "#5F6E85", "#1E2A3F"

# The pictures painted for chapter 2 show things; here colours mean nothing else.
PAINTS = {
    "sky": (
        ("#4FA3E0", "#D8F0FC"), ("#F7A072", "#FDE8B8"), ("#7E6BB8", "#F3B8C8"),
        ("#1F2F66", "#5A6FB0"), ("#63C5C0", "#EAF9E6"), ("#F2C14E", "#FFF3CF"),
        ("#6C8EBF", "#F5F7FA"), ("#E87EA1", "#FCE0D0"),
    ),
    "depths": (("#5CC4DD", "#1C5F96"), ("#2F8FA8", "#153F66"), ("#8FDCC8", "#1E7F86")),
    "ground": (
        "#4E9F50", "#7DB548", "#C9A45C", "#2F7F5F",
        "#8FBF5A", "#6E9E3A", "#EDEFF2", "#3F8F6F",
    ),
    "bright": (
        "#D6403A", "#F28C28", "#2F6DB5", "#8A4FA0",
        "#E9B824", "#D6558B", "#1E9C89", "#7A4A2B",
    ),
    "sea": (
        "#1F6FA8", "#2B8C8C", "#3D4F9F", "#17345F",
        "#1E8F86", "#B5652A", "#35608F", "#A0446E",
    ),
    "light": ("#FFD93B", "#FFF1A8", "#FFC04D", "#F4F1DE"),
    "water": ("#2F7FB8", "#1F5F8F", "#2A9D9A", "#234A80"),
    "wall": (
        "#F6E3C5", "#FFFFFF", "#F2C6A8", "#D9E4EC",
        "#FCE38A", "#E8D5E8", "#C96F4A", "#CFE3C0",
    ),
    "skin": (
        "#F3C9A5", "#C98B5E", "#8D5A3A", "#FFD94A",
        "#E3AD82", "#6E442C", "#FAD7BF", "#B57B4E",
    ),
    "hair": (
        "#3A2418", "#111111", "#2A1A12", "#D6403A",
        "#B5651D", "#1A1010", "#E0B040", "#5C4A42",
    ),
    "leaf": (
        "#2E7D3A", "#4FA046", "#E08A2C", "#1F5F3F",
        "#C0392B", "#F0A8C0", "#8FB53A", "#3A8F6A",
    ),
    "chimney": "#6B4A3A", "door": "#5A3A28", "window": "#3F5F88", "mast": "#4A3426",
    "canvas": "#FFF3DC", "eye": "#1B1B1B", "mouth": "#A8322E", "trunk": "#6B4526",
    "bubble": "#D8F4FA", "stalk": "#3E8F46", "blade": "#4FA854", "stem": "#F5E9D0",
    "pupil": "#111111", "middle": "#FFD93B", "pale middle": "#FFF3B0",
}  # fmt: skip
