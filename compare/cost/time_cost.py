"""What the hours that a move takes are worth."""

from __future__ import annotations

from decimal import Decimal

from compare.values.estimate import Estimate


def hassle(hours: Estimate, hourly_income: Decimal, share: Estimate) -> Estimate:
    """hours x hourly income x share, in money (domain 1.8).

    `share` is the part of an hour's income that an hour of leisure is worth: published, dated
    data. Hassle is a cost; a taste for the present provider and inattention are not.

    Raises:
        ValueError: hours, income or share are negative.
    """
    if hours.low < 0 or hourly_income < 0 or share.low < 0:
        raise ValueError(
            "expected hours, hourly income and share of at least 0, "
            f"found {hours.low}, {hourly_income}, {share.low}"
        )
    return Estimate(
        hours.low * hourly_income * share.low,
        hours.central * hourly_income * share.central,
        hours.high * hourly_income * share.high,
    )
