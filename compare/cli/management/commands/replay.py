"""Read the stored captures of a source again and store what today's reader sees differently."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from compare.store.models import Source
from compare.store.writers.history import OutOfOrder
from compare.usecases.collecting.replay import ReplayReport, replay
from scrapers.errors import ManifestError, ScrapeError


class Command(BaseCommand):
    help = (
        "Read all stored captures of a source again, with today's parser and definitions. "
        "Ends with 0 where that worked, 1 where a capture could not be read, 2 for bad arguments."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", help="a source's key")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, only")

    def handle(self, *, source: str, dry_run: bool, **_: Any) -> None:
        errors = Console(stderr=True)
        try:
            report = replay(source, dry_run=dry_run)
        except (ManifestError, Source.DoesNotExist) as error:
            errors.print(f"{source}: {error}", markup=False)
            sys.exit(2)
        except (ScrapeError, OutOfOrder) as error:
            errors.print(f"nothing was changed: {error}", markup=False)
            sys.exit(1)
        _show(Console(), report, dry_run)


def _show(console: Console, report: ReplayReport, dry_run: bool) -> None:
    found = report.differences
    would = "would be " if dry_run else ""
    console.print(
        f"{report.source}: {report.captures} captures read again, "
        f"{found.added.total()} rows {would}added, {found.retired.total()} {would}retired, "
        f"{len(report.refused)} refused"
    )
    for line in found.examples:
        console.print(f"  {line}", markup=False)
