"""Atom and JSON feeds of news, whole or of one market, provider or kind; entries lead to pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.loader import load, shown
from compare.store.selectors.changes import ChangeRow, Filter, latest_news
from compare.track.news import Place
from compare.usecases.changes.recent import names_of
from compare.usecases.changes.scope import told_together
from compare.web.change_page.asked import KEY
from compare.web.change_page.words import Told, kind, told
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained
from compare.web.xml_text import plain

MOST = 50
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@require_safe
@explained
def feed(request: HttpRequest, form: str, scope: str = "", key: str = "") -> HttpResponse:
    """`/feeds/changes.atom`, `/feeds/market/<key>.json` …: the latest news, as it became news."""
    rows = latest_news(_filter(scope, key), MOST)
    title = _title(scope, key, rows)
    response = (_atom if form == "atom" else _json)(request, title, rows)
    response["Cache-Control"] = "no-cache"
    return response


def _filter(scope: str, key: str) -> Filter:
    if key and not KEY.fullmatch(key):
        raise Http404
    if scope == "market" and key not in shown():
        raise Http404
    match scope:
        case "market":
            return Filter(market=key, place=Place.NEWS)
        case "provider":
            return Filter(provider=key, place=Place.NEWS)
    return Filter(kind=key or None, markets=told_together(), place=Place.NEWS)


def _title(scope: str, key: str, rows: Sequence[ChangeRow]) -> str:
    if scope == "market":
        of = load(key).market.name.in_(language())
    elif scope == "provider":
        names = names_of(rows)
        of = next((name for (_market, one), name in names.items() if one == key), key)
    elif scope == "kind":
        of = kind(key)
    else:
        return _("Worth Switching: what changed")
    return _("Worth Switching: what changed, %(of)s") % {"of": of}


def _atom(request: HttpRequest, title: str, rows: Sequence[ChangeRow]) -> HttpResponse:
    found = Atom1Feed(
        title=plain(title),
        link=request.build_absolute_uri(reverse("web:changes")),
        description=None,
        feed_url=request.build_absolute_uri(),
        language=language(),
        feed_guid=request.build_absolute_uri(),
    )
    for row, one in zip(rows, told(rows), strict=True):
        link = _link(request, row)
        found.add_item(
            title=plain(one.sentence),
            link=link,
            description=plain(_text(one)),
            unique_id=link,
            pubdate=row.news_at,
            updateddate=row.news_at,
            categories=[row.market, row.provider, row.printed["kind"]],
        )
    content = found.writeString("utf-8")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _json(request: HttpRequest, title: str, rows: Sequence[ChangeRow]) -> HttpResponse:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": language(),
        "home_page_url": request.build_absolute_uri(reverse("web:changes")),
        "feed_url": request.build_absolute_uri(),
        "items": [
            {
                "id": _link(request, row),
                "url": _link(request, row),
                "title": one.sentence,
                "content_text": _text(one),
                "date_published": (row.news_at or EPOCH).isoformat(),
                "tags": [row.market, row.provider, row.printed["kind"]],
                "_change": row.shown,
            }
            for row, one in zip(rows, told(rows), strict=True)
        ],
    }
    return HttpResponse(orjson.dumps(content), content_type="application/feed+json")


def _link(request: HttpRequest, row: ChangeRow) -> str:
    return request.build_absolute_uri(reverse("web:change", args=[row.key]))


def _text(one: Told) -> str:
    size = "".join(f" ({said})" for said in (one.size, one.minutes) if said)
    return (
        f"{one.subject} {one.what}: {one.old} → {one.new}{size}. {one.when}; {one.state}.".strip()
    )
