"""Every medical plan on the federal marketplace: one row for each plan and county.

A plan is described again in each county where it is sold: it is read once, and a row that describes it
otherwise is refused. The 33 premiums of a row are for one age and one shape of family each: a family's
premium is printed, and is not always the sum of its members', so none is computed. Co-payments are
prose ("$30 Copay before deductible and 20% Coinsurance after deductible"): each becomes an amount, a
share, and whether the plan pays before the deductible is met; prose that is not known is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scrapers.errors import Ambiguous, Implausible
from scrapers.kit.csv_table import rows
from scrapers.kit.numbers import amount, number
from scrapers.manifest import load
from scrapers.records import (
    Capture,
    PlanRecord,
    PriceRecord,
    ProviderRecord,
    Record,
    Refused,
    TermRecord,
)

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
DEAREST = Decimal(20_000)  # dollars a month, for the largest family
CENT = Decimal("0.01")
NOISE = Decimal("0.000001")  # the file was once held in binary fractions: 747.6800000000001
OFFERED = (
    *("state", "county", "issuer_name", "plan_id_standard_component", "plan_marketing_name"),
    *("metal_level", "plan_type", "child_only_offering", "child_dental"),
)
PLAN_ID = re.compile(r"([0-9]{5})[A-Z]{2}[0-9]{7}", re.ASCII)


def _shapes() -> dict[str, tuple[str, str]]:
    """Each premium column with the age and the family that it is for."""
    found = {"premium_child": ("child", "individual")}
    for age in ("21", "27", "30", "40", "50", "60"):
        found[f"premium_adult_individual_age_{age}"] = (age, "individual")
    for age in ("21", "30", "40", "50", "60"):
        found[f"premium_couple_{age}"] = (age, "couple")
    for adults in ("couple", "individual"):
        for children in ("1_child", "2_children", "3_or_more_children"):
            for age in ("21", "30", "40", "50"):
                found[f"{adults}_{children}_age_{age}"] = (age, f"{adults}_{children}")
    return found


PREMIUMS = _shapes()
SERVICES = (
    *("primary_care_physician", "specialist", "emergency_room"),
    *("inpatient_facility", "inpatient_physician", "generic_drugs"),
    *("preferred_brand_drugs", "non_preferred_brand_drugs", "specialty_drugs"),
)
VARIANTS = ("standard", "73_percent", "87_percent", "94_percent")
AMOUNTS = (
    *("medical_deductible_individual", "drug_deductible_individual"),
    *("medical_deductible_family", "drug_deductible_family"),
    *("medical_maximum_out_of_pocket_individual", "drug_maximum_out_of_pocket_individual"),
    *("medical_maximum_out_of_pocket_family", "drug_maximum_out_of_pocket_family"),
)
HOSPITAL = "inpatient_facility"
PROMISED = tuple(
    f"{what}_{variant}"
    for variant in VARIANTS
    for what in (AMOUNTS + SERVICES if variant == "standard" else (*AMOUNTS, HOSPITAL))
)
WANTED = (*OFFERED, *PREMIUMS, *PROMISED)
AFTER_OFFERED, AFTER_PREMIUMS = len(OFFERED), len(OFFERED) + len(PREMIUMS)
INCLUDED, NONE = "Included in Medical", "Not Applicable"
UNTOLD = "See Plan Brochure"


Promise = Callable[[str, Decimal | str | None, str | None, str], TermRecord]


class Share(NamedTuple):
    """What one service costs the customer: an amount, a share in per cent, and from when on.

    `unit` is what the amount is for (`visit`, `day`, `stay`); `early` says whether the plan pays its
    part before the deductible is met: yes, no, or in part.
    """

    amount: Decimal
    percent: Decimal
    unit: str
    early: str


def parse(capture: Capture) -> Iterator[Record]:
    """Insurers and plans where they first stand, and the premiums of every row."""
    insurers: dict[str, str] = {}
    plans: dict[str, tuple[str, ...]] = {}
    for at, cells in rows(capture.body, WANTED, MANIFEST.ignore):
        locator = f"row {at}"
        state, county, issuer_name, plan, *described = cells[:AFTER_OFFERED]
        described += cells[AFTER_PREMIUMS:]
        try:
            issuer = _issuer(plan)
            _same(f"insurer {issuer}", insurers.get(issuer, issuer_name), issuer_name)
            new = plan not in plans
            _same(f"plan {plan}", plans.get(plan, tuple(described)), tuple(described))
            promised = dict(zip(PROMISED, cells[AFTER_PREMIUMS:], strict=True))
            terms = list(_terms(issuer, plan, described[4], promised, locator)) if new else []
            place = {"state": state, "county": county}
            prices = list(_prices(issuer, plan, place, cells, locator))
        except (Ambiguous, Implausible) as error:
            yield Refused.because(locator, error)
            continue
        plans[plan] = tuple(described)
        if issuer not in insurers:
            insurers[issuer] = issuer_name
            yield ProviderRecord(issuer, {"name": issuer_name}, locator)
        if new:
            name, metal, network, offered = described[:4]
            attributes = {"name": name, "metal": metal, "network": network, "for": offered}
            yield PlanRecord(issuer, plan, attributes, locator)
            yield from terms
        yield from prices


def _issuer(plan: str) -> str:
    """An insurer's number are the first five digits of its plans' numbers."""
    found = PLAN_ID.fullmatch(plan)
    if not found:
        raise _implausible("a plan's number like 12345AB0000001", repr(plan))
    return found[1]


def _same(what: str, before: object, now: object) -> None:
    if before != now:
        raise _implausible(f"{what} to be the same in every county", repr(now)[:80])


def _prices(
    issuer: str, plan: str, place: Mapping[str, str], cells: tuple[str, ...], locator: str
) -> Iterator[PriceRecord]:
    """The premiums that a row prints: who is not insured by a plan has none."""
    premiums = zip(PREMIUMS.values(), cells[AFTER_OFFERED:AFTER_PREMIUMS], strict=True)
    printed = [(shape, literal) for shape, literal in premiums if literal]
    if not printed:
        raise _implausible("a premium for somebody", "none")
    for (age, family), literal in printed:
        factors = {**place, "age": age, "family": family}
        yield PriceRecord(
            issuer, plan, factors, _premium(literal), "USD", "month", literal, locator
        )


@lru_cache(maxsize=65_536)
def _premium(literal: str) -> Decimal:
    printed = number(literal, MANIFEST.locale)
    cents = printed.quantize(CENT)
    if abs(printed - cents) > NOISE or not 0 < cents < DEAREST:
        raise _implausible(f"a premium in cents, above 0 and below {DEAREST}", repr(literal))
    return cents


def _terms(
    issuer: str, plan: str, dental: str, promised: Mapping[str, str], locator: str
) -> Iterator[TermRecord]:
    """The promises of a plan, the cost-sharing variants of a silver plan under their own headings."""

    def term(
        heading: str, value: Decimal | str | None, unit: str | None, literal: str
    ) -> TermRecord:
        missing = None if value is not None else "not_stated"
        return TermRecord(issuer, plan, heading, value, unit, literal, locator, missing)

    if dental not in ("", "X"):
        raise _implausible("X or nothing under child_dental", repr(dental))
    yield term("child_dental", "X" if dental else None, None, dental)
    for variant in VARIANTS:
        printed = {
            what.removesuffix(f"_{variant}"): literal
            for what, literal in promised.items()
            if what.endswith(f"_{variant}")
        }
        if variant != "standard" and not any(printed.values()):
            continue
        for what in AMOUNTS:
            if not what.startswith("drug_maximum"):
                own = printed[what]
                yield term(f"{what}_{variant}", _amount(what, own), "USD", own)
            elif printed[what] != INCLUDED:
                raise _implausible("one maximum for treatment and drugs", repr(printed[what]))
        hospital = _share(printed[HOSPITAL])
        plain = hospital.amount == 0 and hospital.early == "no"
        rate = hospital.percent / 100 if plain else None
        yield term(f"coinsurance_{variant}", rate, "1", printed[HOSPITAL])
        for service in SERVICES if variant == "standard" else ():
            yield from _service(term, service, printed[service])


def _amount(what: str, literal: str) -> Decimal | None:
    """A sum in dollars; drugs that count towards the medical deductible have none of their own."""
    if literal == UNTOLD:
        return None
    within = what.startswith("drug_deductible") and literal == INCLUDED
    if within or ("_deductible_" in what and literal == NONE):
        return Decimal(0)
    return amount(literal, MANIFEST.locale, "USD")


def _service(term: Promise, service: str, literal: str) -> Iterator[TermRecord]:
    """What one service costs under its headings: amounts, a share, and from when on."""
    share = _share(literal)
    units = ("day", "stay") if service == HOSPITAL else ("visit",)
    for unit in units:
        heading = f"{service}: copay" if unit == "visit" else f"{service}: copay per {unit}"
        yield term(heading, share.amount if unit == share.unit else Decimal(0), "USD", literal)
    yield term(f"{service}: coinsurance", share.percent, "%", literal)
    yield term(f"{service}: before the deductible", share.early, None, literal)


_PROSE = re.compile(
    r"(?:(?P<free>No Charge)|\$(?P<copay>[0-9,.]+)(?: Copay)?|(?P<percent>[0-9.]+)%(?: Coinsurance)?)"
    r"(?: per (?P<unit>Day|Stay))?(?P<before> before deductible)?"
    r"(?: and (?P<rest>[0-9.]+)% Coinsurance)?(?P<after> after [Dd]eductible)?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def _share(prose: str) -> Share:
    """What a service costs, out of the words that the marketplace uses for it."""
    found = _PROSE.fullmatch(prose)
    if not found or (found["percent"] and found["rest"]) or (found["unit"] and not found["copay"]):
        raise _implausible("a known wording of a co-payment", repr(prose))
    copay = number(found["copay"], MANIFEST.locale) if found["copay"] else Decimal(0)
    percent = Decimal(found["percent"] or found["rest"] or 0)
    if percent > 100:
        raise _implausible("a share of at most 100 %", repr(prose))
    unit = (found["unit"] or "visit").lower()
    in_part = found["rest"] and (found["before"] or found["unit"])
    early = "in part" if in_part else ("no" if found["after"] else "yes")
    return Share(copay, percent, unit, early)


def _implausible(expected: str, found: str) -> Implausible:
    return Implausible(
        expected=expected, found=found, todo="look at the row, then at the publisher"
    )
