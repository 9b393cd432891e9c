"""Print the JSON Schema of manifest.toml, for editors that check while typing."""

from __future__ import annotations

import argparse
import json

from scrapers.manifest import Manifest


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_: argparse.Namespace) -> int:
    """Print the schema to standard output; always 0."""
    print(json.dumps(Manifest.model_json_schema(by_alias=True), indent=2))
    return 0
