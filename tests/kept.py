"""Stores that many tests want: made once a run, then poured back as they were.

The first test that wants a store makes it, and its rows and bodies are kept in a folder that all
workers of pytest-xdist share; whoever wants the same one later gets those very rows, ids included.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction

Made = TypeVar("Made")
MODELS = tuple(apps.get_app_config("store").get_models(include_auto_created=True))


def poured(name: str, make: Callable[[], Made]) -> Made:
    """Fill the empty store as `make` fills it, and give what it gave; `name` says what it needs."""
    folder = Path(os.environ["TEST_KEPT"], name)
    with alone(folder.with_suffix(".lock")):
        if not folder.is_dir():
            made = make()
            keep(folder, made)
            return made
    return pour(folder)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One worker at a time."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep(folder: Path, made: object) -> None:
    """Put all rows and bodies into a folder, which is there only once it is whole."""
    part = folder.with_suffix(".part")
    shutil.copytree(default_storage.path(""), part / "bodies")
    (part / "rows").mkdir()
    for model in MODELS:
        _save(model._meta.db_table, part / "rows" / model._meta.db_table)
    (part / "made").write_bytes(pickle.dumps(made))
    part.rename(folder)


def pour(folder: Path) -> Any:
    """Bring the rows and bodies of a folder into an empty store; what its maker gave."""
    shutil.copytree(folder / "bodies", default_storage.path(""), dirs_exist_ok=True)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in MODELS:
            _load(model._meta.db_table, folder / "rows" / model._meta.db_table)
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
    return pickle.loads((folder / "made").read_bytes())


def _save(table: str, file: Path) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'copy "{table}" to stdout (format binary)') as copy:
                file.write_bytes(b"".join(map(bytes, copy)))
        else:
            cursor.execute(f'select * from "{table}"')
            file.write_bytes(pickle.dumps(_raw(cursor)))


def _load(table: str, file: Path) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'copy "{table}" from stdin (format binary)') as copy:
                copy.write(file.read_bytes())
        elif rows := pickle.loads(file.read_bytes()):
            places = ", ".join("?" * len(rows[0]))
            connection.connection.executemany(f'insert into "{table}" values ({places})', rows)


def _raw(cursor: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in cursor.fetchall()]
