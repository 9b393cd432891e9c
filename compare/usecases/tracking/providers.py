"""Changes of what providers are called and whose they are, out of what was stored of one source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from compare.markets.definition import Market
from compare.markets.loader import load
from compare.store.models import Provider, Source
from compare.store.selectors import histories, seen
from compare.store.writers.kinds import KINDS
from compare.track.change import Toward
from compare.track.events import Severity
from compare.usecases.tracking.between import Between, between, change, state
from compare.usecases.tracking.parts import Found, Tracked, part, parts
from compare.values.fact import ProviderFact
from compare.values.missing import Missing

KIND = "provider"
NAME, GROUP = "name", "group"


def of_source(
    source: Source, known_at: datetime | None, providers: Collection[int] | None = None
) -> Tracked:
    """Every change of an attribute of these providers, or of all."""
    return Tracked(KIND, parts(KIND, providers), list(_found(source, known_at, providers)))


def _found(
    source: Source, known_at: datetime | None, wanted: Collection[int] | None
) -> Iterator[Found]:
    market = load(source.market)
    names = dict(Provider.objects.values_list("id", "key"))
    steps = list(between(KINDS[ProviderFact], source, market, known_at, wanted))
    for step in [*steps, *_takeovers(source, market, known_at, wanted)]:
        provider, key = step.series
        said = ("provider_changed", key, step.old.value[0], step.new.value[0], None)
        told = change(step, (names[provider], ""), said, Toward.NEITHER, None, Severity.UNRATED)
        yield Found(part(KIND, provider), told)


def _takeovers(
    source: Source, market: Market, known_at: datetime | None, wanted: Collection[int] | None
) -> Iterator[Between]:
    """Providers that a source knew by name before it named their group: they had none."""
    kind = KINDS[ProviderFact]
    held = dict(histories.of_source(kind, source, known_at, least=1, wanted=wanted))
    joined = [series for series in held if series[1] == GROUP]
    looked_at = [*joined, *((provider, NAME) for provider, _ in joined)]
    days = seen.days(kind, source.pk, looked_at, known_at, market.zone)
    for provider, _ in joined:
        group, name = held[provider, GROUP][0], held.get((provider, NAME))
        before = [day for day in days.get((provider, NAME), []) if day < group.valid_from]
        if name and before:
            none = name[0]._replace(value=(Missing.NOT_STATED.value,))
            since = state(group, days.get((provider, GROUP), []))
            yield Between((provider, GROUP), none, group, before[-1], since)
