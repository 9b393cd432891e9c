"""A term that is no longer what it was: which event that is, for whom it is better, how large.

Only a value that the page states on both days is compared. That a page stopped saying something,
or said it in other words, has no direction: code does not judge what words mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compare.track.change import Toward
from compare.track.events import (
    EventType,
    Severity,
    Worsening,
    YearlyImpact,
    magnitude,
    severity,
)
from compare.values.missing import Missing, is_unknown
from compare.values.terms import Attribute, Direction, Restricted, Status, TermValue

BETTER, CHANGED, REWORDED = "better", "changed", "reworded"
APPEARED, DISAPPEARED = "stated", "no_longer_stated"
LADDER = {Status.EXCLUDED: 0, Status.RESTRICTED: 1, Status.COVERED: 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a difference of two values is; `magnitude` a share of the old value, None without one."""

    kind: str
    direction: Toward
    magnitude: Decimal | None
    severity: Severity


def judge(
    term: Attribute,
    event: str | None,
    old: TermValue,
    new: TermValue,
    impact: YearlyImpact | None = None,
) -> Judged:
    """Which event the step from one value to another is.

    `event` names the worsening of this term; None is `term_worsened`. For the worse is: less of
    what is good, more of what is not, a lower step of cover, or what is no longer offered. How grave
    a worsening is follows from its `impact` on the yearly price; without one it is unrated, but for a
    step of cover (domain 6.2).
    """
    if is_unknown(old) or is_unknown(new):
        kind = DISAPPEARED if is_unknown(new) else APPEARED
        return Judged(kind, Toward.NEITHER, None, Severity.UNRATED)
    ladder = _status(old), _status(new)
    if term.direction is Direction.STATUS and None not in ladder:
        return _stepped(term, event, old, new, impact)
    ranks = _rank(term, old), _rank(term, new)
    if term.direction is Direction.NEUTRAL or None in ranks or ranks[0] == ranks[1]:
        share = _share(old, new)
        kind = REWORDED if share is None else CHANGED
        return Judged(kind, Toward.NEITHER, share, Severity.UNRATED)
    if ranks[1] > ranks[0]:  # type: ignore[operator]
        return Judged(BETTER, Toward.BETTER, _share(old, new), Severity.UNRATED)
    return _worse(event, old, new, impact)


def _stepped(
    term: Attribute,
    event: str | None,
    old: TermValue,
    new: TermValue,
    impact: YearlyImpact | None,
) -> Judged:
    steps = LADDER[_status(new)] - LADDER[_status(old)]  # type: ignore[index]
    if steps == 0:
        return Judged(REWORDED, Toward.NEITHER, None, Severity.UNRATED)
    if steps > 0:
        return Judged(BETTER, Toward.BETTER, Decimal(steps) / 2, Severity.UNRATED)
    worse = Worsening(
        EventType.COVER_STATUS,
        _status(old),
        _status(new),
        annual_impact=impact.amount if impact else None,
        annual_price=impact.price if impact else None,
        essential=term.essential,
    )
    kind = EventType.WORK_SHIFT if event == EventType.WORK_SHIFT else EventType.COVER_STATUS
    return Judged(kind, Toward.WORSE, magnitude(worse), severity(worse))


def _worse(
    event: str | None, old: TermValue, new: TermValue, impact: YearlyImpact | None
) -> Judged:
    kind = EventType(event or EventType.TERM_WORSENED)
    if kind is EventType.FEE_UP and old == 0:
        kind = EventType.FEE_ADDED
    if kind is EventType.HOURS_SHORTER and new == 0:
        kind = EventType.CHANNEL_REMOVED  # a line that nobody answers at any hour
    grave = Severity.UNRATED
    if impact is not None:
        grave = severity(Worsening(kind, annual_impact=impact.amount, annual_price=impact.price))
    return Judged(kind.value, Toward.WORSE, _share(old, new), grave)


def _share(old: TermValue, new: TermValue) -> Decimal | None:
    """The change as a share of the old number; None from nought, or where there is no number."""
    if not isinstance(old, Decimal) or not isinstance(new, Decimal) or old == 0:
        return None
    return abs(new / old - 1)


def _status(value: TermValue) -> Status | None:
    if isinstance(value, Restricted):
        return Status.RESTRICTED
    if value is Missing.NOT_OFFERED:
        return Status.EXCLUDED
    return value if isinstance(value, Status) else None


def _rank(term: Attribute, value: TermValue) -> tuple[int, Decimal] | None:
    """Where a value stands, higher is better: not offered, then numbers, then no limit at all."""
    if value is Missing.NOT_OFFERED:
        return -1, Decimal(0)
    if value is Missing.UNLIMITED:
        return (1, Decimal(0)) if term.direction is Direction.HIGHER_BETTER else None
    if not isinstance(value, Decimal):
        return None
    return 0, value if term.direction is Direction.HIGHER_BETTER else -value
