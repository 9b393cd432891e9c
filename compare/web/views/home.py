"""The question, and the markets for which it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
from compare.usecases.asking.newest import newest_instead
from compare.usecases.market.statements import Headline
from compare.web import statements, twins
from compare.web.change_page.words import told
from compare.web.subject import Subject, subjects, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

Json = dict[str, Any]
MONTH = 31  # days
QUIET = ("history", "read", "invented")
MOST_NEW = 5
MOST_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Markets with which a household can do the same; `intro` is said once for all of them.

    `quiet` are those that answer no question of today: they stand smaller, below.
    """

    title: str
    intro: str
    quiet: bool
    markets: tuple[Json, ...]


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
                "groups": _grouped(item for item in markets if not item["subject"].is_empty),
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
    found = subjects(keys)
    found.sort(
        key=lambda s: (s.is_empty, s.invented, not s.askable, s.mode == "archive", -s.facts, s.name)
    )
    return [
        {
            "subject": each,
            **_said(lines.get(each.key), each),
            "coming": newest_instead(each.key, today(load(each.key))),
        }
        for each in found
    ]


def _said(headline: Headline | None, market: Subject) -> Json:
    """The line under its name, and how many in a hundred could gain; None: not known."""
    if headline is None:
        return {"line": _without(market), "gaining": None}
    share = headline.gaining
    return {"line": headline.text, "gaining": None if share is None else round(share * 100)}


def _grouped(markets: Iterable[Json]) -> list[Group]:
    """The markets by what a household can do with them, those of today first."""
    held: dict[str, list[Json]] = {}
    for item in markets:
        held.setdefault(_kind(item["subject"]), []).append(item)
    said = {
        "published": (_("Published prices"), ""),
        "personal": (
            _("Your own papers"),
            _(
                "Nobody publishes these prices: bring your policy, and the quotes that you were given."
            ),
        ),
        "history": (
            _("Kept as history"),
            _("An answer is about the day that you name: prices are no longer collected here."),
        ),
        "read": (_("To read"), ""),
        "invented": (
            _("Invented, to try it"),
            _("A country that does not exist shows how an answer is made."),
        ),
    }
    return [Group(*said[key], key in QUIET, tuple(held[key])) for key in said if key in held]


def _kind(market: Subject) -> str:
    if market.invented:
        return "invented"
    if not market.askable:
        return "read"
    if market.kind == "typed":
        return "personal"
    return "history" if market.mode == "archive" else "published"


def _without(market: Subject) -> str:
    """What a market is good for of which no statement is kept."""
    if market.askable:
        return ""
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
