"""The renewal check of two typed papers."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from compare.cli.questions import asked, printed, read
from compare.decide.wording import LANGUAGES
from compare.usecases.answering.renewal import check


class Command(BaseCommand):
    help = (
        "Compare last period's contract with this period's letter, both typed: "
        '{"market", "before": {"price", "per", "terms"}, "after": {...}, "quotes": [...]}. '
        "Ends with 0, or 2 for papers that cannot be read."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("papers", help="a JSON file, or - for standard input")
        parser.add_argument("--language", choices=LANGUAGES, default="en")

    def handle(self, *, language: str, **options: Any) -> None:
        def found() -> str:
            return printed(check(read(options["papers"]), date.today(), language))  # noqa: DTZ011

        self.stdout.write(asked(found))
