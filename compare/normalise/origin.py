"""Where a page's records come from, and for when they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from compare.values.fact import Seen
from compare.values.span import Span
from compare.values.tariff import Tax
from scrapers.manifest import Manifest
from scrapers.records import Capture


@dataclass(frozen=True, slots=True)
class Origin:
    """What every fact of one capture shares.

    `register` prefixes a provider's number (None: the number is the key); `valid` is the edition's
    period, else open from the day of the fetch; `known_from` the edition's publication, else the
    fetch. `tax` is the tax basis of its tariffs, `minor` that their amounts are hundredths.
    """

    source: str
    register: str | None
    capture: str
    valid: Span
    known_from: datetime
    tax: Tax = Tax.INCLUDED
    minor: bool = False

    @classmethod
    def of(cls, source: str, manifest: Manifest, capture: Capture, zone: ZoneInfo) -> Origin:
        """The origin of a capture under its source's manifest; days are days in `zone`."""
        edition = manifest.page(capture.page).edition
        if edition is None:
            valid = Span(capture.fetched_at.astimezone(zone).date())
        else:
            valid = Span(edition.valid_from, edition.valid_to)
        known = edition.known_from if edition and edition.known_from else capture.fetched_at
        return cls(
            source,
            manifest.register_,
            capture.sha256,
            valid,
            known,
            Tax(manifest.tax),
            manifest.amounts == "minor",
        )

    def provider(self, number: str) -> str:
        """A provider's key: register and number (`bag-8`)."""
        return f"{self.register}-{number}" if self.register else number

    def seen(self, locator: str, literal: str = "") -> Seen:
        """The evidence of one record."""
        return Seen(self.capture, locator, literal, self.known_from)
