"""What is stored of changes after each run is what tracking from nothing would find."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.store import bodies
from compare.store.models import Capture, Change, Run, Source
from compare.store.selectors import changes as selected
from compare.store.writers.keys import Keys
from compare.store.writers.load import Loader, lock
from compare.store.writers.sheet import Sheet
from compare.usecases.tracking import track as track_changes
from compare.usecases.tracking.track import check, is_current, tracker_version
from compare.values.cause import Cause
from compare.values.fact import (
    DocumentFact,
    Fact,
    PackFact,
    PlanFact,
    PriceFact,
    ProviderFact,
    Seen,
    TermFact,
)
from compare.values.money import Per
from compare.values.span import Span
from compare.values.terms import Status

pytestmark = pytest.mark.django_db
MARKET = "xx-household"
CELLS = (("small", "coast", "150"), ("large", "coast", "150"), ("large", "hills", "150"))
START = date(2025, 12, 22)
Edition = dict[str, Any]


@st.composite
def editions(draw: st.DrawFn) -> list[tuple[int, Edition]]:
    """Pages of a fictional source, each some days after the one before."""
    found = []
    day = 0
    for _ in range(draw(st.integers(2, 6))):
        day += draw(st.sampled_from([1, 3, 7, 8, 30]))
        found.append((day, draw(edition)))
    return found


amount = st.sampled_from([100, 101, 110, 130])
edition = st.fixed_dictionaries(
    {
        "prices": st.dictionaries(
            st.tuples(st.sampled_from("AB"), st.sampled_from(CELLS)), amount, max_size=6
        ),
        "terms": st.dictionaries(
            st.tuples(
                st.sampled_from("AB"), st.sampled_from(["contents_limit", "flood", "indexation"])
            ),
            st.integers(0, 2),
            max_size=4,
        ),
        "packs": st.dictionaries(
            st.sampled_from(["p1", "p2", "p3"]),
            st.tuples(st.sampled_from(["0.5", "0.45", "0.4"]), st.sampled_from([3, 4])),
            max_size=3,
        ),
        "lines": st.lists(
            st.sampled_from(["oat nut bar", "nut oat bar", "oat nut plum bar", "oat cake"]),
            min_size=3,
            max_size=3,
        ),
        "names": st.dictionaries(
            st.sampled_from(["A", "B", "C"]),
            st.sampled_from(["Alder Home", "Alder Home Plus", "Cottage"]),
            max_size=3,
        ),
        "group": st.sampled_from(["", "North", "South"]),
        "fee": st.sampled_from([10, 12, 15]),
        "year": st.sampled_from([None, 2024, 2026]),
    }
)


def facts(said: Edition, day: date, sha256: str) -> Iterator[Fact]:
    """What one page says, as facts that hold since it was seen; some prices for a past year."""
    seen = Seen(sha256, "row 1", "", instant(day))
    since, year = Span(day), said["year"]
    published = Span(date(year, 1, 1), date(year + 1, 1, 1)) if year else since
    for (plan, cell), price in said["prices"].items():
        micros = price * 1_000_000
        yield PriceFact("zz-1", plan, cell, micros, "XTS", Per.YEAR, published, seen)
    for plan, name in said["names"].items():
        yield PlanFact("zz-1", plan, "name", name, since, seen)
    for (plan, key), number in said["terms"].items():
        status = (Status.COVERED, Status.RESTRICTED, Status.EXCLUDED)[number]
        value = (
            status if key == "flood" else Decimal(number * (10 if key == "indexation" else 1000))
        )
        yield TermFact("zz-1", plan, key, value, since, seen)
    for pack, (quantity, price) in said["packs"].items():
        line = said["lines"][int(pack[1:]) - 1]
        yield PlanFact("zz-2", pack, "name", line, since, seen)
        yield PlanFact("zz-2", pack, "line", line, since, seen)
        size = Decimal(quantity)
        yield PackFact("zz-2", pack, price * 1_000_000, "XTS", size, "kg", None, since, seen)
    yield ProviderFact("zz-1", "name", "First", since, seen)
    if said["group"]:
        yield ProviderFact("zz-1", "group", said["group"], since, seen)
    text = f"1. You pay a late fee of EUR {said['fee']} after the reminder."
    yield DocumentFact("zz-1", "terms", text, Cause.PROVIDER, since, seen)


def instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def source(key: str = "zz_memory", shown: bool = True) -> Source:
    return Source.objects.create(
        key=key, name="Memory", publisher="Nobody", market=MARKET, rank=2,
        licence="open", publish="full", shown=shown, cadence="1 weeks",
    )  # fmt: skip


def collect(row: Source, day: date, said: Edition, anew: bool = False) -> None:
    """One run: its page becomes visible, and what it touched is tracked."""
    sha256 = hashlib.sha256(f"{row.key} {day} {said}".encode()).hexdigest()
    run = Run.objects.create(source=row, today=day, started_at=instant(day))
    capture = Capture.objects.create(
        source=row, run=run, page="page", address="https://nobody.example", sha256=sha256,
        status=200, fetched_at=instant(day), fetcher="1", robots="", reader="1",
    )  # fmt: skip
    said_facts = list(facts(said, day, sha256))
    for fact in said_facts:
        if isinstance(fact, DocumentFact):
            bodies.keep(fact.text.encode(), fact.sha256)
    sheet = Sheet(capture.pk, "page")
    sheet.add_all(said_facts)
    version = lock(MARKET)
    loader = Loader(row, version, Keys.of(MARKET))
    loader.load(sheet)
    version.save()
    if not anew:
        track_changes.after_run(row, loader.written, [capture])


SAID: Edition = {
    "prices": {("A", CELLS[0]): 100},
    "terms": {},
    "packs": {},
    "lines": ["oat bar", "oat bar", "oat bar"],
    "names": {},
    "group": "",
    "fee": 10,
    "year": None,
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editions())
def test_tracking_what_each_run_touched_is_tracking_from_nothing(
    db: None, history: list[tuple[int, Edition]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        row = source()
        for day, said in history:
            collect(row, START + timedelta(days=day), said)
            assert is_current(row)
            assert check(row).none, (day, history)
        transaction.set_rollback(True)


def test_every_kind_of_change_is_found_by_the_runs_alone(db: None) -> None:
    row = source()
    later = {
        **SAID,
        "prices": {("A", CELLS[0]): 110},
        "terms": {("A", "contents_limit"): 1},
        "packs": {"p1": ("0.45", 3)},
        "group": "North",
        "fee": 12,
    }
    first = {**SAID, "terms": {("A", "contents_limit"): 2}, "packs": {"p1": ("0.5", 3)}}
    collect(row, START, first)
    collect(row, START + timedelta(days=7), later)
    assert {
        each.part.partition(" ")[0]: each.state for each in Change.objects.all()
    } == dict.fromkeys(("price", "term", "pack", "provider", "document"), "seen")
    keys = set(Change.objects.values_list("key", flat=True))

    collect(row, START + timedelta(days=14), later)
    assert set(Change.objects.values_list("state", flat=True)) == {"confirmed"}
    assert set(Change.objects.values_list("key", flat=True)) == keys


def test_only_the_touched_parts_are_read_again(db: None, monkeypatch: Any) -> None:
    row = source()
    both = {**SAID, "prices": {("A", CELLS[0]): 100, ("B", CELLS[0]): 100}}
    collect(row, START, both)
    asked: list[Any] = []
    whole = track_changes.FINDERS["price"]
    monkeypatch.setitem(
        track_changes.FINDERS, "price", lambda *args: asked.append(args[2]) or whole(*args)
    )
    collect(row, START + timedelta(days=7), {**both, "prices": {("A", CELLS[0]): 110}})
    assert [len(plans) for plans in asked] == [1]


def test_what_a_correction_undoes_goes_and_keeps_its_row(db: None) -> None:
    row = source()
    for days, price in ((0, 100), (7, 110), (14, 110)):
        collect(row, START + timedelta(days=days), {**SAID, "prices": {("A", CELLS[0]): price}})
    assert len(selected.listed(selected.Filter())) == 1
    Change.objects.update(key="0" * 32)  # as if the tracker had believed something else

    assert track_changes.anew(row) == (1, 1, 0)
    assert Change.objects.get(key="0" * 32).gone_at is not None
    assert len(selected.listed(selected.Filter())) == 1


def test_another_tracker_finds_everything_anew(db: None, monkeypatch: Any) -> None:
    row = source()
    collect(row, START, SAID)
    collect(row, START + timedelta(days=7), {**SAID, "fee": 12})
    Change.objects.update(kind="old words")
    monkeypatch.setattr(track_changes, "_files", lambda: "another")
    assert not is_current(row)
    collect(row, START + timedelta(days=8), {**SAID, "fee": 12})
    assert set(Change.objects.values_list("kind", flat=True)) == {"amount_changed"}
    assert selected.tracked()[row.key] == tracker_version(MARKET)


def test_a_tracker_that_fails_costs_no_data(db: None, monkeypatch: Any, caplog: Any) -> None:
    row = source()

    def fails(*_: Any) -> None:
        raise RuntimeError("a finder's fault")

    monkeypatch.setitem(track_changes.FINDERS, "price", fails)
    collect(row, START, SAID)
    assert "could not be tracked" in caplog.text
    assert not is_current(row)
    monkeypatch.undo()
    collect(row, START + timedelta(days=7), SAID)
    assert is_current(row)


def test_two_sources_that_tell_one_change_confirm_it(db: None) -> None:
    one, other = source("zz_one"), source("zz_other")
    for row, days in ((one, 0), (other, 2)):
        collect(row, START + timedelta(days=days), SAID)
    for row, days in ((one, 7), (other, 9)):
        said = {**SAID, "prices": {("A", CELLS[0]): 110}}
        collect(row, START + timedelta(days=days), said)
    found = selected.listed(selected.Filter(kind="price_up"))
    assert [row.believed for row in found] == [True, True]
    assert {row.printed["state"] for row in found} == {"seen"}
    assert {row.shown["state"] for row in found} == {"confirmed"}
