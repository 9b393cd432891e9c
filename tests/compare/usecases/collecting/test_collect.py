"""Collecting: stored first, written only where something differs, visible all at once."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from compare.store import bodies, sightings
from compare.store.models import Body, Capture, MarketVersion, Price, RunState, Source
from compare.store.writers.keys import Keys
from compare.store.writers.load import Loader, lock
from compare.store.writers.sheet import Sheet
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from compare.values.fact import PlanFact, Seen
from compare.values.span import Span
from tests.compare.store import premiums
from tests.compare.store.premiums import SOURCE

pytestmark = pytest.mark.django_db(transaction=True)
AUTUMN = date(2020, 10, 1)


@pytest.fixture(autouse=True)
def _small_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))


def collected(folder: Path, today: date = AUTUMN) -> CollectReport:
    return collect(SOURCE, folder=folder, today=today)


def digest() -> str:
    return MarketVersion.objects.get(market="ch-health").digest


def rows() -> list[tuple[object, ...]]:
    return sorted(
        Price.objects.values_list(
            "id", "cell__codes", "plan__key", "micros", "known_from", "known_until", "retired_at"
        )
    )


def test_every_row_of_a_file_becomes_one_price_with_its_evidence(tmp_path: Path) -> None:
    folder = premiums.write(tmp_path / "data", premiums.usual())

    report = collected(folder)

    assert (report.state, report.source_state) == (RunState.STORED, "ok")
    assert report.pages[0].rows == {"provider": 5, "plan": 5, "price": 60}
    assert Price.objects.count() == 60
    price = Price.objects.get(
        plan__provider__key="bag-9001", cell__codes__startswith="BE", literal="305.25"
    )
    assert price.micros == 305_250_000
    assert (price.valid_from, price.valid_to) == (date(2021, 1, 1), date(2022, 1, 1))
    body = bodies.read(Capture.objects.get(pk=price.capture_id).sha256).decode()
    line = body.splitlines()[int(price.locator.split()[1]) - 1]
    assert line.startswith("9001,")
    assert ",305.25," in line


def test_the_same_file_again_adds_no_row_anywhere_but_the_run(tmp_path: Path) -> None:
    folder = premiums.write(tmp_path / "data", premiums.usual())
    first = collected(folder)
    before = rows(), Capture.objects.count(), Body.objects.count()

    again = collected(folder)

    assert (rows(), Capture.objects.count(), Body.objects.count()) == before
    assert sum(again.outcomes.values()) == 0
    assert [page.outcome for page in again.pages] == ["unchanged"]
    assert again.pages[0].standing == first.pages[0].rows
    assert again.rows_read == 0
    assert again.data_version == first.data_version == digest()


def test_the_same_facts_in_other_bytes_add_no_row(tmp_path: Path) -> None:
    collected(premiums.write(tmp_path / "data", premiums.usual()))
    before = rows(), digest()

    again = collected(premiums.write(tmp_path / "again", premiums.usual()[::-1]), date(2020, 10, 2))

    assert (rows(), digest()) == before
    assert again.outcomes["unchanged"] == 60 + 3 * 5
    assert again.outcomes["new"] == 0


def test_unchanged_bytes_are_seen_again_without_being_read(tmp_path: Path) -> None:
    folder = premiums.write(tmp_path / "data", premiums.usual())
    collected(folder)

    collected(folder, date(2020, 10, 9))

    first, second = Capture.objects.order_by("fetched_at")
    assert second.shown == first.shown
    assert len(sightings.decode(bytes(second.shown))) == 60 + 3 * 5


def test_a_corrected_file_closes_what_was_known_and_keeps_it(tmp_path: Path) -> None:
    collected(premiums.write(tmp_path / "data", premiums.usual()))

    corrected = premiums.dearer(premiums.usual())
    report = collected(premiums.write(tmp_path / "new", corrected), date(2020, 11, 2))

    assert report.outcomes["corrected"] == 1
    assert Price.objects.count() == 61
    old, new = Price.objects.filter(plan__provider__key="bag-9001", locator="row 2").order_by("id")
    assert (old.micros, new.micros) == (300_000_000, 310_000_000)
    assert old.known_until == new.known_from > old.known_from
    assert old.retired_at is None


def test_a_row_that_is_gone_stays_known_and_its_absence_is_seen(tmp_path: Path) -> None:
    collected(premiums.write(tmp_path / "data", premiums.usual()))
    collected(premiums.write(tmp_path / "new", premiums.usual()[1:]), date(2020, 11, 2))

    assert Price.objects.filter(known_until=None).count() == 60
    first, second = (
        set(sightings.decode(bytes(capture.shown)).tolist())
        for capture in Capture.objects.order_by("fetched_at")
    )
    gone = Price.objects.get(plan__provider__key="bag-9001", locator="row 2")
    assert first - second == {gone.cell_id << 32 | gone.plan_id}


def test_the_facts_make_the_version_not_the_order_nor_the_packing(tmp_path: Path) -> None:
    years = {2020: premiums.usual(year=2020), 2021: premiums.usual(6)}
    years[2020] = [replace(row, deductible=row.deductible[4:]) for row in years[2020]]
    for year, found in years.items():
        premiums.write(tmp_path / str(year), found, year)
    collected(tmp_path / "2020")
    collected(tmp_path / "2021", date(2020, 10, 5))
    one_order = digest()

    call_command("flush", verbosity=0, interactive=False)
    packed = tmp_path / "packed"
    packed.mkdir()
    text = premiums.text(years[2021]).encode()
    (packed / "praemien_2021.csv.gz").write_bytes(gzip.compress(text))
    collected(packed, date(2020, 10, 5))
    collected(tmp_path / "2020", date(2020, 12, 1))

    assert digest() == one_order
    assert Price.objects.count() == 60 + 72


def test_another_market_leaves_a_markets_version_alone(tmp_path: Path) -> None:
    collected(premiums.write(tmp_path / "data", premiums.usual()))
    before = digest()
    fact = PlanFact(
        "xx-1",
        "A",
        "name",
        "Home",
        Span(AUTUMN),
        Seen("ab" * 32, "h1", "Home", datetime(2020, 10, 1, tzinfo=UTC)),
    )
    source = Source.objects.get()
    capture = Capture.objects.get()
    sheet = Sheet(capture.pk, "page")
    sheet.add_all([fact])

    with transaction.atomic():
        version = lock("xx-household")
        Loader(source, version, Keys.of("xx-household")).load(sheet)
        version.save()

    assert digest() == before
    assert MarketVersion.objects.get(market="xx-household").facts == 1


def test_an_unknown_canton_is_refused_with_its_row_and_the_rest_is_stored(tmp_path: Path) -> None:
    odd = [*premiums.usual(), premiums.Premium(canton="XQ", deductible="FRA-1000")]

    report = collected(premiums.write(tmp_path / "data", odd))

    assert (report.state, report.source_state) == (RunState.STORED, "degraded")
    assert report.refused_count == 1
    assert report.refused[0].locator == "row 62"
    assert "canton" in report.refused[0].expected
    assert "'XQ'" in report.refused[0].found
    assert Price.objects.count() == 60


@pytest.mark.parametrize("amount", ["-12.50", "99999", "", "4OO"])
def test_a_negative_or_absurd_premium_is_refused_with_its_row(tmp_path: Path, amount: str) -> None:
    odd = [*premiums.usual(), premiums.Premium(amount=amount, deductible="FRA-1000")]

    report = collected(premiums.write(tmp_path / "data", odd))

    assert [row.locator for row in report.refused] == ["row 62"]
    assert Price.objects.count() == 60


def test_two_premiums_for_one_key_are_both_refused_and_both_named(tmp_path: Path) -> None:
    twice = [*premiums.usual(), replace(premiums.usual()[0], amount="999.95")]

    report = collected(premiums.write(tmp_path / "data", twice))

    assert [row.locator for row in report.refused] == ["row 2", "row 62"]
    assert report.refused[0].found == "'300.00' at row 2 and '999.95' at row 62"
    assert "bag-9001/BASE" in report.refused[0].expected
    assert Price.objects.count() == 59
    assert not Price.objects.filter(micros__in=(300_000_000, 999_950_000)).exists()


def test_a_row_stated_twice_alike_is_one_fact(tmp_path: Path) -> None:
    report = collected(premiums.write(tmp_path / "data", [*premiums.usual(), premiums.usual()[0]]))

    assert (report.repeated, report.refused_count) == (1, 0)
    assert Price.objects.count() == 60


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    heard: list[tuple[str, int]] = []
    folder = premiums.write(tmp_path / "data", premiums.usual())

    collect(SOURCE, folder=folder, today=AUTUMN, on_progress=lambda *said: heard.append(said))

    assert heard[-1] == ("premiums-2021", 60 + 5 * 3)
