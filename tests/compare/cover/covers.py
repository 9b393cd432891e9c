"""Vocabularies and covers for the tests of this folder."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from compare.values.missing import Missing
from compare.values.terms import Attribute, Direction, Restricted, Status, Terms

LIMIT = Attribute("limit", Direction.HIGHER_BETTER, "GBP")
EXCESS = Attribute("excess", Direction.LOWER_BETTER, "GBP")
FLOOD = Attribute("flood", Direction.STATUS)
COLOUR = Attribute("colour", Direction.NEUTRAL)
DOCTOR = Attribute("doctor", Direction.STATUS, equal_by_law=True)
SECOND = Attribute("second_limit", Direction.HIGHER_BETTER, "GBP")
VOCABULARY = (LIMIT, EXCESS, FLOOD, COLOUR, DOCTOR, SECOND)

UNKNOWN = (Missing.NOT_STATED, Missing.NOT_COLLECTED)
amounts = st.sampled_from([Decimal(0), Decimal(100), Decimal("100.0"), Decimal(250), Decimal(500)])
numbers = amounts | st.sampled_from(list(Missing))
statuses = st.sampled_from(
    [
        *Status,
        Restricted("up to 500 m above sea"),
        Restricted("if built of stone"),
        Restricted(None),
    ]
) | st.sampled_from([Missing.NOT_OFFERED, *UNKNOWN])
words = st.sampled_from(["blue", "red", *UNKNOWN])


def values(attribute: Attribute) -> st.SearchStrategy:
    """Any value that fits the attribute."""
    if attribute.direction is Direction.STATUS:
        return statuses
    return words if attribute.direction is Direction.NEUTRAL else numbers


covers: st.SearchStrategy[Terms] = st.fixed_dictionaries(
    {}, optional={attribute.key: values(attribute) for attribute in VOCABULARY}
)
exposures = st.dictionaries(st.sampled_from(["limit", "second_limit"]), amounts)
indifferent = st.sets(st.sampled_from([attribute.key for attribute in VOCABULARY]), max_size=2)
