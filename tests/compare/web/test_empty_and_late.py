"""A store in which nothing is, and one of which the last good run is long ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from compare.store.models import Source, SourceState
from compare.usecases.collecting import due
from compare.usecases.market import statements
from tests.compare.web.conftest import LAST_DAY
from tests.compare.web.html import parse

ASK = "/en/m/ch-health/ask"
ANSWER = (
    "/en/m/ch-health/answer?today=2025-11-10&household.canton=BE&household.region=1"
    "&persons.0.accident=true&persons.0.age_class=adult&present.price=400&wanted.deductible=300"
)
NOTHING = "No price of this market has been collected here."


@pytest.mark.parametrize("path", [ASK, ANSWER])
def test_where_nothing_was_collected_the_reader_hears_it_first_and_is_shown_a_way(
    client: Client, db: None, path: str
) -> None:
    page = parse(client.get(path))

    note = page.select_one("main .note")
    assert NOTHING in note.get_text()
    assert note.a["href"] == "/en/check?market=ch-health"


def test_with_prices_there_is_no_such_note(client: Client, westmark: None) -> None:
    assert NOTHING not in client.get("/en/m/xx-household/ask").content.decode()


def test_the_first_page_draws_how_many_in_a_hundred_could_gain_where_prices_are_live(
    client: Client, westmark: None
) -> None:
    statements.keep("xx-household", LAST_DAY)
    page = parse(client.get("/en/"))

    (quiet,) = (row for row in page.select(".markets.quiet > li") if "Household" in row.get_text())
    assert "of customers could gain" in quiet.get_text()
    assert not page.select(".markets.quiet .hundred")


@pytest.mark.parametrize("path", ["/en/", "/en/m/xx-household/"])
def test_a_source_that_is_late_is_said_beside_the_age_of_its_market(
    client: Client, westmark: None, path: str
) -> None:
    def said() -> str:
        return client.get(path).content.decode()

    assert "could not be read when" not in said()
    late = Source.objects.filter(market="xx-household").exclude(good_at=None)
    late.filter(key="xx_alder").update(state=SourceState.OVERDUE)
    assert "1 of 13 sources could not be read when it was due" in said()
    late.update(state=SourceState.GONE)
    assert f"{late.count()} of 13 sources could not be read when they were due" in said()


def test_what_is_kept_as_history_is_never_late(client: Client, db: None) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=900)
    for market in ("au-banking", "ch-health"):
        Source.objects.create(
            key=market,
            name=market,
            market=market,
            rank=1,
            cadence="1 days",
            state=SourceState.OK,
            good_at=long_ago,
        )
    due.mark_overdue(datetime.now(UTC))

    states = dict(Source.objects.values_list("key", "state"))
    assert states == {"au-banking": SourceState.OK, "ch-health": SourceState.OVERDUE}
