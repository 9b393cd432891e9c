"""Where one value of an attribute stands, so that two values can be put side by side.

Every value becomes a rank (higher is better for the customer) and a word. Different ranks decide.
The same rank is equal only where the words are the same; no word means that nothing equals it.
This is how "unknown is never equal" (domain 2.1) is held in one place, for one pair of values and
for a whole market alike.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from compare.values.missing import Missing, is_unknown
from compare.values.terms import Attribute, Direction, Restricted, Status, TermValue

NOWHERE = math.nan
AMOUNT = "amount"
STATUS_RANK = {Status.EXCLUDED: 0.0, Status.RESTRICTED: 1.0, Status.COVERED: 2.0}
EXACT_DIGITS = 15  # a float holds every decimal of so many digits apart from its neighbours


class Standing(NamedTuple):
    """`rank` NaN stands nowhere in the order; `word` None is the same as nothing else."""

    rank: float
    word: str | None


UNKNOWN = Standing(NOWHERE, None)


def standing(attribute: Attribute, value: TermValue | None) -> Standing:
    """Where `value` stands in the order of `attribute`; None is a value that nobody knows.

    - not stated, not collected and None stand nowhere;
    - a status that is not offered is excluded; a limit that is not offered is below every positive
      limit and equals no number, not even zero; an excess, wait or share of something that is not
      offered is worth comparing with nothing but itself;
    - unlimited is above every number: the best limit, the worst excess.

    Raises:
        ValueError: the value does not fit the direction of the attribute.
    """
    if value is None or is_unknown(value):
        return UNKNOWN
    if attribute.direction is Direction.NEUTRAL:
        return Standing(NOWHERE, str(value))
    if attribute.direction is Direction.STATUS:
        return _status(attribute, value)
    return _number(attribute, value)


def _status(attribute: Attribute, value: TermValue) -> Standing:
    if value is Missing.NOT_OFFERED:
        value = Status.EXCLUDED
    if isinstance(value, Restricted):
        return Standing(STATUS_RANK[Status.RESTRICTED], value.condition)
    if value is Status.RESTRICTED:
        return Standing(STATUS_RANK[Status.RESTRICTED], None)
    if isinstance(value, Status):
        return Standing(STATUS_RANK[value], value.value)
    raise ValueError(
        f"{attribute.key}: expected covered, restricted or excluded, found {value!r}: "
        "correct the value or the attribute's direction"
    )


def _number(attribute: Attribute, value: TermValue) -> Standing:
    sign = 1.0 if attribute.direction is Direction.HIGHER_BETTER else -1.0
    if value is Missing.UNLIMITED:
        return Standing(sign * math.inf, Missing.UNLIMITED.value)
    if value is Missing.NOT_OFFERED:
        is_limit = attribute.direction is Direction.HIGHER_BETTER
        return Standing(0.0 if is_limit else NOWHERE, Missing.NOT_OFFERED.value)
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(
            f"{attribute.key}: expected a finite Decimal or a kind of missing, found {value!r}: "
            "correct the value or the attribute's direction"
        )
    if len(value.normalize().as_tuple().digits) > EXACT_DIGITS:
        raise ValueError(f"{attribute.key}: expected at most {EXACT_DIGITS} digits, found {value}")
    return Standing(sign * float(value), AMOUNT)
