"""What plans promise, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from compare.store.models import Term
from compare.store.selectors.listed import as_of
from compare.store.writers.kinds import term_value
from compare.values.terms import TermValue


def of_plans(
    ids: Iterable[int], day: date, known_at: datetime | None
) -> dict[int, dict[str, TermValue]]:
    """Each plan's terms on a day, by the plan's row number; nothing is known of what has no entry."""
    rows = Term.objects.filter(as_of(day, known_at), plan__in=list(ids))
    held: dict[tuple[int, str], tuple[int, datetime]] = {}
    found: dict[int, dict[str, TermValue]] = {}
    columns = ("plan_id", "key", "kind", "value", "source__rank", "known_from")
    for plan, key, kind, value, rank, known_from in rows.values_list(*columns):
        before = held.get((plan, key))
        if before is None or (rank, before[1]) < (before[0], known_from):
            held[plan, key] = (rank, known_from)
            found.setdefault(plan, {})[key] = term_value(kind, value)
    return found
