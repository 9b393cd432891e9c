"""A plan that took another's place is proposed by the runs, and kept once a person confirmed it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from compare.store.models import Plan, Source
from compare.store.selectors import changes as selected
from compare.store.selectors.changes import ChangeRow, Filter
from compare.track.news import Place
from compare.usecases.changes import rulings
from tests.compare.usecases.tracking.test_track import CELLS, SAID, START, Edition, collect, source

pytestmark = pytest.mark.django_db
LIMIT = "contents_limit"
BEFORE: Edition = {
    **SAID,
    "names": {"A": "Alder Home"},
    "prices": {("A", cell): 100 for cell in CELLS},
    "terms": {("A", LIMIT): 2, ("A", "flood"): 0},
}
AFTER: Edition = {
    **SAID,
    "names": {"B": "Alder Home Plus"},
    "prices": {("B", cell): 110 for cell in CELLS},
    "terms": {("B", LIMIT): 1, ("B", "flood"): 0},
}


@pytest.fixture
def row(db: None) -> Source:
    row = source()
    collect(row, START, BEFORE)
    collect(row, START + timedelta(days=30), AFTER)
    return row


@pytest.fixture
def staff(db: None) -> Any:
    return get_user_model().objects.create_superuser("ann", password="long enough")


def proposed(place: Place | None = None) -> list[ChangeRow]:
    return selected.listed(Filter(kind="plan_replaced", place=place))


def successor_of(plan: str) -> str | None:
    found = Plan.objects.get(key=plan).successor_of
    return found.key if found else None


def test_it_names_both_plans_and_what_became_dearer_and_less(row: Source) -> None:
    (found,) = proposed()
    shown = found.shown
    assert (shown["subject"], shown["old"], shown["new"]) == (
        "A to B",
        "Alder Home",
        "Alder Home Plus",
    )
    assert (shown["state"], shown["place"], shown["direction"]) == ("proposed", "quiet", "worse")
    assert shown["replaced"] == [
        {
            "old": "A",
            "new": "B",
            "old_name": "Alder Home",
            "new_name": "Alder Home Plus",
            "differences": [
                {"field": "price", "old": "100.00", "new": "110.00", "unit": "XTS per year", "direction": "worse"},
                {"field": LIMIT, "old": "2000", "new": "1000", "unit": "XTS", "direction": "worse"},
            ],
        }
    ]  # fmt: skip


def test_it_is_news_and_kept_once_a_person_confirmed_it_and_not_when_it_is_withdrawn(
    row: Source, staff: Any
) -> None:
    (found,) = proposed()
    assert proposed(Place.NEWS) == []
    assert successor_of("B") is None
    rulings.confirm(found.key, "its letter to customers says so", staff)
    assert [each.key for each in proposed(Place.NEWS)] == [found.key]
    assert successor_of("B") == "A"
    rulings.withdraw(found.key, "they are two plans", staff)
    assert successor_of("B") is None
    rulings.uphold(found.key, "it was right", staff)
    assert successor_of("B") == "A"


def test_a_plan_that_comes_back_was_not_replaced(row: Source, staff: Any) -> None:
    rulings.confirm(proposed()[0].key, "its letter to customers says so", staff)
    both = {key: {**BEFORE[key], **AFTER[key]} for key in ("names", "prices", "terms")}
    collect(row, START + timedelta(days=37), {**AFTER, **both})
    assert proposed() == []
    assert successor_of("B") is None


def test_a_plan_that_took_one_place_and_lost_its_own_is_compared_as_it_was_on_each_day(
    row: Source,
) -> None:
    cut = {("B", LIMIT): 2, ("B", "flood"): 0}
    collect(row, START + timedelta(days=40), {**AFTER, "terms": cut})
    last = {
        **AFTER,
        "names": {"C": "Alder Home Plus One"},
        "prices": {("C", cell): 110 for cell in CELLS},
        "terms": {("C", LIMIT): 2, ("C", "flood"): 0},
    }
    collect(row, START + timedelta(days=47), last)

    told = {
        each.shown["subject"]: [
            (what["field"], what["old"], what["new"])
            for what in each.shown["replaced"][0]["differences"]
        ]
        for each in proposed()
    }
    assert told == {
        "A to B": [("price", "100.00", "110.00"), (LIMIT, "2000", "1000")],
        "B to C": [],
    }


def test_the_api_says_whose_place_a_plan_took(row: Source, staff: Any) -> None:
    rulings.confirm(proposed()[0].key, "its letter to customers says so", staff)
    client = Client(headers={"host": "localhost"})
    found = client.get("/api/v1/plans?market=xx-household&provider=zz-1").json()["results"]
    assert {each["plan"]: each["successor_of"] for each in found} == {"A": None, "B": "A"}


def test_its_page_shows_both_plans_and_what_is_other_and_accuses_nobody(row: Source) -> None:
    client = Client(headers={"host": "localhost"})
    page = client.get(f"/en/changes/{proposed()[0].key}/").content.decode()
    assert "Alder Home → Alder Home Plus" in page
    assert "What is other with the new plan" in page
    assert "contents insured" in page.casefold()
    assert "Not confirmed." in page
