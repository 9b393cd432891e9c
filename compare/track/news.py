"""What is news, what goes to the quiet log, and what is shown nowhere: the one written rule.

Silence by default. A change is *worth news* if the provider made it, it has a direction for the
customer, and it is large enough to matter. It *is* news once it is believed: confirmed by a second
independent sighting (domain 6.1) or by a person. Everything else is in the quiet log, one step away.
What was withdrawn is in neither.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from compare.track.change import Change, State, Toward
from compare.track.events import MODERATE_IMPACT, Severity
from compare.values.cause import Cause

EXCUSES = frozenset({"market_wide", "contractual", "chosen", "correction", "wording"})


class Place(StrEnum):
    """Where a change is shown."""

    NEWS = "news"
    QUIET = "quiet"
    NOWHERE = "nowhere"


def is_newsworthy(change: Change) -> bool:
    """Whether a change would be news if it is believed.

    A worsening or an improvement, by the provider's own doing, that no law, contract or choice
    explains. `minor` is too small; `unrated` is not minor: nobody knows what it costs. A price that
    moved by less than one in a hundred is too small in either direction.
    """
    if change.cause is not Cause.PROVIDER or change.direction is Toward.NEITHER:
        return False
    if change.severity is Severity.MINOR or change.doubt in EXCUSES:
        return False
    of_price = change.kind.startswith("price_") and change.magnitude is not None
    return not of_price or (change.magnitude or Decimal(0)) >= MODERATE_IMPACT


def is_believed(state: State, *, corroborated: bool, by_person: bool) -> bool:
    """Whether a change counts: seen again apart, told by a second source, or looked at by a person."""
    return by_person or state is State.CONFIRMED or (corroborated and state is State.SEEN)


def place(newsworthy: bool, believed: bool, withdrawn: bool) -> Place:
    """Where it is shown."""
    if withdrawn:
        return Place.NOWHERE
    return Place.NEWS if newsworthy and believed else Place.QUIET
