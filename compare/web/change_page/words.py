"""Changes in words: what happened, for whom it is better, how sure that is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compare.markets.loader import keys, load
from compare.store.selectors.changes import ChangeRow
from compare.usecases.changes.recent import names_of, subjects_of
from compare.web.answer_page.words import SIGNS, Words
from compare.web.templatetags.worth import amount, day, language, locale, number

Json = Mapping[str, Any]
FINER = {"kg": ("g", 1000), "l": ("ml", 1000), "m": ("cm", 100)}  # for packs below one unit
CURRENCY = 3  # letters of a currency's code
MIDDLE = re.compile(r"price \((.*); the middle of (\d+)\)")


@dataclass(frozen=True, slots=True)
class Other:
    """One thing in which a plan is other than the one whose place it took."""

    what: str
    old: str
    new: str
    direction: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A plan that took another's place, both by name, and what is other with it."""

    old: str
    new: str
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One change as a page tells it. `subject` is the plan's or product's name, or its key where it
    has none; `usual` says that it is sure as most that is told is: it was seen again; `size` is empty where no share can be given; `prices` are those of a pack;
    `minutes` is empty where no work was moved to the customer, or nobody has said how much; `replaced`
    are the plans that took others' places.
    """

    key: str
    market: str
    provider: str
    name: str
    subject: str
    direction: str
    kind: str
    what: str
    old: str
    new: str
    size: str
    when: str
    day: str
    severity: str
    rated: bool
    state: str
    usual: bool
    believed: bool
    doubt: str
    context: str
    before: Json
    after: Json
    prices: tuple[str, str] | None = None
    minutes: str = ""
    replaced: tuple[Successor, ...] = ()

    @property
    def remarks(self) -> list[str]:
        """What a list adds to it: how sure it is where that is not as usual, how grave, what speaks
        against it.
        """
        said = ("" if self.usual else self.state, self.severity if self.rated else "", self.doubt)
        return [remark for remark in said if remark]

    @property
    def sentence(self) -> str:
        """The change in one line."""
        name = f"{self.name}, {self.subject}" if self.subject else self.name
        said = {"name": name, "what": self.kind, "old": self.old, "new": self.new}
        return _("%(name)s: %(what)s, from %(old)s to %(new)s") % said


def told(rows: Sequence[ChangeRow]) -> list[Told]:
    """Stored changes in the words of the page's language."""
    names, subjects = names_of(rows), subjects_of(rows)
    return [_told(row.shown, row, names, subjects[row.key]) for row in rows]


def _told(shown: Json, row: ChangeRow, names: Mapping[tuple[str, str], str], subject: str) -> Told:
    old, new = sizes(shown)
    return Told(
        key=row.key,
        market=row.market,
        provider=row.provider,
        name=names.get((row.market, row.provider), row.provider),
        subject=subject,
        direction=shown["direction"],
        kind=kind(shown["kind"], shown["direction"]),
        what=what(row.market, shown["field"]),
        old=old,
        new=new,
        size=_size(shown),
        when=when(shown["after"], shown["no_later_than"]),
        day=shown["no_later_than"],
        severity=_severity(shown["severity"]) if shown["direction"] == "worse" else "",
        rated=shown["severity"] != "unrated",
        state=_state(row),
        usual=row.state == "confirmed" and not row.by_person,
        believed=row.believed,
        doubt=_doubt(shown["doubt"]),
        context=shown["context"] or "",
        before=place(shown["evidence"]["before"]),
        after=place(shown["evidence"]["after"]),
        prices=_prices(shown),
        minutes=minutes(shown.get("minutes_a_year")),
        replaced=_successors(row.market, shown),
    )


def sizes(shown: Json) -> tuple[str, str]:
    """Old and new value with their unit; a pack below a kilogram, litre or metre in the finer unit."""
    sides, unit = (shown["old"], shown["new"]), shown["unit"]
    if shown["field"] == "pack" and unit in FINER and min(map(Decimal, sides)) < 1:
        unit, times = FINER[unit]
        sides = tuple(format((Decimal(side) * times).normalize(), "f") for side in sides)
    return value(sides[0], unit), value(sides[1], unit)


def _prices(shown: Json) -> tuple[str, str] | None:
    """What the pack cost before and after; None where it is no pack."""
    currency = shown.get("currency")
    if not currency:
        return None
    old, new = (
        str(amount(Decimal(shown[side]), currency)) for side in ("price_before", "price_after")
    )
    return old, new


