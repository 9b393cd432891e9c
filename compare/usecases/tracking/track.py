"""Keeps the stored changes what the facts show: after a run the parts it touched, or all of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import transaction

import compare.cover
import compare.track
from compare.markets import loader as markets
from compare.store.models import Capture, Source
from compare.store.selectors import changes as selected
from compare.store.writers import changes as written
from compare.store.writers import successors
from compare.store.writers.changes import Differences, Entry
from compare.store.writers.load import lock
from compare.track.identity import named
from compare.usecases.changes.printed import shown
from compare.usecases.tracking import documents as changes_documents
from compare.usecases.tracking import packs as changes_packs
from compare.usecases.tracking import plans as changes_plans
from compare.usecases.tracking import prices as changes_prices
from compare.usecases.tracking import providers as changes_providers
from compare.usecases.tracking import tariffs as changes_tariffs
from compare.usecases.tracking import terms as changes_terms
from compare.usecases.tracking.parts import Found, Tracked, part
from compare.usecases.tracking.parts import named as named_part

log = logging.getLogger(__name__)

Written = Mapping[str, Collection[Any]]
Finder = Callable[[Source, datetime | None, Any], Tracked]
FINDERS: Mapping[str, Finder] = {
    changes_packs.KIND: changes_packs.of_source,
    changes_prices.KIND: changes_prices.of_source,
    changes_terms.KIND: changes_terms.of_source,
    changes_tariffs.KIND: changes_tariffs.of_source,
    changes_providers.KIND: changes_providers.of_source,
    changes_documents.KIND: changes_documents.of_source,
    changes_plans.KIND: changes_plans.of_source,
}


def after_run(source: Source, touched: Written, captures: Sequence[Capture]) -> None:
    """Track what a run wrote, and what its sightings may have confirmed; inside its transaction.

    `touched` are, by kind of fact, the plans, providers or documents of which rows were written. A
    tracker that fails costs the changes, never the data: they are found anew when next asked for.
    """
    by_parts = _in_order(source, captures) and is_current(source)
    _guarded(source, _wanted(source, touched) if by_parts else dict.fromkeys(FINDERS))


def after_replay(source: Source) -> None:
    """Track everything of a source anew: any of its rows may be another; inside its transaction."""
    _guarded(source, dict.fromkeys(FINDERS))


def anew(source: Source) -> Differences:
    """Track a source from nothing; what the stored changes lacked, had too much, or said otherwise."""
    with transaction.atomic():
        lock(source.market)
        return _track(source, dict.fromkeys(FINDERS))


def check(source: Source) -> Differences:
    """How far the stored changes of a source are from those tracked from nothing; writes nothing."""
    return _track(source, dict.fromkeys(FINDERS), dry=True)


def is_current(source: Source) -> bool:
    """Whether a source's changes were found by today's tracker and market definition."""
    return selected.tracked().get(source.key) == tracker_version(source.market)


def tracker_version(market: str) -> str:
    """The version of everything that decides what is a change, as one short hash."""
    said = _files() + markets.load(market).version
    return blake2b(said.encode(), digest_size=12).hexdigest()


def _guarded(source: Source, wanted: Mapping[str, Collection[Any] | None]) -> None:
    try:
        with transaction.atomic():
            _track(source, wanted)
    except Exception:  # the data stand, whatever a finder makes of them
        log.exception("the changes of %s could not be tracked", source.key)
        written.stamp(source, "", datetime.now(UTC))


def _track(
    source: Source, wanted: Mapping[str, Collection[Any] | None], *, dry: bool = False
) -> Differences:
    now = datetime.now(UTC)
    total = Differences(0, 0, 0)
    for kind, some in wanted.items():
        if some is not None and not some:
            continue
        tracked = FINDERS[kind](source, None, some)
        entries = list(_entries(source, tracked.found))
        found = written.put(source, kind, tracked.covered, entries, now, dry=dry)
        if kind == changes_plans.KIND and not dry:
            successors.renew([source])
        total = Differences(*map(sum, zip(total, found, strict=True)))
    if not dry:
        written.mark_news(now)
        written.stamp(source, tracker_version(source.market), now)
    return total


def _entries(source: Source, found: Sequence[Found]) -> Iterator[Entry]:
    keyed = named(source.key, source.market, [each.change for each in found])
    for (key, told), each in zip(keyed, found, strict=True):
        yield Entry(key, each.part, told, shown(source.market, told))


def _wanted(source: Source, touched: Written) -> dict[str, Collection[Any] | None]:
    """What has to be tracked anew, by kind: what was written, and what is not settled."""
    waiting: dict[str, set[str]] = {kind: set() for kind in FINDERS}
    for text in selected.unsettled(source):
        kind, name = named_part(text)
        waiting[kind].add(name)

    def numbers(kind: str, fact: str) -> set[int]:
        return {*map(int, waiting[kind]), *touched.get(fact, ())}

    documents = {part("document", *series) for series in touched.get("document", ())}
    documents |= {part("document", name) for name in waiting["document"]}
    # A product's line is told by its attributes: another line, and others may have replaced it.
    packs = numbers("pack", "pack")
    market = markets.load(source.market)
    indexed = any(term.indexes_price for term in market.terms.term)
    yardstick = market.costs.peril or any(term.yearly for term in market.terms.term)
    return {
        "pack": None if packs and touched.get("plan") else packs,
        # Where a contract may say how its price rises, a rise turns on the plan's terms too.
        "price": numbers("price", "price") | (numbers("price", "term") if indexed else set()),
        "tariff": numbers("tariff", "tariff"),
        # Where a yardstick prices a term, how grave its change is turns on the plan's price too.
        "term": numbers("term", "term") | (numbers("term", "price") if yardstick else set()),
        # Whose place a plan took, and from whom, is told by all plans of its provider.
        # A run that writes nothing may read a page that lacks one by now.
        "plan": None,
        "provider": numbers("provider", "provider"),
        "document": documents,
    }


def _in_order(source: Source, captures: Sequence[Capture]) -> bool:
    """Whether no older page came late: it may tell of days that were tracked already."""
    others = Capture.objects.filter(source=source).exclude(reader="")
    others = others.exclude(pk__in=[capture.pk for capture in captures])
    last = others.order_by("-fetched_at").values_list("fetched_at", flat=True).first()
    return last is None or all(capture.fetched_at >= last for capture in captures)


@cache
def _files() -> str:
    digest = blake2b(digest_size=12)
    folders = [*compare.track.__path__, *compare.cover.__path__, str(Path(__file__).parent)]
    for path in sorted(path for folder in folders for path in Path(folder).glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
