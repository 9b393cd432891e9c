"""Insurance for a term: cooling-off, refund within the term, notice for the renewal (1.3, 1.4).

Rules: `notice` (number; parameters `unit` month or day, `counts` received or sent, `country`),
`cooling_off_days`, `refund` (value: method; parameters `share`, `after_claim` and for a table
`first_days`, `last_days`, `retained_percents`), `cancellation_fee` (parameter `currency`), `bonus`
(value: claim-free years lost by leaving within the term; parameters `discounts`, `horizon`).
Facts of the contract (`notice_days`, `notice_months`, refund, fee) go before rules of the market; what neither states blocks leaving at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.cost.one_off import OneOff, exact_item
from compare.leaving.bonus import base_premium, bonus_loss
from compare.leaving.contract import Contract
from compare.leaving.cooling_off import CoolingOff, cooling_off
from compare.leaving.departure import Block, Departure, Move, Warn
from compare.leaving.notice import notice_for, with_own_notice
from compare.leaving.refund import Method, Refund, RefundTerms, refund
from compare.leaving.refund_terms import refund_terms
from compare.leaving.rules import Rules, number, parameter, rule_if_stated, whole_number
from compare.leaving.settlement import settlement
from compare.values.money import Money, Per
from compare.values.span import Span
from compare.values.trail import Step

ZERO = Decimal(0)


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """Within the term for what it costs, and at its end with notice in time.

    Raises:
        ValueError: the contract ended before today: the dates of the term that runs are needed.
    """
    if contract.start is None or contract.end is None:
        return tuple(Departure(m, None, blocked=Block.CONTRACT_END_UNKNOWN) for m in Move)
    if contract.end < today:
        raise ValueError(f"expected the term that runs on {today}, found one until {contract.end}")
    term = Term(contract.start, contract.end)
    return (
        _within_term(contract, term, rules, today, max(today, start, term.start)),
        _at_renewal(contract, term, rules, today, max(term.end, start)),
    )


@dataclass(frozen=True, slots=True)
class Term:
    """The term [start, end) of the present contract, both days known."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Its real length, 365 or 366 for a year."""
        return (self.end - self.start).days


def _at_renewal(
    contract: Contract, term: Term, rules: Rules, today: date, first_day: date
) -> Departure:
    """At the end of the term; where the new cover begins later, the days between have none."""
    rules = with_own_notice(contract, rules)
    if "notice" not in rules:
        return Departure(Move.SWITCH_AT_RENEWAL, None, blocked=Block.NOTICE_UNKNOWN)
    notice = notice_for(term.end, rules, today, contract.region)
    warnings = [Warn.CANCEL_ONLY_AFTER_CONFIRMATION]
    if contract.bonus_years:
        warnings.append(Warn.BONUS_PROOF)
    if notice.is_boundary(today):
        warnings.append(Warn.BOUNDARY_DAY)
    late = today > notice.act_by
    return Departure(
        Move.SWITCH_AT_RENEWAL,
        None if late else first_day,
        deadline=notice.deadline,
        receive_by=notice.receive_by,
        counts=notice.counts,
        earliest_date=None if late else first_day,
        blocked=Block.DEADLINE_MISSED if late else None,
        warnings=() if late else tuple(warnings),
        trail=(notice.step,),
        uncovered=None if late or first_day == term.end else Span(term.end, first_day),
    )


def _within_term(contract: Contract, term: Term, rules: Rules, today: date, day: date) -> Departure:
    if day >= term.end:
        return _blocked(Block.NO_EXIT_BEFORE_RENEWAL, term.end)
    undo = _cooling_off(contract, rules, today, day)
    terms = RefundTerms(Method.PRO_RATA) if undo else refund_terms(contract, rules, day)
    fee = ZERO if undo else _fee(contract, rules, day)
    if contract.premium is None:
        return _blocked(Block.PREMIUM_UNKNOWN, term.end)
    if terms is None:
        return _blocked(Block.REFUND_UNKNOWN, term.end)
    if fee is None:
        return _blocked(Block.FEE_UNKNOWN, term.end)
    if reason := _claim_block(contract, terms):
        return _blocked(reason, term.end)
    leaving = _Leaving(contract, contract.premium, term, day, terms, fee)
    return Departure(
        Move.SWITCH_NOW,
        day,
        deadline=undo.last_day if undo else None,
        earliest_date=day,
        costs=(*leaving.costs(), *_bonus(contract, contract.premium, rules, day)),
        warnings=tuple(_warnings(leaving, undo, today)),
        trail=tuple(leaving.trail()),
    )


def _blocked(reason: Block, earliest: date) -> Departure:
    return Departure(Move.SWITCH_NOW, None, earliest_date=earliest, blocked=reason)


def _cooling_off(contract: Contract, rules: Rules, today: date, day: date) -> CoolingOff | None:
    """The window, where today and the last day of cover lie in it and nothing was claimed."""
    rule = rule_if_stated(rules, "cooling_off_days", today)
    if rule is None or contract.concluded is None or contract.terms_received is None:
        return None
    window = cooling_off(contract.concluded, contract.terms_received, whole_number(rule))
    usable = contract.claim_in_term is False and today in window and day in window
    return window if usable else None


