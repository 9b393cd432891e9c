"""A published value and the counts beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.quality.published import Agreement, Printed, Rounding, agreement

D = Decimal


def row(value: str | None, numerator: str | None, denominator: str | None) -> Printed:
    return Printed(*(None if text is None else D(text) for text in (value, numerator, denominator)))


FINE = [row("0.0228", "35", "1531.313"), row("0.02", "1", "50")]


def test_a_column_is_as_fine_as_its_finest_value() -> None:
    assert Rounding.of(FINE) == Rounding(value=D("0.00005"), denominator=D("0.0005"))


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (row("0.0229", "35", "1531.313"), Agreement.AGREES),
        (row("1364.8772", "6", "0.004"), Agreement.ROUNDED),  # 6 / 0.0035 to 6 / 0.0045
        (row("0.0230", "35", "1531.313"), Agreement.DIFFERS),
        (row("2000", "6", "0.004"), Agreement.DIFFERS),
        (row("9999", "6", "0.0003"), Agreement.ROUNDED),  # the premium may be next to nothing
        (row("0", "0", "12.5"), Agreement.AGREES),
        (row("0.4", None, None), Agreement.NO_COUNTS),
        (row(None, "3", "12.5"), Agreement.NO_COUNTS),
    ],
)
def test_only_what_no_rounding_explains_differs(printed: Printed, found: Agreement) -> None:
    assert agreement(printed, Rounding.of(FINE)) is found


def test_a_value_for_each_thousand_is_held_against_counts_for_each_thousand() -> None:
    printed = row("0.5", "91", "182000")

    assert agreement(printed, Rounding.of([printed]), per=D(1000)) is Agreement.AGREES
    assert agreement(printed, Rounding.of([printed])) is Agreement.DIFFERS
