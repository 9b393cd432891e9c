"""What changed in a market, by whose doing: found anew from the facts each time it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from compare.markets import loader
from compare.store.models import Source
from compare.track.change import Change
from compare.usecases import (
    changes_documents,
    changes_packs,
    changes_prices,
    changes_providers,
    changes_terms,
)
from compare.usecases.changes_parts import Tracked

Finder = Callable[[Source, datetime | None], Tracked]
FINDERS: tuple[Finder, ...] = (
    changes_packs.of_source,
    changes_prices.of_source,
    changes_terms.of_source,
    changes_providers.of_source,
    changes_documents.of_source,
)


class NotThere(ValueError):
    """A market or source that was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; None leaves a bound out. `since` bounds when one was first seen."""

    market: str | None = None
    source: str | None = None
    since: date | None = None
    kind: str | None = None
    known_at: datetime | None = None

    def admits(self, change: Change) -> bool:
        """Whether a change is one of those asked for."""
        return (self.since is None or change.no_later_than >= self.since) and (
            self.kind is None or change.kind.casefold() == self.kind.casefold()
        )


def changes(wanted: Wanted) -> list[dict[str, Any]]:
    """The changes asked for, as they are printed: by market, and the latest first.

    Raises:
        NotThere: no such market, or a source that was never collected.
    """
    found = [
        (source.market, each.change)
        for source in _sources(wanted)
        for finder in FINDERS
        for each in finder(source, wanted.known_at).found
        if wanted.admits(each.change)
    ]
    found.sort(key=lambda item: (item[1].provider, item[1].subject, item[1].field, item[1].kind))
    found.sort(key=lambda item: (item[0], -item[1].no_later_than.toordinal()))
    return [shown(market, change) for market, change in found]


def shown(market: str, change: Change) -> dict[str, Any]:
    """One change in the shape that every face prints."""
    return {
        "market": market,
        "provider": change.provider,
        "subject": change.subject,
        "kind": change.kind,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "unit": change.unit,
        "direction": change.direction.value,
        "magnitude": _share(change.magnitude),
        "unit_price_rise": _share(change.unit_price_rise),
        "severity": change.severity.value,
        "state": change.state.value,
        "doubt": change.doubt,
        "context": change.context,
        "after": change.after.isoformat(),
        "no_later_than": change.no_later_than.isoformat(),
        "cause": change.cause.value,
        "evidence": {"before": str(change.before), "after": str(change.since)},
    }


def _share(share: Decimal | None) -> str | None:
    """A share with four decimals at most and two at least: 0.10, 0.1111."""
    if share is None:
        return None
    text = f"{share:.4f}"
    return text[:-2] if text.endswith("00") else text


def _sources(wanted: Wanted) -> Iterator[Source]:
    markets = loader.keys()
    if wanted.market is not None and wanted.market not in markets:
        raise NotThere(f"--market: expected one of {', '.join(markets)}, found {wanted.market!r}")
    rows = Source.objects.order_by("key")
    if wanted.market:
        rows = rows.filter(market=wanted.market)
    if wanted.source:
        rows = rows.filter(key=wanted.source)
        if not rows.exists():
            raise NotThere(
                f"--source: expected a source that was collected, found {wanted.source!r}"
            )
    return rows.iterator()
