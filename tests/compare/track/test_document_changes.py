"""Amounts are followed through versions; failures, formatting and upgrades make no change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from compare.track.document_changes import AmountChange, Version, amount_changes
from compare.values.cause import Cause

START = date(2026, 1, 5)
LATE = "1. You pay a late fee of EUR 10 after the reminder."
NOTICE = "2. We give 30 days' notice of every change of price."
OTHER = "Our address is on the bill that we send you."
PAGE = f"{LATE}\n\n{NOTICE}\n\n{OTHER}"


def version(day: int, text: str, cause: Cause = Cause.PROVIDER) -> Version:
    seen = START + timedelta(days=day)
    return Version(seen, seen, text, cause, f"{day:064}")


def told(*versions: Version) -> list[tuple[str, str, str]]:
    return [(str(c.old), str(c.new), c.new.unit) for c in amount_changes(versions)]


DEARER = PAGE.replace("EUR 10", "EUR 15")


def test_a_changed_amount_is_found_with_both_days_and_its_clause() -> None:
    (change,) = amount_changes([version(0, PAGE), version(40, DEARER), version(80, DEARER)])
    assert isinstance(change, AmountChange)
    assert (change.after, change.no_later_than) == (START, START + timedelta(days=40))
    assert change.clause == "You pay a late fee of EUR 15 after the reminder."
    assert (change.before.sha256, change.since.sha256) == (f"{0:064}", f"{40:064}")
    assert change.since.locator == "clause 1"
    assert change.confirmed


def test_seen_on_one_day_alone_it_is_not_confirmed() -> None:
    (change,) = amount_changes([version(0, PAGE), version(40, DEARER)])
    assert not change.confirmed


@pytest.mark.parametrize(
    "text",
    [
        PAGE.replace("EUR 10", "10,00 €"),
        PAGE.replace("EUR 10", "**€10.00**").replace("'", "’"),
        PAGE.replace("1. ", "7\\. ").replace("2. ", "* "),
        f"{OTHER}\n\n{NOTICE}\n\n{LATE}",
        PAGE.replace("EUR 10 after the reminder", "EUR 10 after our first reminder"),
    ],
)
def test_other_writing_order_numbers_and_words_change_no_amount(text: str) -> None:
    assert told(version(0, PAGE), version(40, text), version(80, text)) == []


def test_a_failed_capture_and_a_lost_section_say_nothing() -> None:
    stub = "Please enable JavaScript. 560% of visitors like our new page very much."
    assert told(version(0, PAGE), version(1, stub), version(2, PAGE)) == []
    assert told(version(0, PAGE), version(40, OTHER), version(80, PAGE)) == []


def test_a_change_behind_a_lost_section_is_found_after_its_last_sighting() -> None:
    (change,) = amount_changes([version(0, PAGE), version(40, OTHER), version(80, DEARER)])
    assert (change.after, change.no_later_than) == (START, START + timedelta(days=80))


def test_what_an_upgrade_of_the_reader_shows_is_no_change_then_or_later() -> None:
    upgraded = version(40, DEARER, Cause.READER)
    assert told(version(0, PAGE), upgraded, version(80, DEARER)) == []


def test_an_amount_that_comes_back_at_once_was_a_flicker() -> None:
    assert told(version(0, PAGE), version(1, DEARER), version(2, PAGE), version(90, PAGE)) == []


def test_an_amount_that_comes_back_much_later_changed_twice() -> None:
    found = told(version(0, PAGE), version(40, DEARER), version(200, PAGE), version(300, PAGE))
    assert found == [("10", "15", "EUR"), ("15", "10", "EUR")]


def test_a_reworded_clause_with_another_amount_is_found() -> None:
    reworded = DEARER.replace("after the reminder", "after our first reminder")
    assert told(version(0, PAGE), version(40, reworded), version(80, reworded)) == [
        ("10", "15", "EUR")
    ]


def test_amounts_told_in_turn_are_no_change() -> None:
    one = "The warranty of the charger is 12 months for cables and 36 months for all parts."
    other = "The warranty of the charger is 36 months for all parts and 12 months for cables."
    assert told(version(0, one), version(40, other), version(80, other)) == []


def test_one_of_two_copies_that_changes_first_is_told_once() -> None:
    both = f"{PAGE}\n\n{LATE}"
    half = f"{DEARER}\n\n{LATE}"
    whole = f"{DEARER}\n\n{LATE.replace('EUR 10', 'EUR 15')}"
    assert told(version(0, both), version(40, half), version(55, whole), version(90, whole)) == [
        ("10", "15", "EUR")
    ]


def test_an_amount_that_a_clause_says_twice_is_told_once() -> None:
    one = "The cable is free up to 10 metres; beyond these 10 metres each further metre is charged."
    other = one.replace("10", "5")
    assert told(version(0, one), version(40, other), version(80, other)) == [("10", "5", "metre")]


def test_an_amount_without_words_around_it_is_not_followed() -> None:
    assert (
        told(version(0, "| EUR 10 |"), version(40, "| EUR 15 |"), version(80, "| EUR 15 |")) == []
    )


def test_versions_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        amount_changes([version(7, PAGE), version(0, PAGE)])
