"""Keeps statements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from compare.store.models import Statement

Documents = Mapping[str, Mapping[str, Any]]


def keep(market: str, basis: str, said: Mapping[tuple[date, date], Documents]) -> None:
    """Keep what was said, by its days and languages, and drop what rested on anything else."""
    now = datetime.now(UTC)
    rows = [
        Statement(
            market=market,
            language=language,
            as_of=as_of,
            known_at=known_at,
            basis=basis,
            document=document,
            made_at=now,
        )
        for (as_of, known_at), documents in said.items()
        for language, document in documents.items()
    ]
    with transaction.atomic():
        Statement.objects.filter(market=market).exclude(basis=basis).delete()
        Statement.objects.bulk_create(rows, ignore_conflicts=True)