def _successors(market: str, shown: Json) -> tuple[Successor, ...]:
    return tuple(
        Successor(
            pair["old_name"],
            pair["new_name"],
            tuple(_other(market, each) for each in pair["differences"]),
        )
        for pair in shown.get("replaced") or ()
    )


def _other(market: str, shown: Json) -> Other:
    old, new = (value(shown[side], shown["unit"]) for side in ("old", "new"))
    return Other(what(market, shown["field"]), old, new, shown["direction"])


def minutes(count: int | None, is_least: bool = False) -> str:
    """The customer's own work a year, in words; empty where nobody has said how much."""
    if count is None:
        return ""
    if not count:
        return _("work of your own, and nobody knows how much")
    said = {"time": value(str(count), "minute")}
    if is_least:
        return _("at least %(time)s a year of your own work") % said
    return _("about %(time)s a year of your own work") % said


def kind(code: str, direction: str = "") -> str:
    """What happened, in a few words."""
    better = direction == "better"
    return {
        "SHRINKFLATION": _("less in the pack"),
        "UPSIZE": _("more in the pack"),
        "UPSIZE_UNIT_RISE": _("more in the pack, at a higher price for the same amount"),
        "DOWNSIZE_NO_UNIT_RISE": _("a smaller pack, no dearer for the same amount"),
        "UNIT_CHANGED": _("sold in another unit"),
        "price_up": _("a higher price"),
        "price_down": _("a lower price"),
        "price_walk": _("dearer for those who stay"),
        "excess_up": _("a higher excess"),
        "limit_down": _("a lower limit"),
        "coinsurance_up": _("a larger own share"),
        "waiting_up": _("a longer wait"),
        "fee_up": _("a higher fee"),
        "fee_added": _("a new fee"),
        "fee_down": _("a lower fee"),
        "fee_removed": _("a fee that is gone"),
        "rate_rise": _("a higher rate"),
        "rate_added": _("a rate that came"),
        "rate_removed": _("a rate that went"),
        "interest_up": _("interest on debt rises"),
        "interest_down": _("interest on debt falls"),
        "cover_status": _("less is covered"),
        "network_narrowed": _("fewer places to go"),
        "hours_shorter": _("shorter hours"),
        "channel_removed": _("one way less to reach them"),
        "speed_down": _("slower"),
        "rate_cut": _("a lower rate"),
        "term_worsened": _("a worse condition"),
        "work_shift": _("work moved to the customer"),
        "plan_replaced": _("a plan in another’s place"),
        "drip": _("more added to the price shown first"),
        "better": _("a better condition"),
        "changed": _("another condition"),
        "reworded": _("other words"),
        "stated": _("now stated"),
        "no_longer_stated": _("no longer stated"),
        "provider_changed": _("another name or owner"),
        "amount_changed": _("another amount in a document"),
    }.get(code, _("a better condition") if better else code.replace("_", " ").lower())


def what(market: str, field: str) -> str:
    """What a change is about, in the market's own words where it has some."""
    plain, _space, rest = field.partition(" (")
    if middle := MIDDLE.fullmatch(field):
        cell, cells = middle.groups()
        said = {"cell": _cell(market, cell), "n": cells}
        return _("price of %(cell)s, the middle one of %(n)s") % said
    fixed = {
        "pack": _("size of the pack"),
        "price": _("price"),
        "plan": _("plan"),
        "name": _("name"),
        "group": _("group"),
        "amount": _("amount"),
    }
    if market in keys():
        terms = load(market).terms
        for term in (*terms.term, *terms.document_amount):
            if term.key == plain:
                return term.label.in_(language())
    return f"{fixed.get(plain, plain.replace('_', ' '))}{_space}{rest}"


def _cell(market: str, cell: str) -> str:
    """The codes of a price by their names; as they stand where they are none of the market's."""
    if market not in keys():
        return cell
    defined = load(market)
    factors, codes = defined.market.cell_factors, cell.split(", ")
    if len(factors) != len(codes):
        return cell
    named = {factor.key: code for factor, code in zip(factors, codes, strict=True)}
    return Words(defined, language()).household(named)


def value(text: str, unit: str | None) -> str:
    """An old or new value with its unit."""
    words = {
        "covered": _("covered"),
        "restricted": _("restricted"),
        "excluded": _("excluded"),
        "not_stated": _("not stated"),
        "not_offered": _("not offered"),
        "unlimited": _("no limit"),
        "not_collected": _("not collected"),
    }
    if text in words:
        return words[text]
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if unit == "share":
        percent = format_decimal(exact * 100, "#,##0.00##", locale())
        return f"{percent}\xa0%"
    currency, _per, per = (unit or "").partition(" per ")
    if len(currency) == CURRENCY and currency.isalpha() and currency.isupper():
        shown = str(amount(exact, currency))
        return f"{shown} {_per_words(per)}" if per else shown
    if not unit or " to " in unit:
        return str(number(exact))
    return _counted(exact, unit)


