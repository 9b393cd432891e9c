"""The work lists of all markets as they are kept: worked out after a run, never while a reader waits."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from compare.markets import loader
from compare.markets.definition import Market
from compare.store.models import Run, RunState, Source, SourceState
from compare.store.models import WorkList as Row
from compare.store.selectors import attributes
from compare.usecases.asking.fields import QuestionError
from compare.usecases.market import statements
from compare.usecases.repairing.health import state_at
from compare.usecases.repairing.work_list import Work, work_list

log = logging.getLogger(__name__)
WORKS = (SourceState.OK, SourceState.NEW)

Json = dict[str, Any]


def held() -> dict[str, Json]:
    """The kept work list of each market that has one, by market."""
    rows = Row.objects.filter(market__in=loader.shown())
    return dict(rows.values_list("market", "document"))


def keep_all(now: datetime) -> int:
    """Work out what is missing or rests on anything else; how many that were."""
    return sum(keep(loader.load(key), now) for key in loader.answering())


def keep(market: Market, now: datetime) -> bool:
    """Work out one market's list anew, if it is live and something that it rests on has changed."""
    if market.market.mode != "live" or not market.households.household:
        return False
    day = today(market, now)
    rows = [row for row in Source.objects.filter(market=market.key, shown=True) if row.good_at]
    broken = [row.key for row in rows if state_at(row, now) not in WORKS]
    basis = f"{statements.basis(market)} {day} {' '.join(sorted(broken))}"
    if not rows or Row.objects.filter(market=market.key, basis=basis).exists():
        return False
    try:
        found = work_list(market, day, sorted(broken))
    except QuestionError as error:
        log.info("no work list of %s: %s", market.key, error)
        return False
    if found is None:
        return False
    document = {
        "market": market.key,
        "as_of": day.isoformat(),
        "cannot_tell": format(found.cannot_tell, "f"),
        "households": found.households,
        "items": _items(market, found.items, day),
    }
    said = {"basis": basis, "document": document, "made_at": datetime.now(UTC)}
    Row.objects.update_or_create(market=market.key, defaults=said)
    return True


def today(market: Market, now: datetime) -> date:
    """The day in the market's zone; an invented market has its own calendar: its last run's day."""
    if market.invented:
        runs = Run.objects.filter(source__market=market.key, state=RunState.STORED)
        last = runs.order_by("-today").values_list("today", flat=True).first()
        if last is not None:
            return last
    return now.astimezone(market.zone).date()


def _items(market: Market, found: Sequence[Work], day: date) -> list[Json]:
    names = dict(Source.objects.filter(market=market.key).values_list("key", "name"))
    names |= attributes.names(market.key, day, None)
    return [
        {
            "kind": item.kind,
            "subjects": [{"key": key, "name": names.get(key, key)} for key in item.subjects],
            "terms": list(item.terms),
            "share": format(item.share, "f"),
            "households": list(item.households),
        }
        for item in found
    ]
