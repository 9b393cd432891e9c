"""A source of a test's own: what every such manifest says, a parser of names, and its folder."""

from __future__ import annotations

from pathlib import Path

MANIFEST = """
name = "Names of plans"
publisher = "Nobody"
market = "ch-health"
kind = "json"
publish = "full"
cadence = "1 weeks"
register = "bag"
locale = "de_CH"
[licence]
name = "none"
reference = "https://nobody.example"
"""
NAMES = """
import json
from scrapers.records import PlanRecord
def parse(capture):
    for plan, name in json.loads(capture.body).items():
        yield PlanRecord("9001", plan, {"name": name}, f"$.{plan}")
"""


def written(folder: Path, key: str, manifest: str, parser: str = NAMES) -> Path:
    """The source's own folder, below the one for SOURCES_DIRS."""
    own = folder / key
    own.mkdir(parents=True)
    (own / "manifest.toml").write_text(manifest, encoding="utf-8")
    (own / "parse.py").write_text(parser, encoding="utf-8")
    return own
