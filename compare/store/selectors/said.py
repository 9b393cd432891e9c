"""What people said of changes: confirmations, replies, and the log of corrections."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet

from compare.store.models import Change, Confirmation, Correction, Outcome, Reply, Tracking


class ReplyRow(NamedTuple):
    """A provider's reply, in its own words."""

    change: str
    author: str
    text: str
    language: str
    at: datetime


class CorrectionRow(NamedTuple):
    """One complaint about a change: reported when and by whom, resolved when and how."""

    change: str
    reported_at: datetime
    reported_by: str
    outcome: str
    resolved_at: datetime | None
    reason: str
    summary: dict[str, Any]

    @property
    def days(self) -> int | None:
        """How long it took; None while it is open."""
        return None if self.resolved_at is None else (self.resolved_at - self.reported_at).days


def confirmed_because(key: str) -> str | None:
    """Why a person believes a change; None where none said so."""
    return Confirmation.objects.filter(change=key).values_list("reason", flat=True).first()


def replies(keys: Collection[str]) -> list[ReplyRow]:
    """The replies to these changes, the first one first."""
    rows = Reply.objects.filter(change__in=list(keys)).order_by("at", "id")
    return [ReplyRow(*row) for row in rows.values_list(*ReplyRow._fields)]


def corrections(limit: int = 500) -> list[CorrectionRow]:
    """The log of corrections, the latest first; complaints that are not resolved yet included.

    Its rows say what a withdrawn change was about, and never what it said.
    """
    hidden = Change.objects.filter(source__shown=False).values("key")
    rows = Correction.objects.exclude(change__in=hidden).order_by("-reported_at", "-id")
    return [CorrectionRow(*row) for row in rows.values_list(*CorrectionRow._fields)[:limit]]


def resolution_days() -> list[int]:
    """How many days each resolved complaint took."""
    rows = Correction.objects.exclude(outcome=Outcome.OPEN).exclude(resolved_at=None)
    pairs = rows.values_list("reported_at", "resolved_at")
    return [(resolved - reported).days for reported, resolved in pairs]


def open_complaints(key: str) -> QuerySet[Correction]:
    """The complaints about a change that nobody has resolved."""
    return Correction.objects.filter(change=key, outcome=Outcome.OPEN)


def undone(limit: int = 100) -> list[dict[str, Any]]:
    """What was news and is not shown by the facts any more: our own corrections, the latest first."""
    rows = Change.objects.exclude(news_at=None).exclude(gone_at=None)
    rows = rows.filter(source__shown=True).order_by("-gone_at", "-id")
    named = ("key", "market", "provider", "subject", "no_later_than", "news_at", "gone_at")
    return list(rows.values(*named)[:limit])


def last_said() -> datetime | None:
    """When anybody last confirmed, replied to or withdrew anything, or changes were tracked."""
    instants = [
        Confirmation.objects.aggregate(at=Max("at"))["at"],
        Reply.objects.aggregate(at=Max("at"))["at"],
        *Correction.objects.aggregate(a=Max("reported_at"), b=Max("resolved_at")).values(),
        Tracking.objects.aggregate(at=Max("at"))["at"],
    ]
    return max((at for at in instants if at is not None), default=None)
