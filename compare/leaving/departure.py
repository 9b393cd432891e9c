"""When a household can leave, by which day it must say so, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from compare.cost.one_off import OneOff
from compare.values.span import Span
from compare.values.trail import Step


class Move(StrEnum):
    """The two ways to leave; `switch_now` does not wait for the next renewal."""

    SWITCH_NOW = "switch_now"
    SWITCH_AT_RENEWAL = "switch_at_renewal"


class Counts(StrEnum):
    """What must happen by the deadline: the notice arrives, or it is sent."""

    RECEIVED = "received"
    SENT = "sent"


class Block(StrEnum):
    """Why a move cannot begin on the day that was asked for. Codes are stable."""

    ARREARS = "arrears_block"
    CONTRACT_END_UNKNOWN = "contract_end_unknown"
    DEADLINE_MISSED = "deadline_missed"
    FEE_UNKNOWN = "fee_unknown"
    NEEDS_SPECIAL_ENROLMENT = "needs_special_enrolment"
    NO_EXIT_BEFORE_RENEWAL = "no_exit_before_renewal"
    NOTICE_UNKNOWN = "notice_unknown"
    OUTSIDE_ENROLMENT = "outside_enrolment"
    PREMIUM_UNKNOWN = "premium_unknown"
    CLAIM_UNKNOWN = "claim_unknown"
    REFUND_AFTER_CLAIM_UNKNOWN = "refund_after_claim_unknown"
    REFUND_UNKNOWN = "refund_unknown"
    TARIFF_KIND_UNKNOWN = "tariff_kind_unknown"


class Warn(StrEnum):
    """What to heed in a move that is open. Codes are stable."""

    ACCUMULATORS_CARRIED_OVER = "accumulators_carried_over"
    ACCUMULATORS_RESTART = "accumulators_restart"
    ARREARS_WOULD_BLOCK = "arrears_would_block"
    BONUS_PROOF = "bonus_proof"
    BOUNDARY_DAY = "boundary_day"
    CANCEL_ONLY_AFTER_CONFIRMATION = "cancel_only_after_confirmation"
    COSTS_MAY_BE_KEPT = "costs_may_be_kept"
    DEDUCTIBLE_UNKNOWN = "deductible_unknown"
    HIGHER_DEDUCTIBLE_ONLY_IN_JANUARY = "higher_deductible_only_in_january"
    LOADING_APPLIES = "loading_applies"
    NO_REFUND_AFTER_CLAIM = "no_refund_after_claim"
    OVERDRAFT_ANEW = "overdraft_anew"
    OWES_ON_LEAVING = "owes_on_leaving"
    SERVICE_LOSS_ONE_DAY = "service_loss_one_day"
    WAIT_UNKNOWN = "wait_unknown"
    WAITING_PERIOD = "waiting_period"


class Limit(StrEnum):
    """Why a chosen amount cannot be had on the day that is asked for. Codes are stable."""

    HIGHER_ONLY_IN_JANUARY = "higher_only_in_january"
    LOWER_NEEDS_NOTICE = "lower_needs_notice"


@dataclass(frozen=True, slots=True)
class FactorLimit:
    """Between which amounts a chosen factor may lie; None is no limit on that side.

    Other amounts begin on `first_day` at the earliest, if the wish arrives by `receive_by`.
    """

    key: str
    reason: Limit
    first_day: date
    receive_by: date
    least: Decimal | None = None
    most: Decimal | None = None

    def allows(self, amount: Decimal | int | str | None) -> bool:
        """Whether an amount keeps to the limit; one that is not known does not breach it."""
        if not isinstance(amount, Decimal | int):
            return True
        return (self.least is None or amount >= self.least) and (
            self.most is None or amount <= self.most
        )


@dataclass(frozen=True, slots=True)
class Missed:
    """An exit that a notice of today no longer reaches: its day, and when notice was due."""

    first_day: date
    receive_by: date


@dataclass(frozen=True, slots=True)
class Departure:
    """One way to leave, open or blocked.

    `first_day` is the first day with the new provider, None where the move is blocked;
    `earliest_date` the first day on which it would be possible, None where nobody can say yet.
    `deadline` is the calendar day of the law or contract, `receive_by` the last working day on
    which a notice that counts when received can arrive; both None where no notice is needed.
    `costs` holds what leaving costs once, on `first_day`; `warnings` stable codes. `limits` bound
    what can be chosen with it; `missed` is the earlier exit whose notice is late;
    `uncovered` the days between the end of the old cover and `first_day`.
    """

    move: Move
    first_day: date | None
    deadline: date | None = None
    receive_by: date | None = None
    counts: Counts | None = None
    earliest_date: date | None = None
    blocked: Block | None = None
    costs: tuple[OneOff, ...] = ()
    warnings: tuple[Warn, ...] = ()
    trail: tuple[Step, ...] = ()
    limits: tuple[FactorLimit, ...] = ()
    missed: Missed | None = None
    uncovered: Span | None = None

    def __post_init__(self) -> None:
        if (self.first_day is None) != (self.blocked is not None):
            raise ValueError(
                "expected a first day or a reason for the block, "
                f"found {self.first_day} and {self.blocked}"
            )

    @property
    def uncovered_days(self) -> int:
        """How many days nothing covers between the two contracts."""
        days = self.uncovered
        return (days.end - days.start).days if days and days.end else 0
