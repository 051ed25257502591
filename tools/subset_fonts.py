"""Make the type that pages write pictures with: what the book needs of Matplotlib's DejaVu Sans.

Needed once, and when a picture shall write letters that are not among `LETTERS`; besides what
Matplotlib installs it takes ``pip install brotli``, which presses woff2.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from matplotlib import get_data_path

SOURCE = Path(get_data_path(), "fonts/ttf")
GOAL = Path(__file__).parents[1] / "mathdl/explore/page/fonts"
KINDS = ("", "-Bold", "-Oblique", "-BoldOblique")
LETTERS = [
    *(range(0x20, 0x7F), range(0xA0, 0x100)),  # Latin
    *(range(0x2B0, 0x309), range(0x370, 0x3F0)),  # marks, Greek
    *(range(0x1D62, 0x1D6B), range(0x2010, 0x2060), range(0x2070, 0x20A0)),  # points, x₀, x²
    *(range(0x2100, 0x2150), range(0x2150, 0x2160), range(0x2190, 0x2200)),  # ℝ, ½, arrows
    *(range(0x2200, 0x2300), range(0x2300, 0x2320), range(0x25A0, 0x2607)),  # ∂, ⌀, shapes
    *(range(0x2713, 0x2719), range(0x27E8, 0x27EA)),  # ticks, ⟨ ⟩
]


def main() -> None:
    """Write the four files."""
    GOAL.mkdir(exist_ok=True)
    for kind in KINDS:
        # As Matplotlib sets words: with kerning, and with ligatures such as ff.
        options = Options(flavor="woff2", layout_features=["kern", "liga"], hinting=False)
        font = load_font(SOURCE / f"DejaVuSans{kind}.ttf", options)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[code for part in LETTERS for code in part])
        subsetter.subset(font)
        save_font(font, GOAL / f"DejaVuSans{kind}.woff2", options)
        size = (GOAL / f"DejaVuSans{kind}.woff2").stat().st_size
        print(f"DejaVuSans{kind}: {size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