def _counted(exact: Decimal, unit: str) -> str:
    """A number of things, in words that follow the number where we have them."""
    worded = counted(exact).get(unit)
    if worded is None:
        return f"{number(exact)}\xa0{SIGNS.get(unit, unit.replace('_', ' '))}"
    return worded % {"n": number(exact)}


def counted(exact: Decimal) -> dict[str, str]:
    """The words of so many of each unit that has words."""
    n = int(exact) if exact == int(exact) else 2  # what is no whole number is more than one
    return {
        "hour": ngettext("%(n)s hour", "%(n)s hours", n),
        "day": ngettext("%(n)s day", "%(n)s days", n),
        "week": ngettext("%(n)s week", "%(n)s weeks", n),
        "month": ngettext("%(n)s month", "%(n)s months", n),
        "piece": ngettext("%(n)s piece", "%(n)s pieces", n),
        "year": ngettext("%(n)s year", "%(n)s years", n),
        "minute": ngettext("%(n)s minute", "%(n)s minutes", n),
        "metre": ngettext("%(n)s metre", "%(n)s metres", n),
        "dollar": ngettext("%(n)s dollar", "%(n)s dollars", n),
        "mile": ngettext("%(n)s mile", "%(n)s miles", n),
        "cent": ngettext("%(n)s cent", "%(n)s cents", n),
        "pound": ngettext("%(n)s pound", "%(n)s pounds", n),
        "yen": ngettext("%(n)s yen", "%(n)s yen", n),
        "krona": ngettext("%(n)s krona", "%(n)s kronor", n),
        "percent": "%(n)s\xa0%%",
    }


def _per_words(per: str) -> str:
    return {
        "month": _("a month"),
        "year": _("a year"),
        "quarter": _("a quarter"),
        "week": _("a week"),
        "four_weeks": _("every four weeks"),
        "day": _("a day"),
    }.get(per, per.replace("_", " "))


def when(after: str, no_later_than: str) -> str:
    """The days between which it happened; one day where a published period began."""
    one, other = date.fromisoformat(after), date.fromisoformat(no_later_than)
    if other - one <= timedelta(days=1):
        return _("on %(day)s") % {"day": day(other)}
    return _("after %(one)s, no later than %(other)s") % {"one": day(one), "other": day(other)}


def place(text: str) -> Json:
    """A place in stored bytes, for a link to it."""
    sha256, _hash, at = text.partition("#")
    return {"sha256": sha256, "at": at}


def _size(shown: Json) -> str:
    rose = _rose(shown["old"], shown["new"])
    if shown["magnitude"] is None or rose is None:
        return ""
    share = Decimal(shown["magnitude"]) * 100
    if share > 1000:
        return ""
    sign = "+" if rose else "\u2212"
    return f"{sign}{number(share.quantize(Decimal('0.1')))}\xa0%"


def _rose(old: str, new: str) -> bool | None:
    try:
        return Decimal(new) > Decimal(old)
    except InvalidOperation:
        return None


def _severity(code: str) -> str:
    return {
        "major": _("grave"),
        "moderate": _("noticeable"),
        "minor": _("small"),
    }.get(code, _("not rated: nobody knows what it costs"))


def _state(row: ChangeRow) -> str:
    if row.by_person:
        return _("confirmed by a person")
    if row.state == "confirmed":
        return _("confirmed: seen again a week or more later")
    if row.believed:
        return _("confirmed by a second source")
    return {
        "seen": _("seen once, not confirmed"),
        "proposed": _("perhaps: one product seems to have taken another’s place"),
        "doubtful": _("doubtful: an error is likelier"),
    }.get(row.state, row.state)


def _doubt(code: str | None) -> str:
    if not code:
        return ""
    return {
        "other_unit": _("It is counted in another unit, so nothing can be compared."),
        "implausible_step": _("Such a step is more often a misreading or another pack."),
        "unit_untold": _("Nobody tells in what the amount is counted."),
        "replaced": _("The old product is gone and a similar one has come."),
        "market_wide": _("A law or rule changed it for everybody."),
        "contractual": _("It follows from the contract as signed."),
    }.get(code, code.replace("_", " "))
