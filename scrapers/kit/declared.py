"""Reads a page as its manifest declares: the parser of sources without code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from bs4 import Tag

from scrapers.errors import Ambiguous, ManifestError, PageChanged, ScrapeError
from scrapers.kit import definitions, html_table, json_ld
from scrapers.kit.csv_table import check_headings
from scrapers.kit.cut import cut
from scrapers.kit.names import resolved
from scrapers.kit.numbers import amount
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, many, one, page, words
from scrapers.kit.text import clean, fold
from scrapers.manifest import Manifest
from scrapers.reading import Place, Prices, Read, Term, Terms
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

Found = tuple[str, str]  # the text, and where it stood


def parser(manifest: Manifest) -> Callable[[Capture], Iterable[Record]]:
    """A parser that does what the manifest's `[pages.read]` tables say.

    Raises:
        ManifestError: a page has no such table, or the manifest leaves out what the records need.
    """
    for each in manifest.pages:
        if each.read is None:
            raise ManifestError(
                expected=f"[pages.read] for page {each.key}, or a parse.py",
                found="neither",
                todo="describe the page, or write a parser",
            )
        priced = each.read.prices or each.read.price_tables
        if manifest.provider is None or (priced and not (manifest.currency and manifest.per)):
            raise ManifestError(
                expected="provider, and currency and per where there are prices",
                found="a manifest without",
                todo="a source without code is of one provider: add them",
            )

    def parse(capture: Capture) -> Iterator[Record]:
        read = manifest.page(capture.page).read
        if read is not None:
            yield from _Reader(manifest, read, capture.body).records()

    return parse


class _Reader:
    """One page, read by one `[pages.read]` table."""

    def __init__(self, manifest: Manifest, read: Read, body: bytes) -> None:
        self.manifest, self.read, self.body = manifest, read, body
        self.provider = manifest.provider or ""

    def records(self) -> Iterator[Record]:
        read, whole = self.read, self._whole()
        parts = many(whole, read.each) if read.each else [whole]
        for number, part in enumerate(parts, 1):
            yield from self._plan(part, f"{read.each}[{number}] " if read.each else "")

    def _whole(self) -> Tag:
        read = self.read
        if read.part:
            return cut(self.body, read.part, read.encoding)
        return page(self.body, read.encoding)

    def _plan(self, part: Tag, where: str) -> Iterator[Record]:
        plan, locator = self._text(part, self.read.plan, "plan")
        named = {"name": self.read.name} if self.read.name else {}
        attributes = {
            key: self._text(part, place, key)[0]
            for key, place in (named | self.read.attributes).items()
        }
        yield PlanRecord(self.provider, plan, attributes, where + locator)
        for term in self.read.terms:
            literal, locator = self._text(part, term, term.heading)
            with _about(term.heading):
                yield self._term(plan, term.heading, literal, where + locator, term)
        for terms in self.read.term_lists:
            yield from self._terms(plan, part, terms, where)
        for price in self.read.prices:
            literal, locator = self._text(part, price, "price")
            yield self._price(plan, price.factors, literal, where + locator)
        for table in self.read.price_tables:
            yield from self._prices(plan, part, table, where)

    def _text(self, part: Tag, place: Place, what: str) -> Found:
        with _about(what):
            text, locator = self._found(part, place)
            if not text:
                raise PageChanged(expected="a text", found="nothing", todo=f"look at {locator}")
            return text, locator

    def _found(self, part: Tag, place: Place) -> Found:
        if place.is_ is not None:
            return place.is_, "manifest"
        if place.linked and place.path:
            return self._linked(place.linked, place.path)
        return _in_tree(part, place)

    def _linked(self, kind: str, path: str) -> Found:
        things = json_ld.things(self.body, kind, self.read.encoding)
        if len(things) > 1:
            raise PageChanged(
                expected=f"one {kind} in the linked data",
                found=str(len(things)),
                todo="write a parser that chooses",
            )
        locator, thing = things[0]
        return clean(str(json_ld.at(thing, path))), f"{locator}.{path}"

    def _terms(self, plan: str, part: Tag, terms: Terms, where: str) -> Iterator[TermRecord]:
        selector = terms.list or terms.table or ""
        element = one(part, selector)
        said = definitions.definitions(element) if terms.list else _pairs(element)
        headings = resolved(terms.headings, said)
        check_headings(list(said), headings, self.manifest.ignore)
        for heading in headings:
            with _about(heading):
                locator = f"{where}{selector} {heading!r}"
                yield self._term(plan, heading, said[heading], locator, terms)

    def _term(
        self, plan: str, heading: str, literal: str, locator: str, told: Term | Terms
    ) -> TermRecord:
        value, unit, missing = self._value(literal, told)
        return TermRecord(self.provider, plan, heading, value, unit, literal, locator, missing)

    def _value(
        self, literal: str, told: Term | Terms
    ) -> tuple[Decimal | str | None, str | None, str | None]:
        for word, kind in told.missing.items():
            if fold(word) == fold(literal):
                return None, None, kind
        value, printed = quantity(literal, self.manifest.locale)
        declared = told.unit if isinstance(told, Term) else None
        if isinstance(value, str):
            return value, None, None
        if declared and printed and fold(declared) != fold(printed):
            raise Ambiguous(
                expected=f"a number in {declared}", found=repr(literal), todo="look at the page"
            )
        return value, printed or declared, None

    def _price(
        self, plan: str, factors: Mapping[str, str], literal: str, locator: str
    ) -> PriceRecord:
        currency, per = self.manifest.currency or "", self.manifest.per or ""
        price = amount(literal, self.manifest.locale, currency)
        return PriceRecord(self.provider, plan, factors, price, currency, per, literal, locator)

    def _prices(self, plan: str, part: Tag, told: Prices, where: str) -> Iterator[PriceRecord]:
        table = html_table.grid(one(part, told.table))
        headings = (*told.factors.values(), *told.amounts)
        for number, row in html_table.rows(table, headings, self.manifest.ignore):
            codes = dict(zip(told.factors, row, strict=False))
            amounts = zip(told.amounts.items(), row[len(codes) :], strict=True)
            for (heading, more), literal in amounts:
                locator = f"{where}{told.table} row {number} {heading!r}"
                yield self._price(plan, codes | more, literal, locator)


def text_at(part: Tag, place: Place) -> str:
    """The text at a place that is named by selectors, headings or labels.

    Raises:
        PageChanged: there is none, or more than one.
    """
    return _in_tree(part, place)[0]


def _in_tree(part: Tag, place: Place) -> Found:
    if place.table and place.row:
        return _cell(one(part, place.table), place.table, place.row, place.column)
    if place.list and place.label:
        return _said(one(part, place.list), place.list, place.label)
    selector = place.at or ""
    element = one(part, selector) if selector else part
    if place.attribute:
        return clean(attribute(element, place.attribute)), f"{selector} @{place.attribute}".strip()
    return words(element), selector


def _cell(table: Tag, selector: str, row: str, column: str | None) -> Found:
    grid = html_table.grid(table)
    lines = [line for line in grid if line and fold(line[0]) == fold(row)]
    place = 1 if column is None else _index(grid[0] if grid else (), column)
    if len(lines) != 1 or place >= len(lines[0]):
        raise PageChanged(
            expected=f"one row {row!r} with a value in {selector}",
            found=f"{len(lines)} rows",
            todo="look at the table",
        )
    return lines[0][place], f"{selector} {row!r}" + (f" {column!r}" if column else "")


def _index(headings: tuple[str, ...], column: str) -> int:
    places = [at for at, heading in enumerate(headings) if fold(heading) == fold(column)]
    if len(places) != 1:
        raise PageChanged(
            expected=f"one column {column!r}",
            found=", ".join(map(repr, headings)),
            todo="look at the table",
        )
    return places[0]


def _said(element: Tag, selector: str, label: str) -> Found:
    said = {fold(each): text for each, text in definitions.definitions(element).items()}
    if fold(label) not in said:
        raise PageChanged(
            expected=f"a label {label!r} in {selector}",
            found=", ".join(said),
            todo="look at the list",
        )
    return said[fold(label)], f"{selector} {label!r}"


def _pairs(table: Tag) -> dict[str, str]:
    grid = html_table.grid(table)
    if any(len(line) != 2 for line in grid):
        raise PageChanged(
            expected="a table of two columns", found=f"{len(grid[0])}", todo="look at the table"
        )
    _check_once([line[0] for line in grid])
    return {heading.rstrip(": "): text for heading, text in grid}


def _check_once(headings: Collection[str]) -> None:
    if len(set(headings)) != len(headings):
        raise PageChanged(
            expected="each heading once", found=", ".join(headings), todo="look at the table"
        )


@contextmanager
def _about(what: str) -> Iterator[None]:
    """An error within says what was being read."""
    try:
        yield
    except ScrapeError as error:
        raise type(error)(
            expected=f"{error.expected} ({what})", found=error.found, todo=error.todo
        ) from error
