"""Problems of practice solved another way: from the words of the question alone, as a reader would.

Slopes are measured by small steps, shapes by making arrays, sums by loops, thresholds by search.
"""

import ast
import itertools
import math
import re
import statistics

import numpy as np
import printed

SOLVERS = {}
TINY = 1e-5


class Asked:
    """What a question says: its text, numbers by name, formulas by name, and pieces of code."""

    def __init__(self, text, level):
        self.text, self.level = text, level
        self.formulas, self.n, self.code = {}, {}, []
        for block in re.findall(r"```\n(.*?)\n```", text, re.S):
            for line in ast.parse(block).body:
                self.n[line.targets[0].id] = ast.literal_eval(line.value)
        for chunk in re.findall(r"`([^`]+)`", re.sub("```.*?```", "", text, flags=re.S)):
            name, equals, value = chunk.partition(" = ")
            if not equals:
                self.code.append(chunk)
                continue
            try:
                self.n[name] = ast.literal_eval(value)
            except (ValueError, SyntaxError):
                self.formulas[name] = value

    def __getitem__(self, name):
        return self.n[name]

    def f(self, name):
        return printed.read(self.formulas[name])


def solves(name):
    return lambda solver: SOLVERS.setdefault(name, solver)


def slope(f, x, h=1e-4):
    """The derivative at x, by a step to both sides."""
    return float((f(x + h) - f(x - h)) / (2 * h))


def slopes(f, x):
    """The gradient at a list or nested list of numbers, by steps."""
    x = np.array(x, float)
    found = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = TINY
        found[i] = (f(x + step) - f(x - step)) / (2 * TINY)
    return found


