"""When the statements of markets are worked out again."""

from __future__ import annotations

from datetime import UTC, datetime

from celery import shared_task

from compare.usecases import statements


@shared_task(name="keep_statements")
def keep_statements() -> int:
    """Work out the statement of every market whose facts or rules changed since; how many that were."""
    return statements.keep_all(datetime.now(UTC).date())
