"""Seven documents over up to fourteen years: every version accounted for, and every amount that changed.

Each change in the list was checked by hand against the raw texts.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from compare.store.models import Capture, Document, RunState
from compare.store.selectors.documents import text
from compare.usecases.changes.told import Wanted, changes
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("terms")]
LATER = date(2026, 8, 30)
Raw = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def raw(shared_data: Path) -> Raw:
    """The archive's lines by company, in the order of their instants."""
    found: Raw = {}
    for path in sorted((shared_data / "terms-history").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        rows.sort(key=lambda row: datetime.fromisoformat(row["recorded_at"]))
        found[rows[0]["service"].lower()] = rows
    return found


@pytest.fixture(scope="module")
def reports(
    shared_data: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[CollectReport]]:
    folder = shared_data / "terms-history"
    with django_db_blocker.unblock():
        yield [collect("ota_terms", folder=folder, today=LATER) for _ in range(2)]
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def found(reports: list[CollectReport], django_db_blocker: DjangoDbBlocker) -> list[dict[str, Any]]:
    with django_db_blocker.unblock():
        return changes(Wanted(source="ota_terms"))


def test_every_version_is_a_capture_and_a_second_run_adds_nothing(
    reports: list[CollectReport], raw: Raw
) -> None:
    first, second = reports
    count = sum(map(len, raw.values()))
    assert count == 330
    assert (first.state, first.refused_count) == (RunState.STORED, 0)
    assert sum(page.rows["document"] for page in first.pages) == count
    assert Capture.objects.filter(source__key="ota_terms").count() == count
    assert sum(second.outcomes.values()) == 0
    assert {page.outcome for page in second.pages} == {"unchanged"}


def test_the_stored_versions_are_the_texts_that_differ_each_with_its_last_of_a_day(
    reports: list[CollectReport], raw: Raw
) -> None:
    for company, rows in raw.items():
        daily = {
            datetime.fromisoformat(row["recorded_at"]).astimezone(UTC).date(): row["text"]
            for row in rows
        }
        wanted = [body for body, _ in groupby(daily[day] for day in sorted(daily))]
        stored = Document.objects.filter(
            provider__key=f"ota-{company.replace(' ', '-')}", known_until=None, retired_at=None
        ).order_by("valid_from")
        told = [body for body, _ in groupby(text(row.sha256) for row in stored)]
        assert told == wanted, company


def test_upgrades_of_the_reader_are_not_the_companys_doing(
    reports: list[CollectReport], raw: Raw
) -> None:
    upgrades = [
        row["recorded_at"]
        for row in raw["energia"]
        if row["commit_message"].startswith(("Refilter", "Apply technical"))
    ]
    stored = Document.objects.filter(provider__key="ota-energia", cause="reader", retired_at=None)
    days = {row.valid_from.isoformat() for row in stored}
    assert len(upgrades) == 6
    assert days <= {instant[:10] for instant in upgrades}


FUSE_BOARD = "distance_without_extra_charge"
BY_HAND = [
    # company, after, no later than, old, new, unit, field, direction
    ("energia", "2021-11-17", "2021-11-24", "7.4", "4.88", "EUR", "public_service_levy", "better"),
    ("energia", "2022-03-24", "2022-04-01", "10", "5", "metre", FUSE_BOARD, "worse"),
    ("energia", "2025-02-06", "2025-02-20", "5", "15", "metre", FUSE_BOARD, "better"),
    ("energia", "2022-03-24", "2022-04-01", "30", "100", "EUR", "missed_appointment_fee", "worse"),
    ("energia", "2022-04-01", "2022-04-06", "7.4", "4.88", "EUR", "public_service_levy", "better"),
    (
        "energia",
        "2022-04-01",
        "2022-04-06",
        "0.54",
        "0.69",
        "cent per kilowatt hour",
        "carbon_tax",
        "worse",
    ),
    ("energia", "2022-09-02", "2022-09-09", "13.5", "9", "percent", "value_added_tax", "better"),
    (
        "energia",
        "2022-04-28",
        "2022-05-03",
        "1799",
        "2745",
        "EUR",
        "estimated_annual_bill",
        "worse",
    ),
    (
        "energia",
        "2022-04-28",
        "2022-05-03",
        "1009",
        "1512",
        "EUR",
        "estimated_annual_bill",
        "worse",
    ),
    ("energia", "2025-02-06", "2025-02-20", "600", "300", "EUR", "total_price", "better"),
    ("energia", "2025-02-06", "2025-02-20", "30", "100", "day", "time_to_pay", "better"),
    (
        "blablacar",
        "2022-10-26",
        "2023-01-16",
        "10",
        "8",
        "month",
        "time_to_earn_the_bonus",
        "worse",
    ),
    ("blablacar", "2023-12-13", "2024-01-11", "8", "6", "month", "time_to_earn_the_bonus", "worse"),
    ("blablacar", "2025-08-21", "2025-09-10", "24", "1", "hour", "time_to_complain", "worse"),
]


# What Netflix says of connections: a speed that is asked for has no direction of its own.
SPEEDS = [
    ("netflix", "2020-12-08", "2020-12-31", "0.5", "1", "confirmed"),
    ("netflix", "2020-12-08", "2020-12-31", "5", "3", "confirmed"),
    ("netflix", "2020-12-08", "2020-12-31", "25", "15", "confirmed"),
    # In the next the tiers are others too (SD became HD).
    ("netflix", "2022-09-20", "2024-09-01", "1", "3", "confirmed"),
    ("netflix", "2022-09-20", "2024-09-01", "3", "5", "confirmed"),
]


def test_every_amount_change_that_was_read_by_hand_is_found_with_its_days_and_direction(
    found: list[dict[str, Any]],
) -> None:
    told = {
        (
            each["provider"].removeprefix("ota-"),
            *(each[name] for name in ("after", "no_later_than", "old", "new", "unit", "field")),
            each["direction"],
        )
        for each in found
        if each["state"] == "confirmed"
    }
    assert set(BY_HAND) <= told


def test_a_levy_or_tax_that_the_state_sets_is_nobodys_own_doing_and_no_news(
    found: list[dict[str, Any]],
) -> None:
    levies = ("public_service_levy", "carbon_tax", "value_added_tax")
    by_law = [each for each in found if each["field"] in levies]
    assert len(by_law) == 4
    assert {(each["doubt"], each["place"]) for each in by_law} == {("market_wide", "quiet")}
    assert {each["doubt"] for each in found if each not in by_law} == {None}


def test_the_only_others_have_no_direction_speeds_and_the_share_capital_in_the_imprint(
    found: list[dict[str, Any]],
) -> None:
    others = [each for each in found if each["field"] == "amount"]
    assert len(found) == len(BY_HAND) + len(others)
    assert {(each["kind"], each["direction"]) for each in others} == {("amount_changed", "neither")}
    speeds = [each for each in others if each["unit"] == "megabit per second"]
    told = [
        (
            each["provider"].removeprefix("ota-"),
            *(each[name] for name in ("after", "no_later_than", "old", "new", "state")),
        )
        for each in speeds
    ]
    assert sorted(told) == sorted(SPEEDS)
    for each in others:
        assert each in speeds or "société anonyme au capital de" in each["context"]


def test_failed_captures_formatting_and_upgrades_make_no_event_in_four_documents(
    found: list[dict[str, Any]],
) -> None:
    """Xfinity flickers, Verizon is a stub twice a day, PayPal loses 76 amounts at once."""
    quiet = {"xfinity-residential-services", "verizon", "paypal", "aetna"}
    assert not quiet & {each["provider"].removeprefix("ota-") for each in found}


def test_the_evidence_of_a_change_is_the_text_in_which_it_stands(
    found: list[dict[str, Any]],
) -> None:
    for each in found:
        old, new = (each["evidence"][side].partition("#")[0] for side in ("before", "after"))
        assert each["new"].removesuffix(".00") in text(new).replace(",", "").replace("€", "") or (
            each["field"] == "amount"
        )
        assert old != new
