"""How old an observed price is counts from the last capture that showed it, not from the first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compare.store.selectors import last_seen, prices
from compare.usecases.collecting.collect import collect
from tests.compare.store import premiums

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_sighting_is_found_for_what_is_still_shown_and_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))
    rows = premiums.usual()
    weeks = [rows, rows, rows[1:], rows[1:]]  # the first insurer's first row is gone in the third
    days = [date(2020, 10, 5), date(2020, 10, 12), date(2020, 10, 19), date(2020, 10, 26)]
    for number, (shown, day) in enumerate(zip(weeks, days, strict=True)):
        folder = premiums.write(tmp_path / str(number), shown)
        collect(premiums.SOURCE, folder=folder, today=day)
    cells = prices.offers_in_cells("ch-health", every_cell(), date(2021, 3, 1), None)

    found = last_seen.of_offers("ch-health", cells, None)
    earlier = last_seen.of_offers("ch-health", cells, datetime(2020, 10, 13, tzinfo=UTC))

    gone = next(key for key, at in found.items() if at.date() < date(2020, 10, 20))
    assert len(found) == 60
    assert found[gone] == start_of(days[1])
    assert {at for key, at in found.items() if key != gone} == {start_of(days[3])}
    assert set(earlier.values()) == {start_of(days[1])}


def every_cell() -> list[tuple[str, ...]]:
    from compare.store.models import Cell

    return [tuple(codes.split("|")) for codes in Cell.objects.values_list("codes", flat=True)]


def start_of(day: date) -> datetime:
    """The first instant of a day of summer or winter in Zurich."""
    from zoneinfo import ZoneInfo

    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Zurich")).astimezone(UTC)