def search(f, low, high):
    """Where f is 0, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) * f(low) > 0 else (low, middle)
    return low


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def shares(z):
    raised = [math.e**score for score in z]
    return [one / sum(raised) for one in raised]


def first(holds):
    return next(n for n in itertools.count(1) if holds(n))


def relu(z):
    return z if z > 0 else 0


# Chapter 1


@solves("neuron")
def _(q):
    total = q["b"]
    for x, w in zip(q["x"], q["w"], strict=True):
        total += w * x
    return relu(total)


@solves("small net")
def _(q):
    out = q["c"]
    for j, v in enumerate(q["v"]):
        total = q["b"][j] + sum(x * q["W"][i][j] for i, x in enumerate(q["x"]))
        out += v * relu(total)
    return out


def _parameters(sizes):
    return sum(1 for a, b in itertools.pairwise(sizes) for _ in range(b) for _ in range(a + 1))


@solves("count weights")
def _(q):
    if q.level < 4:
        return _parameters(q["sizes"])
    return first(lambda h: _parameters([q["inputs"], h, q["outputs"]]) == q["parameters"])


@solves("pieces")
def _(q):
    def f(x):
        return sum(v * relu(w * x + b) for v, w, b in zip(q["v"], q["w"], q["b"], strict=True))

    if q.level < 4:
        return round(slope(f, q["x"]), 6)
    steep = [round(slope(f, k + 0.5), 6) for k in range(-8, 8)]
    return 1 + sum(a != b for a, b in itertools.pairwise(steep))


# Chapter 2


@solves("broadcasting")
def _(q):
    try:
        return sum(np.zeros(q[f"{name}.shape"]) for name in "ABC" if f"{name}.shape" in q.n).shape
    except ValueError:
        return "error"


@solves("matrix product")
def _(q):
    names = {name.split(".")[0]: np.ones(shape) for name, shape in q.n.items()}
    try:
        return eval(q.code[-1], names).shape
    except ValueError:
        return "error"


@solves("index")
def _(q):
    shape = ast.literal_eval(q.formulas["A"].partition(".reshape")[2])
    view, place = re.fullmatch(r"(A.*)\[([\d, ]+)\]", q.code[-1]).groups()
    place = [int(k) for k in place.split(", ")]
    ribbon, order = range(math.prod(shape)), list(range(len(shape)))
    if ".reshape" in view:
        shape = ast.literal_eval(view.partition(".reshape")[2])
    elif ".transpose" in view:
        order = ast.literal_eval(view.partition(".transpose")[2])
    elif ".T" in view:
        order = [1, 0]
    at = dict(zip(order, place))
    where = 0
    for axis, n in enumerate(shape):
        where = where * n + at[axis]
    return ribbon[where]


@solves("slices")
def _(q):
    return eval(q.code[-1], {"A": np.zeros(q["A.shape"])}).shape


@solves("sums over axes")
def _(q):
    if q.level > 2:
        return eval(q.code[-1], {"A": np.zeros(q["A.shape"])}).shape
    name, axis = re.search(r"X\.(\w+)\(axis=(\d)\)", q.text).groups()
    do = {"sum": sum, "mean": statistics.fmean, "max": max}[name]
    return [do(line) for line in (zip(*q["X"]) if axis == "0" else q["X"])]


# Chapter 3


@solves("forecast")
def _(q):
    if q.level <= 2:
        f = q.f("f")
        value, steep = f(x=q["x"]), slope(lambda x: f(x=x), q["x"])
    else:
        value, steep = q["value"], q["slope"]
    line = lambda x: value + steep * (x - q["x"])  # noqa: E731
    return line(q["x_new"]) if q.level < 4 else search(lambda x: line(x) - q["goal"], -99, 99)


@solves("chain")
def _(q):
    f = q.f("y")
    return slope(lambda x: f(x=x), q["x"], 1e-5)


@solves("two paths")
def _(q):
    u, v, y = q.f("u"), q.f("v"), q.f("y")
    return slope(lambda x: y(u=u(x=x), v=v(x=x)), q["x"], 1e-5)


@solves("gradient")
def _(q):
    f, names = q.f("f"), [name for name in "xyz" if name in q.n]
    return slopes(lambda at: f(**dict(zip(names, at))), [q[name] for name in names])


# Chapter 4


def _inverse(name, y):
    return math.log(y / (1 - y)) if name == "sigmoid" else math.atanh(y)


BENDS = {"sigmoid": sigmoid, "tanh": math.tanh}


@solves("bends")
def _(q):
    if q.level == 1:
        f = lambda z: z if z > 0 else q["negative_slope"] * z  # noqa: E731
        return slope(f, q["z"]) if "the slope" in q.text else f(q["z"])
    if q.level == 4:
        w, v = q["w"], q["v"]
        x, c = _inverse("sigmoid", q["s"]) / w, _inverse("tanh", q["y"]) - v * q["s"]
        return slope(lambda x: math.tanh(v * sigmoid(w * x) + c), x)
    name = re.search("sigmoid|tanh", q.text)[0]
    z = _inverse(name, q["y"])
    if q.level == 2:
        return slope(BENDS[name], z)
    line = printed.read(re.search(rf"{name}\((.*?)\)", q.text)[1])
    x = search(lambda x: float(line(x=x)) - z, -99.0, 99.0)
    return slope(lambda x: BENDS[name](float(line(x=x))), x)


@solves("sleeping units")
def _(q):
    points = [x if isinstance(x, list) else [x] for x in q["X"]]
    if q.level == 3:
        dead = 0
        for j, b in enumerate(q["b"]):
            weights = [line[j] for line in q["W"]]
            dead += not any(sum(map(math.prod, zip(weights, x))) + b > 0 for x in points)
        return dead
    w = q["w"] if isinstance(q["w"], list) else [q["w"]]
    inputs = lambda b: [sum(map(math.prod, zip(w, x))) + b for x in points]  # noqa: E731
    if q.level < 4:
        return sum(1 for z in inputs(q["b"]) if z > 0)
    return next(b for b in range(99, -99, -1) if not any(z > 0 for z in inputs(b)))


@solves("softmax")
def _(q):
    if q.level == 1:
        scores = re.search(r"scores are (.*?)\. What", q.text)[1].split(", ")
        return shares([math.log(float(s.removeprefix("ln "))) if s != "0" else 0 for s in scores])
    if q.level < 4:
        return shares([z / q.n.get("T", 1) for z in q["z"]])
    i, j = map(int, re.search(r"∂p\[(\d)\]/∂z\[(\d)\]", q.text).groups())
    return slopes(lambda z: shares(z)[i], q["z"])[j]


# Chapter 5


def _price(q, r):
    if "MSE" in q.text:
        return r * r
    if "MAE" in q.text:
        return abs(r)
    delta = q["delta"]
    return r * r / 2 if abs(r) <= delta else delta * abs(r) - delta * delta / 2


def _mean_price(q, prediction):
    return statistics.fmean(_price(q, p - t) for p, t in zip(prediction, q["target"], strict=True))


@solves("residuals")
def _(q):
    return _mean_price(q, q["prediction"])


@solves("pull")
def _(q):
    return slopes(lambda p: _mean_price(q, p), q["prediction"]).round(4)


@solves("surprise")
def _(q):
    if q.level <= 2:
        p = q["p"] if isinstance(q["p"], list) else [q["p"]]
        return -math.log(math.prod(p)) / len(p)
    loss = lambda z: -math.log(shares(z)[q["label"]])  # noqa: E731
    return loss(q["logits"]) if q.level == 3 else slopes(loss, q["logits"])


@solves("yes or no")
def _(q):
    cost = lambda z: -math.log(sigmoid(z) if q["target"] else 1 - sigmoid(z))  # noqa: E731
    if q.level == 2:
        return cost(q["logit"])
    if q.level == 3:
        return slope(cost, q["logit"], TINY)
    return slope(lambda w: cost(w * q["x"] + q["b"]), q["w"], TINY)


# Chapter 6


@solves("message")
def _(q):
    f, name = q.f("y"), q.code[-1]
    return round(slope(lambda value: float(f(**(q.n | {name: value}))), q[name], 1e-5), 7)


@solves("gradient of a weight")
def _(q):
    if q.level == 4:
        X, G = np.array(q["X"]), np.array(q["G"])
        return slopes(lambda W: float((G * (X @ W)).sum()), np.ones((X.shape[1], 2)))
    if q.level == 1:
        return slope(lambda w: (w * q["x"] + q["b"] - q["target"]) ** 2, q["w"], TINY)
    w, v = (q[k] if isinstance(q[k], list) else [q[k]] for k in "wv")

    def loss(first):
        units = [relu(part * q["x"]) for part in (first, *w[1:])]
        return (sum(map(math.prod, zip(units, v))) - q["target"]) ** 2

    return slope(loss, w[0], TINY)


@solves("shapes back")
def _(q):
    rng = np.random.default_rng(0)
    if q.level == 3:
        G = np.array(q["G"], float)
        return slopes(lambda b: float((G * (0 + b)).sum()), np.zeros(q["b.shape"])).ravel()
    X, W = rng.normal(size=q["X.shape"]), rng.normal(size=q["W.shape"])
    name = re.search(r"∂L/∂([A-Z]|b)\?", q.text)[1]
    arrays = {"X": X, "W": W, "b": np.zeros(q.n.get("b.shape", 1))}
    if q.level == 1:
        return arrays[name].shape
    G = rng.normal(size=(len(X), W.shape[1]))
    loss = lambda a: float((G * ((a @ W) if name == "X" else (X @ a))).sum())  # noqa: E731
    true = slopes(loss, arrays[name])
    for product in ("Xᵀ @ G", "G @ Wᵀ", "G @ Xᵀ", "Wᵀ @ G", "X @ G"):
        try:
            made = eval(product.replace("ᵀ", ".T"), {"X": X, "W": W, "G": G})
        except ValueError:
            continue
        if made.shape == true.shape and np.allclose(made, true, atol=1e-6):
            return product
    return ""


# Chapter 7


@solves("one step")
def _(q):
    f = printed.read(re.search(r"L = (.*?)\. You", q.text)[1])
    if q.level == 3:
        at = np.array([q["x"], q["y"]], float)
        return at - q["lr"] * slopes(lambda p: f(x=p[0], y=p[1]), at)
    p = q["p"]
    for _ in range(q.level):
        p -= q["lr"] * slope(lambda p: f(p=p), p)
    return round(p, 8)


def _left(lr, curvature, steps=1):
    x = 1.0
    for _ in range(steps):
        x -= lr * slope(lambda x: curvature * x * x / 2, x)
    return x


@solves("too fast")
def _(q):
    if q.level == 1:
        return _left(q["lr"], q["curvature"])
    if q.level == 2:
        return first(lambda n: abs(_left(q["lr"], q["curvature"], n)) < q["share"])
    if q.level == 3:
        return search(lambda lr: 1 - abs(_left(lr, q["curvature"])), 1.01 / q["curvature"], 9)
    low, high = 0.0, 2.0
    worst = lambda lr: max(abs(1 - lr * c) for c in (q["along"], q["across"]))  # noqa: E731
    for _ in range(100):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if worst(a) < worst(b) else (a, high)
    return low


@solves("momentum")
def _(q):
    p, v = q.n.get("p", 0), 0
    gradients = [q["g"]] * 2000 if q.level == 4 else q["g"]
    for g in gradients:
        before, v = p, q["beta"] * v + g
        p = p - q["lr"] * v
    return abs(p - before) if q.level == 4 else p


@solves("adam")
def _(q):
    beta1, beta2 = q.n.get("beta1", 0.9), q.n.get("beta2", 0.999)
    m = v = 0
    for t, g in enumerate(q["g"] if isinstance(q["g"], list) else [q["g"]], 1):
        m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    if q.level == 2:
        return q["p"] - q["lr"] * m_hat / v_hat**0.5
    return m_hat if q.level == 3 else -m_hat / v_hat**0.5


# Chapter 8


def _times(factor, n):
    product = 1.0
    for _ in range(n):
        product *= factor
    return product


@solves("through depth")
def _(q):
    if q.level == 1:
        return _times(q["factor"], q["layers"])
    if q.level == 2:
        return _times(q["slope"] * q["w"], q["layers"])
    if q.level == 3:
        return first(lambda n: _times(q["factor"], n) < q["share"])
    return search(lambda factor: _times(factor, q["layers"]) - q["left"], 0.1, 3)


def _variance(n, std, mean_square=1.0):
    return sum(std * std * mean_square for _ in range(n))


@solves("fair start")
def _(q):
    if q.level == 1:
        return _variance(q["inputs"], q["variance"] ** 0.5, q["mean_square"])
    half = 0.5 if "with relu" in q.text else 1
    if q.level == 2:
        return search(lambda std: half * _variance(q["inputs"], std) - 1, 0, 5)
    kept = half * _variance(q["width"], q["std"])
    return kept if q.level == 3 else _times(kept, q["layers"]) ** 0.5


@solves("normalise")
def _(q):
    mean, std = statistics.fmean(q["x"]), statistics.pstdev(q["x"])
    if q.level == 2:
        return [mean, std]
    return [q.n.get("gain", 1) * (x - mean) / std + q.n.get("shift", 0) for x in q["x"]]


@solves("clip")
def _(q):
    g = q["g_w"] + q["g_b"] if q.level == 3 else q["g"]
    limit = q["limit"]
    if "by value" in q.text:
        return [sorted([-limit, part, limit])[1] for part in g]
    length = math.dist(g, [0] * len(g))
    clipped = [part / length * min(length, limit) for part in g]
    return clipped[:2]


# Chapter 9


@solves("baseline")
def _(q):
    if q.level == 1:
        return max(q["counts"]) / sum(q["counts"])
    if q.level == 2:
        return (q["net"] / q["test"] - q["neighbour"] / q["test"]) * 100
    return 1 - (q["test"] - q["net"]) / (q["test"] - q["baseline"])


@solves("error bar")
def _(q):
    if q.level == 1:
        return (sum(q["std"] ** 2 for _ in range(q["runs"])) / q["runs"] ** 2) ** 0.5
    if q.level == 2:
        return statistics.stdev(q["x"])
    error = abs(complex(q["first"], q["second"]))
    return error if q.level == 3 else q["gap"] / error


@solves("budget")
def _(q):
    if q.level == 3:
        return (q["low"] * q["high"]) ** 0.5
    every = [range(n) for n in q["values"]]
    if q.level == 1:
        return len(list(itertools.product(*every)))
    tried, best = set(), [0] * len(every)
    for place, values in enumerate(every):
        tried |= {(*best[:place], value, *best[place + 1 :]) for value in values}
    return len(tried) * q["seeds"]


# Chapter 10


@solves("confusion")
def _(q):
    pairs = [(i, j) for i, line in enumerate(q["M"]) for j, n in enumerate(line) for _ in range(n)]
    if q.level == 1:
        return sum(i == j for i, j in pairs) / len(pairs)
    k = int(re.search(r"class (\d)", q.text)[1])
    hits = pairs.count((k, k))
    recall, precision = hits / sum(i == k for i, _ in pairs), hits / sum(j == k for _, j in pairs)
    return {2: recall, 3: precision, 4: [recall, precision]}[q.level]


@solves("how sure")
def _(q):
    if q.level == 2:
        return 100 * statistics.fmean(s - r for s, r in zip(q["sure"], q["right"], strict=True))
    if q.level == 3:
        return shares([z / q["T"] for z in q["z"]])[0]
    return search(lambda T: shares([q["gap"] / T, 0])[0] - q["sure"], 0.05, 99)


@solves("nudge")
def _(q):
    steps = itertools.product((-q["epsilon"], 0, q["epsilon"]), repeat=len(q["slope"]))
    rise = lambda step: sum(map(math.prod, zip(step, q["slope"])))  # noqa: E731
    if q.level == 3:
        return max(map(rise, steps))
    moves = [[sorted([0, x + s, 1])[1] - x for x, s in zip(q["x"], step)] for step in steps]
    best = max(moves, key=rise)
    return [x + s for x, s in zip(q["x"], best)]


# Chapter 11


@solves("slide")
def _(q):
    if q.level == 1:
        x, w = q["x"], q["w"]
        return [sum(x[i + j] * w[j] for j in range(len(w))) for i in range(len(x) - len(w) + 1)]
    X, W, step = q["X"], q["W"], q.n.get("stride", 1)
    if "padding" in q.n:
        zeros = [0] * (len(X) + 2)
        X = [zeros, *([0, *line, 0] for line in X), zeros]
    places = range(0, len(X) - len(W) + 1, step)
    return [
        [sum(X[i + a][j + b] * W[a][b] for a in range(2) for b in range(2)) for j in places]
        for i in places
    ]


@solves("output size")
def _(q):
    size = q["X.shape"][-1] if q.level == 4 else q["size"]
    pad, left, places = q.n.get("padding", 0), 0, 0
    while left + q["kernel"] <= size + 2 * pad:
        left, places = left + q.n.get("stride", 1), places + 1
    return (q["X.shape"][0], q["channels"], places, places) if q.level == 4 else places


@solves("filters")
def _(q):
    if q.level == 4:
        before, after = (
            math.prod(map(int, chunk.split("×"))) for chunk in re.findall(r"`([\d×]+)`", q.text)
        )
        return sum(before + 1 for _ in range(after))
    layers = [(q["channels_in"], q["channels_out"])]
    if q.level == 3:
        layers.append((q["channels_out"], q["channels_last"]))
    a, b = q["kernel"]
    return sum(np.zeros((out, c, a, b)).size + np.zeros(out).size for c, out in layers)


def _seen(kernels, strides):
    pixels = {0}
    for kernel, stride in zip(reversed(kernels), reversed(strides)):
        pixels = {p * stride + i for p in pixels for i in range(kernel)}
    return len(pixels)


@solves("how far it sees")
def _(q):
    if q.level == 4:
        return first(lambda n: _seen([q["kernel"]] * n, [1] * n) >= q["pixels"])
    return _seen(q["kernels"], q.n.get("strides", [1] * len(q["kernels"])))


# Chapter 12


def _chance(q, a, b, more=0):
    row, hits, all_ = q["row"], 0, 0
    for i in range(len(row) - 1):
        all_ += row[i] == a
        hits += row[i] == a and row[i + 1] == b
    return (hits + more) / (all_ + more * q.n.get("tokens", 0)), hits


@solves("pairs")
def _(q):
    letters = q.code
    if q.level == 4:
        name = f".{letters[-1]}."
        return math.prod(_chance(q, *pair)[0] for pair in itertools.pairwise(name))
    a, b = letters if q.level == 1 else letters[::-1]
    return _chance(q, a, b)[1] if q.level == 1 else _chance(q, a, b, more=q.level == 3)[0]


@solves("perplexity")
def _(q):
    if q.level == 2:
        return search(lambda n: math.log(n) - q["loss"], 1, 999)
    if q.level == 3:
        return statistics.geometric_mean([1 / p for p in q["p"]])
    return statistics.fmean(-math.log(1 / q["tokens"]) for _ in range(q["tokens"]))


@solves("attend")
def _(q):
    if q.level == 1:
        return [sum(a * b for a, b in zip(q["q"], key, strict=True)) for key in q["K"]]
    if q.level == 3:
        return [*shares(q["scores"][:2]), 0]
    p = shares([s / q["d"] ** 0.5 for s in q["scores"]])
    if q.level == 2:
        return p
    return [sum(s * value[i] for s, value in zip(p, q["V"], strict=True)) for i in range(2)]


@solves("heads")
def _(q):
    B, T, C = q["X.shape"]
    h = q["heads"]
    names = {"X": np.zeros((B, T, C)), "W": np.zeros((C, C))}
    if q.level == 2:
        return eval(q.formulas["Q"], names).shape
    Q = np.zeros((B, h, T, C // h))
    made = eval("Q @ K.swapaxes(-1, -2)" if q.level == 4 else q.code[-1], {"Q": Q, "K": Q})
    return made.shape if q.level == 3 else made.size
