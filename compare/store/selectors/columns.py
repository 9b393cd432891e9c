"""Whole columns of integers out of the database, without an object per value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from django.db import connection

HEAD, TAIL = 19, 2  # bytes around the rows of a binary COPY


def integers(
    table: str, columns: Sequence[str], where: str, params: Sequence[int | str]
) -> npt.NDArray[np.int64]:
    """One row of the result for each column that is named; none of them may be null.

    `table`, `columns` and `where` are our own words; what varies goes into `params`, in their order.
    """
    if connection.vendor == "postgresql":
        return _copied(table, columns, where, params)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {', '.join(columns)} from {table} where {where}",  # noqa: S608
            list(params),
        )
        rows = cursor.fetchall()
    flat = np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * len(columns))
    return np.ascontiguousarray(flat.reshape(-1, len(columns)).T)


def _copied(
    table: str, columns: Sequence[str], where: str, params: Sequence[int | str]
) -> npt.NDArray[np.int64]:
    """By a binary COPY: rows of fixed width, that NumPy reads as they are."""
    cast = ", ".join(f"({column})::int8" for column in columns)
    asked = f"copy (select {cast} from {table} where {where}) to stdout (format binary)"  # noqa: S608
    # Composed here: the cursor that Django gives while it debugs takes no parameters beside it.
    composed = connection.ops.compose_sql(asked, list(params))  # type: ignore[attr-defined]
    with connection.cursor() as cursor, cursor.copy(composed) as copy:
        body = b"".join(bytes(block) for block in copy)
    fields = chain.from_iterable(((f"n{n}", ">i4"), (f"v{n}", ">i8")) for n in range(len(columns)))
    rows = np.frombuffer(body[HEAD:-TAIL], np.dtype([("fields", ">i2"), *fields]))
    return np.array([rows[f"v{n}"] for n in range(len(columns))], np.int64)
