"""Is the service any better? Providers in groups, never in ranks, each with the range behind it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.markets.parts import Measure
from compare.web.templatetags.worth import number

Json = Mapping[str, Any]
WIDTH, TIMES = 200, 10  # ratios are drawn from a tenth to ten times; shares from -100 to 100 points


@dataclass(frozen=True, slots=True)
class Range:
    """One provider against yours. `low` and `high` place the stroke; None: nothing is published."""

    name: str
    text: str
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Providers of which the counts say the same."""

    title: str
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """One measure: its question, which side is the better one, and a range for each provider."""

    question: str
    left: str
    right: str
    rows: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """The whole section. `middle` is where a provider just like yours would stand."""

    lede: str
    groups: tuple[Group, ...]
    measures: tuple[Ranges, ...]
    width: int
    middle: int


def serving(person: Json, market: Market, language: str) -> Serving | None:
    """What counts say of the shown providers against the present one; None without an offer."""
    others = {offer["provider_name"]: offer["service"] for offer in _others(person)}
    if not others:
        return None
    groups = tuple(_groups(others))
    own = person["present"]["provider_name"]
    return Serving(
        lede=_lede(groups, own),
        groups=groups,
        measures=tuple(_measures(others, market, language)),
        width=WIDTH,
        middle=WIDTH // 2,
    )


def _others(person: Json) -> list[Json]:
    if person["present"] is None:
        return []
    return [offer for offer in person["offers"] if not offer["own"] and "service" in offer]


def _lede(groups: tuple[Group, ...], own: str) -> str:
    kinds = {group.kind for group in groups}
    if kinds == {"unknown"}:
        return _("Nobody publishes anything by which the service of these could be compared.")
    if "better" in kinds:
        return _("By what is counted, some of them do better than %(own)s.") % {"own": own}
    return _("There is no evidence that they are any better than %(own)s.") % {"own": own}


def _groups(others: Mapping[str, Json]) -> Iterator[Group]:
    titles = {
        "better": _("Better than yours, as far as the counts show"),
        "worse": _("Worse than yours, as far as the counts show"),
        "equivalent": _("About the same as yours, within narrow limits"),
        "no_evidence": _("No evidence that they are any better, or any worse"),
        "unknown": _("Nothing published to compare"),
    }
    for kind, title in titles.items():
        names = tuple(name for name, service in others.items() if _kind(service) == kind)
        if names:
            yield Group(title, names, kind)


def _kind(service: Json) -> str:
    return "unknown" if service["unknown"] else str(service["state"])


def _measures(others: Mapping[str, Json], market: Market, language: str) -> Iterator[Ranges]:
    for measure in market.quality.measure:
        if measure.counted and any(measure.key in each["measures"] for each in others.values()):
            fewer, more = _("fewer than yours"), _("more than yours")
            better = _("%(side)s (better)")
            low_is_good = measure.good == "lower"
            yield Ranges(
                question=measure.question.in_(language),
                left=better % {"side": fewer} if low_is_good else fewer,
                right=more if low_is_good else better % {"side": more},
                rows=tuple(
                    _range(name, each["measures"].get(measure.key), measure)
                    for name, each in others.items()
                ),
            )


def _range(name: str, found: Json | None, measure: Measure) -> Range:
    if found is None:
        return Range(name, _("not known: nothing published"))
    interval = found["interval"]
    if found["too_few"] or interval is None or "inf" in interval.values():
        return Range(name, _("not known: too few cases"))
    low, high = interval["low"], interval["high"]
    if measure.kind == "proportion":
        said = {"low": number(f"{100 * low:.1f}"), "high": number(f"{100 * high:.1f}")}
        text = _("%(low)s to %(high)s percentage points") % said
        return Range(name, text, _point(low), _point(high))
    said = {"low": number(f"{low:.2f}"), "high": number(f"{high:.2f}")}
    return Range(name, _("%(low)s to %(high)s times") % said, _ratio(low), _ratio(high))


def _point(value: float) -> str:
    return f"{WIDTH * (min(max(value, -1), 1) + 1) / 2:.1f}"


def _ratio(value: float) -> str:
    bounded = min(max(value, 1 / TIMES), TIMES)
    return f"{WIDTH * (math.log(bounded, TIMES) + 1) / 2:.1f}"
