"""How every source is doing, for programs: `/status.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from compare.store.models import Review, ReviewState, Run, RunState, Source, SourceState
from compare.store.selectors import tickets
from compare.usecases.collecting import due
from compare.usecases.collecting.held import waiting
from compare.usecases.repairing.ticket_document import instant, quotable

LOOKED_BACK = 2_000  # runs


def status(now: datetime) -> dict[str, Any]:
    """The state of every source that may be shown, as it is at an instant.

    A source that was fine and is late is overdue, even where nobody is left to notice: the state
    is not only what the last run left behind.
    """
    rows = Source.objects.filter(shown=True).order_by("market", "key")
    numbers, held, records = tickets.open_numbers(), waiting(), _records()
    reviews = Counter(
        Review.objects.filter(state=ReviewState.WAITING).values_list("source", flat=True)
    )
    sources = [
        {
            "source": row.key,
            "name": row.name,
            "publisher": row.publisher,
            "market": row.market,
            "state": (state := state_at(row, now)),
            "means": SourceState(state).label,
            "message": quotable(row.message, row.publish),
            "last_good": instant(row.good_at),
            "last_change": instant(row.changed_at),
            "cadence": row.cadence,
            "due": instant(row.due_at),
            "records": records.get(row.pk, {}),
            "tickets": numbers.get(row.key, []),
            "waits_for": held[row.pk].waits_for if row.pk in held else None,
            "awaiting_review": reviews.get(row.pk, 0),
        }
        for row in rows
    ]
    counts = Counter(each["state"] for each in sources)
    return {"at": instant(now), "states": dict(sorted(counts.items())), "sources": sources}


def state_at(row: Source, now: datetime) -> str:
    """The state of a source at an instant: what was shown last, unless it is late since."""
    fine = row.state in (SourceState.OK, SourceState.DEGRADED)
    late = row.good_at is not None and now - row.good_at > 2 * due.period(row.cadence)
    return SourceState.OVERDUE.value if fine and late else str(row.state)


def _records() -> Mapping[int, Mapping[str, int]]:
    """How many records of each kind stand on a source's pages, as each was read last."""
    pages: dict[int, dict[str, Mapping[str, Any]]] = {}
    stored = Run.objects.filter(state=RunState.STORED).exclude(pages={}).order_by("-id")
    for source, found in stored.values_list("source", "pages")[:LOOKED_BACK]:
        pages[source] = {**found, **pages.get(source, {})}
    return {source: _summed(found) for source, found in pages.items()}


def _summed(pages: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for kinds in pages.values():
        total.update({kind: said["rows"] for kind, said in kinds.items()})
    return dict(total)
