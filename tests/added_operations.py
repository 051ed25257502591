"""What `test_adding.py` adds to the engine: an operation, and an activation of the gallery."""

from kind_of_addition import Kind, before

CUMSUM = '''
@op
def cumsum(a: Operand, axis: int = -1) -> Rule:
    """Add up step by step along an axis: yᵢ = a₁ + … + aᵢ, with ∂yᵢ/∂aⱼ = 1 where j ≤ i.

    Parameters
    ----------
    a : array or Tensor with at least one axis
    axis : int
        Along which.

    Examples
    --------
    >>> dl.cumsum(dl.Tensor([1.0, 2.0, 3.0]))
    Tensor([1., 3., 6.])
    """
    y = np.cumsum(a, axis)
    return y, lambda g: np.flip(np.cumsum(np.flip(g, axis), axis), axis)


'''.lstrip()
OPERATION = Kind(
    at_most=3,
    pieces={
        "mathdl/ops/reductions.py": before("@op\ndef norm(", CUMSUM),
        "mathdl/__init__.py": before("mean, norm, std, sum, var", "cumsum, "),
        "tests/tables/reductions.py": lambda old: old.replace(
            "CASES = [\n",
            'CASES = [\n    with_options(dl.cumsum, np.cumsum, (2, 3), "cumsum", axis=0),\n',
        ).replace(
            '        "sum": ',
            '        "cumsum": given.Pair(\n'
            "            dl.cumsum, torch.cumsum, given.WITH_AXES, given.place()\n"
            "        ),\n"
            '        "sum": ',
        ),
    },
    guards="tests/test_exports.py tests/test_ops.py tests/properties/test_rules.py "
    "tests/test_constants.py tests/wrong_calls/test_sweep.py tests/parity/test_operations.py "
    "tests/test_layers.py mathdl/ops/reductions.py --doctest-modules "
    "-k cumsum or exports or has_a_row or is_compared or reductions",
    left_out={
        "mathdl/ops/reductions.py": (
            "tests/test_exports.py",
            "cannot import name 'cumsum' from 'mathdl.ops.reductions'",
        ),
        "mathdl/__init__.py": ("tests/test_exports.py", "import cumsum in mathdl/__init__.py"),
        "tests/tables/reductions.py": ("tests/test_ops.py", "or a row in tests/tables/"),
    },
)

CELU = '''
@entrywise("a if a > 0 else exp(a) - 1", "1 if a > 0 else exp(a)")
def celu(a: Operand) -> Rule:
    """Keep what is positive and bend the rest to a floor: y = a if a > 0, else eᵃ − 1.

    Its derivative is 1 where a > 0, else eᵃ.

    Parameters
    ----------
    a : array or Tensor of any shape

    Examples
    --------
    >>> dl.celu(dl.Tensor([-10000.0, 2.0]))
    Tensor([-1.,  2.])
    """
    low = np.where(np.less(a, 0), a, 0)
    return np.where(np.less(a, 0), np.expm1(low), a)[()], lambda g: g * np.exp(low)


'''.lstrip()
ROW = """
    "celu": _row(
        "celu",
        range="above −1",
        use="like elu, where its floor is to be moved without a kink",
        wrong="far to the left its slope vanishes; it needs an exponential",
    ),
""".lstrip("\n")
ACTIVATION = Kind(
    at_most=3,
    pieces={
        "mathdl/activations.py": before("@op\ndef softmax(", CELU),
        "mathdl/__init__.py": before("    elu,\n", "    celu,\n"),
        "mathdl/plots/activations/activation_table.py": before('    "elu": ', ROW),
    },
    guards="tests/test_exports.py tests/test_ops.py tests/test_formulas.py tests/test_layers.py "
    "tests/properties/test_rules.py tests/plots/activations/test_activation_pictures.py "
    "tests/wrong_calls/test_sweep.py tests/parity/test_operations.py "
    "mathdl/activations.py --doctest-modules "
    "-k celu or exports or has_a_row or is_compared or has_its_formula or whole_table "
    "or in_the_table or side_by_side",
    left_out={
        "mathdl/activations.py": (
            "tests/test_exports.py",
            "cannot import name 'celu' from 'mathdl.activations'",
        ),
        "mathdl/__init__.py": ("tests/test_exports.py", "import celu in mathdl/__init__.py"),
        "mathdl/plots/activations/activation_table.py": (
            "tests/plots/activations/test_activation_pictures.py",
            "give celu a row in mathdl/plots/activations/activation_table.py",
        ),
    },
)
