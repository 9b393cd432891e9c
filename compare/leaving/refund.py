"""What comes back of a premium when a contract ends within its term (domain 1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

ZERO = Decimal(0)


class Method(StrEnum):
    """How the refund follows from the days on risk."""

    PRO_RATA = "pro_rata"
    SHORT_RATE = "short_rate"
    TABLE = "table"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a policy's own short-rate table: from one day on risk to another, both included."""

    first_day: int
    last_day: int
    retained_percent: Decimal


@dataclass(frozen=True, slots=True)
class RefundTerms:
    """What the contract says about refunds.

    `share` is the part of the unearned premium that a short rate refunds (0.9 where a tenth is
    kept); `table` the policy's own.
    `after_claim` says whether there is a refund although a claim was made, None where nobody knows.

    Raises:
        ValueError: `share` outside 0..1, a table for another method, or one whose rows overlap or
            whose retained share falls.
    """

    method: Method
    share: Decimal = Decimal(1)
    table: tuple[TableRow, ...] = ()
    after_claim: bool | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"expected a refunded share between 0 and 1, found {self.share}")
        if (self.method is Method.TABLE) != bool(self.table):
            raise ValueError(f"expected a table for the method table only, found {self.method}")
        _refuse_odd_table(self.table)


@dataclass(frozen=True, slots=True)
class Refund:
    """What comes back (`amount`), and what the insurer keeps (`earned`), before any fee.

    `pro_rata_earned` is the price of the days on risk: the rest of `earned` is what leaving costs.
    """

    amount: Decimal
    earned: Decimal
    pro_rata_earned: Decimal

    @property
    def retained(self) -> Decimal:
        """What is kept beyond the price of the cover that was used."""
        return self.earned - self.pro_rata_earned

    def after_charges(self, fees: Decimal) -> Decimal:
        """max(0, refund - fees): fees eat a refund, and no more."""
        return max(ZERO, self.amount - fees)


def refund(
    premium: Decimal,
    term_days: int,
    days_on_risk: int,
    terms: RefundTerms,
    *,
    claim_in_term: bool | None = False,
    insurer_cancels: bool = False,
) -> Refund:
    """The refund of a term that ends after `days_on_risk`.

    An insurer that cancels refunds pro rata.

    Raises:
        ValueError: a negative premium, a term without days, days on risk outside the term, a table
            without a row for that day, or a claim whose effect on the refund is not known.
    """
    if not premium.is_finite() or premium < 0:
        raise ValueError(f"expected a premium of at least 0, found {premium}")
    if term_days < 1 or not 0 <= days_on_risk <= term_days:
        raise ValueError(f"expected days on risk between 0 and {term_days}, found {days_on_risk}")
    used = premium * days_on_risk / term_days
    if insurer_cancels:
        amount = premium - used
    elif forfeited_by_claim(terms, claim_in_term):
        amount = ZERO
    else:
        amount = _amount(premium, premium - used, days_on_risk, terms)
    return Refund(amount, premium - amount, used)


def forfeited_by_claim(terms: RefundTerms, claim_in_term: bool | None) -> bool:
    """Whether a claim has cost the refund.

    Raises:
        ValueError: it depends on what nobody knows.
    """
    if claim_in_term is False or terms.after_claim is True or terms.method is Method.NONE:
        return False
    if claim_in_term and terms.after_claim is False:
        return True
    raise ValueError(
        "expected to know whether a claim was made in the term and what the contract refunds "
        f"after one, found claim {claim_in_term} and refund after a claim {terms.after_claim}"
    )


def _amount(premium: Decimal, unearned: Decimal, days: int, terms: RefundTerms) -> Decimal:
    match terms.method:
        case Method.PRO_RATA:
            return unearned
        case Method.SHORT_RATE:
            return terms.share * unearned
        case Method.TABLE:
            return premium * (100 - retained_percent(terms.table, days)) / 100
        case Method.NONE:
            return ZERO


def retained_percent(table: Sequence[TableRow], days_on_risk: int) -> Decimal:
    """The per cent of the premium that a short-rate table keeps: looked up, never interpolated.

    Raises:
        ValueError: no row holds for that day.
    """
    for row in table:
        if row.first_day <= days_on_risk <= row.last_day:
            return row.retained_percent
    raise ValueError(
        f"the short-rate table has no row for day {days_on_risk}: "
        "add it from the policy, tables are not interpolated"
    )


def _refuse_odd_table(table: Sequence[TableRow]) -> None:
    for row in table:
        if not 0 <= row.first_day <= row.last_day or not 0 <= row.retained_percent <= 100:
            raise ValueError(f"expected days in order and 0 to 100 per cent, found {row}")
    for earlier, later in pairwise(sorted(table, key=lambda row: row.first_day)):
        if later.first_day <= earlier.last_day or later.retained_percent < earlier.retained_percent:
            raise ValueError(
                "expected rows that follow each other and keep ever more, "
                f"found {earlier} before {later}"
            )
