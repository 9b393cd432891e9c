"""Where everything comes from, how each source is doing, and what would help most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.markets.loader import load, shown
from compare.store.models import Ticket
from compare.store.selectors import sources as selected
from compare.store.selectors import tickets
from compare.usecases.answering.answer import labels
from compare.usecases.market import coverage as market_coverage
from compare.usecases.repairing import work_lists
from compare.usecases.repairing.health import status
from compare.web import twins
from compare.web.subject import subject
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

Json = dict[str, Any]
FEW = 12  # items of a work list, before the rest is left to the twins


@require_safe
@explained
def sources(request: HttpRequest) -> HttpResponse:
    """`/sources/`."""
    now = timezone.now()
    found = status(now)
    coverage = _coverage(now)
    return twins.given(
        request,
        page=lambda: render(request, "pages/sources.html", _page(found, coverage)),
        document=lambda: {
            **found,
            "coverage": {key: _plain(held) for key, held in coverage.items()},
            "work": work_lists.held(),
        },
        rows=lambda: [_row(each) for each in found["sources"]],
        markets=shown(),
        since=selected.last_event(),
    )


@require_safe
@explained
def open_tickets(request: HttpRequest) -> HttpResponse:
    """`/tickets/`: everything that needs a hand, the longest first; its data are `/api/v1/tickets`."""
    rows = list(tickets.shown("open").order_by("opened_at", "id"))
    return twins.given(
        request,
        page=lambda: render(request, "pages/tickets.html", {"tickets": rows}),
        document=lambda: {"tickets": [_ticket(row) for row in rows]},
        rows=lambda: [_ticket(row) for row in rows],
        since=selected.last_event(),
    )


def _coverage(now: datetime) -> dict[str, market_coverage.Held]:
    """The coverage of each market that sells something, by its key."""
    every = ((key, load(key)) for key in shown())
    asked = (
        (key, market_coverage.held(market, work_lists.today(market, now)))
        for key, market in every
        if market.market.mode == "live"
    )
    return {key: held for key, held in asked if held}


def _page(found: Json, coverage: Mapping[str, market_coverage.Held]) -> Json:
    by_market = defaultdict(list)
    for row in found["sources"]:
        by_market[row["market"]].append(_shown(row))
    about = {row.key: row for row in selected.everyone()}
    work = work_lists.held()
    return {
        "about": about,
        "open": sum(len(row["tickets"]) for row in found["sources"]),
        "markets": [
            {
                "subject": subject(market := load(key)),
                "sources": [{**row, "about": about[row["source"]]} for row in by_market[key]],
                "coverage": coverage.get(key),
                "work": _work(market, work[key]) if key in work else None,
            }
            for key in shown()
            if by_market[key]
        ],
    }


def _shown(row: Json) -> Json:
    """A source with its instants as such, and its records worded."""
    return {
        **row,
        "last_good": parse_datetime(row["last_good"] or ""),
        "last_change": parse_datetime(row["last_change"] or ""),
        "records": [(_kind(kind), rows) for kind, rows in sorted(row["records"].items())],
    }


def _kind(kind: str) -> str:
    """What a kind of record is called, in the plural."""
    return {
        "provider": _("providers"),
        "plan": _("plans"),
        "price": _("prices"),
        "tariff": _("tariffs"),
        "term": _("terms"),
        "figure": _("service figures"),
        "place": _("places"),
        "area": _("areas"),
        "pack": _("packs"),
        "document": _("documents"),
    }.get(kind, kind)


def _work(market: Market, held: Json) -> Json:
    """A kept work list with the terms in the reader's words."""
    worded = labels(market, language())
    items = [
        {**item, "terms": [worded.get(key, key) for key in item["terms"]]}
        for item in held["items"][:FEW]
    ]
    answered = not Decimal(held["cannot_tell"])
    return {**held, "answered": answered, "items": items, "more": max(0, len(held["items"]) - FEW)}


def _plain(held: market_coverage.Held) -> Json:
    return {
        "known": held.known,
        "by_register": held.by_register,
        "with_data": held.with_data,
        "without_data": dict(held.without),
    }


def _row(each: Json) -> Json:
    """A source as a row of the sheet."""
    flat: Iterable[tuple[str, Any]] = (
        (key, value) for key, value in each.items() if key not in ("records", "tickets")
    )
    return {
        **dict(flat),
        "records": sum(each["records"].values()),
        "tickets": " ".join(map(str, each["tickets"])),
    }


def _ticket(row: Ticket) -> Json:
    return {
        "id": row.pk,
        "source": row.source.key,
        "page": row.page,
        "state": row.state,
        "opened_at": row.opened_at.isoformat() if row.opened_at else None,
        "runs": row.runs,
    }
