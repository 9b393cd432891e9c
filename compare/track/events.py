"""How bad a worsening is: its size, what it costs, and how grave it is (domain 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.values.terms import Restricted, Status

MAJOR_IMPACT = Decimal("0.05")  # of the yearly price (domain 6.2)
MODERATE_IMPACT = Decimal("0.01")
STATUS_STEPS = {Status.EXCLUDED: 0, Status.RESTRICTED: 1, Status.COVERED: 2}

Value = Decimal | Status | Restricted


class EventType(StrEnum):
    """The ways in which a service can get worse."""

    EXCESS_UP = "excess_up"
    LIMIT_DOWN = "limit_down"
    COINSURANCE_UP = "coinsurance_up"
    WAITING_UP = "waiting_up"
    FEE_UP = "fee_up"
    FEE_ADDED = "fee_added"
    COVER_STATUS = "cover_status"
    NETWORK_NARROWED = "network_narrowed"
    HOURS_SHORTER = "hours_shorter"
    CHANNEL_REMOVED = "channel_removed"
    SPEED_DOWN = "speed_down"
    RATE_CUT = "rate_cut"
    TERM_WORSENED = "term_worsened"
    WORK_SHIFT = "work_shift"
    PRICE_UP = "price_up"
    PRICE_WALK = "price_walk"
    DRIP = "drip"


UP = frozenset(
    {
        EventType.EXCESS_UP,
        EventType.COINSURANCE_UP,
        EventType.WAITING_UP,
        EventType.FEE_UP,
        EventType.FEE_ADDED,
        EventType.PRICE_UP,
        EventType.PRICE_WALK,
        EventType.DRIP,
    }
)
DOWN = frozenset(
    {
        EventType.LIMIT_DOWN,
        EventType.NETWORK_NARROWED,
        EventType.HOURS_SHORTER,
        EventType.SPEED_DOWN,
        EventType.RATE_CUT,
    }
)


class Severity(StrEnum):
    """How grave a worsening is; `unrated` is never `minor`."""

    MAJOR = "major"
    MODERATE = "moderate"
    MINOR = "minor"
    UNRATED = "unrated"


class Excuse(StrEnum):
    """Why a worsening is not a signal against the provider."""

    CHOSEN = "chosen"  # the customer wanted it
    MARKET_WIDE = "market_wide"  # law changed it for everybody
    CORRECTION = "correction"  # our data were wrong
    WORDING = "wording"  # other words for the same attribute
    CONTRACTUAL = "contractual"  # indexed exactly as the contract says


@dataclass(frozen=True, slots=True)
class YearlyImpact:
    """What a change costs a customer a year, and the yearly price that it is held against."""

    amount: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Worsening:
    """One change for the worse.

    `annual_impact` is the rise of the expected cost a year and `annual_price` the yearly price, in
    one currency; None where no estimate is possible. `essential` marks cover whose exclusion is
    always major. `excuse` None: nothing but the provider's act explains it.
    """

    type: EventType
    old: Value | None = None
    new: Value | None = None
    annual_impact: Decimal | None = None
    annual_price: Decimal | None = None
    essential: bool = False
    excuse: Excuse | None = None

    @property
    def is_signal(self) -> bool:
        """Whether it counts against the provider."""
        return self.excuse is None


def magnitude(event: Worsening) -> Decimal | None:
    """The size as a share, positive for worse: new/old - 1, 1 - new/old, or status steps / 2.

    None where the old value is zero, for a fee that is new, and for types without a number: money
    says more there.

    Raises:
        ValueError: the values do not fit the type, or did not get worse.
    """
    if event.type is EventType.COVER_STATUS:
        return Decimal(_steps_down(event)) / 2
    if event.type not in UP | DOWN:
        return None
    old, new = _numbers(event)
    if old == 0:
        return None
    size = new / old - 1 if event.type in UP else 1 - new / old
    if size <= 0:
        raise ValueError(f"{event.type}: expected a change for the worse, found {old} to {new}")
    return size


def severity(event: Worsening) -> Severity:
    """How grave it is: by money, by an essential cover that is gone, by a step of status.

    Raises:
        ValueError: an impact is negative, or comes without a yearly price above zero.
    """
    impact = _impact_share(event)
    stepped = event.type is EventType.COVER_STATUS and _steps_down(event) > 0
    gone = stepped and event.new is Status.EXCLUDED and event.essential
    if gone or (impact is not None and impact >= MAJOR_IMPACT):
        return Severity.MAJOR
    if stepped or (impact is not None and impact >= MODERATE_IMPACT):
        return Severity.MODERATE
    return Severity.UNRATED if impact is None else Severity.MINOR


def _impact_share(event: Worsening) -> Decimal | None:
    if event.annual_impact is None:
        return None
    if event.annual_price is None or event.annual_price <= 0:
        raise ValueError(f"expected a yearly price above zero, found {event.annual_price}")
    if event.annual_impact < 0:
        raise ValueError(f"expected an impact of zero or more, found {event.annual_impact}")
    return event.annual_impact / event.annual_price


def _steps_down(event: Worsening) -> int:
    steps = _step(event.old) - _step(event.new)
    if steps <= 0:
        raise ValueError(f"expected a status that got worse, found {event.old} to {event.new}")
    return steps


def _step(value: Value | None) -> int:
    if isinstance(value, Restricted):
        value = Status.RESTRICTED
    if not isinstance(value, Status):
        raise ValueError(f"expected covered, restricted or excluded, found {value!r}")
    return STATUS_STEPS[value]


def _numbers(event: Worsening) -> tuple[Decimal, Decimal]:
    old, new = event.old, event.new
    if event.type is EventType.FEE_ADDED and old is None:
        old = Decimal(0)
    if not isinstance(old, Decimal) or not isinstance(new, Decimal) or min(old, new) < 0:
        raise ValueError(f"{event.type}: expected two numbers of zero or more, found {old}, {new}")
    return old, new
