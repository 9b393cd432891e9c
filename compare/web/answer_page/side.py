"""Side by side: the present contract first, then at most five offers, differing rows first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compare.usecases.answering.contracts import TYPED
from compare.web.answer_page.words import Words, service, service_range, span
from compare.web.templatetags.worth import bare, rounded, whole

Json = Mapping[str, Any]
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. `mark` is better, worse, unknown or nothing; `spoken` says the sign in a word."""

    text: str
    mark: str = ""
    note: str = ""
    spoken: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One contract's name; `kind` is yours, advised or nothing."""

    name: str
    plan: str
    note: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute across all contracts."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """One attribute that is the same for all."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """The comparison; `rest` says what is not shown."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    same: tuple[Same, ...]
    rest: str
    beaten: tuple[str, ...]
    compared: int


def table(person: Json, currency: str, words: Words) -> Table | None:
    """The comparison of one person's contracts; None where there is nothing to compare."""
    if person["present"] is None or not person["offers"]:
        return None
    side = _Side(person, currency, words)
    rows = [row for row in side.rows() if row is not None]
    differing = [row for row in rows if len({(c.text, c.mark) for c in row.cells}) > 1]
    folded = [Same(row.label, row.cells[0].text) for row in rows if row not in differing]
    shown = len(person["offers"])
    caption = ngettext(
        "Yours and one offer of %(all)s.", "Yours and %(n)s offers of %(all)s.", shown
    ) % {"n": shown, "all": person["compared"]}
    return Table(
        caption=caption,
        heads=tuple(side.heads()),
        rows=tuple(differing),
        same=(*folded, *side.identical()),
        rest=side.rest(),
        beaten=tuple(side.beaten()),
        compared=person["compared"],
    )


def named(contract: Json) -> tuple[str, str]:
    """Provider and plan as a heading; what was typed without a name is yours, or an offer."""
    provider, plan = contract["provider_name"], contract["plan_name"]
    if provider == TYPED:
        return _("Your contract"), ""
    return provider, "" if plan in (TYPED, provider) else plan


@dataclass(frozen=True, slots=True)
class _Side:
    person: Json
    currency: str
    words: Words

    @property
    def contracts(self) -> list[Json]:
        """The present contract and the shown offers."""
        return [self.person["present"], *self.person["offers"]]

    def heads(self) -> Iterator[Head]:
        """The columns' names."""
        for place, contract in enumerate(self.contracts):
            advised = place > 0 and contract["id"] == self.person["chosen"]
            kind = "yours" if place == 0 else "advised" if advised else ""
            tag = {"yours": _("yours"), "advised": _("advised")}.get(kind, "")
            if place and contract["own"]:
                tag = ", ".join(filter(None, [tag, _("your own provider")]))
            yield Head(*named(contract), tag, kind)

    def rows(self) -> Iterator[Row | None]:
        """Money first, then what is chosen, then cover, service and availability."""
        yield self._row(_("Price a month"), self._price, self.currency)
        yield self._row(_("Kept by moving"), self._kept, _("low to high"))
        yield from self._chosen("factors")
        yield from self._chosen("attributes")
        for row in self.person["rows"]["differing"]:
            yield self._cover(row)
        yield self._row(_("Service"), self._service, _("against yours"))
        yield self._row(_("Can you have it?"), self._availability)

    def _row(self, label: str, told: Callable[[Json], Cell], note: str = "") -> Row:
        cells = [told(contract) for contract in self.contracts]
        return Row(label, tuple(self._placed(cells)), note)

    def _placed(self, cells: list[Cell]) -> Iterator[Cell]:
        kinds = [head.kind for head in self.heads()]
        for cell, kind in zip(cells, kinds, strict=True):
            yield Cell(cell.text, cell.mark, cell.note, cell.spoken, kind)

    def _price(self, contract: Json) -> Cell:
        return Cell(bare(Decimal(contract["per_year"]) / 12, self.currency))

    def _kept(self, contract: Json) -> Cell:
        if "net_benefit" not in contract:
            return Cell("–")
        low, high = contract["net_benefit"]["low"], contract["net_benefit"]["high"]
        text = whole(low) if whole(low) == whole(high) else span(whole(low), whole(high))
        if Decimal(low) > 0:
            return Cell(text, "better", spoken=_("better:"))
        return Cell(text, "worse", spoken=_("worse:")) if Decimal(high) < 0 else Cell(text)

    def _chosen(self, part: str) -> Iterator[Row]:
        keys = dict.fromkeys(key for contract in self.contracts for key in contract[part])
        for key in keys:

            def told(contract: Json, key: str = key) -> Cell:
                code = contract[part].get(key)
                return Cell(self.words.code(key, code)) if code else Cell(_("not known"), "unknown")

            if key not in ("name", "closed"):
                yield self._row(self.words.attribute(key), told)

    def _cover(self, row: Json) -> Row:
        cells = [self._term(row["present"], row["unit"], "")]
        for value, relation in zip(row["values"], row["relations"], strict=True):
            cells.append(self._term(value, row["unit"], relation))
        return Row(self.words.attribute(row["attribute"]), tuple(self._placed(cells)))

    def _term(self, value: Any, unit: str | None, relation: str) -> Cell:
        text, unknown = self.words.term(value, unit)
        if unknown:
            return Cell(text, "unknown")
        spoken = {"better": _("better:"), "worse": _("worse:")}.get(relation, "")
        return Cell(text, relation if spoken else "", spoken=spoken)

    def _service(self, contract: Json) -> Cell:
        if "service" not in contract:
            return Cell("–")
        text, unknown = service(contract["service"])
        mark = contract["service"]["state"]
        note = service_range(contract["service"], self.words.market)
        return Cell(
            text, "unknown" if unknown else mark if mark in ("better", "worse") else "", note
        )

    def _availability(self, contract: Json) -> Cell:
        if contract["availability"] == "unknown":
            return Cell(_("ask first"), "unknown")
        return Cell(_("yes"))

    def identical(self) -> Iterator[Same]:
        """The rows of cover that are the same for all."""
        for row in self.person["rows"]["identical"]:
            text, _unknown = self.words.term(row["present"], row["unit"])
            yield Same(self.words.attribute(row["attribute"]), text)

    def beaten(self) -> Iterator[str]:
        """The offers that are not shown because another is cheaper and no worse, and by how much."""
        outright = [item for item in self.person["removed"] if item["by"]]
        for item in outright[:MOST_LISTED]:
            yield _("%(offer)s: dearer by %(amount)s a year than %(by)s") % {
                "offer": item["offer_name"],
                "by": item["by_name"],
                "amount": rounded(item["cheaper_by"], self.currency),
            }
        if len(outright) > MOST_LISTED:
            more = len(outright) - MOST_LISTED
            yield _("and %(n)s more, in the list of all offers") % {"n": more}

    def rest(self) -> str:
        """How many more offers there are."""
        removed = len(self.person["removed"])
        if not removed:
            return ""
        return ngettext(
            "One more offer is not shown.", "%(n)s more offers are not shown.", removed
        ) % {"n": removed}
