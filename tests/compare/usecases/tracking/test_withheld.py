"""Words of a publisher who has not allowed it are shown neither as stored nor as known back then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compare.usecases.changes.told import Wanted, changes
from tests.compare.usecases.tracking.test_track import (
    MARKET,
    SAID,
    START,
    collect,
    instant,
    source,
)

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=30)


@pytest.mark.parametrize(
    ("publish", "context"),
    [("full", "You pay a late fee of EUR 15 after the reminder."), ("hash", None)],
)
def test_the_clause_of_a_changed_amount_is_quoted_as_far_as_its_publisher_allows(
    publish: str, context: str | None
) -> None:
    row = source()
    row.publish = publish
    row.save()
    collect(row, START, SAID)
    collect(row, LATER, {**SAID, "fee": 15})
    back_then = instant(LATER + timedelta(days=1))

    for known_at in (None, back_then):
        told = changes(Wanted(market=MARKET, kind="amount_changed", known_at=known_at))
        assert [each["context"] for each in told] == [context]
