"""Which actions are open to a household: the calendar's departures, less what guards forbid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compare.cost.one_off import OneOff
from compare.decide.situation import Effect, Guard, MarketRules
from compare.decide.verdict import ActionKind
from compare.leaving.calendars import departures
from compare.leaving.contract import Contract
from compare.leaving.departure import Departure


@dataclass(frozen=True, slots=True)
class WayOut:
    """One open action: its departure, what it costs once, and the cover it begins early.

    `early_days` is how many days of the present term a move now replaces, of `term_days`, before
    the common horizon begins; 0 for every other action. `departure` is None to negotiate.
    """

    kind: ActionKind
    first_day: date
    departure: Departure | None = None
    costs: tuple[OneOff, ...] = ()
    early_days: int = 0
    term_days: int = 365


@dataclass(frozen=True, slots=True)
class Blocked:
    """An action that is not open: the code says why, `earliest_date` when it would be."""

    kind: ActionKind
    reason: str
    earliest_date: date | None
    by_guard: bool = False


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What is open and what is not. `guards` are those still to be checked before a move.

    `first_day` is the first day of the common horizon.
    """

    open: tuple[WayOut, ...]
    blocked: tuple[Blocked, ...]
    guards: tuple[Guard, ...]
    first_day: date

    @property
    def earliest_date(self) -> date | None:
        """The first day on which a blocked action would be possible, None where nobody can say."""
        days = [each.earliest_date for each in self.blocked if each.earliest_date]
        return min(days, default=None)


def ways_out(
    contract: Contract,
    rules: MarketRules,
    answers: Mapping[str, bool],
    *,
    today: date,
    start: date,
) -> WaysOut:
    """Every action that is open on `today` for cover from `start` on.

    A guard answered yes blocks, delays or warns as its market says; one without an answer is left
    to be checked (domain 4.1). Negotiating is always open: it changes no provider.

    Raises:
        ValueError: the market names a calendar that does not exist, or an answer fits no guard.
    """
    _check(rules, answers)
    stops = [guard for guard in rules.guards if answers.get(guard.key)]
    open_, blocked = [], []
    for departure in departures(rules.calendar, contract, rules.leaving, today, start):
        stopped = _stopped(departure, stops)
        if stopped:
            blocked.append(stopped)
        else:
            open_.append(departure)
    first_day = max((d.first_day for d in open_ if d.first_day), default=start)
    return WaysOut(
        open=(
            WayOut(ActionKind.NEGOTIATE, first_day),
            *(_way_out(departure, contract, first_day) for departure in open_),
        ),
        blocked=tuple(blocked),
        guards=tuple(guard for guard in rules.guards if guard.key not in answers),
        first_day=first_day,
    )


def _way_out(departure: Departure, contract: Contract, horizon_start: date) -> WayOut:
    first_day = departure.first_day or horizon_start
    return WayOut(
        kind=ActionKind(departure.move.value),
        first_day=first_day,
        departure=departure,
        costs=departure.costs,
        early_days=(horizon_start - first_day).days,
        term_days=contract.term_days or 365,
    )


def _stopped(departure: Departure, stops: Sequence[Guard]) -> Blocked | None:
    """Why a departure is not open, by the calendar or by a guard that was answered yes."""
    kind = ActionKind(departure.move.value)
    stopping = [guard for guard in stops if _stops(guard, departure.first_day)]
    earliest = _earliest(departure.earliest_date, stopping)
    if departure.blocked:
        return Blocked(kind, departure.blocked.value, earliest)
    if stopping:
        return Blocked(kind, stopping[0].key, earliest, by_guard=True)
    return None


def _stops(guard: Guard, first_day: date | None) -> bool:
    if guard.effect is Effect.DELAYS:
        return guard.until is None or first_day is None or first_day < guard.until
    return guard.effect is Effect.BLOCKS


def _earliest(day: date | None, stopping: Sequence[Guard]) -> date | None:
    """The first day on which calendar and guards allow it, None where one of them cannot say."""
    days = [day, *(guard.until for guard in stopping)]
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) else None


def _check(rules: MarketRules, answers: Mapping[str, bool]) -> None:
    unknown = set(answers) - {guard.key for guard in rules.guards}
    if unknown:
        raise ValueError(f"expected answers to this market's guards, found {sorted(unknown)}")
