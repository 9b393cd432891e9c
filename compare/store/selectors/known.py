"""Which rows were known at an instant."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from compare.store import times


def known(known_at: datetime | None) -> Q:
    """The rows that were known at an instant, whenever they are true; None: to this day."""
    if known_at is None:
        return Q(known_until=None, retired_at=None)
    instant = times.instant_number(known_at)
    ended = Q(known_until=None) | Q(known_until__gt=instant)
    return Q(known_from__lte=instant, retired_at=None) & ended
