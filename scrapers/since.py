"""What became of the values of an earlier reading: of the same page, by what each value is of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

Plain = dict[str, Any]  # a record as `recorded.plain` gives it

# What a page may change without becoming another page.
VALUES = (
    "amount",
    "value",
    "unit",
    "missing",
    "numerator",
    "denominator",
    "quantity",
    "attributes",
)
USUAL = 0.5  # as in a run
NAMED = 5  # of the same kind
POWERS = {Decimal(10) ** power: f"{10**power} times as much" for power in (1, 2, 3)} | {
    1 / Decimal(10) ** power: f"{10**power} times less" for power in (1, 2, 3)
}


class Pair(NamedTuple):
    """One value, as it was read before and as it is read now."""

    before: Plain
    now: Plain


class Since(NamedTuple):
    """Two readings laid side by side: what is of the same, what is gone, what came."""

    pairs: list[Pair]
    gone: list[Plain]
    new: list[Plain]

    @property
    def differ(self) -> list[Pair]:
        """The values that are others now."""
        return [pair for pair in self.pairs if _said(pair.before) != _said(pair.now)]


def since(before: Iterable[Plain], now: Iterable[Plain]) -> Since:
    """Lay two readings side by side, wherever on its page each value stood."""
    had = {identity(each): each for each in before}
    read = {identity(each): each for each in now}
    return Since(
        [Pair(had[of], each) for of, each in read.items() if of in had],
        [each for of, each in had.items() if of not in read],
        [each for of, each in read.items() if of not in had],
    )


def identity(record: Plain) -> str:
    """What a record is of, without what it says and where."""
    return json.dumps({k: v for k, v in record.items() if k not in ("locator", "literal", *VALUES)})


def doubts(found: Since, page: str) -> list[str]:
    """In words, what a person has to look at before the later reading is believed."""
    return [*_fewer(found, page), *_plans(found, page), *_units(found), *scaled(found.pairs)]


def summary(found: Since, page: str) -> list[str]:
    """In words, how many values are as on the earlier page, and which are not."""
    of, differ = len(found.pairs) + len(found.gone), found.differ
    told = [f"{len(found.pairs) - len(differ)} of {of} values as on {page}"]
    told += [f"{_name(old)}: {_shown(old)} is now {_shown(new)}" for old, new in differ]
    for word, rows in (("gone", found.gone), ("new", found.new)):
        if rows:
            told.append(f"{len(rows)} {word}: {_some(list(map(_name, rows)))}")
    return told


def scaled(pairs: Iterable[Pair]) -> list[str]:
    """Amounts that moved by exactly a power of ten: a decimal mark or a unit that slipped."""
    pairs = list(pairs)
    moved = [
        (POWERS[now / had], pair)
        for pair in pairs
        if (had := _amount(pair.before)) and (now := _amount(pair.now)) and now / had in POWERS
    ]
    told = []
    for factor, count in Counter(factor for factor, _ in moved).items():
        old, new = next(pair for found, pair in moved if found == factor)
        told.append(
            f"{count} of {len(pairs)} values are {factor} ({_name(old)}: {_shown(old)} is now "
            f"{_shown(new)}): has the decimal mark or the unit changed, too?"
        )
    return told


def unitless(found: Since) -> list[Pair]:
    """Values that had a unit and have none, or another; of a new word by the same printed text."""
    pairs = list(found.pairs)
    for now in found.new:
        printed = now.get("literal")
        twins = [each for each in found.gone if printed and each.get("literal") == printed]
        pairs += [Pair(twin, now) for twin in twins[:1]]
    return [
        pair
        for pair in pairs
        if pair.before.get("unit") not in (None, pair.now.get("unit"))
        and _amount(pair.now) is not None
    ]


def _fewer(found: Since, page: str) -> Iterator[str]:
    """A run holds back what is less than half of its last good one."""
    now, before = len(found.pairs) + len(found.new), len(found.pairs) + len(found.gone)
    if now < USUAL * before:
        yield f"{now} values, where {page} has {before}: a run would hold back less than half"


def _units(found: Since) -> Iterator[str]:
    for before, now in unitless(found):
        had, has = before["unit"], now.get("unit") or "none"
        yield (
            f"{_name(now)}: unit {has}, where {_name(before)} had {had}: say the unit of "
            f"{now.get('heading', 'it')!r} in the source as well"
        )


def _plans(found: Since, page: str) -> Iterator[str]:
    """Plans that are gone with all that was said of them. Goods come and go by themselves."""
    if any(
        each["kind"] == "pack" for each in (*found.gone, *(before for before, _ in found.pairs))
    ):
        return
    names = {_plan(each): each for each in found.gone if each["kind"] == "plan"}
    for key, plan in names.items():
        lost = Counter(each["kind"] for each in found.gone if _plan(each) == key and each != plan)
        with_it = ", ".join(f"{count} {kind}" for kind, count in lost.items()) or "nothing else"
        told = ", ".join(plan.get("attributes", {}).values())
        yield (
            f"plan {plan['plan']} ({told}) stood on {page} and is gone, with {with_it}. Moved to "
            "another page: name that page in [[pages]]. Cut off: leave the ticket open. Withdrawn: "
            "only then lower at_least, and say so to the operator: a run ends no plan by itself, what "
            "was read of it holds until another reading says otherwise"
        )


def _plan(record: Plain) -> tuple[Any, Any]:
    return record.get("provider"), record.get("plan")


def _said(record: Plain) -> list[Any]:
    """What a record says; a number is the same however many noughts it is printed with."""
    said = [record.get(name) for name in VALUES]
    return [each if (number := _number(each)) is None else number for each in said]


def _amount(record: Plain) -> Decimal | None:
    return _number(record.get("amount") or record.get("value"))


def _number(said: object) -> Decimal | None:
    try:
        return Decimal(str(said))
    except InvalidOperation:
        return None


def _shown(record: Plain) -> str:
    if "attributes" in record:
        return repr(", ".join(record["attributes"].values()))
    said = record.get("amount") or record.get("value") or record.get("missing") or "nothing"
    return f"{said} {record.get('currency') or record.get('unit') or ''}".strip()


def _name(record: Plain) -> str:
    what = record.get("heading") or record.get("measure") or record.get("factors") or ""
    if isinstance(what, dict):
        what = ", ".join(what.values())
    of = record.get("plan") or record.get("provider") or ""
    return " ".join(filter(None, (record["kind"], of, what and repr(what))))


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
