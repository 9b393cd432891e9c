"""Say whether database, storage, broker, markets and sources are in order."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from compare.usecases.doctor import examine


class Command(BaseCommand):
    help = "Say whether everything is in order; ends with 1 where something is not."
    requires_system_checks = []

    def handle(self, **_: Any) -> None:
        findings = list(examine())
        table = Table("", "what", "found", "what to do", show_edge=False)
        for finding in findings:
            mark = "[green]well[/]" if finding.well else "[red]look[/]"
            table.add_row(mark, finding.what, escape(finding.found), escape(finding.todo))
        Console().print(table)
        if not all(finding.well for finding in findings):
            sys.exit(1)
