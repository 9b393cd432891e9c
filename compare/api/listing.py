"""A list of facts: checked parameters, a tag before any row is read, pages by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import orjson
from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.face import Resource, kept, tag
from compare.markets.definition import Market
from compare.store.models import MarketVersion

HOUR = 3600


class Listing(Resource):
    """GET a page of rows.

    A subclass names its `filters`, reads `rows` (each with an `id` that grows) and shows them as
    plain content.
    """

    filters: ClassVar[tuple[ask.Parameter, ...]] = ()

    def rows(self, asked: Mapping[str, Any], after: int, limit: int) -> Sequence[Any]:
        """At most `limit` rows after the one with the id `after`."""
        raise NotImplementedError

    def shown(self, rows: Sequence[Any], asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows as plain content."""
        raise NotImplementedError

    def bounds(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The list's own filters that were given, as a selector names them: a market by its key."""
        given = {each.name: asked[each.name] for each in self.filters if each.name in asked}
        return {
            name: value.key if isinstance(value, Market) else value for name, value in given.items()
        }

    def page(self, request: Request) -> HttpResponseBase:
        """The page that a request asks for, or 304."""
        asked = times_explicit(ask.read(request, parameters(*self.filters)))
        etag = tag(type(self).__name__, version(asked.get("market")), _canonical(asked))
        return kept(request, etag, HOUR, lambda: self.document(asked))

    def document(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What a page says: its rows, both times, and where the next one begins."""
        size = asked.get("page_size", ask.PAGE)
        rows = self.rows(asked, asked.get("cursor", 0), size + 1)
        more = len(rows) > size
        return {
            "as_of": asked["as_of"].isoformat(),
            "known_at": _instant(asked["known_at"]),
            "results": self.shown(rows[:size], asked),
            "next": ask.cursor(rows[size - 1].id) if more else None,
        }


class Facts(Listing):
    """GET a page of facts as of a day, as far as was known at an instant.

    A subclass names what to `select` rows with (by both times, the list's own filters, the id
    before the first row and how many) and says each of them as `plain` content.
    """

    select: ClassVar[Callable[..., Sequence[Any]]]

    def rows(self, asked: Mapping[str, Any], after: int, limit: int) -> Sequence[Any]:
        times = asked["as_of"], asked["known_at"]
        return self.select(*times, after=after, limit=limit, **self.bounds(asked))

    def shown(
        self,
        rows: Sequence[Any],
        asked: Mapping[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        return [self.plain(row) for row in rows]

    def plain(self, row: Any) -> dict[str, Any]:
        """One row as plain content."""
        raise NotImplementedError


def parameters(*filters: ask.Parameter) -> tuple[ask.Parameter, ...]:
    """A list's own filters with those that every list has."""
    return (*filters, ask.AS_OF, ask.KNOWN_AT, ask.CURSOR, ask.PAGE_SIZE)


def times_explicit(asked: dict[str, Any]) -> dict[str, Any]:
    """The same with both times stated: `as_of` today where it was left out, `known_at` an instant."""
    market: Market | None = asked.get("market")
    zone = market.zone if market else timezone.get_default_timezone()
    day: date = asked.get("as_of") or timezone.now().astimezone(zone).date()
    return {**asked, "as_of": day, "known_at": ask.known_instant(asked.get("known_at"), zone)}


def version(market: Market | None) -> str:
    """The version of the facts of a market, or of all."""
    rows = MarketVersion.objects.order_by("market")
    if market:
        rows = rows.filter(market=market.key)
    return " ".join(f"{key}:{digest}" for key, digest in rows.values_list("market", "digest"))


def _canonical(asked: Mapping[str, Any]) -> str:
    plain = {
        key: item.key if isinstance(item, Market) else str(item) for key, item in asked.items()
    }
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")
