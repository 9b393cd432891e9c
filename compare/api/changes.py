"""GET changes: what got worse, what got better, with the evidence on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.face import Resource, fresh, tag
from compare.api.listing import HOUR, Listing, parameters, times_explicit, version
from compare.api.schema import DAY, MAYBE_TEXT, TEXT, many, page_of, thing
from compare.store.selectors import changes as selected
from compare.store.selectors import said
from compare.store.selectors.changes import Filter, listed
from compare.store.selectors.sources import everyone
from compare.track.change import State, Toward
from compare.track.events import Severity
from compare.track.news import Place
from compare.usecases.changes import rulings
from compare.usecases.changes.told import Wanted, changes
from compare.usecases.tracking.shelf import with_real
from compare.values.cause import Cause

Schema = dict[str, Any]


def _one_of(name: str, text: str, words: Sequence[str]) -> ask.Parameter:
    def read(name: str, given: str) -> str:
        if given not in words:
            raise ask.Wrong(name, "one of these words", words)
        return given

    return ask.Parameter(name, read, text, {"type": "string", "enum": list(words)})


def _word(kind: type[Any]) -> Schema:
    return {"type": "string", "enum": [each.value for each in kind]}


SHOWN = (Place.NEWS.value, Place.QUIET.value)
SINCE = ask.Parameter(
    "since",
    ask.AS_OF.read,
    "First seen, or in force, on this day or later.",
    {"type": "string", "format": "date"},
)
KIND = ask.keyed("kind", "An event, as in `SHRINKFLATION`, `excess_up`, `price_up`.")
SOURCE = ask.keyed("source", "A source's key.")
DIRECTION = _one_of("direction", "For whom it is better.", [each.value for each in Toward])
PLACE = _one_of("place", "`news`, or the `quiet` log. Without it: both.", SHOWN)
FILTERS = (ask.MARKET, ask.PROVIDER, SOURCE, KIND, SINCE, DIRECTION, PLACE)

EVIDENCE: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}#"}
REPLACED = thing(
    old=TEXT,
    new=TEXT,
    old_name=TEXT,
    new_name=TEXT,
    differences=many(
        thing(field=TEXT, old=TEXT, new=TEXT, unit=MAYBE_TEXT, direction=_word(Toward))
    ),
)
CHANGE = thing(
    id=TEXT,
    market=TEXT,
    provider=TEXT,
    subject=TEXT,
    kind=TEXT,
    field=TEXT,
    old=TEXT,
    new=TEXT,
    unit=MAYBE_TEXT,
    direction=_word(Toward),
    magnitude=MAYBE_TEXT,
    unit_price_rise=MAYBE_TEXT,
    index_rise=MAYBE_TEXT,
    index_products={"type": ["integer", "null"]},
    real_unit_price_rise=MAYBE_TEXT,
    price_before=MAYBE_TEXT,
    price_after=MAYBE_TEXT,
    currency=MAYBE_TEXT,
    minutes_a_year={"type": ["integer", "null"]},
    replaced={"type": ["array", "null"], "items": REPLACED},
    severity=_word(Severity),
    state=_word(State),
    doubt=MAYBE_TEXT,
    context=MAYBE_TEXT,
    after=DAY,
    no_later_than=DAY,
    cause=_word(Cause),
    evidence=thing(before=EVIDENCE, after=EVIDENCE),
    place={"type": "string", "enum": list(SHOWN)},
    replies=many(thing(author=TEXT, text=TEXT, language=TEXT, at=DAY)),
)
OPEN: Schema = {"type": "object", "additionalProperties": True}
CORRECTIONS = thing(
    median_days_to_resolve={"type": ["number", "null"]},
    resolved={"type": "integer"},
    open={"type": "integer"},
    corrections=many(OPEN),
    undone_by_data=many(OPEN),
)


class Row(NamedTuple):
    """A change with the mark of its place in the list."""

    id: int
    shown: dict[str, Any]


class Changes(Listing):
    """Changes, page by page, the latest first; nothing that was withdrawn."""

    filters = FILTERS

    @extend_schema(
        operation_id="changes",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses={200: page_of(CHANGE)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Changes up to `as_of`, the latest first.

        `state` is `confirmed` where it was seen again, told by a second source, or looked at by a
        person. With a `known_at` the changes are found from what could be known then, without what
        anybody said of them since: that takes seconds for a large market.
        """
        return self.page(request)

    def page(self, request: Request) -> HttpResponseBase:
        """The page, made anew each time: what is withdrawn is gone at once."""
        asked = times_explicit(ask.read(request, parameters(*self.filters)))
        return fresh(request, self.document(asked))

    def rows(self, asked: Mapping[str, Any], after: int, limit: int) -> Sequence[Row]:
        if asked["known_at"] is not None:
            return _computed(asked, asked["known_at"])[after : after + limit]
        found = listed(_filter(asked), after, limit)
        real = with_real((row.source, row.shown) for row in found)
        return [Row(row.id, shown) for row, shown in zip(found, real, strict=True)]

    def shown(
        self,
        rows: Sequence[Row],
        asked: Mapping[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        told: dict[str, list[dict[str, Any]]] = {}
        for reply in said.replies([row.shown["id"] for row in rows]):
            plain = {"author": reply.author, "text": reply.text, "language": reply.language}
            told.setdefault(reply.change, []).append({**plain, "at": reply.at.date().isoformat()})
        return [{**row.shown, "replies": told.get(row.shown["id"], [])} for row in rows]


class Corrections(Resource):
    """The log of corrections."""

    @extend_schema(operation_id="corrections", responses={200: CORRECTIONS})
    def get(self, request: Request) -> HttpResponseBase:
        """What was reported as wrong, what became of it, and how long that took."""
        ask.read(request, ())
        return fresh(request, rulings.log())


def _filter(asked: Mapping[str, Any]) -> Filter:
    market = asked.get("market")
    place = asked.get("place")
    return Filter(
        market=market.key if market else None,
        provider=asked.get("provider"),
        source=asked.get("source"),
        kind=asked.get("kind"),
        direction=asked.get("direction"),
        since=asked.get("since"),
        until=asked["as_of"],
        place=Place(place) if place else None,
    )


def _computed(asked: Mapping[str, Any], known_at: datetime) -> list[Row]:
    """What could be known then; a row's mark is its place."""
    wanted = _filter(asked)
    source = wanted.source
    if source is not None and source not in {row.key for row in everyone()}:
        return []
    question = Wanted(wanted.market, source, wanted.since, wanted.kind, known_at)
    name = tag("computed", version(asked.get("market")), question)
    found = cache.get_or_set(f"changes:{name}", lambda: changes(question), HOUR)
    withdrawn = selected.withdrawn()
    bounds = {
        "provider": wanted.provider,
        "direction": wanted.direction,
        "place": asked.get("place"),
    }
    kept = [
        each
        for each in found
        if all(value is None or each[key] == value for key, value in bounds.items())
        and date.fromisoformat(each["no_later_than"]) <= asked["as_of"]
        and each["id"] not in withdrawn
    ]
    return [Row(place, each) for place, each in enumerate(kept, 1)]
