"""The one way in which a page is given with its twins: for people, as JSON, as CSV, and unchanged.

Every answer has an ETag of its bytes (Django's conditional middleware) and a Last-Modified, so that
asking again costs nothing. Nobody keeps a page without asking again: what is withdrawn is gone from
every face at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _

from compare.store.selectors import said, versions
from compare.web import sheet
from compare.web.address import BadAddress

FORMATS = ("html", "json", "csv")
STARTED = timezone.now()  # other code or other words may stand on every page since then

Rows = Iterable[Mapping[str, Any]]


def given(
    request: HttpRequest,
    *,
    page: Callable[[], HttpResponse],
    document: Callable[[], Mapping[str, Any]],
    rows: Callable[[], Rows],
    markets: Iterable[str] = (),
    since: datetime | None = None,
) -> HttpResponse:
    """What `?format=` asks for, made only then.

    `rows` are those of the sheet; `markets` name the markets whose facts the page shows; `since` is
    when else that it shows changed last.

    Raises:
        BadAddress: a format that is none of FORMATS.
    """
    match request.GET.get("format", "html"):
        case "html":
            response = page()
        case "json":
            response = sheet.as_json(document())
        case "csv":
            response = sheet.as_csv(rows())
        case _other:
            raise BadAddress(_("This page is given as %(formats)s.") % {"formats": _listed()})
    response.headers.setdefault("Cache-Control", "no-cache")
    last = max(filter(None, (changed(markets), since)))
    response.headers.setdefault("Last-Modified", http_date(last.timestamp()))
    return response


def changed(markets: Iterable[str]) -> datetime:
    """When a page could last have changed: by a write, by what people said of a change, by a new day,
    or by another release of ours.
    """
    now = timezone.now()
    midnight = datetime.combine(now.date(), time.min, UTC)
    spoken = said.last_said() or midnight
    return max(STARTED, midnight, spoken, versions.written_at(markets) or midnight)


def _listed() -> str:
    return ", ".join(FORMATS)
