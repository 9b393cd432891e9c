"""Collects the fictional market, edition after edition, over real HTTP from a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compare.store.models import Run
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from scrapers.catalogue import keys
from scrapers.samples import history
from scrapers.samples.server import Server, served

PREFIX = "xx_"


@dataclass(frozen=True, slots=True)
class Step:
    """One source in one edition; `report` None says that it was collected before."""

    edition: str
    source: str
    report: CollectReport | None


def sources() -> tuple[str, ...]:
    """The keys of the invented sources."""
    return tuple(key for key in keys() if key.startswith(PREFIX))


def length() -> int:
    """How many steps `collect_editions` takes."""
    return len(history.editions()) * len(sources())


def collect_editions() -> Iterator[Step]:
    """Collect every edition on its own day, oldest first; what was collected before is left alone.

    Nothing here is special to the demo: the pages come over HTTP, through robots.txt, storage,
    parsers and expectations, as those of any source.
    """
    done = _done()
    days = history.editions()
    with served(next(iter(days))) as server:
        for edition, day in days.items():
            server.show(edition)
            for key in sources():
                known = (key, day) in done
                yield Step(edition, key, None if known else _collected(key, day, server))


def _collected(key: str, day: date, server: Server) -> CollectReport:
    place = "127.0.0.1", server.server_port
    return collect(key, folder=None, today=day, allow=[place], base=server.base)


def _done() -> set[tuple[str, date]]:
    """Source and day of every run that came to an end."""
    runs = Run.objects.filter(source__key__startswith=PREFIX, finished_at__isnull=False)
    return set(runs.values_list("source__key", "today"))
