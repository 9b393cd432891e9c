"""Amounts are followed through versions; failures, formatting and upgrades make no change."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

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


@pytest.mark.parametrize(
    ("old", "new", "told_as"),
    [
        (
            f"{LATE} It is added to your next bill.",
            "1. You pay a late fee of EUR 15 after the reminder. A letter costs EUR 2.50 on top of it.",
            ("10", "15", "EUR"),
        ),
        (
            "You may end the contract with thirty (30) days' notice.",
            "You may end the contract with fourteen (14) days' notice.",
            ("30", "14", "day"),
        ),
        (
            "Sie zahlen für jede Mahnung Fr. 20.– mit der nächsten Rechnung.",
            "Sie zahlen für jede Mahnung Fr. 35.– mit der nächsten Rechnung.",
            ("20", "35", "CHF"),
        ),
        (
            "| What | Price |\n| --- | --- |\n| Late payment | €5 |",
            "| What | Price |\n| --- | --- |\n| Late payment | €6.50 |",
            ("5", "6.50", "EUR"),
        ),
    ],
)
def test_it_is_found_beside_new_sentences_in_words_in_other_languages_and_in_tables(
    old: str, new: str, told_as: tuple[str, str, str]
) -> None:
    found = told(
        version(0, f"{OTHER}\n\n{old}"),
        version(40, f"{OTHER}\n\n{new}"),
        version(80, f"{OTHER}\n\n{new}"),
    )
    assert [(D(o), D(n), u) for o, n, u in found] == [
        (D(told_as[0]), D(told_as[1]), told_as[2]),
    ]


def test_two_amounts_that_change_places_in_the_same_words_both_changed() -> None:
    one = "Sending a letter costs EUR 2 and sending a parcel costs EUR 7."
    other = "Sending a letter costs EUR 7 and sending a parcel costs EUR 2."
    assert told(version(0, one), version(40, other), version(80, other)) == [
        ("2", "7", "EUR"),
        ("7", "2", "EUR"),
    ]


def test_one_more_clause_of_a_kind_is_no_change_of_another_that_went() -> None:
    clause = "For customers in {} the deposit is EUR {} for each meter."
    ireland, spain, malta = (
        clause.format(*said) for said in (("Ireland", 50), ("Spain", 80), ("Malta", 30))
    )
    before, after = f"{ireland}\n\n{spain}", f"{spain}\n\n{malta}"
    assert told(version(0, before), version(40, after), version(80, after)) == []


def test_a_clause_in_other_words_at_the_same_place_is_known_among_its_like() -> None:
    clause = "A speed of at least {} Mbps is recommended to receive {}."
    others = (
        clause.format(5, "HD content (of 720p or more)"),
        clause.format(1, "SD content (of 480p)"),
    )
    old = clause.format(25, "Ultra HD (of 1080p or more) and HDR content")
    new = clause.format(15, "Ultra HD (of 4K or more)")
    before, after = (f"{others[0]}\n\n{each}\n\n{others[1]}" for each in (old, new))
    assert told(version(0, before), version(40, after), version(80, after)) == [
        ("25", "15", "megabit per second")
    ]


def test_a_copy_that_follows_much_later_in_the_same_clause_is_not_told_again() -> None:
    dearer = LATE.replace("EUR 10", "EUR 15")
    days = [(0, f"{LATE}\n\n{LATE}"), (40, f"{dearer}\n\n{LATE}"), (300, f"{dearer}\n\n{dearer}")]
    assert told(*(version(day, text) for day, text in days)) == [("10", "15", "EUR")]


def test_a_copy_in_another_clause_is_told_when_it_follows() -> None:
    gas = f"{LATE} This holds for gas within EUR 100 a year."
    power = f"{LATE} This holds for power within EUR 200 a year and for nothing else."
    dearer = [text.replace("EUR 10 ", "EUR 15 ") for text in (gas, power)]
    days = [(0, gas, power), (40, dearer[0], power), (300, *dearer)]
    assert told(*(version(day, f"{one}\n\n{two}") for day, one, two in days)) == [
        ("10", "15", "EUR"),
        ("10", "15", "EUR"),
    ]


def test_a_period_needs_more_words_around_it_than_a_price() -> None:
    pages = ["Posted by Anna 3 weeks", "Posted by Anna 5 weeks", "Posted by Anna 5 weeks"]
    assert told(*(version(40 * at, page) for at, page in enumerate(pages))) == []


def test_an_amount_without_words_around_it_is_not_followed() -> None:
    assert (
        told(version(0, "| EUR 10 |"), version(40, "| EUR 15 |"), version(80, "| EUR 15 |")) == []
    )


def test_versions_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        amount_changes([version(7, PAGE), version(0, PAGE)])
