"""When to collect. What collecting is stands in `compare.usecases.collect`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from celery import shared_task

from compare.usecases import due
from compare.usecases.collect import collect
from compare.usecases.read_capture import OnRows


@shared_task(name="collect_source")
def collect_source(
    key: str,
    folder: str | None = None,
    today: str | None = None,
    on_progress: OnRows | None = None,
) -> dict[str, Any]:
    """Collect one source as of a day (ISO date; today where None); the report as JSON.

    Running it twice, or late, or in two workers at once changes nothing more. `on_progress` works
    only where tasks run in the calling process.
    """
    day = date.fromisoformat(today) if today else datetime.now(UTC).date()
    try:
        report = collect(
            key, folder=Path(folder) if folder else None, today=day, on_progress=on_progress
        )
    finally:
        due.give_back(key, datetime.now(UTC))
    return report.as_dict()


@shared_task(name="dispatch_due")
def dispatch_due() -> list[str]:
    """Send a task for every source that is due or whose lease ran out: the one entry of beat."""
    now = datetime.now(UTC)
    due.enrol(now)
    due.mark_overdue(now)
    keys = due.take_due(now)
    for key in keys:
        collect_source.delay(key)
    return keys
