"""Print what changed: sizes, prices, terms, documents."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from compare.cli.cells import cell
from compare.usecases.changes.told import NotThere, Wanted, changes, sources
from compare.usecases.tracking.track import anew

BAD_ARGUMENTS = 2


class Command(BaseCommand):
    help = (
        "Print every change that the stored facts show, the latest first, with its direction for "
        "the customer, its cause and the evidence on both sides. What no page may show, for nobody "
        "knows its licence, is told too, and named on standard error. Ends with 0, or 2 for bad "
        "arguments."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--market", help="a market's key")
        parser.add_argument("--source", help="a source's key")
        parser.add_argument("--since", type=_day, metavar="DATE", help="first seen on or after")
        parser.add_argument("--kind", help="SHRINKFLATION, excess_up, price_up, …")
        parser.add_argument(
            "--again",
            action="store_true",
            help="track the sources anew from all stored facts, and say on standard error what the "
            "stored changes lacked: nothing, where all is well",
        )
        parser.add_argument("--format", choices=("json", "csv"), default="json")

    def handle(self, *, format: str, again: bool, **options: Any) -> None:
        keys = ("market", "source", "since", "kind")
        wanted = Wanted(**{key: options[key] for key in keys}, unpublished=True)
        try:
            if again:
                self._again(wanted)
            found = changes(wanted)
            self._warn(wanted)
        except NotThere as error:
            self.stderr.write(str(error))
            sys.exit(BAD_ARGUMENTS)
        self.stdout.write(_lines(found) if format == "json" else _table(found))

    def _warn(self, wanted: Wanted) -> None:
        for source in sources(wanted):
            if not source.shown:
                self.stderr.write(
                    f"{source.key}: licence unknown, for tests only: publish none of it"
                )

    def _again(self, wanted: Wanted) -> None:
        for source in sources(wanted):
            found = anew(source)
            said = f"{found.added} added, {found.gone} gone, {found.altered} altered"
            self.stderr.write(f"{source.key}: {said}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day as 2026-01-31, found {text!r}") from None


def _lines(found: list[dict[str, Any]]) -> str:
    """A JSON list with one change in each line."""
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in found) + "\n]"


def _table(found: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    rows = [{**each, **_flat(each)} for each in found]
    writer = csv.writer(out, lineterminator="\n")
    columns = [*COLUMNS, "evidence_before", "evidence_after"]
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return out.getvalue().rstrip("\n")


COLUMNS = (
    *("market", "provider", "subject", "kind", "field", "old", "new", "unit", "direction"),
    *("magnitude", "unit_price_rise", "index_rise", "index_products", "real_unit_price_rise"),
    *("price_before", "price_after", "currency", "minutes_a_year", "replaced"),
    *("severity", "state", "doubt", "context", "after", "no_later_than"),
    *("cause", "place", "id"),
)


def _flat(each: dict[str, Any]) -> dict[str, str]:
    sides = {f"evidence_{side}": each["evidence"][side] for side in ("before", "after")}
    return {**sides, "replaced": "; ".join(map(_replaced, each["replaced"] or ()))}


def _replaced(pair: dict[str, Any]) -> str:
    """A plan that took another's place, and what is other with it: `A to B (price 29.00 to 31.00)`."""
    others = ", ".join(
        f"{each['field']} {each['old']} to {each['new']}" for each in pair["differences"]
    )
    return f"{pair['old']} to {pair['new']}" + (f" ({others})" if others else "")
