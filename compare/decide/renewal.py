"""The renewal check: two papers of one customer, last period's and the next (domain 6.3).

It needs no market data. Three numbers are said together: what the price did, what the cover did,
and what the same cover costs now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.cover.expected_benefit import Peril, expected_benefit
from compare.cover.relation import CoverRelation, Exposures, Relation, compare_cover
from compare.track.cover_shrink import CoverUnitChange, cover_unit_change
from compare.values.money import Money
from compare.values.offer import Price
from compare.values.terms import Attribute, Terms, TermValue


@dataclass(frozen=True, slots=True)
class Paper:
    """One period's contract as the customer typed it from a letter."""

    price: Price
    terms: Terms


@dataclass(frozen=True, slots=True)
class TermChange:
    """One attribute on both papers; `relation` is the new one's against the old for the customer."""

    attribute: Attribute
    before: TermValue | None
    after: TermValue | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class RenewalCheck:
    """What a renewal changes.

    `price_change` is a share of the old price, `price_difference` the same a year in money. `unit`
    is None where the expected benefit cannot be told on both papers; `unknown` then names the
    attributes (empty: the market states no scenario).
    """

    price_change: Decimal
    price_difference: Money
    cover: CoverRelation
    changes: tuple[TermChange, ...]
    unchanged: int
    unit: CoverUnitChange | None
    unknown: tuple[str, ...]


def check_renewal(
    before: Paper,
    after: Paper,
    attributes: Sequence[Attribute],
    scenario: Sequence[Peril] = (),
    exposures: Exposures | None = None,
) -> RenewalCheck:
    """Hold two papers side by side, under one scenario for both.

    Raises:
        ValueError: two currencies, an old price that is not above zero, or a term that is none of
            the market's or does not fit its attribute.
    """
    old, new = before.price.yearly, after.price.yearly
    difference = new - old
    if old.amount <= 0:
        raise ValueError(f"expected an old price above zero, found {old.amount}")
    _refuse_unknown_terms(attributes, before.terms, after.terms)
    found = compare_cover(attributes, after.terms, before.terms, exposures)
    changes = tuple(
        TermChange(
            attribute,
            before.terms.get(attribute.key),
            after.terms.get(attribute.key),
            found.per_attribute[attribute.key],
        )
        for attribute in attributes
        if found.per_attribute[attribute.key] is not Relation.EQUAL
    )
    unit, unknown = _unit_price(before, after, scenario)
    return RenewalCheck(
        price_change=new.amount / old.amount - 1,
        price_difference=difference,
        cover=found.relation,
        changes=changes,
        unchanged=len(attributes) - len(changes),
        unit=unit,
        unknown=unknown,
    )


def _unit_price(
    before: Paper, after: Paper, scenario: Sequence[Peril]
) -> tuple[CoverUnitChange | None, tuple[str, ...]]:
    """The change of price per cover, or the attributes for want of which it cannot be told."""
    if not scenario:
        return None, ()
    was, will = expected_benefit(before.terms, scenario), expected_benefit(after.terms, scenario)
    unknown = tuple(dict.fromkeys((*was.unknown, *will.unknown)))
    if was.amount is None or will.amount is None or not was.amount or not will.amount:
        return None, unknown
    old, new = before.price.yearly.amount, after.price.yearly.amount
    return cover_unit_change(old, new, was.amount, will.amount), ()


def _refuse_unknown_terms(attributes: Sequence[Attribute], *papers: Terms) -> None:
    keys = {attribute.key for attribute in attributes}
    odd = sorted({key for terms in papers for key in terms} - keys)
    if odd:
        raise ValueError(
            f"expected terms of this market ({', '.join(sorted(keys))}), found {', '.join(odd)}"
        )
