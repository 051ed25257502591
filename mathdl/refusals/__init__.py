"""What a wrong call hears: what was given, what was expected, and what to do."""

from mathdl.refusals.calls import (
    a_number,
    at_a_kink,
    generator,
    graph_lost,
    not_a_number,
    not_negative,
    nothing_to_check,
    number,
    per_example,
    require_finite,
    require_function,
    require_numbers,
    sample,
    type_or_value,
    whole,
)
from mathdl.refusals.tensors import (
    is_numbers,
    is_unsuited,
    not_floating,
    not_one,
    number_refused,
    numpy_refused,
    refuse_tensors,
    refuse_tensors_by_name,
    require_array,
    require_constant,
    require_gradient,
    require_operand,
    require_real,
    require_value,
    require_vjps,
    rule_refused,
)
from mathdl.refusals.words import (
    called,
    name_of,
    one_line,
    shown,
)
