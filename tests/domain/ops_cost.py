"""Translation of the domain page's examples to the functions that answers execute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from compare.cost.apr import apr, instalment_credit
from compare.cost.cashflow import cash_flow, net_benefit
from compare.cost.charges import Charges, Fee
from compare.cost.discount import present_value
from compare.cost.expected import excess_value, expected_cost, limit_value
from compare.cost.frequency import annualise, frequency
from compare.cost.out_of_pocket import (
    LimitApplies,
    largest_swiss_discount,
    out_of_pocket,
    property_claim,
    swiss_break_even,
)
from compare.cost.time_cost import hassle
from compare.leaving.bonus import bonus_loss
from compare.leaving.calendars.au_health import loaded_premium, loading_percent, remaining_wait
from compare.leaving.calendars.ch_health import has_ordinary_terms, next_exit
from compare.leaving.calendars.gb_energy import exit_fee
from compare.leaving.calendars.telecoms import early_termination_charge
from compare.leaving.calendars.us_health import open_enrolment
from compare.leaving.cooling_off import cooling_off
from compare.leaving.refund import Method, RefundTerms, TableRow, refund
from compare.leaving.rules import DatedRule, number, parameter, rule_on, whole_number
from compare.leaving.settlement import settlement
from compare.leaving.timing import now_or_renewal
from compare.values.estimate import Estimate
from compare.values.money import Money, Per
from compare.values.offer import Price
from tests.compare.leaving.rulebook import RULES

Json = dict[str, Any]
CURRENCY = "GBP"
SHORT_RATE = {"short_rate_90": Decimal("0.90")}
METHODS = {
    "pro_rata": Method.PRO_RATA,
    "short_rate_90": Method.SHORT_RATE,
    "short_rate_table": Method.TABLE,
}


def dec(value: Any) -> Decimal:
    return Decimal(str(value))


def plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def rule(key: str) -> DatedRule:
    return rule_on(RULES, key, date(2026, 1, 1))


def yearly(value: Any) -> Price:
    return Price(Money(dec(value), CURRENCY), Per.YEAR)


def op_annualise(given: Json) -> Json:
    return {"annual": plain(annualise(dec(given["amount"]), frequency(given["frequency"])))}


def op_horizon(given: Json) -> Json:
    months = given["years"] * 12
    stay = cash_flow(Charges(yearly(given["stay_annual"])), months)
    switch = cash_flow(
        Charges(
            yearly(given["intro_annual"]),
            renewal=yearly(given["renewal_annual"]),
            fees=(Fee("one_off", Money(dec(given["one_off"]), CURRENCY)),),
        ),
        months,
    )
    return {
        "stay": plain(stay.total),
        "switch": plain(switch.total),
        "net_benefit": plain(net_benefit(stay, switch).central),
        "first_year_net_benefit": plain(net_benefit(stay, switch, 12).central),
    }


def op_apr(given: Json) -> Json:
    return {"apr_pct": plain(apr([(dec(t), dec(amount)) for t, amount in given["flows"]]))}


def op_instalment_apr(given: Json) -> Json:
    credit = instalment_credit(
        dec(given["lump_sum"]),
        given["instalments"],
        dec(given["instalment"]),
        first_at_month=given["first_at_month"],
    )
    return {"apr_pct": plain(credit.apr_percent), "charge": plain(credit.charge)}


def op_pv(given: Json) -> Json:
    flows = [(dec(t), dec(amount)) for t, amount in given["flows"]]
    return {"pv": plain(present_value(flows, dec(given["rate"])))}


def op_refund(given: Json) -> Json:
    method = METHODS[given["method"]]
    days = given["days_on_risk"]
    table = (TableRow(days, days, dec(given["retained_pct"])),) if "retained_pct" in given else ()
    found = refund(
        dec(given["premium"]),
        given["term_days"],
        days,
        RefundTerms(
            method,
            share=SHORT_RATE.get(given["method"], Decimal(1)),
            table=table,
            after_claim=False,
        ),
        claim_in_term=given.get("claim_in_term", False),
    )
    return {"refund": plain(found.amount), "earned": plain(found.earned)}


def op_settle(given: Json) -> Json:
    found = refund(
        dec(given["premium"]),
        given["term_days"],
        given["days_on_risk"],
        RefundTerms(Method.PRO_RATA),
    )
    owes = settlement(found.earned, dec(given["paid"]), dec(given["fee"]))
    return {"customer_owes": plain(owes)}


def op_cooling(given: Json) -> Json:
    key = "cooling_off_days_protection" if given["pure_protection"] else "cooling_off_days"
    window = cooling_off(
        date.fromisoformat(given["concluded"]),
        date.fromisoformat(given["terms_received"]),
        whole_number(rule(key)),
    )
    return {
        "last_day": window.last_day.isoformat(),
        "in_window": date.fromisoformat(given["cancel"]) in window,
    }


def op_now_or_renewal(given: Json) -> Json:
    back = refund(
        dec(given["premium"]),
        given["term_days"],
        given["days_on_risk"],
        RefundTerms(Method.SHORT_RATE, share=dec(given["refund_factor"])),
    )
    found = now_or_renewal(
        back,
        dec(given["fee"]),
        dec(given["new_annual"]),
        dec(given["hassle"]),
        term_days=given["term_days"],
        days_on_risk=given["days_on_risk"],
    )
    return {
        "net_now": plain(found.net_now),
        "net_at_renewal_per_year": plain(found.net_at_renewal_per_year),
    }


def op_ncd(given: Json) -> Json:
    loss = bonus_loss(
        dec(given["base"]),
        [dec(discount) for discount in given["scale"]],
        years=given["years"],
        step_back=given["step_back"],
        horizon=given["horizon"],
    )
    return {
        "premiums_after_claim": [plain(premium) for premium in loss.premiums_after],
        "bonus_loss": plain(loss.total),
    }


def op_lhc(given: Json) -> Json:
    percent = loading_percent(given["lhc_ages"], rule("lifetime_loading"))
    premium = loaded_premium(dec(given["base_hospital"]), percent, dec(given.get("extras", 0)))
    return {"loading_pct": plain(percent), "premium": plain(premium)}


def op_au_wait(given: Json) -> Json:
    months = remaining_wait(
        covered_before=given["covered_before"],
        old_wait=given["old_wait"],
        months_held=given["months_held"],
        new_wait=given["new_wait"],
        longest=whole_number(rule(f"longest_wait_{given['benefit']}")),
    )
    return {"remaining_months": months}


def op_ch_exit(given: Json) -> Json:
    received = date.fromisoformat(given["received"])
    ordinary = has_ordinary_terms(given["model"], dec(given["franchise"]), RULES, received)
    found = next_exit(received, ordinary, RULES)
    return {"exit": found.last_day.isoformat(), "deadline": found.deadline.isoformat()}


def op_oep(given: Json) -> Json:
    season = open_enrolment(given["plan_year"], RULES)
    start = season.start(date.fromisoformat(given["selected"]))
    return {"start": start.isoformat() if start else None}


def op_exit_fee(given: Json) -> Json:
    found = exit_fee(
        date.fromisoformat(given["fixed_end"]),
        date.fromisoformat(given["switch"]),
        fee_per_fuel=dec(given["fee_per_fuel"]),
        fuels=given["fuels"],
        free_days=whole_number(rule("exit_fee_free_days")),
    )
    return {"days_left": found.days_left, "fee": plain(found.fee)}


def op_etc(given: Json) -> Json:
    charge = early_termination_charge(
        dec(given["monthly"]),
        dec(given["months_left"]),
        vat=dec(given["vat"]),
        discount=dec(given.get("discount", 0)),
        saved_per_month=dec(given.get("saved_per_month", 0)),
        early_receipt=dec(given.get("early_receipt", 0)),
    )
    return {"charge": plain(charge)}


def hour_share() -> Estimate:
    share = rule("hour_share")
    return Estimate(dec(parameter(share, "low")), number(share), dec(parameter(share, "high")))


def op_hassle(given: Json) -> Json:
    found = hassle(
        Estimate.exactly(dec(given["hours"])),
        dec(given["hourly_income"]),
        hour_share(),
    )
    return {"low": plain(found.low), "central": plain(found.central), "high": plain(found.high)}


def swiss_parameters(franchise: Any) -> dict[str, Decimal]:
    return {
        "deductible": dec(franchise),
        "coinsurance_rate": number(rule("coinsurance_rate")),
        "coinsurance_cap": number(rule("coinsurance_cap")),
    }


def op_swiss(given: Json) -> Json:
    parameters = swiss_parameters(given["franchise"])
    return {"oop": plain(out_of_pocket("ch", parameters, dec(given["costs"])))}


def op_swiss_disc(given: Json) -> Json:
    ordinary, share = number(rule("ordinary_deductible")), number(rule("largest_discount_share"))
    return {
        "max_discounts": [
            plain(largest_swiss_discount(dec(franchise), ordinary, share))
            for franchise in given["franchises"]
        ]
    }


def op_swiss_break(given: Json) -> Json:
    costs = swiss_break_even(
        low=dec(given["low"]),
        high=dec(given["high"]),
        premium_saving=dec(given["premium_saving"]),
        rate=number(rule("coinsurance_rate")),
        cap=number(rule("coinsurance_cap")),
    )
    return {"break_even_costs": plain(costs)}


def op_us(given: Json) -> Json:
    parameters = {
        "deductible": dec(given["deductible"]),
        "coinsurance_rate": dec(given["coinsurance"]),
        "out_of_pocket_maximum": dec(given["moop"]),
    }
    return {"oop": plain(out_of_pocket("us", parameters, dec(given["costs"])))}


def op_expected(given: Json) -> Json:
    scenarios = [(dec(p), dec(costs)) for p, costs in given["dist"]]
    found = {}
    for plan in given["plans"]:
        parameters = swiss_parameters(plan["franchise"])
        cost = expected_cost(
            dec(plan["premium"]),
            scenarios,
            lambda costs, parameters=parameters: out_of_pocket(given["rule"], parameters, costs),
        )
        found[plan["id"]] = {
            "expected_oop": plain(cost.expected_out_of_pocket),
            "expected_total": plain(cost.expected_total),
            "worst_total": plain(cost.worst_total),
        }
    return found


def op_payout(given: Json) -> Json:
    sums = {key: dec(given[key]) for key in ("sum_insured", "value_at_risk") if key in given}
    claim = property_claim(
        dec(given["loss"]),
        excess=dec(given["excess"]),
        limit=dec(given["limit"]),
        limit_applies=LimitApplies(given["limit_applies"]),
        **sums,
    )
    return {"payout": plain(claim.payout), "out_of_pocket": plain(claim.out_of_pocket)}


def op_excess_value(given: Json) -> Json:
    value = excess_value(
        dec(given["frequency"]),
        dec(given["mean"]),
        excess_old=dec(given["excess_old"]),
        excess_new=dec(given["excess_new"]),
    )
    return {"annual_cost_of_change": plain(value)}


def op_limit_value(given: Json) -> Json:
    value = limit_value(
        dec(given["frequency"]),
        dec(given["mean"]),
        limit_old=dec(given["limit_old"]),
        limit_new=dec(given["limit_new"]),
    )
    return {"annual_cost_of_change": plain(value)}


OPS: dict[str, Callable[[Json], Json]] = {
    "annualise": op_annualise,
    "horizon": op_horizon,
    "apr": op_apr,
    "instalment_apr": op_instalment_apr,
    "pv": op_pv,
    "refund": op_refund,
    "settle": op_settle,
    "cooling": op_cooling,
    "now_or_renewal": op_now_or_renewal,
    "ncd": op_ncd,
    "lhc": op_lhc,
    "au_wait": op_au_wait,
    "ch_exit": op_ch_exit,
    "oep": op_oep,
    "exit_fee": op_exit_fee,
    "etc": op_etc,
    "hassle": op_hassle,
    "swiss": op_swiss,
    "swiss_disc": op_swiss_disc,
    "swiss_break": op_swiss_break,
    "us": op_us,
    "expected": op_expected,
    "payout": op_payout,
    "excess_value": op_excess_value,
    "limit_value": op_limit_value,
}
