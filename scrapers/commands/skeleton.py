"""The files of a new source's folder, before anybody fills them in."""

from __future__ import annotations

import json
from collections.abc import Mapping

REFERENCE = "where did you look?"
NO_ADDRESS = '# address = "https://…"   # where the page is; a file says `files = ["…"]` instead'
UNKNOWN = "?"  # what nobody answered: check and lint say so

MANIFEST = """\
# What each key means: docs/sources.md. Check with: python -m scrapers check {key}
name = "{name}"
publisher = "{name}"
market = "{market}"
kind = "{kind}"
publish = "hash"            # how much of the page may be shown again: full, quote or hash
cadence = "1 weeks"
register = "name"           # which register gives out the provider's number
provider = "{provider}"     # its number there
locale = "{locale}"         # how numbers and dates are written on the page
currency = "{currency}"
per = "month"

[licence]
name = "unknown"
reference = "{reference}"   # the page where you looked
known = false

[[pages]]
key = "{page_key}"
{address}
"""
READ = """
# Where the values stand. Selectors are CSS; prefer words that people see to class names.
[pages.read]
part = "main"
plan = {{ is = "{provider}" }}
name = {{ at = "h1" }}

[[pages.read.term_lists]]
list = "dl"
headings = ["Excess"]
missing = {{ "—" = "not_stated" }}
"""
EXPECT = """
# How many of each there must be, for a run to be believed: plan, price, term, pack, figure, …
[expect.plan]
at_least = 1
"""
EXPECT_TERMS = """[expect.term]
at_least = 1
"""
PARSER = '''\
"""{name}."""

from __future__ import annotations

from collections.abc import Iterator

{imports}
from scrapers.records import Capture, PlanRecord, Record

PROVIDER = "{provider}"


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


def files(words: Mapping[str, str], in_code: bool) -> dict[str, bytes]:
    """The files of the new folder by their names."""
    quoted = {key: json.dumps(text, ensure_ascii=False)[1:-1] for key, text in words.items()}
    where = f'address = "{quoted["address"]}"' if words["address"] else NO_ADDRESS
    head = MANIFEST.format(**{**quoted, "address": where})
    told = EXPECT if in_code else READ.format(**quoted) + EXPECT + EXPECT_TERMS
    files = {"manifest.toml": (head + told).encode()}
    if in_code:  # what is read by eye is typed as csv
        imports, body = BODIES.get(words["kind"], BODIES["csv"])
        files["parse.py"] = PARSER.format(**quoted, imports=imports, body=body).encode()
    return files
