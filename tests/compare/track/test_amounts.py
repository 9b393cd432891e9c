"""An amount is the same amount whatever way it is written; the frame is the rest of its clause."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.amounts import Amount, framed, number, sentences
from compare.track.clauses import clauses

D = Decimal


@pytest.mark.parametrize(
    "text", ["EUR 50", "50 EUR", "€50", "€ 50.00", "50,00 €", "50 euro", "50.00 Euros"]
)
def test_fifty_euros_are_fifty_euros(text: str) -> None:
    assert framed(text).amounts == (Amount(D(50), "EUR"),)
    assert framed(f"a fee of {text} is due").frame == "a fee of {EUR} is due"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("£1,000", "1000", "GBP"),
        ("$75,000", "75000", "dollar"),  # of which country nobody says
        ("US$ 75,000", "75000", "USD"),
        ("154.803,01 euros", "154803.01", "EUR"),
        ("154 803,01 euros", "154803.01", "EUR"),
        ("36.48 cent /kwh", "36.48", "cent"),
        ("50 %", "50", "percent"),
        ("9.5 per cent", "9.5", "percent"),
        ("14-day", "14", "day"),
        ("8 mois", "8", "month"),
        ("24 heures", "24", "hour"),
        ("€.7.40", "7.40", "EUR"),  # a slip of the pen in a real contract
        ("10 meters", "10", "metre"),
        ("25.0 Mbps", "25", "megabit per second"),
        ("thirty (30) days", "30", "day"),
        ("one hundred and twenty (120) days", "120", "day"),
        ("three months", "3", "month"),
        ("$1.5 million", "1500000", "dollar"),
        ("2 Mio. CHF", "2000000", "CHF"),
        ("Fr. 20.-", "20", "CHF"),
        ("30 Tagen", "30", "day"),
        ("10 Prozent", "10", "percent"),
        ("14 giorni", "14", "day"),
        ("14 días", "14", "day"),
    ],
)
def test_money_percentages_and_periods_are_read_in_their_units(
    text: str, value: str, unit: str
) -> None:
    assert framed(text).amounts == (Amount(D(value), unit),)


@pytest.mark.parametrize(
    "text",
    [
        *("Clause 16.1", "1 October 2020", "call 0818 405 405", "3 trajets"),
        *("changed 3 days ago", "one hundred twenty days", "one more thing"),
    ],
)
def test_dates_and_references_are_no_amounts_and_part_no_frames(text: str) -> None:
    assert framed(text).amounts == ()
    assert not any(letter.isdigit() for letter in framed(text).frame)


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_is_read_back_from_either_way_of_writing(whole: int, cents: int) -> None:
    value = D(whole) + D(cents) / 100
    english = f"{whole:,}.{cents:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert number(english) == number(german) == value


def test_formatting_makes_no_other_clause() -> None:
    plain = "You pay a late fee of EUR 10.\n\nWe give 30 days' notice."
    marked = "4\\. You pay a **late\u00a0fee** of EUR 10\\.\n\n* We give [30 days’](/n) notice."
    assert (
        clauses(marked)
        == clauses(plain)
        == ("You pay a late fee of EUR 10.", "We give 30 days' notice.")
    )


def test_rows_of_a_table_are_clauses_of_their_own() -> None:
    table = "Fees\n\n| fee | amount |\n| --- | --- |\n| late | EUR 10 |"
    assert clauses(table) == ("Fees", "fee amount", "late EUR 10")


def test_a_rate_is_one_amount_with_a_remark_on_tax_between_number_and_unit():
    said = framed(
        "The Carbon Tax has been set at 0.54 (inc. VAT) per c/kWh, or 0.61 c/kWh before tax."
    )
    assert [(str(each), each.unit) for each in said.amounts] == [
        ("0.54", "cent per kilowatt hour"),
        ("0.61", "cent per kilowatt hour"),
    ]


@pytest.mark.parametrize("text", ["30 days", "30-day", "thirty days", "thirty (30) days"])
def test_a_period_in_figures_in_words_and_in_both_is_one(text: str) -> None:
    assert framed(f"We write to you {text} before.") == framed("We write to you 30 days before.")


def test_business_days_are_not_days() -> None:
    kinds = [framed(f"within 5 {kind}days").frame for kind in ("", "business ", "calendar ")]
    assert len(set(kinds)) == 3
    assert framed("within five (5) business days") == framed("within 5 business days")


def test_the_number_of_a_clause_is_no_amount() -> None:
    assert clauses("10.5 Meter readings are taken as correct.") == (
        "Meter readings are taken as correct.",
    )
    assert clauses("10.5 Euro are due.") == ("10.5 Euro are due.",)


def test_a_sentence_is_followed_by_itself_and_a_short_one_with_its_neighbour() -> None:
    clause = "You pay late. It costs €5. We write to you 14 days before we add anything."
    assert sentences(clause) == (
        "You pay late. It costs €5.",
        "We write to you 14 days before we add anything.",
    )
    assert sentences("The fee, approx. €5 at No. 7, is due e.g. monthly.") == (
        "The fee, approx. €5 at No. 7, is due e.g. monthly.",
    )
