r"""Every derivative that a page states is known to the letter, and computed from its own words.

PRINTED holds what pages state: a displayed or inline formula with a derivative and an equals sign.
Beside each stands what its right side must be: a function that is handed the formula as it was read
from the page. None stands where a formula is a rule about any functions, which `test_formulas.py`
tests by its name; such a one is pinned as text.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from printed import FUNCTIONS, from_latex

import mathdl as dl
from mathdl.chapters import CHAPTERS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FORMULA = re.compile(r"\$\$(.*?)\$\$|\$([^$]+)\$", re.S)
DERIVATIVE = re.compile(r"\\(?:mathrm\{d\}|partial|nabla)|'(?:\(| z)")
STATES = re.compile(r"=|\\approx|\\leftarrow|\\le\b|\\text\{add\}")
Z = np.array([-3.0, -0.7, 0.4, 2.5])
R = np.array([-4.0, -1.2, 0.3, 2.0])
T = np.array([0.5, -2.0, 0.1, 1.0])
sigma, area = FUNCTIONS["σ"], FUNCTIONS["Φ"]


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-9)


def slope_of(f, **more):
    """The formula is the slope of f, which works entry by entry, at z."""
    return lambda formula: close(formula(z=Z, **more), dl.numerical_gradient(total(f), Z))


def total(f):
    return lambda z: np.sum(f(z))


def gradient_of(f, at, wanted):
    """The formula is the gradient of f with respect to one name, all others being as they are."""

    def check(formula):
        expected = dl.numerical_gradient(lambda v: f(**{**at, wanted: v}), at[wanted])
        close(formula(**at), expected)

    return check


def huber(formula):
    leaf = dl.Tensor(R)
    dl.huber_loss(leaf, np.zeros(4), 1.5, "sum").backward()
    close(formula(r=R, delta=1.5), leaf.grad)


def mse(formula):
    leaf = dl.Tensor(R)
    dl.mse_loss(leaf, T).backward()
    close(formula(N=4, ŷ=R, y=T), leaf.grad)


def line(wanted):
    x, y, at = np.array([0.4, 0.7, 1.2]), np.array([1.3, 2.0, 3.5]), {"w": 1.1, "b": 0.3}

    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    def check(formula):
        expected = dl.numerical_gradient(lambda v: loss(**{**at, wanted: v}), at[wanted])
        close(formula(N=3, r=at["w"] * x + at["b"] - y, x=x), expected)

    return check


def yes_or_no(formula):
    for t in (0.0, 1.0, 0.3):
        leaf = dl.Tensor(Z)
        dl.binary_cross_entropy_with_logits(leaf, np.full(4, t), "sum").backward()
        close(formula(p=sigma(Z), y=t), leaf.grad)


def squared_through_a_sigmoid(formula):
    for t in (0.0, 1.0):
        expected = dl.numerical_gradient(total(lambda z, t=t: (sigma(z) - t) ** 2), Z)
        close(formula(p=sigma(Z), y=t), expected)


def classes(formula):
    leaf = dl.Tensor(Z)
    dl.cross_entropy(leaf, 2).backward()
    close(formula(z=Z, i=np.arange(4), t=2), leaf.grad)


def soft_maximum(formula):
    close(formula(z=Z), dl.numerical_gradient(lambda z: np.log(np.sum(np.exp(z))), Z))


PRINTED = {
    "03": {
        r"f'(x_0) = \lim_{h \to 0} \frac{f(x_0 + h) - f(x_0)}{h}": None,
        r"f'(x_0) \approx \frac{f(x_0 + h) - f(x_0 - h)}{2h}": None,
        r"f(x_0 + h) \approx f(x_0) + f'(x_0) \cdot h": None,
        r"f(x_0 + h) \approx f(x_0) + f'(x_0)\,h": None,
        r"\frac{\mathrm{d}y}{\mathrm{d}x} = f'(g(x)) \cdot g'(x)": None,
        r"\frac{\mathrm{d}y}{\mathrm{d}x} = "
        r"\frac{\mathrm{d}y}{\mathrm{d}u} \cdot \frac{\mathrm{d}u}{\mathrm{d}x}": None,
        r"\frac{\mathrm{d}L}{\mathrm{d}w} = 2u \cdot x = 2\,(w x - t)\, x": gradient_of(
            lambda w, x, t: (w * x - t) ** 2, {"w": -1.3, "x": 2.0, "t": 4.0}, "w"
        ),
        r"\frac{\mathrm{d}y}{\mathrm{d}u_{k-1}} = "
        r"\frac{\mathrm{d}y}{\mathrm{d}u_k} \cdot f_k'(u_{k-1})": None,
        r"\frac{\partial f}{\partial x} = 2x + 3y": gradient_of(
            lambda x, y: x * x + 3 * x * y, {"x": 1.2, "y": -0.7}, "x"
        ),
        r"\frac{\partial f}{\partial y} = 3x": gradient_of(
            lambda x, y: x * x + 3 * x * y, {"x": 1.2, "y": -0.7}, "y"
        ),
        r"\nabla f(1, 2) = (8, 3)": None,
        r"f(x + h_x,\; y + h_y) \approx f(x, y) + "
        r"\frac{\partial f}{\partial x} h_x + \frac{\partial f}{\partial y} h_y": None,
        r"\text{slope along } d = "
        r"\frac{\partial f}{\partial x} d_x + \frac{\partial f}{\partial y} d_y": None,
        r"\frac{\mathrm{d}z}{\mathrm{d}x} = "
        r"\frac{\partial z}{\partial u} \frac{\mathrm{d}u}{\mathrm{d}x} + "
        r"\frac{\partial z}{\partial v} \frac{\mathrm{d}v}{\mathrm{d}x}": None,
        r"\partial z/\partial u = 1/v": gradient_of(lambda u, v: u / v, {"u": 1.2, "v": -0.7}, "u"),
        r"\partial z/\partial v = -u/v^2": gradient_of(
            lambda u, v: u / v, {"u": 1.2, "v": -0.7}, "v"
        ),
        r"J = \begin{pmatrix} \partial y_1/\partial x_1 & \partial y_1/\partial x_2 \\ "
        r"\partial y_2/\partial x_1 & \partial y_2/\partial x_2 \end{pmatrix} = "
        r"\begin{pmatrix} x_2 & x_1 \\ 1 & 5 \end{pmatrix}": None,
        r"J_{ij} = \partial y_i / \partial x_j": None,
        r"v \leftarrow v - \eta\,\nabla f(v)": None,
        r"x \leftarrow x - \eta \, f'(x)": None,
        r"x \leftarrow x - \eta\, f'(x)": None,
        r"f'(x) = 2\,(x - 2)": gradient_of(lambda x: (x - 2) ** 2, {"x": 3.7}, "x"),
        r"\nabla f = (\partial f/\partial x, \partial f/\partial y)": None,
        r"k = g'(x)\,h + r": None,
    },
    "04": {
        r"\text{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}": slope_of(dl.relu),
        r"\sigma'(z) = \sigma(z)\,\bigl(1 - \sigma(z)\bigr)": slope_of(dl.sigmoid),
        r"\tanh' z = 1 - \tanh^2 z": slope_of(dl.tanh),
        r"\frac{\mathrm{d}y}{\mathrm{d}x} = \prod_{k=1}^{n} w_k\,\sigma'(z_k)": None,
        r"\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)": None,
        r"\left|\frac{\mathrm{d}y}{\mathrm{d}x}\right| \le \left(\frac{|w|}{4}\right)^{n} "
        r"\quad\text{if every weight has the size } |w|": None,
    },
    "05": {
        r"\frac{\partial L}{\partial \hat y_i} = \frac{2}{N} (\hat y_i - y_i)": mse,
        r"\frac{\partial L}{\partial w} = \frac{2}{N} \sum_i r_i\,x_i": line("w"),
        r"\frac{\partial L}{\partial b} = \frac{2}{N} \sum_i r_i": line("b"),
        r"H_\delta'(r) = \begin{cases} r & |r| \le \delta \\ "
        r"\delta\,\text{sign}(r) & |r| > \delta \end{cases}": huber,
        r"\frac{\mathrm{d}}{\mathrm{d}p}(-\log p) = -\frac{1}{p}": gradient_of(
            lambda p: -np.log(p), {"p": 0.3}, "p"
        ),
        r"\frac{\mathrm{d}}{\mathrm{d}p}\bigl(-q \log p - (1 - q)\log(1 - p)\bigr) = "
        r"-\frac{q}{p} + \frac{1 - q}{1 - p}": gradient_of(
            lambda p, q: -q * np.log(p) - (1 - q) * np.log(1 - p), {"p": 0.3, "q": 0.8}, "p"
        ),
        r"\frac{\partial L}{\partial z} = p - y": yes_or_no,
        r"\frac{\partial}{\partial z}(p - y)^2 = 2\,(p - y)\,p\,(1 - p)": squared_through_a_sigmoid,
        r"z \leftarrow z - \eta\,\frac{\partial L}{\partial z}": None,
        r"\frac{\partial L}{\partial z_i} = \text{softmax}(z)_i - "
        r"\begin{cases} 1 & i = t \\ 0 & \text{else} \end{cases}": classes,
        r"\frac{\partial}{\partial z_j} \log \sum_i e^{z_i} = \text{softmax}(z)_j": soft_maximum,
    },
    "11": {
        r"G = \partial L/\partial y": None,
        r"\frac{\partial L}{\partial x} = T^\mathsf{T} G": None,
        r"\frac{\partial L}{\partial w_j} = \sum_i G_i\, x_{i+j}": None,
    },
    "06": {
        r"\text{add}\quad \frac{\partial L}{\partial v} \cdot \frac{\partial v}{\partial u}"
        r"\quad\text{to}\quad \frac{\partial L}{\partial u}": None,
        r"G = \partial L/\partial Z": None,
        r"\partial L/\partial W_{ij} = \sum_n X_{ni} G_{nj}": None,
        r"\partial L/\partial X_{ni} = \sum_j G_{nj} W_{ij}": None,
        r"\frac{\partial L}{\partial W} = X^\mathsf{T} G": None,
        r"\frac{\partial L}{\partial X} = G\, W^\mathsf{T}": None,
        r"\frac{\partial L}{\partial b} = \text{sum of the rows of } G": None,
        r"\frac{\partial L}{\partial z_2} = p - y": yes_or_no,
        r"\partial L/\partial W = X^\mathsf{T} G": None,
        r"\partial L/\partial X = G\, W^\mathsf{T}": None,
        r"w \leftarrow w - \eta\, \partial L/\partial w": None,
    },
    "08": {
        r"\partial L/\partial X = G\,W^\mathsf{T}": None,
        r"\frac{\mathrm{d}y}{\mathrm{d}x} = 1 + f'(x)": None,
    },
    "10": {
        r"x' = \operatorname{clip}\big(x + \varepsilon \operatorname{sign}"
        r"(\partial L/\partial x),\ 0,\ 1\big)": None,
    },
}
# The last column of a chapter's table: what it says of slopes, by the name in the first one.
SLOPES = {
    "04": {
        "layers collapse": ("", None),
        "ReLU": ("1 where $z > 0$, else 0", None),
        "leaky ReLU": ("1, or 0.01", None),
        "sigmoid": (r"$\sigma(z)(1 - \sigma(z))$, at most ¼", slope_of(dl.sigmoid)),
        "tanh": (r"$1 - \tanh^2 z$, at most 1", slope_of(dl.tanh)),
        "softplus": (r"$\sigma(z)$", slope_of(dl.softplus)),
        "ELU": ("1, or $e^z$", None),
        "GELU": (r"$\Phi(z) + z\,e^{-z^2/2}/\sqrt{2\pi}$", slope_of(lambda z: z * area(z))),
        "SiLU": (r"$\sigma(z) + z\,\sigma(z)(1 - \sigma(z))$", slope_of(dl.silu)),
        "hinges": ("each $c_k$ is a change of slope", None),
        "through depth": ("", None),
        "softmax": (r"$p_i(\delta_{ij} - p_j)$", None),
    },
    "05": {
        "MSE": (r"$\frac{2}{N} (\hat y_i - y_i)$", mse),
        "MAE": (r"$\pm\frac{1}{N}$", None),
        "Huber": (r"$r$, at most $\delta$ in size", None),
        "surprise": ("$-1/p$", gradient_of(lambda p: -np.log(p), {"p": 0.3}, "p")),
        "binary cross-entropy": ("$p - y$ in the logit", yes_or_no),
        "squared error of a sigmoid": (
            r"$2(p - y)\,p(1 - p)$ in the logit",
            squared_through_a_sigmoid,
        ),
        "cross-entropy": ("softmax − one-hot", None),
        "log-sum-exp": ("softmax", None),
    },
}
PAGES = [NOTEBOOKS / chapter.notebook for chapter in CHAPTERS[1:]]


def pages(path):
    """The cells of words of a chapter."""
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def stated(source):
    """What a page states about derivatives: formulas, taken apart where a wide space stands."""
    for displayed, inline in FORMULA.findall(source):
        for piece in re.split(r"\\qquad(?:\\text\{[^}]*\}(?:\\quad)?)?", displayed or inline):
            piece = " ".join(piece.split()).strip(" ,.")
            if DERIVATIVE.search(piece) and STATES.search(piece):
                yield piece


def slopes(source):
    """The rows of a table whose last column is called Slope: first and last cell of each."""
    _, _, rest = source.partition("| Slope |\n")
    rows = (line.strip("|").split(" | ") for line in rest.splitlines()[1:] if line[:1] == "|")
    return {row[0].strip(): row[-1].strip(" |") for row in rows} if rest else {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_derivative_on_the_page_is_known_to_the_letter(path):
    found = {piece for page in pages(path) for piece in stated(page)}
    assert found == set(PRINTED.get(path.stem[:2], {}))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_slope_in_a_table_is_known_to_the_letter(path):
    found = {name: slope for page in pages(path) for name, slope in slopes(page).items()}
    assert found == {name: row[0] for name, row in SLOPES.get(path.stem[:2], {}).items()}


def right_side(piece):
    """What stands behind the equals sign; behind the last one, if there are several."""
    before_cases, cases, rest = piece.partition(r"\begin{cases}")
    return before_cases.rpartition(" = ")[2] + cases + rest


COMPUTED = [
    *((c, p, right_side(p), f) for c, rows in PRINTED.items() for p, f in rows.items()),
    *((c, n, s.split("$")[1] if "$" in s else "", f) for c, rows in SLOPES.items()
      for n, (s, f) in rows.items()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "check"),
    [pytest.param(words, check, id=f"{c}: {n}") for c, n, words, check in COMPUTED if check],
)
def test_what_the_page_says_is_what_the_rule_computes(words, check):
    check(from_latex(words))
