"""What plans promise, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import BigIntegerField, ExpressionWrapper, F

from compare.store.models import Source, Term
from compare.store.selectors.listed import as_of
from compare.store.writers.kinds import term_value
from compare.values.terms import TermValue


def of_plans(
    ids: Iterable[int], day: date, known_at: datetime | None
) -> dict[int, dict[str, TermValue]]:
    """Each plan's terms on a day, by the plan's row number; nothing is known of what has no entry."""
    rows = Term.objects.filter(as_of(day, known_at), plan__in=list(ids))
    ranks = dict(Source.objects.values_list("id", "rank"))
    held: dict[tuple[int, str], tuple[int, int]] = {}
    found: dict[int, dict[str, TermValue]] = {}
    # The instant as the integer that it is: nobody reads it here, it only decides what counts.
    known = ExpressionWrapper(F("known_from"), output_field=BigIntegerField())
    columns = ("plan_id", "key", "kind", "value", "source_id", known)
    for plan, key, kind, value, source, known_from in rows.values_list(*columns):
        worth = (-ranks[source], known_from)
        before = held.get((plan, key))
        if before is None or before < worth:
            held[plan, key] = worth
            found.setdefault(plan, {})[key] = term_value(kind, value)
    return found
