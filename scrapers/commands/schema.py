"""Print the JSON Schema of manifest.toml, for editors that check while typing."""

from __future__ import annotations

import argparse
import json

from scrapers.manifest import Manifest


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_: argparse.Namespace) -> int:
    """Print it."""
    print(json.dumps(Manifest.model_json_schema(by_alias=True), indent=2))
    return 0
