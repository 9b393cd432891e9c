"""Make the folder of a new source: a manifest to fill in, and where its pages go."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from scrapers.catalogue import HOME, keys
from scrapers.errors import ManifestError
from scrapers.manifest import load

KEY = re.compile(r"[a-z]{2}_[a-z0-9]+(_[a-z0-9]+)*")
KINDS = ("html", "json", "csv", "xlsx", "xml", "pdf", "manual")

MANIFEST = """\
# What each key means: docs/sources.md. Check with: python -m scrapers check {key}
name = "{name}"
publisher = "{name}"
market = "{market}"
kind = "{kind}"
publish = "hash"            # how much of the page may be shown again: full, quote or hash
cadence = "1 weeks"
register = "name"           # which register gives out the provider's number
provider = "{key}"          # its number there
locale = "{locale}"         # how numbers and dates are written on the page
currency = "{currency}"
per = "month"

[licence]
name = "unknown"
reference = "where did you look?"
known = false

[[pages]]
key = "home"
address = "{address}"
"""
READ = """
# Where the values stand. Selectors are CSS; prefer words that people see to class names.
[pages.read]
part = "main"
plan = {{ is = "{key}" }}
name = {{ at = "h1" }}

[[pages.read.term_lists]]
list = "dl"
headings = ["Excess"]
missing = {{ "—" = "not_stated" }}

# How many of each there must be, for a run to be believed.
[expect.term]
at_least = 1
"""
PARSER = '''\
"""{name}."""

from __future__ import annotations

from collections.abc import Iterator

from scrapers.kit.select import one, page, words
from scrapers.records import Capture, PlanRecord, Record

PROVIDER = "{key}"


def parse(capture: Capture) -> Iterator[Record]:
    """What the page says, in its own words and units."""
    root = page(capture.body)
    yield PlanRecord(PROVIDER, "home", {{"name": words(one(root, "h1"))}}, "h1")
'''


def arguments(parser: argparse.ArgumentParser) -> None:
    """The new source's key, and what is known of it."""
    parser.add_argument("key", help="country and publisher, as gb_some_insurer")
    parser.add_argument("--address", default="https://", help="the page to read")
    parser.add_argument("--name", help="the publisher's name")
    parser.add_argument("--market", default="xx-household")
    parser.add_argument("--kind", choices=KINDS, default="html")
    parser.add_argument("--locale", default="en_GB")
    parser.add_argument("--currency", default="EUR")
    parser.add_argument("--parser", action="store_true", help="with a parse.py, for odd pages")
    parser.add_argument("--into", type=Path, default=HOME, help="another folder of sources")


def run(chosen: argparse.Namespace) -> int:
    """Write the folder; an existing one is never touched."""
    _check_key(chosen.key)
    folder: Path = chosen.into / chosen.key
    words = {**vars(chosen), "name": chosen.name or chosen.key}
    in_code = chosen.parser or chosen.kind != "html"
    text = (MANIFEST + ("" if in_code else READ)).format(**words)
    folder.mkdir(parents=True)
    for name in ("pages", "expected"):
        (folder / name).mkdir()
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    if in_code:
        (folder / "parse.py").write_text(PARSER.format(**words), encoding="utf-8")
    print(f"made {folder}")
    if chosen.address != "https://":
        load(folder / "manifest.toml")
    print(f"next: fill in manifest.toml, then python -m scrapers record {chosen.key}")
    return 0


def _check_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise ManifestError(
            expected="a country and a publisher, as gb_some_insurer",
            found=repr(key),
            todo="small letters, digits and underlines",
        )
    if key in keys():
        raise ManifestError(expected="a new key", found=repr(key), todo="that source exists")
