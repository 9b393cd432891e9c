"""When the statements of markets are worked out again."""

from __future__ import annotations

from datetime import UTC, datetime

from celery import shared_task

from compare.usecases.market import statements
from compare.usecases.repairing import work_lists


@shared_task(name="keep_statements")
def keep_statements() -> int:
    """Work out the statements and work lists of markets that changed since; how many statements."""
    now = datetime.now(UTC)
    work_lists.keep_all(now)
    return statements.keep_all(now.date())
