"""Changes of amounts in documents, out of the versions that one source stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from compare.markets.definition import Market
from compare.markets.loader import load
from compare.markets.parts import DocumentAmount
from compare.store.models import Source
from compare.store.selectors import documents, seen
from compare.store.selectors.documents import VersionRow
from compare.store.writers.kinds import KINDS, Row
from compare.track.change import Change, State, Toward
from compare.track.document_changes import AmountChange, Version, amount_changes
from compare.track.events import EventType, Excuse, Severity
from compare.track.term_changes import BETTER
from compare.usecases.tracking.parts import Found, Tracked, part
from compare.values.cause import Cause
from compare.values.fact import DocumentFact
from compare.values.terms import Direction

KIND = "document"
AMOUNT_CHANGED = "amount_changed"


def of_source(
    source: Source, known_at: datetime | None, wanted: Collection[str] | None = None
) -> Tracked:
    """Every change of an amount in the documents of one source, in its clause.

    `wanted` are parts: `document`, the provider's number, the document's key; None: all.
    """
    market = load(source.market)
    rows = [
        row
        for row in documents.history(source, known_at)
        if wanted is None or part(KIND, row.provider_id, row.key) in wanted
    ]
    found = []
    every: list[Row] = sorted({(row.provider_id, row.key) for row in rows})
    days = seen.days(KINDS[DocumentFact], source.pk, every, known_at, market.zone)
    for series, some in groupby(rows, lambda row: (row.provider_id, row.key)):
        versions = list(some)
        read = [_version(row, days.get(series, ())) for row in versions]
        subject = versions[0].provider, versions[0].key
        told = [_change(subject, each, market) for each in amount_changes(read)]
        found += [Found(part(KIND, *series), each) for each in told]
    return Tracked(KIND, wanted, found)


def _version(row: VersionRow, days: Sequence[date]) -> Version:
    end = row.valid_to or date.max
    last = max((day for day in days if row.valid_from <= day < end), default=None)
    if last is None:  # a published edition: it holds to the end of its period
        last = row.valid_from if row.valid_to is None else row.valid_to - timedelta(days=1)
    text = documents.text(row.sha256)
    return Version(row.valid_from, last, text, Cause(row.cause), row.evidence)


def _change(subject: tuple[str, str], found: AmountChange, market: Market) -> Change:
    known = _known(found, market.terms.document_amount)
    toward = _toward(found, known)
    kinds = {Toward.WORSE: EventType.TERM_WORSENED.value, Toward.BETTER: BETTER}
    old = found.old.value
    return Change(
        provider=subject[0],
        subject=subject[1],
        kind=kinds.get(toward, AMOUNT_CHANGED),
        field=known.key if known else "amount",
        old=str(found.old),
        new=str(found.new),
        unit=found.new.unit,
        direction=toward,
        magnitude=abs(found.new.value / old - 1) if old else None,
        unit_price_rise=None,
        severity=Severity.UNRATED,
        state=State.CONFIRMED if found.confirmed else State.SEEN,
        after=found.after,
        no_later_than=found.no_later_than,
        cause=Cause.PROVIDER,
        before=found.before,
        since=found.since,
        context=found.clause,
        doubt=Excuse.MARKET_WIDE.value if known and known.by_law else None,
    )


def _known(found: AmountChange, amounts: Sequence[DocumentAmount]) -> DocumentAmount | None:
    """The amount of the market's list that this clause states; None where it knows none.

    One of its words stands in the very sentence: a clause may state other amounts of the unit too.
    """
    clause = found.clause.casefold()
    for amount in amounts:
        here = any(word in found.around for word in amount.words)
        if here and amount.unit == found.new.unit and all(word in clause for word in amount.words):
            return amount
    return None


def _toward(found: AmountChange, known: DocumentAmount | None) -> Toward:
    """For the better or worse only where the market's definition states the direction."""
    if known is None or known.direction in (Direction.NEUTRAL, Direction.STATUS):
        return Toward.NEITHER
    rose = found.new.value > found.old.value
    return Toward.BETTER if rose == (known.direction is Direction.HIGHER_BETTER) else Toward.WORSE
