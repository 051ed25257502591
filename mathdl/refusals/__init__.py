"""What a wrong call hears: what was given, what was expected, and what to do."""

from mathdl.refusals.attention import (
    require_heads,
    require_mask,
    require_places,
    require_queries,
)
from mathdl.refusals.calls import (
    a_number,
    at_a_kink,
    fraction,
    generator,
    graph_lost,
    misnamed,
    not_a_number,
    not_negative,
    nothing_to_check,
    number,
    per_example,
    positive,
    require_finite,
    require_function,
    require_numbers,
    sample,
    type_or_value,
    whole,
    yes_or_no,
)
from mathdl.refusals.losses import (
    class_labels,
    labels_of_rows,
    refuse_probabilities,
    require_ids,
    require_one_shape,
    require_targets,
    unknown_reduction,
)
from mathdl.refusals.operands import (
    is_numbers,
    is_unsuited,
    require_array,
    require_constant,
    require_operand,
    require_real,
)
from mathdl.refusals.rules import (
    OF_THE_CALL,
    refuse_tensors,
    refuse_tensors_by_name,
    require_gradient,
    require_rule,
    require_value,
    require_vjps,
    rule_refused,
)
from mathdl.refusals.shapes import (
    require_axis,
    require_batch,
    require_blocks,
    require_broadcast,
    require_factors,
    require_features,
    require_filters,
    require_layer,
    several,
)
from mathdl.refusals.tensors import (
    Guards,
    not_comparable,
    not_floating,
    require_axes,
    require_gradient_by_hand,
    require_one_entry,
    require_start,
    require_tensor,
    ufunc_refused,
)
from mathdl.refusals.words import (
    called,
    joined,
    name_of,
    one_line,
    shown,
)
