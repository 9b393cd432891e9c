"""List the runs that wait for a person's look, or let one in."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from compare.store.models import RunState
from compare.usecases.collecting.held import NotHeld, let_in, waiting
from scrapers.errors import ManifestError


class Command(BaseCommand):
    help = (
        "List the runs that wait for a look; with a run's number and --by NAME, store it: you "
        "looked at it. Ends with 0 where it was stored, 1 where it still cannot be, 2 for bad "
        "arguments."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "run", nargs="?", type=int, help="the number of a run that is held back"
        )
        parser.add_argument("--by", default="", metavar="NAME", help="who looked at it")

    def handle(self, *, run: int | None, by: str, **_: Any) -> None:
        if run is None:
            _show(Console())
            return
        try:
            report = let_in(run, by)
        except (NotHeld, ManifestError) as error:
            Console(stderr=True).print(str(error), markup=False)
            sys.exit(2)
        Console().print(f"{report.source}: {report.state} {report.message}", markup=False)
        if report.state != RunState.STORED:
            sys.exit(1)


def _show(console: Console) -> None:
    table = Table("run", "source", "of", "waits for a look", "read")
    for each in waiting().values():
        pages = each.report.get("pages", ())
        read = ", ".join(f"{page['page']} {page['rows']}" for page in pages if page["rows"])
        told = map(escape, (each.source.key, f"{each.today}", each.waits_for, read))
        table.add_row(str(each.pk), *told)
    console.print(table)
