"""Columns that hold days, instants and exact numbers compactly."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from compare.store import times


class DayField(models.IntegerField):
    """A date, stored as days since 1970-01-01; None (an open end) is stored as the last day."""

    def from_db_value(self, value: int | None, *_: Any) -> date | None:
        return None if value is None else times.day_of(value)

    def to_python(self, value: Any) -> date | None:
        return value if value is None or isinstance(value, date) else date.fromisoformat(value)

    def get_prep_value(self, value: Any) -> int:
        return value if isinstance(value, int) else times.day_number(value)


class InstantField(models.BigIntegerField):
    """An instant, stored as microseconds since 1970-01-01T00:00Z; read back in UTC."""

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        return None if value is None else times.instant_of(value)

    def to_python(self, value: Any) -> datetime | None:
        return (
            value if value is None or isinstance(value, datetime) else datetime.fromisoformat(value)
        )

    def get_prep_value(self, value: Any) -> int | None:
        return times.instant_number(value) if isinstance(value, datetime) else value


class ExactField(models.CharField):
    """A decimal number, stored as its text: SQLite has no decimal type, and a float is not exact."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else format(Decimal(value), "f")


def link(to: str | type[models.Model], **kwargs: Any) -> models.ForeignKey[Any, Any]:
    """A foreign key without a constraint and without an index: large tables have their own one."""
    return models.ForeignKey(
        to,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
        **kwargs,
    )
