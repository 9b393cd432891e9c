"""One provider over time: worse and better on one line, its prices beside the market's, its service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.markets.loader import load, shown
from compare.quality.event_rates import EventRate
from compare.store.selectors import changes as selected
from compare.store.selectors import documents
from compare.store.selectors.attributes import providers_of
from compare.store.selectors.changes import DatedRow, Filter
from compare.track.news import Place
from compare.track.price_level import Standing
from compare.usecases.changes.provider_history import ProviderHistory, provider_history
from compare.usecases.changes.work_moved import work_moved
from compare.usecases.offers import loyalty
from compare.web import measures, twins
from compare.web.change_page.asked import KEY
from compare.web.change_page.drawn import levels, time_line
from compare.web.change_page.words import kind, minutes, told, what
from compare.web.measures import SMALL
from compare.web.subject import subject, today
from compare.web.templatetags.worth import number
from compare.web.views.errors import explained

SPAN = timedelta(days=6 * 365)
MOST = 200
Json = dict[str, Any]


@require_safe
@explained
def provider(request: HttpRequest, key: str) -> HttpResponse:
    """`/providers/<key>/`."""
    markets = [market for market in shown() if key in providers_of(market)]
    if not KEY.fullmatch(key) or not markets:
        raise Http404
    found = [_Of(load(market), key) for market in markets]
    return twins.given(
        request,
        page=lambda: _page(request, key, found),
        document=lambda: {"provider": key, "markets": [one.plain() for one in found]},
        rows=lambda: [row for one in found for row in one.rows()],
        markets=markets,
    )


def _page(request: HttpRequest, key: str, found: Sequence[_Of]) -> HttpResponse:
    context = {
        "key": key,
        "name": found[0].name,
        "markets": [one.context() for one in found],
        "invented": all(one.market.invented for one in found),
    }
    return render(request, "pages/provider.html", context)


class _Of:
    """A provider in one market."""

    def __init__(self, market: Market, key: str) -> None:
        self.market, self.key = market, key
        self._names = providers_of(market.key)
        self.name = self._names[key]
        self._every = selected.dated(market.key)
        self._own = [change for change in self._every if change.provider == key]
        self.since, self.until = self._span()
        self._history = provider_history(
            market.key, key, self._every, since=self.since, until=self.until
        )
        self._gap = loyalty.newest(market.key).get(key)
        of = Filter(market=market.key, provider=key)
        self._work = work_moved(market.key, key)
        self._news = selected.listed(_at(of, Place.NEWS), limit=MOST)
        self._quiet = selected.listed(_at(of, Place.QUIET), limit=MOST)

    def _span(self) -> tuple[date, date]:
        """From six years before the last day that is known to that day."""
        now = today(self.market)
        last = max((change.no_later_than for change in self._every), default=now)
        until = max(now, last) + timedelta(days=1)
        first = min((change.after for change in self._every), default=until - SPAN)
        return max(first, until - SPAN), until

    def context(self) -> Json:
        """What the page shows of it."""
        history = self._history
        own = [change for change in self._own if self.since <= change.no_later_than < self.until]
        return {
            "subject": subject(self.market),
            "since": self.since,
            "until": self.until - timedelta(days=1),
            "line": time_line(own, self.since, self.until),
            "news": told(self._news),
            "quiet": told(self._quiet),
            "rate": _rate_words(history),
            "moves": [_move(move) for move in history.prices],
            "levels": levels(history.prices),
            "events": [_event(event, self._names) for event in history.events],
            "gap": self._gap,
            "work": minutes(self._work.minutes, self._work.is_least) if self._work else "",
            "owner": history.owner,
            "same_owner": [(key, self._names.get(key, key)) for key in history.same_owner],
            "service": list(self._service()),
            "documents": [
                row for row in documents.held(self.market.key) if row.provider == self.key
            ],
        }

    def plain(self) -> Json:
        """The same for programs."""
        history = self._history
        return {
            "market": self.market.key,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "changes": [row.shown for row in (*self._news, *self._quiet)],
            "rate": {"own": _rate(history.own), "others": _rate(history.others)},
            "prices": [_plain_move(move) for move in history.prices],
            "rise_at_renewal": loyalty.spread(self._gap.walk if self._gap else None),
            "fees_beyond_headline": loyalty.spread(self._gap.drip if self._gap else None),
            "work_moved": asdict(self._work) if self._work else None,
            "owner": history.owner,
            "same_owner": list(history.same_owner),
        }

    def rows(self) -> list[Json]:
        """Its changes, for a sheet."""
        return [row.shown for row in (*self._news, *self._quiet)]

    def _service(self) -> list[Json]:
        """Each measure in which this provider has a figure, in its group."""
        found = []
        for measure in measures.measures(measures.documents(self.market)):
            for group in measure.groups:
                for row in group.rows:
                    if row.name == self.name:
                        found.append({"measure": measure, "group": group, "row": row})
            if self.name in measure.small:
                found.append({"measure": measure, "group": None, "row": None, "small": SMALL})
        return found


def _at(of: Filter, place: Place) -> Filter:
    return Filter(market=of.market, provider=of.provider, place=place)


def _rate(rate: EventRate | None) -> Json | None:
    if rate is None:
        return None
    interval = rate.interval
    return {
        "events": rate.events,
        "product_years": round(rate.years, 1),
        "rate": round(interval.estimate, 4),
        "low": round(interval.low, 4),
        "high": round(interval.high, 4),
    }


def _rate_words(history: ProviderHistory[DatedRow]) -> str:
    """How often it got worse, beside all others: a sentence with its ranges."""
    own, others = history.own, history.others
    if own is None or others is None:
        return ""
    said = {
        "own": _two(own.interval.estimate),
        "low": _two(own.interval.low),
        "high": _two(own.interval.high),
        "others": _two(others.interval.estimate),
    }
    counted = (
        _(
            "For the worse: %(own)s changes for each plan and year (%(low)s to %(high)s), and "
            "%(others)s with all others."
        )
        % said
    )
    verdict = (
        _("That is more often than the others, beyond what chance explains.")
        if history.is_worse_than_others
        else _("There is no evidence that it gets worse more often than the others.")
    )
    return f"{counted} {verdict}"


def _two(value: float) -> str:
    return str(number(f"{value:.2f}"))


def _move(move: Any) -> Json:
    return {
        "before": move.before.isoformat(),
        "after": move.after.isoformat(),
        "own": _percent(move.own.change),
        "others": _percent(move.others.change) if move.others else "",
        "offers": move.own.offers,
        "standing": {
            Standing.MORE: _("more than general prices"),
            Standing.AS_GENERAL: _("as general prices"),
            Standing.LESS: _("less than general prices"),
            None: _("nobody to compare with"),
        }[move.standing],
        "direction": {Standing.MORE: "worse", Standing.LESS: "better"}.get(move.standing, ""),
    }


def _plain_move(move: Any) -> Json:
    return {
        "before": move.before.isoformat(),
        "after": move.after.isoformat(),
        "offers": move.own.offers,
        "own": f"{move.own.change:.4f}",
        "others": f"{move.others.change:.4f}" if move.others else None,
        "standing": move.standing.value if move.standing else None,
    }


def _percent(share: Any) -> str:
    sign = "+" if share > 0 else ""
    return f"{sign}{number(f'{share * 100:.1f}')}\xa0%"


def _event(event: Any, names: dict[str, str]) -> Json:
    return {
        "what": what("", event.field.partition(" (")[0]),
        "kind": kind(event.kind),
        "of_price": event.kind.startswith("price_"),
        "together": event.is_together,
        "led": event.is_led,
        "movers": [
            {
                "names": ", ".join(names.get(key, key) for key in mover.brands),
                "after": mover.after,
                "no_later_than": mover.no_later_than,
            }
            for mover in event.movers
        ],
    }
