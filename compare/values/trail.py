"""The steps of a calculation, in a form that the page, the API and the command line print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Scalar = Decimal | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what went in, by which rule, what came out.

    `key` names the step and is stable (`premium`, `refund`, `hassle`); `rule` is the formula in
    words or symbols; `reference` is where the rule stands, None for plain arithmetic; `unit` is a
    currency code, "month", "day" and so on, None for a pure number or word.
    """

    key: str
    inputs: Mapping[str, Scalar]
    rule: str
    result: Scalar
    unit: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A dated rule of law or custom as a market definition states it.

    `value` is the amount, share or word; `reference` is where it can be read.
    """

    key: str
    value: Decimal | str
    reference: str
    parameters: Mapping[str, Scalar] = field(default_factory=dict)
