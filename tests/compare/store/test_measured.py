"""What PostgreSQL knows of tables that a load has just filled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from compare.store.writers.load import LARGE
from compare.usecases.collecting.collect import collect
from tests.compare.store import premiums
from tests.compare.store.premiums import SOURCE

ROWS = LARGE + 200


@pytest.mark.django_db
def test_after_a_large_load_the_planner_knows_how_large_its_tables_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans by the indexes that there are")
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))
    folder = premiums.write(tmp_path / "data", premiums.many(ROWS))
    assert collect(SOURCE, folder=folder, today=date(2020, 10, 1)).state == "stored"
    # Not committed yet, so nobody but the load itself can have looked.
    assert transaction.get_connection().in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where oid = 'price'::regclass")
        assert cursor.fetchone() == (ROWS,)
