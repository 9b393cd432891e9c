"""Tables that cross price and cover: each provider of a market over a span of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.markets.loader import load, shown
from compare.track.price_level import ALIKE, Standing
from compare.usecases.changes import premium_against_cover as stories
from compare.usecases.changes.premium_against_cover import Line, NotThere, Story
from compare.web import twins
from compare.web.address import BadAddress
from compare.web.subject import found as found_market
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OTHERS = (Decimal("0.005"), ALIKE, Decimal("0.02"), Decimal("0.05"))
LARGEST = Decimal(1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where a rise and the market's stand between the least and the largest, 0 to 100."""

    rise: str
    market: str


@require_safe
@explained
def premium_against_cover(request: HttpRequest) -> HttpResponse:
    """`/stories/premium-against-cover`: `?market=&since=&until=&threshold=`, html, json or csv."""
    told = {key: load(key) for key in shown() if load(key).market.kind == "offers"}
    key = request.GET.get("market", "")
    threshold = _threshold(request)
    market = found_market(key) if key else None
    found = _found(request, key, threshold) if key else None
    names = [(each, market.market.name.in_(language())) for each, market in told.items()]

    def page() -> HttpResponse:
        context: dict[str, Any] = {"markets": names, "key": key, "threshold": threshold}
        if market:
            context |= _said(market, found, request) if found else {"nothing": True}
            context["invented"] = market.invented
        return render(request, "pages/premium_against_cover.html", context)

    def document() -> dict[str, Any]:
        if market:
            return stories.printed(found) if found else {"market": key}
        return {"markets": [{"market": each, "name": name} for each, name in names]}

    return twins.given(
        request,
        page=page,
        document=document,
        rows=lambda: (
            [_flat(line) for line in found.lines] if found else document().get("markets", [])
        ),
        markets=(key,) if market else (),
    )


def _found(request: HttpRequest, key: str, threshold: Decimal) -> Story | None:
    try:
        return stories.story(key, _day(request, "since"), _day(request, "until"), threshold)
    except NotThere:
        return None


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name)
    try:
        if text and not DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadAddress(_("A day is written as 2026-01-31.")) from None


def _threshold(request: HttpRequest) -> Decimal:
    text = request.GET.get("threshold") or str(ALIKE)
    try:
        value = Decimal(text)
        if not (value.is_finite() and 0 <= value <= LARGEST and len(text) <= 8):
            raise InvalidOperation
    except InvalidOperation:
        raise BadAddress(_("A threshold is a share from 0 to 1, as in 0.01.")) from None
    return value


def _said(market: Market, found: Story, request: HttpRequest) -> dict[str, Any]:
    labels = {term.key: term.label.in_(language()) for term in market.terms.term}
    drawn = _drawn(found)
    counts = {each: sum(line.standing is each for line in found.compared) for each in Standing}
    return {
        "found": found,
        "name": market.market.name.in_(language()),
        "counts": counts,
        "lines": [
            {
                "line": line,
                "standing": _word(line.standing),
                "weighted": _word(line.weighted_standing),
                "worse": [_change(change, labels) for change in line.worse],
                "better": [_change(change, labels) for change in line.better],
                "drawn": drawn[line.provider],
            }
            for line in found.compared
        ],
        "any_cover": any(line.worse or line.better for line in found.lines),
        "any_gap": any(line.gap for line in found.lines),
        "any_same_cover": any(line.same_cover for line in found.lines),
        "others": [
            (each, _address(request, threshold=str(each)))
            for each in OTHERS
            if each != found.threshold
        ],
        "spans": _spans(found.days),
        "twins": [
            (name, _address(request, format=name.lower())) for name in ("JSON", "CSV")
        ],
    }  # fmt: skip


def _word(standing: Standing | None) -> str:
    words = {
        Standing.MORE: _("more"),
        Standing.AS_GENERAL: _("as general prices"),
        Standing.LESS: _("less"),
    }
    return words[standing] if standing else _("not known")


def _change(change: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    before, after = (change["evidence"][side].partition("#") for side in ("before", "after"))
    return {
        **change,
        "label": labels.get(change["field"], change["field"].replace("_", " ")),
        "before": {"sha256": before[0], "at": before[2]},
        "after_at": {"sha256": after[0], "at": after[2]},
    }


def _drawn(found: Story) -> dict[str, Drawn]:
    rises = {line.provider: line.premium.change for line in found.compared if line.premium}
    if not rises or found.mean is None:
        return {}
    low, high = min(rises.values()), max(rises.values())
    width = high - low or Decimal(1)

    def place(value: Decimal) -> str:
        return f"{(value - low) / width * 94 + 3:.1f}"

    return {key: Drawn(place(rise), place(found.mean)) for key, rise in rises.items()}


def _spans(days: Sequence[date]) -> Sequence[date]:
    """The days that may be chosen: all, or where there are many the first of each month."""
    if len(days) <= 24:
        return days
    return [day for at, day in enumerate(days) if not at or day.month != days[at - 1].month]


def _address(request: HttpRequest, **more: str) -> str:
    names = ("market", "since", "until", "threshold")
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return "?" + urlencode({**kept, **more})


def _flat(line: Line) -> dict[str, Any]:
    said = stories.row(line)
    for side in ("cover_worse", "cover_better"):
        said[side] = "; ".join(
            f"{c['subject']} {c['field']}: {c['old']} to {c['new']} by {c['no_later_than']} "
            f"({c['state']})"
            for c in said[side]
        )
    return said
