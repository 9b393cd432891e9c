"""What a shop's prices did is found once for all its changes, in whatever order these stand."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compare.usecases.tracking.shelf import with_real
from tests.compare.usecases.tracking.test_track import MARKET, SAID, START, collect, source

pytestmark = pytest.mark.django_db


def change(number: int) -> dict[str, Any]:
    return {
        "id": f"{number:032x}",
        "market": MARKET,
        "provider": "zz-2",
        "subject": "p1",
        "unit_price_rise": "0.1",
        "after": str(START),
        "no_later_than": str(START),
    }


def test_the_packs_of_a_source_are_read_once_however_its_changes_are_mixed_with_others() -> None:
    for key in ("zz_one", "zz_other"):
        collect(source(key), START, {**SAID, "packs": {"p1": ("0.5", 3)}})

    def reads(*sources: str) -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            told = with_real((key, change(number)) for number, key in enumerate(sources))
        assert [each["id"] for each in told] == [change(n)["id"] for n in range(len(sources))]
        return sum('FROM "pack"' in query["sql"] for query in asked)

    assert reads("zz_one", "zz_other", "zz_one", "zz_other") == reads("zz_one", "zz_other") == 2
