"""What an answer says of leaving and of what is left out, before it is worded in a language."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from compare.decide.person_answer import FindOut
from compare.decide.situation import LeftOut
from compare.decide.ways_out import Blocked, WayOut
from compare.decide.wording import Keys, Parameter, Sentence
from compare.leaving.departure import Counts, Departure, Limit
from compare.values.money import Money


def deadline_sentence(departure: Departure) -> Sentence:
    """By when to give notice, and how it counts.

    Raises:
        ValueError: the departure is blocked.
    """
    if departure.missed:
        return late_sentence(departure)
    day = departure.receive_by or departure.deadline
    if day is None or departure.counts is None:
        first = departure.first_day or departure.earliest_date
        if first is None:
            raise ValueError("expected an open departure with its first day, found a blocked one")
        return Sentence("deadline.none", {"date": first})
    counts = "received" if departure.counts is Counts.RECEIVED else "sent"
    return Sentence(f"deadline.{counts}", {"date": day})


def late_sentence(departure: Departure) -> Sentence:
    """Why the day that was asked for is past, and which exit is next.

    Raises:
        ValueError: nothing was missed, or the next exit is not known.
    """
    missed, first_day, due = departure.missed, departure.first_day, departure.receive_by
    if missed is None or first_day is None or due is None:
        raise ValueError("expected a departure after one whose notice is late, found another")
    return Sentence(
        "deadline.late",
        {
            "wanted": missed.first_day,
            "due": missed.receive_by,
            "last_day": first_day - timedelta(days=1),
            "date": due,
        },
    )


def uncovered_sentence(way: WayOut, currency: str) -> Sentence | None:
    """Days on which no contract covers, None without any: an exposure, never counted as nothing.

    What they are expected to cost is said where the market states it.
    """
    departure = way.departure
    if departure is None or departure.uncovered is None or departure.first_day is None:
        return None
    said: dict[str, Parameter] = {
        "days": departure.uncovered_days,
        "date": departure.uncovered.start,
        "last": departure.first_day - timedelta(days=1),
    }
    if way.exposed:
        return Sentence("deadline.uncovered", said)
    cost = sum((item.cost.central for item in way.costs if item.key == "gap"), Decimal(0))
    return Sentence("deadline.uncovered_valued", {**said, "amount": Money(cost, currency)})


def warnings(departure: Departure) -> tuple[Sentence, ...]:
    """What to heed when leaving this way."""
    return tuple(Sentence(f"warning.{warning.value}") for warning in departure.warnings)


def blocked_sentence(blocked: Blocked) -> Sentence:
    """Why an action is not open: the calendar's reason, or a guard that was answered yes."""
    if blocked.departure and blocked.departure.missed:
        return late_sentence(blocked.departure)
    if blocked.by_guard:
        return Sentence("blocked.guard", {"what": Keys((blocked.reason,))})
    return Sentence(f"blocked.{blocked.reason}")


FROM_DATA = ("limited_area", "no_longer_sold", "stale", "not_computable", "other_use")
LEFT_OUT = ("not_available", "not_wanted", "gets_worse", "another_profile", "dates_apart")


def left_out_sentence(left_out: LeftOut) -> Sentence:
    """Why an offer is no candidate; a reason of a market's own is said as it stands."""
    if left_out.reason in set(Limit):
        days = {key: date.fromisoformat(day) for key, day in left_out.parameters.items()}
        return Sentence(f"left_out.{left_out.reason}", days)
    if left_out.reason not in (*LEFT_OUT, *FROM_DATA):
        return Sentence("left_out.other", {"reason": left_out.reason})
    said: dict[str, Parameter] = dict(left_out.parameters)
    if "attribute" in left_out.parameters:
        said["what"] = Keys((left_out.parameters["attribute"],))
    return Sentence(f"left_out.{left_out.reason}", said)


def find_out_sentence(asked: FindOut) -> Sentence:
    """What to ask whom before the answer is relied on."""
    if asked.what == "availability":
        return Sentence("find_out.availability", {"name": asked.name})
    if asked.own:
        return Sentence("find_out.value_own", {"what": Keys((asked.what,))})
    return Sentence("find_out.value", {"name": asked.name, "what": Keys((asked.what,))})
