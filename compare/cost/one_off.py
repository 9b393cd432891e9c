"""What is paid, or got, once because of a move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from compare.values.estimate import Estimate
from compare.values.trail import Scalar, Step


@dataclass(frozen=True, slots=True)
class OneOff:
    """One item (`exit_fee`, `hassle`, `overlap`, `cashback`, ...): positive is paid by the customer."""

    key: str
    cost: Estimate
    currency: str
    step: Step


def exact_item(
    key: str,
    amount: Decimal,
    currency: str,
    rule: str,
    inputs: Mapping[str, Scalar],
    reference: str | None,
) -> OneOff:
    """An item whose amount is known, with the one step that explains it."""
    step = Step(key, inputs, rule, amount, currency, reference)
    return OneOff(key, Estimate.exactly(amount), currency, step)


def one_off_total(items: Iterable[OneOff], currency: str) -> Estimate:
    """The items together.

    Raises:
        ValueError: an item is in another currency.
    """
    total = Estimate.exactly(Decimal(0))
    for item in items:
        if item.currency != currency:
            raise ValueError(f"expected {item.key} in {currency}, found it in {item.currency}")
        total += item.cost
    return total


def cashback(amount: Decimal, probability: Decimal, currency: str) -> OneOff:
    """Cashback at face value x the probability of receiving it (domain 1.1).

    Between 0 and 1 the range runs from the whole cashback to none.

    Raises:
        ValueError: a negative amount, or a probability outside 0..1.
    """
    if amount < 0:
        raise ValueError(f"expected a cashback of at least 0, found {amount}")
    if not 0 <= probability <= 1:
        raise ValueError(f"expected a probability between 0 and 1, found {probability}")
    most = amount if probability > 0 else Decimal(0)
    least = amount if probability == 1 else Decimal(0)
    expected = amount * probability
    step = Step(
        "cashback",
        {"amount": amount, "probability": probability},
        "- amount x probability",
        -expected,
        currency,
        "domain 1.1",
    )
    return OneOff("cashback", Estimate(-most, -expected, -least), currency, step)


def overlap(yearly: Decimal, days: int, year_days: int, currency: str) -> OneOff:
    """Days on which two contracts run and both are paid (domain 1.1).

    `yearly` is what the contract that runs on for nothing costs a year.

    Raises:
        ValueError: a negative price or number of days, or a year without days.
    """
    if yearly < 0 or days < 0 or year_days <= 0:
        raise ValueError(
            "expected a price and overlap days of at least 0 and a year of 365 or 366 days, "
            f"found {yearly}, {days}, {year_days}"
        )
    return exact_item(
        "overlap",
        yearly * days / year_days,
        currency,
        "yearly x days / days of the year",
        {"yearly": yearly, "days": days, "year_days": year_days},
        "domain 1.1",
    )


def gap_exposure(
    yearly_loss: Estimate | None, days: int, year_days: int, currency: str, reference: str
) -> OneOff | None:
    """The loss to be expected on days without cover: an exposure, never zero by default.

    `yearly_loss` is the uninsured loss expected in a year, `reference` where that stands. None
    where it is not known and there are such days: the caller must say so.

    Raises:
        ValueError: a negative number of days, or a year without days.
    """
    if days < 0 or year_days <= 0:
        raise ValueError(f"expected days >= 0 in a year of days, found {days} in {year_days}")
    if days == 0:
        yearly_loss = Estimate.exactly(Decimal(0))
    if yearly_loss is None:
        return None
    share = Decimal(days) / year_days
    low, central, high = (
        loss * share for loss in (yearly_loss.low, yearly_loss.central, yearly_loss.high)
    )
    step = Step(
        "gap",
        {"yearly_loss": yearly_loss.central, "days": days, "year_days": year_days},
        "yearly loss x days / days of the year",
        central,
        currency,
        reference,
    )
    return OneOff("gap", Estimate(low, central, high), currency, step)
