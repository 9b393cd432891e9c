"""Which municipality a postcode lies in, and the premium region that follows.

A postcode may lie in several municipalities, and in several regions: then the municipality decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scrapers.errors import Implausible
from scrapers.kit.csv_table import rows
from scrapers.manifest import load
from scrapers.records import Capture, PlaceRecord, Record, Refused

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
WANTED = ("npa", "bfs_number", "commune", "canton", "premium_region")
POSTCODE = re.compile(r"[1-9][0-9]{3}", re.ASCII)
MUNICIPALITY = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def parse(capture: Capture) -> Iterator[Record]:
    """One place for each row: a municipality with several localities under one postcode comes again."""
    for at, (postcode, municipality, name, canton, region) in rows(
        capture.body, WANTED, MANIFEST.ignore
    ):
        locator = f"row {at}"
        try:
            _check(postcode, municipality, name, canton, region)
        except Implausible as error:
            yield Refused.because(locator, error)
            continue
        codes = {"canton": canton, "region": region}
        yield PlaceRecord(postcode, municipality, name, codes, locator)


def _check(postcode: str, municipality: str, name: str, canton: str, region: str) -> None:
    if not (POSTCODE.fullmatch(postcode) and MUNICIPALITY.fullmatch(municipality)):
        raise Implausible(
            expected="a postcode of four digits and the number of a municipality",
            found=f"{postcode!r}, {municipality!r}",
            todo="ask the publisher",
        )
    if not (name and canton and region):
        raise Implausible(
            expected="name, canton and region", found="an empty one", todo="ask the publisher"
        )
