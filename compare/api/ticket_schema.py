"""Shapes of tickets, as OpenAPI says them."""

from __future__ import annotations

from compare.api.schema import (
    INSTANT,
    MAYBE_INSTANT,
    MAYBE_TEXT,
    SHA256,
    TEXT,
    Schema,
    many,
    thing,
)
from compare.store.models import SourceState

SEEN: Schema = {
    "anyOf": [
        thing(address=TEXT, sha256=SHA256, fetched_at=INSTANT, content_type=TEXT, download=TEXT),
        {"type": "null"},
    ]
}
TICKET = thing(
    id={"type": "integer", "minimum": 1},
    source=TEXT,
    source_name=TEXT,
    market=TEXT,
    page=TEXT,
    state={"type": "string", "enum": [state.value for state in SourceState]},
    cause=TEXT,
    expected=TEXT,
    found=TEXT,
    todo=TEXT,
    command=TEXT,
    commands=many(TEXT),
    opened_at=INSTANT,
    last_met_at=INSTANT,
    closed_at=MAYBE_INSTANT,
    reopened={"type": "integer", "minimum": 0},
    publish={"type": "string", "enum": ["full", "quote", "hash"]},
    locator=TEXT,
    region_good=MAYBE_TEXT,
    region_bad=MAYBE_TEXT,
    failing=SEEN,
    last_good=SEEN,
)
TICKETS = {200: TICKET}
TICKET_PAGES = {200: thing(results=many(TICKET), next=MAYBE_TEXT)}
