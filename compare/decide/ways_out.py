"""Which actions are open to a household: the calendar's departures, less what guards forbid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.cost.one_off import OneOff
from compare.decide.situation import Effect, Guard, MarketRules
from compare.decide.verdict import ActionKind
from compare.leaving.calendars import departures, limits_at_own
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure, FactorLimit
from compare.leaving.months import Months, add_months, elapsed

NO_TIME = Months()


@dataclass(frozen=True, slots=True)
class WayOut:
    """One open action: its departure, what it costs once, and the cover that it replaces.

    It replaces the present contract from `first_day` to the end of the common horizon: for `early`
    before the horizon begins, or only after `late`, when the household has stayed until then.
    `departure` is None to negotiate; `limits` bound what can be chosen. `exposed` says that it
    leaves days without cover whose loss nobody states: what it costs is not known.
    """

    kind: ActionKind
    first_day: date
    departure: Departure | None = None
    costs: tuple[OneOff, ...] = ()
    early: Months = NO_TIME
    late: Months = NO_TIME
    limits: tuple[FactorLimit, ...] = ()
    exposed: bool = False

    def months(self, horizon: int) -> Decimal:
        """For how many months of a horizon, and before it, the present contract is replaced."""
        return horizon + self.early.exact - self.late.exact


@dataclass(frozen=True, slots=True)
class Blocked:
    """An action that is not open: the code says why, `earliest_date` when it would be.

    `departure` is the lawful one that comes too late for the horizon, None for any other block.
    """

    kind: ActionKind
    reason: str
    earliest_date: date | None
    by_guard: bool = False
    departure: Departure | None = None


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What is open and what is not. `guards` are those still to be checked before a move.

    Every action is compared over the same cover (domain 1.1): from `first_day`, the start that was
    asked about, to the end of the horizon.
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
    to be checked (domain 4.1). A departure after the horizon is not open: no price is known for it.
    Negotiating is always open: it changes no provider.

    Raises:
        ValueError: the market names a calendar that does not exist, or an answer fits no guard.
    """
    _check(rules, answers)
    stops = [guard for guard in rules.guards if answers.get(guard.key)]
    end = add_months(start, rules.horizon_months)
    open_, blocked = [], []
    for departure in departures(rules.calendar, contract, rules.leaving, today, start):
        stopped = _stopped(departure, stops, end)
        if stopped:
            blocked.append(stopped)
        else:
            open_.append(_way_out(departure, start))
    limits = limits_at_own(rules.calendar, contract, rules.leaving, today, start)
    return WaysOut(
        open=(WayOut(ActionKind.NEGOTIATE, start, limits=limits), *open_),
        blocked=tuple(blocked),
        guards=tuple(guard for guard in rules.guards if guard.key not in answers),
        first_day=start,
    )


def _way_out(departure: Departure, start: date) -> WayOut:
    first_day = departure.first_day or start
    return WayOut(
        kind=ActionKind(departure.move.value),
        first_day=first_day,
        departure=departure,
        costs=departure.costs,
        early=elapsed(first_day, start),
        late=elapsed(start, first_day),
        limits=departure.limits,
    )


def _stopped(departure: Departure, stops: Sequence[Guard], end: date) -> Blocked | None:
    """Why a departure is not open: the calendar, a guard answered yes, or the horizon's `end`."""
    kind = ActionKind(departure.move.value)
    stopping = [guard for guard in stops if _stops(guard, departure.first_day)]
    earliest = _earliest(departure.earliest_date, stopping)
    if departure.blocked:
        return Blocked(kind, departure.blocked.value, earliest)
    if stopping:
        return Blocked(kind, stopping[0].key, earliest, by_guard=True)
    if departure.first_day and departure.first_day >= end:
        late = Block.DEADLINE_MISSED if departure.missed else Block.NO_EXIT_BEFORE_RENEWAL
        return Blocked(kind, late.value, departure.first_day, departure=departure)
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