def _fee(contract: Contract, rules: Rules, day: date) -> Decimal | None:
    """The fee for leaving within the term, None where nobody states it."""
    fee = contract.cancellation_fee
    rule = rule_if_stated(rules, "cancellation_fee", day)
    if fee is None and rule is not None:
        fee = Money(number(rule), str(parameter(rule, "currency")))
    if fee is not None and contract.premium is not None:
        contract.premium - fee  # refuses a second currency
    return fee.amount if fee is not None else None


def _claim_block(contract: Contract, terms: RefundTerms) -> Block | None:
    """Why the refund is not known, where a claim may have cost it."""
    if terms.after_claim is True or terms.method is Method.NONE or contract.claim_in_term is False:
        return None
    if contract.claim_in_term is None:
        return Block.CLAIM_UNKNOWN
    return Block.REFUND_AFTER_CLAIM_UNKNOWN if terms.after_claim is None else None


@dataclass(frozen=True, slots=True)
class _Leaving:
    """One leaving within the term, everything known."""

    contract: Contract
    premium: Money
    term: Term
    day: date
    terms: RefundTerms
    fee: Decimal

    @property
    def days_on_risk(self) -> int:
        return (self.day - self.term.start).days

    @property
    def back(self) -> Refund:
        return refund(
            self.premium.amount,
            self.term.days,
            self.days_on_risk,
            self.terms,
            claim_in_term=self.contract.claim_in_term,
        )

    @property
    def paid(self) -> Decimal | None:
        """What was paid of the premium: all of it where it is paid once a year."""
        if self.contract.paid is None and self.contract.payment_frequency is Per.YEAR:
            return self.premium.amount
        return self.contract.paid.amount if self.contract.paid else None

    @property
    def in_full(self) -> bool:
        """Whether the premium is known to be paid in full: then a fee comes out of the refund."""
        return self.paid is not None and self.paid >= self.premium.amount

    @property
    def owes(self) -> Decimal | None:
        """What the account shows at the end: positive is owed; None where `paid` is unknown."""
        if self.paid is None:
            return None
        if self.in_full:
            return -self.back.after_charges(self.fee)
        return settlement(self.back.earned, self.paid, self.fee)

    def costs(self) -> Iterator[OneOff]:
        """What leaving costs beyond the cover used: kept premium and the fee.

        From a premium paid in full the fee takes no more than the refund.
        """
        back, currency = self.back, self.premium.currency
        charged = back.amount - back.after_charges(self.fee) if self.in_full else self.fee
        yield exact_item(
            "retained_premium",
            back.retained,
            currency,
            "premium kept beyond the price of the days on risk",
            {"earned": back.earned, "pro_rata": back.pro_rata_earned},
            "domain 1.3",
        )
        yield exact_item(
            "cancellation_fee",
            charged,
            currency,
            "fee, out of a refund no more than the refund",
            {"fee": self.fee},
            "domain 1.3",
        )

    def trail(self) -> Iterator[Step]:
        """How the refund and the last account come about."""
        yield Step(
            "refund",
            {
                "premium": self.premium.amount,
                "term_days": self.term.days,
                "days_on_risk": self.days_on_risk,
                "method": self.terms.method,
                "claim": self.contract.claim_in_term,
            },
            "premium of the days that are left, by the method of the contract",
            self.back.amount,
            self.premium.currency,
            "domain 1.3",
        )
        if self.paid is not None:
            yield Step(
                "settlement",
                {"earned": self.back.earned, "fee": self.fee, "paid": self.paid},
                "earned + fee - paid; a fee takes no more than a refund",
                self.owes,
                self.premium.currency,
                "domain 1.3",
            )


def _bonus(contract: Contract, premium: Money, rules: Rules, day: date) -> Iterator[OneOff]:
    """The claim-free years that a term which is not finished does not count for."""
    rule = rule_if_stated(rules, "bonus", day)
    if rule is None or contract.bonus_years is None:
        return
    scale, horizon = parameter(rule, "discounts"), parameter(rule, "horizon")
    if not isinstance(scale, tuple):
        raise ValueError(f"expected the discounts of rule {rule.key} as a list, found {scale!r}")
    loss = bonus_loss(
        base_premium(premium.amount, scale, contract.bonus_years),
        scale,
        years=contract.bonus_years + 1,
        step_back=whole_number(rule),
        horizon=int(str(horizon)),
    )
    yield exact_item(
        "bonus_lost",
        loss.total,
        premium.currency,
        "sum of [premium with fewer years - premium without the loss]",
        {"years": contract.bonus_years, "lost": whole_number(rule), "horizon": str(horizon)},
        rule.reference,
    )


def _warnings(leaving: _Leaving, undo: CoolingOff | None, today: date) -> Iterator[Warn]:
    yield Warn.CANCEL_ONLY_AFTER_CONFIRMATION
    if undo:
        yield Warn.COSTS_MAY_BE_KEPT
        if undo.is_boundary(today):
            yield Warn.BOUNDARY_DAY
    if leaving.contract.claim_in_term and leaving.terms.after_claim is False:
        yield Warn.NO_REFUND_AFTER_CLAIM
    if leaving.owes is not None and leaving.owes > 0:
        yield Warn.OWES_ON_LEAVING
    if leaving.contract.bonus_years:
        yield Warn.BONUS_PROOF
