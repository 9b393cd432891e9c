"""The offers of an answer as plain content: each in full, and side by side with the present."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from compare.cost.charges import Charges, instalment_cost
from compare.decide.line import Line
from compare.decide.printing import Json, Printer, plain
from compare.decide.service import Service
from compare.decide.shown import Row
from compare.values.offer import Computed, Offer
from compare.values.terms import Restricted, TermValue
from compare.values.trail import Step


def of_line(line: Line, printer: Printer) -> Json:
    """One offer in full, with its sum month by month and every step of it."""
    years = line.three_years
    return {
        "id": line.id,
        **of_offer(line.offer, printer),
        "own": line.own,
        "action": line.kind.value,
        "net_benefit": printer.range(line.net_benefit),
        "probability_of_gain": line.p_pos,
        "cost": printer.amount(line.cash_flow.total),
        "one_off": printer.range(line.one_off),
        "out_of_pocket_saving": printer.range(line.saving),
        "break_even_months": plain(line.break_even),
        "with_fees": None
        if line.drip is None
        else {
            "per_year": printer.amount(line.drip.total.amount),
            "above_headline": str(round(line.drip.ratio, 4)),
        },
        "three_years": {
            "flat": printer.amount(years.flat),
            "walk": printer.amount(years.walk),
            "reshop": printer.amount(years.reshop),
        },
        "cover": line.cover.relation.value,
        "cover_by_attribute": plain(line.cover.per_attribute),
        "service": _service(line.service),
        "months": [printer.amount(month) for month in line.cash_flow.months],
        "trail": [_step(step) for step in line.cash_flow.trail],
    }


def of_offer(offer: Offer, printer: Printer) -> Json:
    """An offer as it stands in the market: who, what and for how much."""
    return {
        "provider": offer.provider,
        "provider_name": offer.provider_name,
        "plan": offer.plan,
        "plan_name": offer.plan_name,
        "factors": {key: str(value) for key, value in offer.factors.items()},
        "attributes": dict(offer.attributes),
        "price": {
            "amount": printer.amount(offer.price.money.amount),
            "currency": offer.price.money.currency,
            "per": offer.price.per.value,
        },
        "per_year": printer.amount(offer.per_year),
        "instalments": _instalments(offer, printer),
        "tariff": of_computed(offer.computed, printer.amount),
        "availability": offer.availability.value,
        "evidence": offer.evidence.reference if offer.evidence else None,
    }


def of_computed(
    computed: Computed | None, amount: Callable[[Decimal | None], str | None]
) -> Json | None:
    """How a tariff's yearly price came about, step by step; None for a flat price."""
    if computed is None:
        return None
    return {
        "unconditional": amount(computed.unconditional),
        "conditional": amount(computed.conditional),
        "conditions": dict(computed.met),
        "steps": [_step(step) for step in computed.steps],
    }


def _instalments(offer: Offer, printer: Printer) -> Json | None:
    credit = instalment_cost(Charges(offer.price, instalments=offer.instalments))
    if credit is None:
        return None
    rate = credit.apr_percent
    return {
        "charge": printer.amount(credit.charge),
        "apr_percent": None if rate is None else str(round(rate, 2)),
    }


def _service(service: Service) -> Json:
    return {
        "state": service.state.value,
        "unknown": service.unknown,
        "measures": {
            key: {
                "state": finding.state.value,
                "interval": plain(finding.interval),
                "level": finding.level,
                "too_few": finding.too_few,
                "probability_of_better": service.p_better.get(key),
            }
            for key, finding in service.findings.items()
        },
    }


def of_row(row: Row) -> Json:
    """One attribute of cover, the present contract beside the offers that are shown."""
    return {
        "attribute": row.attribute.key,
        "unit": row.attribute.unit,
        "present": _term(row.present),
        "values": [_term(value) for value in row.values],
        "relations": [relation.value for relation in row.relations],
    }


def _step(step: Step) -> Json:
    return {
        "key": step.key,
        "inputs": plain(step.inputs),
        "rule": step.rule,
        "result": plain(step.result),
        "unit": step.unit,
        "reference": step.reference,
    }


def _term(value: TermValue | None) -> Any:
    if isinstance(value, Restricted):
        return {"restricted": value.condition}
    return plain(value)
