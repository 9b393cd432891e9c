"""The typed facts of the present contract that decide when and how it can be left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from compare.cost.frequency import frequency
from compare.values.money import Money, Per
from compare.values.question import Code

WAIT = "wait_"


@dataclass(frozen=True, slots=True)
class Contract:
    """What is known of the contract held now; None always means unknown, never no or zero.

    The term is [start, end): `end` is the first day that it does not cover any more. `premium` is
    the price of the whole term, `paid` what has been paid of it; `monthly` and `discount` the price
    of a month and what is taken off it. `fixed_term` False is a contract without an end. `notice_days` or
    `notice_months` is how long before the end the contract wants to be told. `model` is
    `standard` or the name of a restricted choice. `exit_fee` is per fuel. `refund_share` is the
    part of the unearned premium that a short rate refunds. `overlap_days` are those on which this
    contract must be paid beside the new one. `bundle_discount` is what leaving takes off a second
    policy's price a year, `loyalty_reward` what staying is paid a year. `region` is the code of the part of the
    country whose holidays count. `waits` has, per benefit, the months of
    the waiting period of the present contract, None for a benefit that it does not cover; `lhc_ages`
    are the adults' certified ages at entry, `hospital_base` and `extras` the yearly prices of
    hospital cover before loading and of extras (Australia).
    """

    start: date | None = None
    end: date | None = None
    fixed_term: bool | None = None
    notice_days: int | None = None
    notice_months: int | None = None
    region: str | None = None
    payment_frequency: Per | None = None
    premium: Money | None = None
    paid: Money | None = None
    monthly: Money | None = None
    discount: Money | None = None
    model: str | None = None
    deductible: Decimal | None = None
    wanted_deductible: Decimal | None = None
    claim_in_term: bool | None = None
    refund_after_claim: bool | None = None
    refund_method: str | None = None
    refund_share: Decimal | None = None
    cancellation_fee: Money | None = None
    concluded: date | None = None
    terms_received: date | None = None
    bonus_years: int | None = None
    arrears: bool | None = None
    exit_fee: Money | None = None
    fuels: int | None = None
    overlap_days: int | None = None
    bundle_discount: Money | None = None
    loyalty_reward: Money | None = None
    adverse_change: bool | None = None
    life_event: date | None = None
    lhc_ages: tuple[int, ...] | None = None
    hospital_base: Money | None = None
    extras: Money | None = None
    overdraft: bool | None = None
    waits: Mapping[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.start and self.end and self.end <= self.start:
            raise ValueError(f"expected a contract's end after {self.start}, found {self.end}")

    @property
    def term_days(self) -> int | None:
        """The real length of the term (365 or 366 for a year), None where a date is unknown."""
        return (self.end - self.start).days if self.start and self.end else None


def contract_from(facts: Mapping[str, Code | date], currency: str) -> Contract:
    """A contract from facts as typed, amounts in major units of `currency`.

    Waiting periods are written `wait_<benefit>` with their months, or `not_covered`;
    `lhc_ages` as `36,35`.

    Raises:
        ValueError: a fact is unknown, or not of its kind.
    """
    values: dict[str, Any] = {}
    waits: dict[str, int | None] = {}
    for name, value in facts.items():
        if name.startswith(WAIT):
            waits[name.removeprefix(WAIT)] = None if value == "not_covered" else _whole(name, value)
        elif name in _READERS:
            values[name] = _READERS[name](name, value, currency)
        else:
            raise ValueError(f"expected a fact of a contract ({', '.join(_READERS)}), found {name}")
    return Contract(**values, waits=waits)


Reader = Callable[[str, Code | date, str], Any]


def _whole(name: str, value: Code | date) -> int:
    number = _decimal(name, value, "")
    if number != number.to_integral_value() or number < 0:
        raise ValueError(f"expected a whole number for {name}, found {value!r}")
    return int(number)


def _decimal(name: str, value: Code | date, _: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError(f"expected a number for {name}, found {value!r}")
    try:
        number = Decimal(value)
    except ArithmeticError:
        raise ValueError(f"expected a number for {name}, found {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"expected a finite number for {name}, found {value!r}")
    return number


def _day(name: str, value: Code | date, _: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"expected a date (YYYY-MM-DD) for {name}, found {value!r}") from None


def _flag(name: str, value: Code | date, _: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false for {name}, found {value!r}")
    return value


def _word(name: str, value: Code | date, _: str) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"expected a word for {name}, found {value!r}")
    return value


def _money(name: str, value: Code | date, currency: str) -> Money:
    amount = _decimal(name, value, currency)
    if amount < 0:
        raise ValueError(f"expected {name} of at least 0, found {amount}")
    return Money(amount, currency)


def _per(name: str, value: Code | date, currency: str) -> Per:
    return frequency(_word(name, value, currency))


def _count(name: str, value: Code | date, _: str) -> int:
    return _whole(name, value)


def _ages(name: str, value: Code | date, _: str) -> tuple[int, ...]:
    return tuple(_whole(name, age.strip()) for age in str(value).split(","))


_KINDS: dict[str, Reader] = {
    "date | None": _day,
    "bool | None": _flag,
    "str | None": _word,
    "Money | None": _money,
    "Decimal | None": _decimal,
    "int | None": _count,
    "Per | None": _per,
    "tuple[int, ...] | None": _ages,
}
_READERS: dict[str, Reader] = {
    each.name: _KINDS[str(each.type)] for each in fields(Contract) if each.name != "waits"
}
