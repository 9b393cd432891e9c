"""Rows into tables without a model object per row: COPY on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

from compare.store.models import Fact
from compare.store.writers.kinds import Kind, Row

COPY_TYPES = {
    "BigIntegerField": "int8",
    "IntegerField": "int4",
    "CharField": "varchar",
    "TextField": "text",
    "BooleanField": "bool",
    "JSONField": "jsonb",
}


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    constants: Mapping[str, int | str],
) -> None:
    """Insert rows given in `columns`' order; `constants` are the same in each row."""
    write = _copy if connection.vendor == "postgresql" else _executemany
    write(model, columns, rows, constants)


def end(model: type[Fact], column: str, ends: Iterable[tuple[int, int]]) -> None:
    """Set `column` (known_until or retired_at) of rows that were open in it: (instant, id) each."""
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"update {table} set {column} = %s where id = %s and {column} is null",  # noqa: S608
            list(ends),
        )


def measure(tables: Iterable[type[models.Model]]) -> None:
    """Let PostgreSQL look at how tables are filled now, as it would by itself a minute later.

    Until it has, it takes a table that was just filled for an empty one, and joins it row by row.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(sorted(quoted(model._meta.db_table) for model in tables))
        with connection.cursor() as cursor:
            cursor.execute(f"analyze {names}")


def live(
    kind: Kind,
    source: int,
    within: tuple[int, int] | None = None,
    valid: tuple[int | None, int] | None = None,
) -> Iterator[Row]:
    """Rows of a source that are not retired, whole, as `history` wants them.

    `within` bounds the first series column, where that is an id; `valid` names their validity
    (None in place of its start: any).
    """
    wanted: dict[str, Any] = {"source_id = %s": source}
    if within:
        first = quoted(kind.series[0])
        wanted |= {f"{first} >= %s": within[0], f"{first} <= %s": within[1]}
    if valid:
        wanted["valid_to = %s"] = valid[1]
        if valid[0] is not None:
            wanted["valid_from = %s"] = valid[0]
    columns = ", ".join(
        map(quoted, (*kind.columns, *kind.frame, "known_until", "capture_id", "id"))
    )
    where = " and ".join((*wanted, "retired_at is null"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {columns} from {quoted(kind.table)} where {where}",  # noqa: S608
            list(wanted.values()),
        )
        while rows := cursor.fetchmany(5000):
            yield from rows


def _copy(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    constants: Mapping[str, int | str],
) -> None:
    names = [*columns, *constants]
    tail = tuple(constants.values())
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {_target(model, names)} from stdin (format binary)") as copy,
    ):
        copy.set_types([_copy_type(model, name) for name in names])
        write = copy.write_row
        for row in rows:
            write(row + tail)


def _executemany(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    constants: Mapping[str, int | str],
) -> None:
    # A literal for what never varies: binding it again for each row costs as much as storing it.
    fixed = [_literal(value) for value in constants.values()]
    places = ", ".join(["?"] * len(columns) + fixed)
    target = _target(model, [*columns, *constants])
    connection.ensure_connection()
    # The driver itself: Django's wrapper would look at each row for placeholders to translate.
    connection.connection.executemany(f"insert into {target} values ({places})", rows)  # noqa: S608


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _target(model: type[models.Model], names: Sequence[str]) -> str:
    return f"{quoted(model._meta.db_table)} ({', '.join(map(quoted, names))})"


def quoted(name: str) -> str:
    """A table's or column's name as this database wants it."""
    return str(connection.ops.quote_name(name))


def _copy_type(model: type[models.Model], column: str) -> str:
    found: models.Field[Any, Any] = next(
        field for field in model._meta.concrete_fields if field.column == column
    )
    if isinstance(found, models.ForeignKey):
        found = found.target_field
    kind = found.get_internal_type()
    return "int8" if kind == "BigAutoField" else COPY_TYPES[kind]
