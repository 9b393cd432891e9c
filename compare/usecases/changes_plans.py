"""Changes of prices, terms and providers, out of what was stored of one source."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from compare.markets.definition import Market
from compare.markets.loader import load
from compare.store.models import Cell, Plan, Provider, Source
from compare.store.selectors import histories, seen
from compare.store.selectors.histories import Held
from compare.store.writers.kinds import KINDS, Kind, Row, term_value
from compare.track.change import Change, Evidence, State, Toward
from compare.track.confirmation import APART
from compare.track.events import Severity
from compare.track.price_changes import Step, moved
from compare.track.term_changes import judge
from compare.values.cause import Cause
from compare.values.fact import PriceFact, ProviderFact, TermFact
from compare.values.missing import Missing
from compare.values.money import Money
from compare.values.terms import Restricted, TermValue

DAY = timedelta(days=1)
NAME, GROUP = "name", "group"


@dataclass(frozen=True, slots=True)
class Between:
    """Two values of one series, one after the other, and the days between which it changed."""

    series: Row
    old: Held
    new: Held
    after: date
    state: State

    @property
    def evidence(self) -> tuple[Evidence, Evidence]:
        """Where both were read."""
        return Evidence(self.old.sha256, self.old.locator), Evidence(
            self.new.sha256, self.new.locator
        )


def of_source(source: Source, known_at: datetime | None) -> list[Change]:
    """Every change of a price, a term or a provider's attribute that one source shows."""
    market = load(source.market)
    return [
        *_prices(source, market, known_at),
        *_terms(source, market, known_at),
        *_providers(source, market, known_at),
    ]


def _between(
    kind: Kind, source: Source, market: Market, known_at: datetime | None
) -> Iterator[Between]:
    """The steps of every series, with the last day on which the old value was seen."""
    changed = dict(histories.of_source(kind, source, known_at))
    days = _days(kind, source, market, list(changed), known_at)
    for series, held in changed.items():
        for old, new in pairwise(held):
            if old.value != new.value:
                after = _last_seen(old, new, days[series])
                yield Between(series, old, new, after, _state(new, days[series]))


def _days(
    kind: Kind, source: Source, market: Market, series: list[Row], known_at: datetime | None
) -> dict[Row, list[date]]:
    """The days on which each series was seen, in order."""
    days: dict[Row, list[date]] = defaultdict(list)
    for fetched_at, shown in seen.by_capture(kind, source.pk, series):
        if known_at is None or fetched_at <= known_at:
            for one in shown:
                days[one].append(fetched_at.astimezone(market.zone).date())
    return days


def _last_seen(old: Held, new: Held, days: Sequence[date]) -> date:
    """The last sighting of the old value; a published period holds to its end (domain 7)."""
    place = bisect_left(days, new.valid_from)
    if place and days[place - 1] >= old.valid_from:
        return days[place - 1]
    return (old.valid_to or new.valid_from) - DAY


def _state(new: Held, days: Sequence[date]) -> State:
    """Confirmed where the new value was seen again a week or more after it was first seen."""
    within = [d for d in days if new.valid_from <= d and (new.valid_to is None or d < new.valid_to)]
    again = within and within[-1] - within[0] >= APART
    return State.CONFIRMED if again else State.SEEN


def _terms(source: Source, market: Market, known_at: datetime | None) -> Iterator[Change]:
    terms = {term.key: term for term in market.terms.term}
    plans = _plans(source.market)
    for step in _between(KINDS[TermFact], source, market, known_at):
        plan, key = step.series
        term = terms.get(key)
        if term is None:
            continue
        old, new = term_value(*step.old.value), term_value(*step.new.value)
        judged = judge(term.attribute, term.event, old, new)
        yield _change(
            step,
            plans[plan],
            (judged.kind, key, _printed(old), _printed(new), term.unit),
            judged.direction,
            judged.magnitude,
            judged.severity,
        )


def _prices(source: Source, market: Market, known_at: datetime | None) -> Iterator[Change]:
    """One change for each plan and day: that of its middle cell."""
    together: dict[tuple[int, date, date, Row], list[Between]] = defaultdict(list)
    for step in _between(KINDS[PriceFact], source, market, known_at):
        if step.old.shared == step.new.shared:  # another currency or frequency: not this price
            key = (step.series[1], step.after, step.new.valid_from, step.new.shared)
            together[key].append(step)
    plans = _plans(source.market)
    cells = dict(Cell.objects.filter(market=source.market).values_list("id", "codes"))
    for (plan, _, _, (currency, per)), steps in sorted(together.items()):
        places = [Step(s.old.value[0], s.new.value[0], n) for n, s in enumerate(steps)]
        found = moved(places)
        if found is None:
            continue
        middle = steps[found.step.place]
        cell = cells[middle.series[0]].replace("|", ", ")
        where = f"price ({cell}; the middle of {len(steps)})" if len(steps) > 1 else "price"
        amounts = [
            str(Money.from_micros(micros, currency).rounded().amount)
            for micros in (found.step.old, found.step.new)
        ]
        said = (found.kind, where, amounts[0], amounts[1], f"{currency} per {per}")
        yield _change(middle, plans[plan], said, found.direction, found.magnitude, found.severity)


def _providers(source: Source, market: Market, known_at: datetime | None) -> Iterator[Change]:
    names = dict(Provider.objects.values_list("id", "key"))
    steps = list(_between(KINDS[ProviderFact], source, market, known_at))
    for step in [*steps, *_takeovers(source, market, known_at)]:
        provider, key = step.series
        said = ("provider_changed", key, step.old.value[0], step.new.value[0], None)
        yield _change(step, (names[provider], ""), said, Toward.NEITHER, None, Severity.UNRATED)


def _takeovers(source: Source, market: Market, known_at: datetime | None) -> Iterator[Between]:
    """Providers that a source knew by name before it named their group: they had none."""
    kind = KINDS[ProviderFact]
    held = dict(histories.of_source(kind, source, known_at, least=1))
    joined = [series for series in held if series[1] == GROUP]
    wanted = [*joined, *((provider, NAME) for provider, _ in joined)]
    days = _days(kind, source, market, wanted, known_at)
    for provider, _ in joined:
        group, name = held[provider, GROUP][0], held.get((provider, NAME))
        before = [day for day in days[provider, NAME] if day < group.valid_from]
        if name and before:
            none = name[0]._replace(value=(Missing.NOT_STATED.value,))
            state = _state(group, days[provider, GROUP])
            yield Between((provider, GROUP), none, group, before[-1], state)


def _plans(market: str) -> dict[int, tuple[str, str]]:
    rows = Plan.objects.filter(market=market).values_list("id", "provider__key", "key")
    return {number: (provider, key) for number, provider, key in rows}


def _printed(value: TermValue) -> str:
    match value:
        case Restricted(condition):
            return f"restricted: {condition}" if condition else "restricted"
        case Missing():
            return value.value
    return str(value)


def _change(
    step: Between,
    subject: tuple[str, str],
    said: tuple[str, str, str, str, str | None],
    direction: Toward,
    magnitude: Decimal | None,
    severity: Severity,
) -> Change:
    kind, field, old, new, unit = said
    before, since = step.evidence
    return Change(
        provider=subject[0],
        subject=subject[1],
        kind=kind,
        field=field,
        old=old,
        new=new,
        unit=unit,
        direction=direction,
        magnitude=magnitude,
        unit_price_rise=None,
        severity=severity,
        state=step.state,
        after=step.after,
        no_later_than=step.new.valid_from,
        cause=Cause.PROVIDER,
        before=before,
        since=since,
    )
