"""Every eligible offer for a question, cheapest first."""

from __future__ import annotations

import argparse
import csv
import io
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from compare.cli.cells import cell
from compare.cli.questions import asked, printed, read
from compare.usecases.asking import question
from compare.usecases.offers.eligible import offers

COLUMNS = (
    "person",
    "provider",
    "provider_name",
    "plan",
    "plan_name",
    "factors",
    "attributes",
    "amount",
    "currency",
    "per",
    "per_year",
    "availability",
    "tied",
    "evidence",
)


class Command(BaseCommand):
    help = (
        "Print every offer that a household is eligible for, cheapest first, and what was left out. "
        "Ends with 0, or 2 for a bad question."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("question", help="a JSON file, or - for standard input")
        parser.add_argument("--format", choices=("json", "csv"), default="json")

    def handle(self, *, format: str, **options: Any) -> None:
        def found() -> str:
            document = offers(question.read(read(options["question"]), date.today())).to_dict()  # noqa: DTZ011
            return printed(document) if format == "json" else _table(document)

        self.stdout.write(asked(found))


def _table(document: dict[str, Any]) -> str:
    """The offers as CSV; what was left out stands in the JSON form only."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for offer in document["offers"]:
        flat = {**offer, **offer["price"]}
        writer.writerow([_cell(flat[column]) for column in COLUMNS])
    return out.getvalue().rstrip("\n")


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return cell("; ".join(f"{key}={item}" for key, item in value.items()))
    return str(value).lower() if isinstance(value, bool) else cell(value)
