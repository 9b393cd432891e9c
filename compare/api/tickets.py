"""GET tickets: which sources need a hand, and what a volunteer fetches to give it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from compare.api import asked as ask
from compare.api.face import Resource
from compare.api.ticket_schema import TICKET_PAGES, TICKETS
from compare.store.models import Ticket as Row
from compare.store.selectors import tickets
from compare.usecases.repairing.ticket_document import document

STATES = ("open", "closed", "all")
NUMBER = OpenApiParameter(
    "number", {"type": "integer", "minimum": 1}, location="path", description="The ticket's."
)


def _state(name: str, text: str) -> str:
    if text not in STATES:
        raise ask.Wrong(name, "a state of tickets", STATES)
    return text


STATE = ask.Parameter(
    "state",
    _state,
    "Those that are open, which is what is given without it; closed; or all.",
    {"type": "string", "enum": list(STATES), "default": "open"},
)
SOURCE = ask.Parameter(
    "source",
    ask.PROVIDER.read,
    "A source's key, as in `ch_regions`.",
    {"type": "string", "pattern": ask.KEY},
)
FILTERS = (STATE, SOURCE, ask.CURSOR, ask.PAGE_SIZE)


class Tickets(Resource):
    """Tickets, page by page, in the order of their numbers."""

    @extend_schema(
        operation_id="tickets",
        parameters=[parameter.described for parameter in FILTERS],
        responses=TICKET_PAGES,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """What is wrong with which source, since when, and the command to run."""
        asked = ask.read(request, FILTERS)
        size = asked.get("page_size", ask.PAGE)
        state, source = asked.get("state", "open"), asked.get("source")
        rows = tickets.page(state, source, asked.get("cursor", 0), size + 1)
        more = ask.cursor(rows[size - 1].pk) if len(rows) > size else None
        return _fresh({"results": [_shown(row, request) for row in rows[:size]], "next": more})


class Ticket(Resource):
    """One ticket."""

    @extend_schema(operation_id="ticket", parameters=[NUMBER], responses=TICKETS)
    def get(self, request: Request, number: int) -> HttpResponseBase:
        """A ticket with the failing page and the last good one; `scrapers pull` reads this."""
        ask.read(request, ())
        found = tickets.one(number) if number < 2**63 else None
        if found is None:
            raise NotFound
        return _fresh(_shown(found, request))


def _shown(row: Row, request: Request) -> dict[str, Any]:
    return document(row, request.build_absolute_uri("/").rstrip("/"))


def _fresh(content: dict[str, Any]) -> Response:
    return Response(content, headers={"Cache-Control": "no-cache"})
