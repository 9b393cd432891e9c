"""A term's step is named, directed and sized; words are never judged."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.track.change import Toward
from compare.track.events import Severity, YearlyImpact
from compare.track.term_changes import Judged, judge
from compare.values.missing import Missing
from compare.values.terms import Attribute, Direction, Restricted, Status, TermValue

D = Decimal
LIMIT = Attribute("limit", Direction.HIGHER_BETTER, "XTS")
EXCESS = Attribute("excess", Direction.LOWER_BETTER, "XTS")
HOURS = Attribute("phone", Direction.HIGHER_BETTER, "hour")
FLOOD = Attribute("flood", Direction.STATUS, essential=True)
GLASS = Attribute("glass", Direction.STATUS)
RISE = Attribute("rise", Direction.NEUTRAL, "percent")


@pytest.mark.parametrize(
    ("term", "event", "old", "new", "kind", "toward", "size"),
    [
        (LIMIT, "limit_down", D(20000), D(15000), "limit_down", Toward.WORSE, D("0.25")),
        (LIMIT, "limit_down", D(1000), D(2000), "better", Toward.BETTER, D(1)),
        (LIMIT, "limit_down", D(2000), Missing.NOT_OFFERED, "limit_down", Toward.WORSE, None),
        (LIMIT, "limit_down", Missing.UNLIMITED, D(5000), "limit_down", Toward.WORSE, None),
        (EXCESS, "excess_up", D(100), D(200), "excess_up", Toward.WORSE, D(1)),
        (EXCESS, None, D(100), D(150), "term_worsened", Toward.WORSE, D("0.5")),
        (EXCESS, "fee_up", D(0), D(24), "fee_added", Toward.WORSE, None),
        (EXCESS, "fee_up", D(24), D(30), "fee_up", Toward.WORSE, D("0.25")),
        (HOURS, "hours_shorter", D(50), D(40), "hours_shorter", Toward.WORSE, D("0.2")),
        (HOURS, "hours_shorter", D(50), D(0), "channel_removed", Toward.WORSE, D(1)),
        (RISE, None, D(4), D(9), "changed", Toward.NEITHER, D("1.25")),
        (RISE, None, "by letter", "by e-mail", "reworded", Toward.NEITHER, None),
        (LIMIT, "limit_down", D(5), Missing.NOT_STATED, "no_longer_stated", Toward.NEITHER, None),
        (LIMIT, "limit_down", Missing.NOT_STATED, D(5), "stated", Toward.NEITHER, None),
        (LIMIT, None, Missing.NOT_STATED, Missing.UNLIMITED, "stated", Toward.NEITHER, None),
        (GLASS, None, Missing.NOT_COLLECTED, Missing.NOT_OFFERED, "stated", Toward.NEITHER, None),
    ],
)
def test_the_step_is_named_directed_and_sized(
    term: Attribute,
    event: str | None,
    old: TermValue,
    new: TermValue,
    kind: str,
    toward: Toward,
    size: Decimal | None,
) -> None:
    assert judge(term, event, old, new) == Judged(kind, toward, size, Severity.UNRATED)


@pytest.mark.parametrize(
    ("term", "old", "new", "size", "severity"),
    [
        (FLOOD, Status.COVERED, Status.EXCLUDED, D(1), Severity.MAJOR),
        (FLOOD, Status.COVERED, Restricted("valve fitted"), D("0.5"), Severity.MODERATE),
        (FLOOD, Restricted(None), Missing.NOT_OFFERED, D("0.5"), Severity.MAJOR),
        (GLASS, Status.COVERED, Status.EXCLUDED, D(1), Severity.MODERATE),
    ],
)
def test_a_lower_step_of_cover_is_worse_and_never_minor(
    term: Attribute, old: TermValue, new: TermValue, size: Decimal, severity: Severity
) -> None:
    assert judge(term, None, old, new) == Judged("cover_status", Toward.WORSE, size, severity)
    assert judge(term, None, new, old).direction is Toward.BETTER


def test_another_condition_is_reworded_whatever_it_means() -> None:
    found = judge(FLOOD, None, Restricted("valve fitted"), Restricted("two valves fitted"))
    assert (found.kind, found.direction) == ("reworded", Toward.NEITHER)


@pytest.mark.parametrize(
    ("impact", "grave"),
    [
        (None, Severity.UNRATED),
        (YearlyImpact(D("0.99"), D(100)), Severity.MINOR),
        (YearlyImpact(D(1), D(100)), Severity.MODERATE),
        (YearlyImpact(D("4.99"), D(100)), Severity.MODERATE),
        (YearlyImpact(D(5), D(100)), Severity.MAJOR),
    ],
)
def test_how_grave_follows_from_the_money_and_is_unrated_without_it(
    impact: YearlyImpact | None, grave: Severity
) -> None:
    assert judge(EXCESS, "excess_up", D(100), D(200), impact).severity is grave


def test_a_step_of_cover_is_moderate_at_least_and_major_by_its_money() -> None:
    small, large = YearlyImpact(D(0), D(100)), YearlyImpact(D(9), D(100))
    gone = Status.COVERED, Status.EXCLUDED
    assert judge(GLASS, None, *gone, small).severity is Severity.MODERATE
    assert judge(GLASS, None, *gone, large).severity is Severity.MAJOR


def test_an_improvement_is_not_graded() -> None:
    dear = YearlyImpact(D(50), D(100))
    assert judge(EXCESS, "excess_up", D(200), D(100), dear).severity is Severity.UNRATED
