"""The statement about a whole market."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from compare.cli.questions import asked, printed
from compare.decide.wording import LANGUAGES
from compare.usecases.market.statement import statement


class Command(BaseCommand):
    help = "Say what a market is like as a whole. Ends with 2 where it cannot be said, and why."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("market")
        parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE")
        parser.add_argument("--language", choices=LANGUAGES, default="en")

    def handle(self, *, market: str, today: date | None, language: str, **_: Any) -> None:
        day = today or date.today()  # noqa: DTZ011
        self.stdout.write(asked(lambda: printed(statement(market, day, language))))
