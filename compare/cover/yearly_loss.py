"""What a changed term costs its customers a year: the fall of what the cover is expected to pay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from compare.cover.expected_benefit import Peril, expected_benefit
from compare.values.terms import Terms, TermValue


def yearly_loss(
    terms: Terms, key: str, old: TermValue, new: TermValue, scenario: Sequence[Peril]
) -> Decimal | None:
    """The expected benefit with the old value less that with the new, all else as in `terms`.

    Positive where the customer is worse off (domain 6.2: what nobody pays any more is paid out of
    pocket). None where the scenario does not turn on this term, or another that decides is unknown.
    """
    turning = [
        peril
        for peril in scenario
        if key in (peril.status, peril.excess, peril.limit, peril.coinsurance)
    ]
    if not turning:
        return None
    was = expected_benefit({**terms, key: old}, turning).amount
    will = expected_benefit({**terms, key: new}, turning).amount
    return None if was is None or will is None else was - will
