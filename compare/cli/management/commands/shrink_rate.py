"""Print how often the products of a source shrink."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from compare.store.models import Source
from compare.usecases.changes.shrink_rate import printed, published_counts, shrink_rate

BAD_ARGUMENTS = 2


class Command(BaseCommand):
    help = (
        "Print the confirmed smaller packs of a source per product-year with 95 % limits, beside the "
        "published counts of its market. Ends with 0, or 2 where the source was never collected."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", help="a source's key")

    def handle(self, *, source: str, **_: Any) -> None:
        row = Source.objects.filter(key=source).first()
        if row is None:
            self.stderr.write(f"expected a source that was collected, found {source!r}")
            sys.exit(BAD_ARGUMENTS)
        beside = published_counts(row.market, timezone.now().date())
        self.stdout.write(json.dumps(printed(shrink_rate(row), beside), ensure_ascii=False))
