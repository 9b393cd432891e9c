"""What people decide about a change: confirm it, let its provider reply, withdraw it, uphold it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from statistics import median
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from compare.store.models import Change, Confirmation, Correction, Outcome, Reply
from compare.store.selectors import changes as selected
from compare.store.selectors import said
from compare.store.writers import successors
from compare.store.writers.changes import mark_news

SOME = 500  # rows of one statement
TOLD = ("market", "provider", "subject", "kind")


class NoSuchChange(ValueError):
    """No change has this key."""


class NoReason(ValueError):
    """A decision that others are to believe says why."""


def confirm(key: str, reason: str, by: AbstractBaseUser) -> None:
    """A person looked at both sides and believes the change.

    Raises:
        NoSuchChange: no change has this key.
        NoReason: the reason is empty.
    """
    confirm_all([key], reason, by)


def confirm_all(keys: Collection[str], reason: str, by: AbstractBaseUser) -> None:
    """A person looked at a whole publication (an office's list of a year) and believes its changes.

    All become visible at once, each with the same reason, or none does.

    Raises:
        NoSuchChange: no change has one of these keys.
        NoReason: the reason is empty.
    """
    held = selected.held_keys(keys)
    if missing := sorted(set(keys) - held):
        raise NoSuchChange(f"expected the key of a change, found {missing[0]!r}")
    words, now = _reason(reason), datetime.now(UTC)
    rows = [Confirmation(change=key, reason=words, by=by, at=now) for key in keys]
    with transaction.atomic():
        Confirmation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["change"],
            update_fields=["reason", "by", "at"],
            batch_size=SOME,
        )
        mark_news(now)
        _renew_successors(keys)


def reply(key: str, author: str, text: str, by: AbstractBaseUser, language: str = "en") -> None:
    """Put the provider's reply beside a change; it stands there in its own words.

    Raises:
        NoSuchChange: no change has this key.
        NoReason: author or text are empty.
    """
    _change(key)
    Reply.objects.create(
        change=key, author=_reason(author), text=_reason(text), language=language, by=by,
        at=datetime.now(UTC),
    )  # fmt: skip


def report(key: str, reported_by: str, by: AbstractBaseUser, at: datetime | None = None) -> None:
    """Note that somebody (us, the provider, a reader) says that a change is wrong.

    Raises:
        NoSuchChange: no change has this key.
    """
    change = _change(key)
    Correction.objects.create(
        change=key, reported_at=at or datetime.now(UTC), reported_by=reported_by,
        summary=_summary(change), by=by,
    )  # fmt: skip


def withdraw(key: str, reason: str, by: AbstractBaseUser) -> None:
    """Take a change from every page, feed and export, at once; the log says that it was withdrawn.

    Raises:
        NoSuchChange: no change has this key.
        NoReason: the reason is empty.
    """
    _resolve(key, Outcome.WITHDRAWN, _reason(reason), by)


def uphold(key: str, reason: str, by: AbstractBaseUser) -> None:
    """Say that a change stands although somebody complained; a withdrawn one comes back.

    Raises:
        NoSuchChange: no change has this key.
        NoReason: the reason is empty.
    """
    with transaction.atomic():
        taken = Correction.objects.filter(change=key, outcome=Outcome.WITHDRAWN)
        taken.update(outcome=Outcome.UPHELD)
        _resolve(key, Outcome.UPHELD, _reason(reason), by)


def log() -> dict[str, Any]:
    """The log of corrections, and the median of days that resolving one took (None: none was)."""
    days = said.resolution_days()
    rows = said.corrections()
    return {
        "median_days_to_resolve": median(days) if days else None,
        "resolved": len(days),
        "open": sum(not row.outcome for row in rows),
        "corrections": [_shown(row) for row in rows],
        "undone_by_data": [_undone(row) for row in said.undone()],
    }


def _resolve(key: str, outcome: Outcome, reason: str, by: AbstractBaseUser) -> None:
    change = _change(key)
    now = datetime.now(UTC)
    with transaction.atomic():
        if not said.open_complaints(key).exists():
            report(key, "us", by, now)
        said.open_complaints(key).update(outcome=outcome, resolved_at=now, reason=reason, by=by)
        if change.gone_at is None:
            mark_news(now)
        _renew_successors([key])


def _renew_successors(keys: Collection[str]) -> None:
    successors.renew(selected.told_by(keys))


def _change(key: str) -> Change:
    found = Change.objects.filter(key=key).first()
    if found is None:
        raise NoSuchChange(f"expected the key of a change, found {key!r}")
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise NoReason("expected words that readers will see, found none")
    return text.strip()


def _summary(change: Change) -> dict[str, Any]:
    told = {name: getattr(change, name) for name in TOLD}
    return {**told, "no_later_than": change.no_later_than.isoformat()}


def _shown(row: said.CorrectionRow) -> dict[str, Any]:
    return {
        "change": row.change,
        **row.summary,
        "reported_at": _day(row.reported_at),
        "reported_by": row.reported_by,
        "outcome": row.outcome or "open",
        "resolved_at": row.resolved_at and _day(row.resolved_at),
        "days": row.days,
        "reason": row.reason,
    }


def _undone(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "change": row["key"],
        **{name: row[name] for name in ("market", "provider", "subject")},
        "no_later_than": row["no_later_than"].isoformat(),
        "news_since": _day(row["news_at"]),
        "undone_at": _day(row["gone_at"]),
    }


def _day(instant: datetime) -> str:
    return instant.date().isoformat()
