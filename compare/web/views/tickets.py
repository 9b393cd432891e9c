"""A ticket for people: what stood there, what stands there now, and what to do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import override
from django.views.decorators.http import require_safe

from compare.markets.loader import keys, load
from compare.store.models import Ticket
from compare.store.selectors import tickets
from compare.usecases.repairing import ticket_document
from compare.web import twins
from compare.web.views.errors import explained
from compare.web.xml_text import plain

LARGEST = 2**63


@require_safe
@explained
def ticket(request: HttpRequest, number: int) -> HttpResponse:
    """`/tickets/<number>/`."""
    found = _found(number)
    market = found.source.market
    said = ticket_document.document(found, _base(request))
    context = {
        "ticket": found,
        "said": said,
        "good": _signed(ticket_document.region(found, found.region_good)),
        "bad": _signed(ticket_document.region(found, found.region_bad)),
        "invented": market in keys() and load(market).invented,
    }
    return twins.given(
        request,
        page=lambda: render(request, "pages/ticket.html", context),
        document=lambda: said,
        rows=lambda: [{key: value for key, value in said.items() if not isinstance(value, list)}],
        markets=(market,),
    )


@require_safe
@explained
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """`/tickets/<number>/issue.txt`: text that is ready for a forge, as no browser shows markup."""
    return HttpResponse(
        ticket_document.forge_issue(_found(number), _base(request)),
        content_type="text/plain; charset=utf-8",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"},
    )


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """`/tickets.atom`: tickets as they open and close, the latest first."""
    base = _base(request)
    with override("en"):
        atom = Atom1Feed(
            title="Worth Switching: sources that need a hand",
            link=f"{base}{reverse('web:sources')}",
            description="",
            feed_url=request.build_absolute_uri(request.path),
            language="en",
        )
        for each in tickets.latest():
            _entry(atom, each, base)
    return HttpResponse(
        atom.writeString("utf-8"),
        content_type="application/atom+xml; charset=utf-8",
        headers={"Cache-Control": "public, max-age=60"},
    )


def _entry(atom: Atom1Feed, each: Ticket, base: str) -> None:
    page = f" {each.page}" if each.page else ""
    state = "cured" if each.closed_at else each.state
    atom.add_item(
        title=plain(f"{each.source.key}{page}: {state}"),
        link=f"{base}{reverse('web:ticket', args=[each.pk])}",
        description=plain(f"{ticket_document.cause(each)}\n{ticket_document.command(each, base)}"),
        unique_id=f"{base}/api/v1/tickets/{each.pk}",
        pubdate=each.opened_at,
        updateddate=each.closed_at or each.last_at,
        author_name=plain(each.source.name),
    )


def _found(number: int) -> Ticket:
    found = tickets.one(number) if number < LARGEST else None
    if found is None:
        raise Http404
    return found


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _signed(text: str | None) -> list[tuple[str, str]]:
    """The lines of a region, each with its sign: "-", "+" or "" where both sides have it."""
    return [(line[:1].strip(), line[2:]) for line in (text or "").splitlines()]
