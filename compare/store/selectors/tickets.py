"""Tickets that may be shown: those that opened, of sources whose licence is known."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from compare.store.models import Ticket

LATEST = 50


def shown(state: str = "all", source: str | None = None) -> QuerySet[Ticket]:
    """Tickets in the order of their numbers; `state` is open, closed or all."""
    rows = Ticket.objects.filter(source__shown=True).exclude(opened_at=None)
    if state != "all":
        rows = rows.filter(closed_at__isnull=state == "open")
    if source:
        rows = rows.filter(source__key=source)
    return rows.select_related("source", "failing", "good").order_by("id")


def page(state: str, source: str | None, after: int, limit: int) -> list[Ticket]:
    """At most `limit` tickets after the one with the number `after`."""
    return list(shown(state, source).filter(id__gt=after)[:limit])


def one(number: int) -> Ticket | None:
    """The ticket with this number, if it may be shown."""
    return shown().filter(pk=number).first()


def latest() -> list[Ticket]:
    """What opened or closed last."""
    rows = list(shown().order_by("-last_at", "-id")[:LATEST])
    return sorted(rows, key=lambda row: row.closed_at or row.last_at, reverse=True)


def open_numbers() -> dict[str, list[int]]:
    """The numbers of the open tickets, by source."""
    found: dict[str, list[int]] = defaultdict(list)
    for key, number in shown("open").values_list("source__key", "id"):
        found[key].append(number)
    return found
