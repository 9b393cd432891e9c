"""Looks whether everything that the program stands on is in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from compare.markets import loader as markets
from compare.store.models import Body, Source, SourceState
from compare.usecases.tracking.track import is_current
from scrapers import catalogue
from scrapers.errors import ManifestError

WELL = (SourceState.OK, SourceState.NEW)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `todo` is empty where it is in order."""

    what: str
    found: str
    todo: str = ""

    @property
    def well(self) -> bool:
        """Whether it is in order."""
        return not self.todo


def examine() -> Iterator[Finding]:
    """Look at database, storage, broker, markets and sources, in this order."""
    database = _looked("database", _database, "set DATABASE_URL to a database that answers")
    yield database
    yield _looked("storage", _storage, "make the folder of WORTH_VAR writable")
    yield _looked("broker", _broker, "start Redis, or unset REDIS_URL to run tasks in this process")
    yield from _markets()
    yield from _manifests()
    if database.well:
        yield _looked("evidence", _bodies, "look at the disk")
        yield _looked("changes", _changes, "run manage.py changes --again")
        yield from _sources()


def _looked(what: str, look: Callable[[], Finding], todo: str) -> Finding:
    try:
        return look()
    except Exception as error:  # whatever it is, the doctor says it and goes on
        return Finding(what, f"{type(error).__name__}: {error}", todo)


def _database() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    name = f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"
    if waiting:
        return Finding(
            "database", f"{name}, {len(waiting)} migrations wait", "run manage.py migrate"
        )
    return Finding("database", name)


def _storage() -> Finding:
    name = default_storage.save(f"doctor/{uuid4().hex}", ContentFile(b"well"))
    with default_storage.open(name) as file:
        found = file.read()
    default_storage.delete(name)
    if found != b"well":
        return Finding("storage", "other bytes than were written", "look at the disk")
    return Finding("storage", "writes and reads")


def _bodies() -> Finding:
    every = list(Body.objects.all())
    lost = [body.sha256 for body in every if not default_storage.exists(body.name)]
    if lost:
        todo = "restore them from a backup, or collect their sources again"
        return Finding("evidence", f"{len(lost)} of {len(every)} bodies lost, as {lost[0]}", todo)
    return Finding("evidence", f"{len(every)} bodies, all there")


def _broker() -> Finding:
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return Finding("broker", "none: tasks run in the calling process")
    import redis

    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.ping()
        return Finding("broker", f"Redis {client.info('server')['redis_version']}")


def _markets() -> Iterator[Finding]:
    for key in markets.keys():  # noqa: SIM118 - a module, not a dict
        yield _looked(f"market {key}", lambda key=key: _market(key), f"mend compare/markets/{key}")  # type: ignore[misc]


def _market(key: str) -> Finding:
    market = markets.load(key)
    return Finding(f"market {key}", f"{market.market.kind}, {market.market.mode}, {market.version}")


def _manifests() -> Iterator[Finding]:
    wrong = 0
    keys = catalogue.keys()
    for key in keys:
        try:
            catalogue.load_source(key)
        except ManifestError as error:
            wrong += 1
            yield Finding(f"source {key}", error.found, error.todo)
    yield Finding("source folders", f"{len(keys) - wrong} of {len(keys)} can be read")


def _changes() -> Finding:
    """Whether the stored changes were found by today's tracker; those of a source without a run are."""
    sources = list(Source.objects.exclude(good_at=None))
    stale = [row.key for row in sources if not is_current(row)]
    if stale:
        found = f"those of {', '.join(stale)} were found by other rules, or not at all"
        return Finding("changes", found, "run manage.py changes --again")
    return Finding("changes", f"those of {len(sources)} sources are found by today's rules")


def _sources() -> Iterator[Finding]:
    """What the last run of each source found; those never collected are left out."""
    for row in Source.objects.exclude(state=SourceState.NEW):
        said = f"{row.state}, good on {row.good_at:%Y-%m-%d}" if row.good_at else row.state
        todo = "" if row.state in WELL else row.message or "look at its last run"
        yield Finding(f"source {row.key}", said, todo)
