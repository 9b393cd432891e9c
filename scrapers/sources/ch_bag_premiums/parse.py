"""The yearly premium files of the Federal Office of Public Health, and where limited tariffs are sold.

Printed codes pass through as they are ("PR-REG CH1", "FRA-300" or "300"): the market's vocabulary
decides what they mean. Files have 200,000 rows, so what repeats is read once: the insurer with its
tariff, the rating cell, the amount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from scrapers.errors import Ambiguous, Implausible, PageChanged
from scrapers.kit.csv_table import Row, rows
from scrapers.kit.numbers import number
from scrapers.manifest import load
from scrapers.records import (
    AreaRecord,
    Capture,
    Passed,
    PlanRecord,
    PriceRecord,
    ProviderRecord,
    Record,
    Refused,
)

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
DEAREST = Decimal(10_000)  # francs a month; ten times the dearest premium ever filed
OFFER = ("provider", "provider_name", "plan", "plan_name", "model", "year", "territory")
CELL = ("canton", "region", "age_class", "accident", "sibling_group", "deductible")
GERMAN = (
    *("Versicherer", "Versicherung", "Tarif", "Tarifbezeichnung", "Tariftyp"),
    *("Geschäftsjahr", "Hoheitsgebiet"),
    *("Kanton", "Region", "Altersklasse", "Unfalleinschluss", "Altersuntergruppe", "Franchise"),
    "Prämie",
)
ENGLISH = (
    *("insurer_code", "insurer_name", "tariff_code", "tariff_name_raw", "tariff_type_code"),
    *("premium_year", "territory"),
    *("canton_code", "premium_region_code", "age_class_code", "accident_inclusion_code"),
    *("age_subgroup_raw", "deductible_code"),
    *("monthly_premium_chf", "limited_validity_raw"),
)
CATCHMENT = (
    *("Versicherer", "Tarif", "Geschäftsjahr", "Kanton", "Region"),
    *("Eingeschränkt", "Gemeindecode", "PLZ4"),
)
NOTHING = "NA"
EMPTY_SLOT = "empty slot of the wide sheet"
NO_TARIFF = "municipality where no limited tariff is sold"
NOT_LIMITED = "tariff that is not limited"
SILENT = (EMPTY_SLOT, NO_TARIFF, NOT_LIMITED)


def parse(capture: Capture) -> Iterator[Record]:
    """The records of one file, in its own order; a row that cannot be read is `Refused`."""
    return LAYOUTS[MANIFEST.page(capture.page).reads](capture)


def _premiums(columns: Row) -> Callable[[Capture], Iterator[Record]]:
    def read(capture: Capture) -> Iterator[Record]:
        offers, cells = _Offers(_year(capture)), dict[Row, Mapping[str, str]]()
        for at, row in rows(capture.body, columns, MANIFEST.ignore):
            locator = f"row {at}"
            offer, cell, literal, limit = row[:7], row[7:13], row[13], row[14:]
            try:
                if cell not in cells:
                    cells[cell] = _factors(cell)
                premium = _premium(literal)
                new = () if offer in offers.seen else offers.introduce(offer, locator)
                if any(limit):
                    raise _unknown_limit(limit)
            except (Ambiguous, Implausible) as error:
                yield Refused.because(locator, error)
                continue
            yield from new
            yield PriceRecord(
                offer[0], offer[2], cells[cell], premium, "CHF", "month", literal, locator
            )

    return read


class _Offers:
    """The insurers and tariffs met so far, each introduced once."""

    def __init__(self, year: str) -> None:
        self.year = year
        self.seen: set[Row] = set()
        self._provider_names: dict[str, str] = {}
        self._plans: dict[tuple[str, str], tuple[str, str]] = {}

    def introduce(self, offer: Row, locator: str) -> tuple[Record, ...]:
        provider, provider_name, plan, plan_name, model, year, territory = offer
        _check_year(year, self.year, locator)
        _check_filled(dict(zip(OFFER, offer, strict=True)))
        if territory != "CH":
            raise Implausible(
                expected="premiums of people who live in Switzerland",
                found=f"territory {territory!r}",
                todo="file premiums of other territories as a market of their own",
            )
        named = self._provider_names.get(provider)
        described = self._plans.get((provider, plan))
        _check_same(f"insurer {provider}", named, provider_name)
        _check_same(f"tariff {plan} of {provider}", described, (plan_name, model))
        self.seen.add(offer)
        new: list[Record] = []
        if named is None:
            self._provider_names[provider] = provider_name
            new.append(ProviderRecord(provider, {"name": provider_name}, locator))
        if described is None:
            self._plans[provider, plan] = (plan_name, model)
            new.append(PlanRecord(provider, plan, {"name": plan_name, "model": model}, locator))
        return tuple(new)


def _factors(cell: Row) -> Mapping[str, str]:
    """The printed codes of a rating cell. Grown-ups have no sibling group: that one may be empty."""
    factors = dict(zip(CELL, cell, strict=True))
    _check_filled({key: code for key, code in factors.items() if key != "sibling_group"})
    return factors


@lru_cache(maxsize=65_536)
def _premium(literal: str) -> Decimal:
    amount = number(literal, MANIFEST.locale)
    if not 0 < amount < DEAREST:
        raise Implausible(
            expected=f"a premium above 0 and below {DEAREST} francs a month",
            found=repr(literal),
            todo="ask the publisher",
        )
    return amount


def _catchments(capture: Capture) -> Iterator[Record]:
    """Where limited tariffs are sold.

    The published sheet is wide: one row for each tariff, region and practice, then as many columns
    as the longest list of municipalities has. Made long, it holds three kinds of row: a limited
    tariff with a municipality (a limit), a limited tariff without one (an empty slot of the wide
    sheet), and a municipality without a tariff (nothing limited is sold there). Only the first says
    anything, the others are counted; but a limited tariff all of whose slots are empty would be sold
    nowhere, and is refused.
    """
    year = _year(capture)
    silent: dict[str, list[str]] = {reason: [] for reason in SILENT}
    slots: dict[Row, str] = {}
    listed: set[Row] = set()
    for at, row in rows(capture.body, CATCHMENT, MANIFEST.ignore):
        locator = f"row {at}"
        provider, plan, its_year, canton, region, limited, municipality, postcode = row
        if provider == NOTHING:
            silent[NO_TARIFF].append(locator)
            continue
        _check_year(its_year, year, locator)
        if limited == "N":
            silent[NOT_LIMITED].append(locator)
            continue
        if limited != "Y":
            raise PageChanged(
                expected="Y or N under 'Eingeschränkt'", found=repr(limited), todo=f"see {locator}"
            )
        area: Row = (provider, plan, canton, region)
        slots.setdefault(area, locator)
        if municipality == NOTHING:
            silent[EMPTY_SLOT].append(locator)
            continue
        listed.add(area)
        within = {"canton": canton, "region": region}
        yield AreaRecord(provider, plan, municipality, postcode, locator, within)
    yield from _sold_nowhere(slots, listed)
    yield from _passed(silent)


def _sold_nowhere(slots: Mapping[Row, str], listed: Set[Row]) -> Iterator[Refused]:
    """The limited tariffs all of whose slots are empty, at the first of them."""
    for area, locator in slots.items():
        if area not in listed:
            yield Refused(
                locator, "a municipality where it is sold", f"none for {area}", "ask the insurer"
            )


def _passed(silent: Mapping[str, Sequence[str]]) -> Iterator[Passed]:
    """How many rows say nothing, for each reason that there is."""
    for reason, locators in silent.items():
        if locators:
            yield Passed(reason, len(locators), locators[0])


def _year(capture: Capture) -> str:
    edition = MANIFEST.page(capture.page).edition
    if edition is None:
        raise PageChanged(
            expected=f"an edition for page {capture.page}", found="none", todo="add [pages.edition]"
        )
    return str(edition.valid_from.year)


def _check_year(found: str, wanted: str, locator: str) -> None:
    if found != wanted:
        raise PageChanged(
            expected=f"a file of the year {wanted}",
            found=f"{found!r} in {locator}",
            todo="name the file as the page of its own edition",
        )


def _check_filled(codes: Mapping[str, str]) -> None:
    empty = [key for key, code in codes.items() if not code.strip()]
    if empty:
        raise Implausible(
            expected=f"a value for {', '.join(empty)}", found="nothing", todo="ask the publisher"
        )


def _check_same(what: str, before: object, now: object) -> None:
    if before is not None and before != now:
        raise Implausible(
            expected=f"{what} to be {before} throughout the file",
            found=repr(now),
            todo="decide which of them is meant",
        )


def _unknown_limit(limit: Row) -> Implausible:
    return Implausible(
        expected="no limit of validity, as in all files so far",
        found=repr(limit[0]),
        todo="find out where this tariff is sold, then read the column",
    )


LAYOUTS: dict[str, Callable[[Capture], Iterator[Record]]] = {
    "german": _premiums(GERMAN),
    "english": _premiums(ENGLISH),
    "catchment": _catchments,
}
