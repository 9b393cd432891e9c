"""What the invented insurers charged and promised, edition by edition, read from history.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Cell = tuple[str, str, str]  # size, region, chosen excess
STEP = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One plan in one edition: every premium and every term.

    `premiums` are amounts per period of the insurer; a term is a decimal, `covered`, `excluded`,
    `restricted: <condition>`, or a kind of missing.
    """

    own: str
    name: str
    premiums: Mapping[Cell, Decimal]
    terms: Mapping[str, str]

    @property
    def sizes(self) -> tuple[str, ...]:
        """Size classes in which it is sold, smallest first."""
        return tuple(dict.fromkeys(cell[0] for cell in self.premiums))

    @property
    def regions(self) -> tuple[str, ...]:
        """Regions in which it is sold."""
        return tuple(dict.fromkeys(cell[1] for cell in self.premiums))

    @property
    def excesses(self) -> tuple[str, ...]:
        """Excesses that may be chosen, lowest first."""
        return tuple(dict.fromkeys(cell[2] for cell in self.premiums))


@dataclass(frozen=True, slots=True)
class Insurer:
    """One insurer in one edition. `group` is `none` for an independent one."""

    key: str
    number: str
    name: str
    host: str
    per: str
    group: str
    edition: str
    plans: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What the regulator publishes of one insurer and year."""

    insurer: str
    year: int
    complaints: int
    contracts: int


@dataclass(frozen=True, slots=True)
class Event:
    """A planted change of one term, or of the group (then `own` is empty)."""

    edition: str
    insurer: str
    own: str
    field: str
    old: str
    new: str


@cache
def truth() -> dict[str, Any]:
    """history.toml as it stands."""
    return tomllib.loads((Path(__file__).parent / "history.toml").read_text(encoding="utf-8"))


def editions() -> Mapping[str, date]:
    """Each edition with the day on which it is collected, oldest first."""
    days: dict[str, date] = truth()["editions"]
    return days


def insurers() -> tuple[str, ...]:
    """The insurers' keys in the order of the register."""
    return tuple(row["key"] for row in truth()["insurer"])


@cache
def insurer(key: str, edition: str) -> Insurer:
    """One insurer as it is in an edition; KeyError where there is no such insurer or edition."""
    at = list(editions()).index(edition) if edition in editions() else None
    row = next((row for row in truth()["insurer"] if row["key"] == key), None)
    if row is None or at is None:
        raise KeyError(f"no insurer {key!r} in an edition {edition!r}")
    return Insurer(
        **{name: row[name] for name in ("key", "number", "name", "host", "per")},
        group=_at(row["group"], edition),
        edition=edition,
        plans=tuple(_sheet(plan, edition, at) for plan in row["plan"]),
    )


def counts(edition: str) -> tuple[Count, ...]:
    """The complaint counts that an edition publishes, by insurer and year."""
    regulator = truth()["regulator"]
    found = []
    for key in insurers():
        for year, since in regulator["published"].items():
            if since <= edition:
                complaints = _revised(key, int(year), edition, regulator["complaints"][key][year])
                contracts = regulator["contracts"][key][year]
                found.append(Count(key, int(year), complaints, contracts))
    return tuple(found)


def events() -> Iterator[Event]:
    """Every planted change of a term or a group, oldest edition first; premiums are in `base`."""
    for before, after in pairwise(editions()):
        for key in insurers():
            old, new = insurer(key, before), insurer(key, after)
            if old.group != new.group:
                yield Event(after, key, "", "group", old.group, new.group)
            for one, other in zip(old.plans, new.plans, strict=True):
                for term, value in one.terms.items():
                    if other.terms[term] != value:
                        yield Event(after, key, one.own, term, value, other.terms[term])


def page_state(key: str, edition: str) -> str:
    """`fine`, `broken`, `wall` or `refused`: whether an insurer's page can be read in an edition."""
    for row in truth()["page"]:
        lasting = row["kind"] in ("wall", "refused")
        meant = row["edition"] <= edition if lasting else row["edition"] == edition
        if row["insurer"] == key and meant and row["kind"] != "cosmetic":
            return str(row["kind"])
    return "fine"


def _sheet(plan: dict[str, Any], edition: str, at: int) -> Sheet:
    base = Decimal(plan["base"][at])
    premiums = {
        (size, region, excess): _rounded(base * Decimal(a) * Decimal(b) * Decimal(c))
        for size, a in plan["size"].items()
        for region, b in plan["region"].items()
        for excess, c in plan["excess"].items()
    }
    terms = {key: _at(value, edition) for key, value in plan["terms"].items()}
    return Sheet(plan["own"], plan["name"], premiums, terms)


def _at(value: str | dict[str, str], edition: str) -> str:
    """A value that may change: the one given for the latest edition up to this one."""
    if isinstance(value, str):
        return value
    return value[max(since for since in value if since <= edition)]


def _rounded(amount: Decimal) -> Decimal:
    return (amount / STEP).quantize(Decimal(1), ROUND_HALF_UP) * STEP


def _revised(key: str, year: int, edition: str, complaints: int) -> int:
    for row in truth()["regulator"]["revised"]:
        if (row["insurer"], row["year"]) == (key, year) and row["edition"] <= edition:
            return int(row["complaints"])
    return complaints
