"""A printed promise is one number with one unit, a word, or ambiguous."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import Ambiguous
from scrapers.kit.quantity import LONGEST, quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("14 days", Decimal(14), "days"),
        ("XTS 20,000", Decimal(20000), "XTS"),
        ("£250", Decimal(250), "£"),
        ("250", Decimal(250), None),
        ("+12.5 %", Decimal("12.5"), "%"),
        ("40k", Decimal(40), "k"),
        (" 24\u00a0hours a  week ", Decimal(24), "hours a week"),
        ("not covered", "not covered", None),
        ("—", "—", None),
        ("", "", None),
    ],
)
def test_one_number_has_one_unit(text: str, value: Decimal | str, unit: str | None) -> None:
    assert quantity(text, "en_GB") == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "250 or 500",
        "£250 each",
        "up to £250 a year",
        "10–20 days",
        "-5 days",
        "1.2.3",
        "£1,00",
        "250 " + "words " * (LONGEST // 5),
    ],
)
def test_anything_else_with_a_digit_is_ambiguous(text: str) -> None:
    with pytest.raises(Ambiguous):
        quantity(text, "en_GB")


@given(number=st.integers(0, 10**9), unit=st.sampled_from(["days", "XTS", "%", "months"]))
def test_the_unit_may_stand_on_either_side(number: int, unit: str) -> None:
    printed = f"{number:,}"
    assert quantity(f"{printed} {unit}", "en_GB") == (Decimal(number), unit)
    assert quantity(f"{unit} {printed}", "en_GB") == (Decimal(number), unit)
