"""Make the folder of a new source: a manifest to fill in, and its first recorded page.

What is not said on the command line is asked for, where somebody sits at a terminal. Records are of
whatever kind the page shows: prices, terms, packs, figures (`scrapers.records`).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.prompt import Prompt

from scrapers.catalogue import folders, keys
from scrapers.commands import record
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

{imports}
from scrapers.records import Capture, PlanRecord, Record

PROVIDER = "{key}"


def parse(capture: Capture) -> Iterator[Record]:
    """What the page says, in its own words and units."""
{body}
'''
BODIES: Mapping[str, tuple[str, str]] = {
    "html": (
        "from scrapers.kit.select import one, page, words",
        """    root = page(capture.body)
    yield PlanRecord(PROVIDER, "home", {"name": words(one(root, "h1"))}, "h1")""",
    ),
    "json": (
        "from scrapers.kit.json_document import fields, load",
        """    (plans,) = fields(load(capture.body), ["plans"])
    for at, plan in enumerate(plans):
        code, name = fields(plan, ["code", "name"])
        yield PlanRecord(PROVIDER, code, {"name": name}, f"$.plans[{at}]")""",
    ),
    "csv": (
        "from scrapers.kit.csv_table import rows",
        """    for at, (code, name) in rows(capture.body, ("Code", "Name")):
        yield PlanRecord(PROVIDER, code, {"name": name}, f"row {at}")""",
    ),
    "xlsx": (
        "from scrapers.kit import sheet",
        """    for at, (code, name) in sheet.rows(capture.body, "Sheet1", ("Code", "Name")):
        yield PlanRecord(PROVIDER, code, {"name": name}, f"row {at}")""",
    ),
    "xml": (
        "from scrapers.kit.xml_document import load",
        """    for at, plan in enumerate(load(capture.body).iter("plan"), 1):
        yield PlanRecord(PROVIDER, plan.get("code", ""), {"name": plan.findtext("name", "")}, f"plan {at}")""",
    ),
    "pdf": (
        "from scrapers.kit import pdf",
        """    for sheet in pdf.pages(capture.body):
        for at, line in enumerate(sheet.text.splitlines(), 1):
            yield PlanRecord(PROVIDER, line, {"name": line}, f"page {sheet.number} line {at}")""",
    ),
}
ASKED = {
    "name": "The publisher's name",
    "address": "Address of the page",
    "market": "Market",
    "kind": "What the page is",
    "locale": "How numbers and dates are written there (locale)",
    "currency": "Currency",
}
LEFT_OUT: Mapping[str, str] = {
    "address": "https://",
    "market": "xx-household",
    "kind": "html",
    "locale": "en_GB",
    "currency": "EUR",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The new source's key, and what is known of it."""
    parser.add_argument("key", help="country and publisher, as gb_some_insurer")
    parser.add_argument("--address", help="the page to read")
    parser.add_argument("--name", help="the publisher's name")
    parser.add_argument("--market")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--locale")
    parser.add_argument("--currency")
    parser.add_argument("--parser", action="store_true", help="with a parse.py, for odd pages")
    parser.add_argument(
        "--into",
        type=Path,
        help="a folder of sources; else the first of SOURCES_DIRS, or the bundled one",
    )
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="a saved page, as the first recorded page"
    )
    parser.add_argument(
        "--record", action="store_true", help="fetch today's page as the first recorded page"
    )


def run(chosen: argparse.Namespace) -> int:
    """Write the folder and its first page; an existing folder is never touched."""
    _check_key(chosen.key)
    words = _answers(chosen)
    into: Path = chosen.into or folders()[min(1, len(folders()) - 1)]
    folder = into / chosen.key
    in_code = chosen.parser or words["kind"] != "html"
    _write(folder, words, in_code)
    print(f"made {folder}")
    if words["address"] != LEFT_OUT["address"]:
        load(folder / "manifest.toml")
    if chosen.page:
        _keep(chosen.page, folder, words["kind"])
    if into.resolve() not in [each.resolve() for each in folders()]:
        print(f"so that it is found: export SOURCES_DIRS={into.resolve()}")
    elif chosen.record:
        return record.run(argparse.Namespace(source=chosen.key, folder=None))
    first = "" if chosen.page else f"; then python -m scrapers record {chosen.key}"
    what = "manifest.toml and parse.py" if in_code else "manifest.toml"
    print(f"next: fill in {what}{first}; then python -m scrapers check {chosen.key}")
    return 0


def _answers(chosen: argparse.Namespace) -> dict[str, str]:
    """What was said on the command line, asked for, or is usual."""
    usual = {**LEFT_OUT, "name": chosen.key}
    words = {"key": chosen.key}
    for word, question in ASKED.items():
        said = getattr(chosen, word)
        if said is None and sys.stdin.isatty():
            kinds = list(KINDS) if word == "kind" else None
            said = Prompt.ask(question, default=usual[word], choices=kinds)
        words[word] = said or usual[word]
    return words


def _write(folder: Path, words: dict[str, str], in_code: bool) -> None:
    folder.mkdir(parents=True)
    for name in ("pages", "expected"):
        (folder / name).mkdir()
    quoted = {key: json.dumps(text, ensure_ascii=False)[1:-1] for key, text in words.items()}
    text = (MANIFEST + ("" if in_code else READ)).format(**quoted)
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    if in_code:
        imports, body = BODIES.get(
            words["kind"], BODIES["csv"]
        )  # what is read by eye is typed as csv
        parser = PARSER.format(**words, imports=imports, body=body)
        (folder / "parse.py").write_text(parser, encoding="utf-8")


def _keep(page: Path, folder: Path, kind: str) -> None:
    kept = folder / "pages" / f"home{page.suffix or f'.{kind}'}"
    kept.write_bytes(page.read_bytes())
    print(f"home: {kept}")


def _check_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise ManifestError(
            expected="a country and a publisher, as gb_some_insurer",
            found=repr(key),
            todo="small letters, digits and underlines",
        )
    if key in keys():
        raise ManifestError(expected="a new key", found=repr(key), todo="that source exists")
