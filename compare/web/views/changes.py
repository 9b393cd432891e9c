"""What changed: the news first, the quiet log one step away, each change on a page of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.loader import keys, load, shown
from compare.store.selectors import changes as selected
from compare.store.selectors import evidence, said
from compare.store.selectors.changes import ChangeRow
from compare.track.news import EXCUSES, Place
from compare.usecases.tracking.shelf import with_real
from compare.web import twins
from compare.web.change_page import notice
from compare.web.change_page.asked import PAGE, Asked, asked
from compare.web.change_page.words import kind, told
from compare.web.subject import subject
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

MOST = 5_000  # rows of a sheet


@require_safe
@explained
def changes(request: HttpRequest) -> HttpResponse:
    """`/changes/`: `market`, `provider`, `kind`, `since`; `log=quiet` is all that is no news."""
    wanted = asked(request)
    return twins.given(
        request,
        page=lambda: _page(request, wanted),
        document=lambda: {"changes": _plain(wanted), "place": "quiet" if wanted.quiet else "news"},
        rows=lambda: _plain(wanted),
        markets=[wanted.market] if wanted.market else shown(),
    )


@require_safe
@explained
def change(request: HttpRequest, key: str) -> HttpResponse:
    """`/changes/<id>/`: one change, with the evidence on both sides and what was replied."""
    row = selected.by_key(key)
    if row is None:
        raise Http404
    (real,) = with_real([(row.source, row.shown)])
    return twins.given(
        request,
        page=lambda: _one(request, row, real),
        document=lambda: {**real, "replies": _replies(key)},
        rows=lambda: [real],
        markets=[row.market],
    )


def _page(request: HttpRequest, wanted: Asked) -> HttpResponse:
    rows = selected.listed(wanted.filter, wanted.after, PAGE + 1)
    more = len(rows) > PAGE
    other = _others(wanted)
    context = {
        "asked": wanted,
        "changes": told(rows[:PAGE]),
        "next": wanted.query(after=rows[PAGE - 1].id) if more else "",
        "quiet": wanted.query(log="quiet"),
        "news": wanted.query(log=""),
        "query": wanted.query(),
        "counted": other,
        "markets": [subject(load(key)) for key in _with_changes()],
        "kinds": [
            (code, kind(code))
            for code in selected.kinds([wanted.market] if wanted.market else shown())
        ],
        "invented": wanted.invented,
        "feed": _feed(wanted),
    }
    return render(request, "pages/changes.html", context)


def _supposed(row: ChangeRow) -> str:
    """Where the minutes of work come from that a change moved; empty where none are told."""
    terms = load(row.market).terms.term if row.market in keys() else ()
    rows = [work for term in terms if term.key == row.shown["field"] for work in term.moves_work]
    held = [work.reference for work in rows if row.no_later_than in work.span]
    return held[0].in_(language()) if held else ""


def _one(request: HttpRequest, row: ChangeRow, real: dict[str, Any]) -> HttpResponse:
    one = told([row])[0]
    invented = row.market in keys() and load(row.market).invented
    context = {
        "one": one,
        "row": row,
        "real": real,
        "excused": row.printed["doubt"] in EXCUSES,
        "notices": notice.told(row.shown),
        "supposed": _supposed(row),
        "market": subject(load(row.market)) if row.market in shown() else None,
        "replies": said.replies([row.key]),
        "because": said.confirmed_because(row.key) if row.by_person else None,
        "held": [evidence.stored(each["sha256"]) for each in (one.before, one.after)],
        "invented": invented,
    }
    return render(request, "pages/change.html", context)


def _others(wanted: Asked) -> dict[str, int]:
    """How many there are on either side."""
    both = wanted.filter
    places = (Place.NEWS, Place.QUIET)
    return {place.value: replace(both, place=place).rows().count() for place in places}


def _with_changes() -> list[str]:
    held = selected.markets()
    return [key for key in shown() if key in held]


def _plain(wanted: Asked) -> list[dict[str, Any]]:
    rows = selected.listed(wanted.filter, wanted.after, MOST)
    return with_real((row.source, row.shown) for row in rows)


def _replies(key: str) -> list[dict[str, Any]]:
    return [
        {"author": row.author, "text": row.text, "language": row.language, "at": str(row.at.date())}
        for row in said.replies([key])
    ]


def _feed(wanted: Asked) -> dict[str, str]:
    """The narrowest feed that holds what is shown: its scope and its key."""
    for scope in ("provider", "kind", "market"):
        if key := getattr(wanted, scope):
            return {"scope": scope, "key": key}
    return {"scope": "", "key": ""}
