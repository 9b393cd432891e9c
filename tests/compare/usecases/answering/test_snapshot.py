"""What is kept between questions is never another question's, nor another state's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from compare.usecases.answering import snapshot as snapshots
from compare.usecases.answering.snapshot import snapshot
from tests.compare.store.premiums import Premium
from tests.compare.usecases.swiss import Country

DAY, KNOWN = date(2021, 1, 1), datetime(2020, 11, 10, tzinfo=UTC)
CELLS = [("BE", "1", "adult", "none", "true", deductible) for deductible in ("300", "500", "1000")]


def amounts(cells: list[tuple[str, ...]]) -> list[int]:
    return [row.micros // 1_000_000 for row in snapshot("ch-health", DAY, KNOWN).prices(cells)]


def premiums(first: str = "400") -> list[Premium]:
    return [
        Premium(deductible="FRA-300", amount=first),
        Premium(deductible="FRA-500", amount="390"),
        Premium(deductible="FRA-1000", amount="380"),
    ]


def test_a_full_cache_still_gives_every_cell(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "KEPT_CELLS", 2)
    country.premiums(premiums())
    assert amounts(CELLS[:1]) == [400]
    assert amounts(CELLS) == [400, 390, 380]
    assert amounts(CELLS[1:]) == [390, 380]


def test_a_cell_without_prices_is_empty_each_time(country: Country) -> None:
    country.premiums(premiums())
    nowhere = [("GE", "0", "adult", "none", "true", "300")]
    assert amounts(nowhere) == amounts(nowhere) == []


def test_new_data_are_read_by_the_next_question(country: Country) -> None:
    country.premiums(premiums())
    assert amounts(CELLS[:1]) == [400]
    country.premiums(premiums("410"), today=date(2020, 11, 20))
    later = snapshot("ch-health", DAY, datetime(2020, 12, 1, tzinfo=UTC))
    assert [row.micros // 1_000_000 for row in later.prices(CELLS[:1])] == [410]
