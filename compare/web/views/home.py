"""The question, and the markets for which it is answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.loader import load, shown
from compare.store.selectors import changes as selected
from compare.store.selectors.changes import ChangeRow, Filter
from compare.track.change import Toward
from compare.track.news import Place
from compare.web import statements, twins
from compare.web.change_page.words import told
from compare.web.subject import Subject, subject
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

Json = dict[str, Any]
MONTH = 31  # days
MOST_NEW = 5
MOST_EARLIER = 3


@require_safe
@explained
def home(request: HttpRequest) -> HttpResponse:
    """`/`."""
    markets = _markets()
    new = _new()
    return twins.given(
        request,
        page=lambda: render(
            request,
            "pages/home.html",
            {
                "markets": [item for item in markets if not item["subject"].is_empty],
                "empty": [item["subject"] for item in markets if item["subject"].is_empty],
                "new": told(new),
                "last": () if new else told(_last()),
            },
        ),
        document=lambda: {
            "language": language(),
            "markets": [_plain(item) for item in markets],
            "new": [row.shown for row in new],
        },
        rows=lambda: [_plain(item) for item in markets],
        markets=[item["subject"].key for item in markets],
    )


def _new() -> list[ChangeRow]:
    """The worsenings of this month that are news, of real markets."""
    return _worsenings(timezone.now().date() - timedelta(days=MONTH), MOST_NEW)


def _last() -> list[ChangeRow]:
    """The last ones on record, whenever that was."""
    return _worsenings(None, MOST_EARLIER)


def _worsenings(since: date | None, limit: int) -> list[ChangeRow]:
    real = tuple(key for key in shown() if not load(key).invented)
    wanted = Filter(markets=real, since=since, direction=Toward.WORSE.value, place=Place.NEWS)
    return selected.listed(wanted, limit=limit)


def _markets() -> list[Json]:
    """Those that can be asked first, then those that only show; what is invented after what is real."""
    keys = list(shown())
    lines = statements.headlines(keys)
    found = [subject(load(key)) for key in keys]
    found.sort(key=lambda s: (s.is_empty, s.invented, not s.askable, -s.facts, s.name))
    return [{"subject": each, "line": lines.get(each.key) or _without(each)} for each in found]


def _without(market: Subject) -> str:
    """What a market is good for of which no statement is kept."""
    if market.askable:
        return _(
            "These prices are personal: bring your papers, and the quotes that you were given."
        )
    return {
        "documents": _("What the small print said, version by version."),
        "goods": _("What shrank: packs before and after."),
    }.get(
        market.kind,
        _("What is published of its providers, with the range that chance leaves open."),
    )


def _plain(item: Json) -> Json:
    market: Subject = item["subject"]
    return {
        "market": market.key,
        "name": market.name,
        "statement": item["line"],
        "mode": market.mode,
        "invented": market.invented,
        "can_be_asked": market.askable,
        "facts": market.facts,
        "read_at": market.read_at.isoformat() if market.read_at else None,
    }
