from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.track.confirmation import Sighting, is_confirmed

OLD, NEW = Decimal("0.5"), Decimal("0.45")


def seen(day, quantity=NEW, source="shop"):
    return Sighting(date(2026, 1, day), quantity, source)


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ([seen(1, OLD), seen(5), seen(12)], True),
        ([seen(1, OLD), seen(5), seen(11)], False),
        ([seen(1, OLD), seen(5), seen(5, source="volunteer")], True),
        ([seen(1, OLD), seen(5)], False),
        ([seen(1, OLD), seen(5), seen(9, OLD), seen(12)], False),
        ([seen(1, OLD), seen(9, OLD)], False),
        ([], False),
    ],
    ids=[
        "twice a week apart",
        "twice six days apart",
        "two sources on one day",
        "once",
        "the old size is still sold",
        "never",
        "nothing seen",
    ],
)
def test_a_new_size_counts_once_it_is_seen_again_and_the_old_one_is_gone(sightings, expected):
    assert is_confirmed(sightings, OLD, NEW) is expected
    assert is_confirmed(sightings[::-1], OLD, NEW) is expected
