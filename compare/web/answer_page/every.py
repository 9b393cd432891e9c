"""Every eligible offer, one step behind the few that an answer puts side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from compare.decide.actions import offer_id
from compare.usecases.offers.eligible import OffersResult
from compare.values.offer import Availability, Offer
from compare.web.address import SEEN_AS, BadAddress
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import bare

Json = Mapping[str, Any]
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One offer; `against` is a year's difference to yours, `beaten_by` what leaves it no reason.

    `kinds` are its codes, `details` those by which the offers of the list differ, in words.
    """

    id: str
    provider: str
    plan: str
    kinds: Mapping[str, str]
    yearly: Decimal
    month: str
    year: str
    against: str
    mark: str
    availability: str
    beaten_by: str
    kind: str
    sha256: str
    at: str
    doubtful: bool
    details: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose in a list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """One list to filter by; an empty value filters nothing."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """The list as it is sorted and filtered. `count` of `total` are shown."""

    rows: tuple[Row, ...]
    total: int
    pickers: tuple[Picker, ...]
    find: str
    unbeaten: bool
    currency: str

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.rows)

    @property
    def doubtful(self) -> bool:
        """Whether some of them may not be open to the household: else a column need not say so."""
        return any(row.doubtful for row in self.rows)


def every(result: OffersResult, document: Json, words: Words, asked: QueryDict) -> Every:
    """The offers of one person of the question.

    Raises:
        BadAddress: a sort or a filter that there is none of.
    """
    person = _person(document, asked)
    rows = _told_apart(tuple(_rows(result, document["persons"][person], words)), words)
    order = _chosen(asked, "sort", tuple(ORDERS))
    find = asked.get(f"{SEEN_AS}find", "").strip()[:LONGEST]
    unbeaten = bool(asked.get(f"{SEEN_AS}unbeaten"))
    shown = [row for row in rows if _admits(row, asked, find, unbeaten)]
    pickers = [
        _people(document, person),
        Picker(
            f"{SEEN_AS}sort",
            _("Sorted by"),
            tuple(Choice(key, label(), key == order) for key, (label, _key) in ORDERS.items()),
        ),
        *_kinds(rows, words, asked),
    ]
    return Every(
        rows=tuple(sorted(shown, key=ORDERS[order][1])),
        total=len(rows),
        pickers=tuple(picker for picker in pickers if len(picker.choices) > 1),
        find=find,
        unbeaten=unbeaten,
        currency=document["currency"],
    )


def _told_apart(rows: tuple[Row, ...], words: Words) -> tuple[Row, ...]:
    """The rows, each with the kinds by which they differ in words."""
    several = {key for key, codes in _codes(rows).items() if len(codes) > 1}
    return tuple(
        replace(
            row,
            details=", ".join(
                words.code(key, row.kinds[key]) for key in row.kinds if key in several
            ),
        )
        for row in rows
    )


def _codes(rows: Iterable[Row]) -> dict[str, dict[str, None]]:
    """Every code that some offer has, by what it is the code of."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for key, code in row.kinds.items():
            found.setdefault(key, {})[code] = None
    return found


Order = tuple[Callable[[], str], Callable[[Row], Any]]
ORDERS: dict[str, Order] = {
    "price": (lambda: _("price"), lambda row: (row.yearly, row.provider, row.id)),
    "provider": (lambda: _("provider"), lambda row: (row.provider.casefold(), row.yearly, row.id)),
    "plan": (lambda: _("plan"), lambda row: (row.plan.casefold(), row.yearly, row.id)),
}


def _chosen(asked: QueryDict, name: str, known: tuple[str, ...]) -> str:
    """What is asked for, the first of the known where nothing is."""
    said = asked.get(f"{SEEN_AS}{name}") or known[0]
    if said not in known:
        raise BadAddress(_("This list can be seen by: %s.") % ", ".join(known))
    return said


def _person(document: Json, asked: QueryDict) -> int:
    known = tuple(str(person["person"]) for person in document["persons"])
    return int(_chosen(asked, "person", known))


def _people(document: Json, person: int) -> Picker:
    return Picker(
        f"{SEEN_AS}person",
        _("For"),
        tuple(
            Choice(
                str(each["person"]),
                _("Person %(n)s") % {"n": each["person"] + 1},
                each["person"] == person,
            )
            for each in document["persons"]
        ),
    )


def _kinds(rows: Iterable[Row], words: Words, asked: QueryDict) -> Iterator[Picker]:
    """A list for everything of which the offers have several kinds."""
    for key, codes in _codes(rows).items():
        if len(codes) > 1:
            name = f"{SEEN_AS}{key}"
            said = asked.get(name, "")
            choices = [Choice(code, words.code(key, code), code == said) for code in sorted(codes)]
            yield Picker(name, words.attribute(key), (Choice("", _("all"), not said), *choices))


def _admits(row: Row, asked: QueryDict, find: str, unbeaten: bool) -> bool:
    if row.kind == "yours":
        return True
    if unbeaten and row.beaten_by:
        return False
    wanted = ((key, asked.get(f"{SEEN_AS}{key}")) for key in row.kinds)
    if any(code and row.kinds[key] != code for key, code in wanted):
        return False
    return find.casefold() in f"{row.provider} {row.plan}".casefold()


def _rows(result: OffersResult, person: Json, words: Words) -> Iterator[Row]:
    present = person["present"]
    own = Decimal(present["per_year"]) if present else None
    beaten = {item["offer"]: item["by"] for item in person["removed"] if item["by"]}
    offers = [offer for offer in result.offers if offer.person == person["person"]]
    names = {offer_id(offer): offer for offer in offers}
    for id_, offer in names.items():
        by = names.get(beaten.get(id_, ""))
        is_own = present is not None and _same(offer, present)
        kind = "yours" if is_own else "advised" if id_ == person["chosen"] else ""
        yield _row(id_, offer, own, by, kind, words)


def _against(apart: Decimal | None, currency: str) -> str:
    """A year's difference to yours in words."""
    if not apart:
        return "" if apart is None else _("the same")
    said = _("%(amount)s less") if apart < 0 else _("%(amount)s more")
    return said % {"amount": bare(abs(apart), currency)}


def _same(offer: Offer, present: Json) -> bool:
    held = {key: str(code) for key, code in offer.factors.items()}
    return (offer.provider, offer.plan, held) == (
        present["provider"],
        present["plan"],
        present["factors"],
    )


def _row(
    id_: str, offer: Offer, own: Decimal | None, by: Offer | None, kind: str, words: Words
) -> Row:
    currency = offer.price.money.currency
    yearly = offer.price.yearly.amount
    apart = None if own is None else yearly - own
    kinds = {key: str(code) for key, code in {**offer.attributes, **offer.factors}.items()}
    known = {item.key for item in words.market.market.attribute}
    known |= {item.key for item in words.market.market.factor}
    shown = {key: code for key, code in kinds.items() if key in known and key != "name"}
    reference = offer.evidence.reference if offer.evidence else ""
    sha256, _hash, at = reference.partition("#")
    doubtful = offer.availability is Availability.UNKNOWN
    return Row(
        id=id_,
        provider=offer.provider_name,
        plan=offer.plan_name,
        kinds=shown,
        yearly=yearly,
        month=bare(yearly / 12, currency),
        year=bare(yearly, currency),
        against=_against(apart, currency),
        mark="" if not apart else "better" if apart < 0 else "worse",
        availability=_("ask first") if doubtful else _("yes"),
        doubtful=doubtful,
        beaten_by=f"{by.provider_name}, {by.plan_name}" if by else "",
        kind=kind,
        sha256=sha256,
        at=at,
    )
