"""The work that a provider moved to its customers, as far as it is news: seen again, or looked at."""

from __future__ import annotations

from compare.store.selectors import changes as selected
from compare.store.selectors.changes import Filter
from compare.track.events import EventType
from compare.track.news import Place
from compare.track.term_changes import BETTER
from compare.track.work_shift import Moved, Shift, total

MOST = 1_000  # changes of terms of one provider, the latest first


def work_moved(market: str, provider: str) -> Moved | None:
    """What a customer of a provider does by now that it once did; None: nothing that is believed."""
    wanted = Filter(market=market, provider=provider, place=Place.NEWS)
    rows = selected.of_kinds(wanted, (EventType.WORK_SHIFT.value, BETTER), limit=MOST)
    return total(
        Shift(
            shown["subject"],
            shown["field"],
            shown["kind"],
            shown["direction"],
            row.no_later_than,
            shown.get("minutes_a_year"),  # not told by an earlier version, until tracked again
        )
        for row in rows
        for shown in (row.shown,)
    )
