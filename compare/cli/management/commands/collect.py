"""Collect sources and print what came of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from compare.store.models import RunState
from compare.tasks.statements import keep_statements
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from scrapers import catalogue
from scrapers.errors import ManifestError

DONE, NOT_STORED, BAD_ARGUMENTS = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Collect sources, from the network or from the files of a folder. "
        "Ends with 0 where all was stored, 1 where a run failed or was held back, "
        "2 for bad arguments."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="source", help="a source's key")
        parser.add_argument(
            "--from", dest="folder", type=Path, metavar="DIR", help="read files instead of pages"
        )
        parser.add_argument(
            "--today",
            type=_day,
            default=datetime.now(UTC).date(),
            metavar="DATE",
            help="the day on which the files were had, as 2026-01-31",
        )

    def handle(self, *, sources: list[str], folder: Path | None, today: date, **_: Any) -> None:
        console = Console()
        problem = _bad_argument(sources, folder)
        if problem:
            Console(stderr=True).print(problem, markup=False)
            sys.exit(BAD_ARGUMENTS)
        try:
            reports = [_collected(console, key, folder, today) for key in sources]
        except ManifestError as error:  # a file's name that gives no key
            Console(stderr=True).print(str(error), markup=False)
            sys.exit(BAD_ARGUMENTS)
        for report in reports:
            _show(console, report)
        with console.status("what can be said of the whole market"):
            keep_statements.apply()
        if any(report.state != RunState.STORED for report in reports):
            sys.exit(NOT_STORED)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day as 2026-01-31, found {text!r}") from None


def _bad_argument(sources: list[str], folder: Path | None) -> str | None:
    """What is wrong with the arguments, in words; None where they are right."""
    if folder is not None and not folder.is_dir():
        return f"--from: expected a folder, found {folder}"
    try:
        for key in sources:
            catalogue.load_source(key)
    except ManifestError as error:
        return str(error)
    return None


def _collected(console: Console, key: str, folder: Path | None, today: date) -> CollectReport:
    """The report of one source, with a line that shows how far it is."""
    where = folder.resolve() if folder else None
    columns = TextColumn("{task.description}"), TextColumn("{task.completed} rows")
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        lines: dict[str, Any] = {}

        def on_progress(page: str, rows: int) -> None:
            if page not in lines:
                lines[page] = progress.add_task(f"{key} {page}", total=None)
            progress.update(lines[page], completed=rows)

        return collect(key, folder=where, today=today, on_progress=on_progress)


def _show(console: Console, report: CollectReport) -> None:
    table = Table(title=f"{report.source}: {report.state}")
    for heading in ("page", "outcome", "rows read", "rows that say nothing"):
        table.add_column(heading)
    for page in report.pages:
        read, passed = _counted(page.rows), _counted(page.passed)
        stands = f"as before: {_counted(page.standing)}" if page.standing else ""
        table.add_row(page.page, page.outcome, read or stands or "-", passed or "-")
    console.print(table)
    counts = {**report.outcomes, "repeated": report.repeated, "refused": report.refused_count}
    console.print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    for row in report.refused:
        text = f"  {row.locator}: expected {row.expected}, found {row.found}"
        console.print(f"{text}: {row.todo}", markup=False)
    if report.message:
        console.print(report.message, markup=False, style="bold")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items())
