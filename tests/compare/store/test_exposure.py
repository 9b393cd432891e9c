"""A plan was watched from the day it was first seen to the day it was last seen, in its market."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from compare.store.models import Capture, Plan, Source
from compare.store.selectors.exposure import plan_days
from tests.compare.usecases.tracking.test_track import CELLS, SAID, collect, source

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)  # the tenth in a zone east of Greenwich


def test_the_last_sighting_counts_on_the_day_that_its_market_had() -> None:
    row = source()
    page = {**SAID, "prices": {("A", CELLS[0]): 100}, "names": {"A": "Alder Home"}}
    collect(row, date(2026, 1, 5), page)
    collect(row, date(2026, 1, 9), page)
    Capture.objects.filter(run__today=date(2026, 1, 9)).update(fetched_at=LATE)

    Source.objects.update(market="ch-health")
    Plan.objects.update(market="ch-health")

    days = plan_days("ch-health", date(2026, 1, 1), date(2026, 2, 1), None)

    assert days == {"zz-1": {"A": 5}}
