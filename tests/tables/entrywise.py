"""What works on every entry by itself: its row comes from the formulas above its rule.

Nothing needs to be added here for a new operation, unless it is defined on some numbers only, or
PyTorch's is called otherwise.
"""

import inspect

import numpy as np
from tables.case import ONE, TWO, Case, anywhere, off_zero, positive

import mathdl as dl
from mathdl.formulas import FORMULAS, evaluate

DOMAINS = {
    "log": [positive],
    "log1p": [positive],
    "sqrt": [positive],
    "divide": [anywhere, off_zero],
    "power": [positive, anywhere],
}


ENTRYWISE = {
    name: len(formulas) - 1
    for name, formulas in FORMULAS.items()
    if not getattr(dl, name).__module__.endswith("losses")  # which have a table of their own
}


def _computed(name):
    """The value of an operation, from its formula and with the defaults of its options."""
    parameters = inspect.signature(getattr(dl, name)).parameters
    defaults = {k: p.default for k, p in parameters.items() if p.default is not p.empty}

    def value(*args):
        def of_numbers(*numbers):
            return evaluate(FORMULAS[name][0], defaults | dict(zip(parameters, numbers)))

        kind = np.result_type(*args)
        return np.vectorize(of_numbers, otypes=[float])(*args).astype(kind)[()]

    return value


def _row(name, arguments):
    domains = DOMAINS.get(name, [off_zero] if arguments == 1 else [anywhere] * 2)
    return Case(getattr(dl, name), _computed(name), tuple(domains), (ONE, TWO)[arguments - 1], name)


CASES = [
    *(_row(name, arguments) for name, arguments in ENTRYWISE.items()),
    *(
        Case(lambda a, n=n: a**n, lambda a, n=n: np.power(a, n), (off_zero,), ONE, "power")
        for n in (0, 1, 2, 3, 5, -1, -2)
    ),
]


def one_number_pairs(torch, given):
    F = torch.nn.functional
    return {
        **{
            name: given.Pair(
                getattr(dl, name),
                getattr(torch, name, None) or getattr(F, name, None),
                domains=(positive if name in DOMAINS else anywhere,),
            )
            for name, arguments in ENTRYWISE.items()
            if arguments == 1
        },
        "power, constant exponent": given.Pair(
            lambda a, n: a**n,
            lambda a, n: a**n,
            options=given.one_of(n=[0, 1, 2, 3, 5, 16, -1, -2, 2.5, 0.5]),
            domains=(positive,),
        ),
        "log_sigmoid": given.Pair(dl.log_sigmoid, F.logsigmoid),
        "leaky_relu": given.Pair(
            dl.leaky_relu, F.leaky_relu, options=given.one_of(negative_slope=[0.01, 0.3])
        ),
        "elu": given.Pair(dl.elu, F.elu, options=given.one_of(alpha=[1.0, 0.5])),
        "gelu": given.Pair(dl.gelu, lambda a: F.gelu(a, approximate="tanh")),
    }


def pairs(torch, given):
    def same(name, second=anywhere):
        return given.Pair(
            getattr(dl, name),
            getattr(torch, name),
            given.broadcasting(2),
            domains=(anywhere, second),
        )

    return {
        **one_number_pairs(torch, given),
        **{name: same(name) for name in ["add", "subtract", "multiply", "maximum", "minimum"]},
        "divide": same("divide", off_zero),
        "power": given.Pair(
            dl.power, torch.pow, given.broadcasting(2), domains=(positive, anywhere)
        ),
    }
