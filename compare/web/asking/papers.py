"""Papers side by side: the policy held, letters of its insurer, and quotes in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from compare.markets.parts import Term
from compare.values.money import Per
from compare.web.asking.codes import Codes, day_hint
from compare.web.asking.fields import Choice, Field, Papers, Row
from compare.web.asking.per import every
from compare.web.asking.typed_in import MOST_SHOWN, OFFER

FEW_TERMS = 8
COMMON = (Per.YEAR, Per.HALF_YEAR, Per.QUARTER, Per.MONTH, Per.FOUR_WEEKS, Per.WEEK)


@dataclass(frozen=True, slots=True)
class Column:
    """One paper: where a question holds it, what it is called, and whether it is an offer in hand."""

    prefix: str
    title: str
    quote: bool = False
    named: bool = True


def papers(
    codes: Codes,
    columns: Sequence[Column],
    providers: Iterable[tuple[str, str]],
    *,
    more: bool,
    people: int = 1,
) -> Papers:
    """The papers of a market: who, how much of each of `people`, how often, of when, and what is insured.

    What is insured may be left empty; every term that the market knows can be typed.
    """
    known = dict(providers)
    rows = [
        Row(_("Insurer"), "", tuple(_who(codes, each, known) for each in columns)),
        *(_prices(codes, columns, person, people) for person in range(people)),
        Row(_("paid every"), "", tuple(_per(codes, each) for each in columns)),
    ]
    if any(each.quote for each in columns):
        near = _("Two quotes can be compared if their dates are within a week.")
        hint = f"{day_hint()} {near}"
        rows.append(
            Row(_("Date of the quote"), hint, tuple(_date(codes, each) for each in columns))
        )
    terms = _stated(codes)
    deciding = _deciding(codes)
    offers = sum(each.quote for each in columns)
    return Papers(
        columns=tuple(each.title for each in columns),
        rows=tuple(row for row in rows if any(row.fields)),
        cover=tuple(_term(codes, term, columns) for term in terms if term.key in deciding),
        rest=tuple(_term(codes, term, columns) for term in terms if term.key not in deciding),
        known=tuple(dict.fromkeys(known.values())),
        more=_more(offers) if more and offers < MOST_SHOWN[OFFER] else "",
    )


def _more(offers: int) -> str:
    return _("Add another offer") if offers else _("Add an offer")


def _stated(codes: Codes) -> list[Term]:
    """The terms in which two papers can differ: what the law fixes for all of them is not asked."""
    return [term for term in codes.market.terms.term if term.always is None]


def _deciding(codes: Codes) -> set[str]:
    """The terms that are essential, or decide what is paid when something happens; all if they are few."""
    terms = _stated(codes)
    if len(terms) <= FEW_TERMS:
        return {term.key for term in terms}
    perils = codes.market.costs.peril
    used = {key for p in perils for key in (p.status, p.excess, p.limit, p.coinsurance) if key}
    return used | {term.key for term in terms if term.essential}


def _who(codes: Codes, column: Column, known: Mapping[str, str]) -> Field | None:
    """Who wrote the paper; an insurer that an address names by its key is shown by its name."""
    if not column.named:
        return None
    name = f"{column.prefix}.{'name' if column.quote else 'provider'}"
    typed = codes.typed.one(name)
    return Field(name, _("Insurer"), "named", known.get(typed, typed), owner=column.title)


def _prices(codes: Codes, columns: Sequence[Column], person: int, people: int) -> Row:
    """What each paper asks of one person; of the first as of one alone."""
    label = _("Price, person %(n)s") % {"n": person + 1} if people > 1 else _("Price")
    key = f"prices.{person}" if person else "price"
    unit = codes.market.market.currency
    fields = (
        Field(name, label, "amount", codes.typed.one(name), unit=unit, owner=column.title)
        for column in columns
        for name in (f"{column.prefix}.{key}",)
    )
    return Row(label, "", tuple(fields))


def _per(codes: Codes, column: Column) -> Field:
    name = f"{column.prefix}.per"
    chosen = codes.typed.one(name) or codes.market.market.per.value
    choices = tuple(Choice(per.value, every(per), per.value == chosen) for per in COMMON)
    return Field(name, _("paid every"), "pick", chosen, choices, owner=column.title)


def _date(codes: Codes, column: Column) -> Field | None:
    if not column.quote:
        return None
    name = f"{column.prefix}.date"
    return codes.date(name, _("Date of the quote"), owner=column.title)


def _term(codes: Codes, term: Term, columns: Sequence[Column]) -> Row:
    fields = tuple(codes.term(term, each.prefix, each.title) for each in columns)
    return Row(fields[0].label, term.definition.in_(codes.language), fields)


def paper_fields(codes: Codes) -> Iterator[Field]:
    """What holds for all papers: their currency, where it may be any."""
    stated = codes.market.market.any_currency
    if stated is None:
        return
    own = codes.market.market.currency
    chosen = codes.typed.one("currency") or own
    known = sorted({own, chosen, *stated.scale})
    choices = tuple(Choice(each, each, each == chosen) for each in known)
    hint = _("Of all papers alike: nothing is converted.")
    yield Field("currency", _("Currency"), "pick", chosen, choices, hint)
