"""Say what in a source will not last, or may do harm: selectors, patterns, imports, expectations.

An error must be mended (exit code 1); advice may be followed.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass

from babel.core import Locale

from scrapers import markets, recorded
from scrapers.catalogue import Source, keys, load_source
from scrapers.commands.new import country_of
from scrapers.commands.skeleton import REFERENCE
from scrapers.errors import ManifestError
from scrapers.patterns import risky
from scrapers.reading import Read
from scrapers.selectors import doubts

SELECTING = ("select", "select_one", "one", "many", "cut")
OUTSIDE = (
    *("aiohttp", "httpx", "requests", "urllib.request", "http", "socket", "ftplib", "subprocess"),
    *("os", "django", "redis", "scrapers.net", "compare"),
)
NOT_HERE = ("eval", "exec", "compile", "open", "__import__", "print", "input")
NAMES = ("provider", "plan")  # without their values nothing depends on them
UNCOUNTED = {"refused", "passed"}  # rows that say nothing
NAMED = re.compile(r"[a-z]{2,3}(_[a-z0-9]+)+")
UNKNOWN_NAMES = ("", "?", "unknown", "none")
CLOCKS = ("now", "today", "utcnow")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at."""

    source: str
    where: str
    says: str
    error: bool


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which sources."""
    parser.add_argument("sources", nargs="*", help="all, where none is named")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(chosen: argparse.Namespace) -> int:
    """Print the remarks."""
    remarks = [each for key in chosen.sources or keys() for each in _remarks(key, chosen.sources)]
    errors = sum(each.error for each in remarks)
    if chosen.json:
        print(json.dumps([asdict(each) for each in remarks], ensure_ascii=False, indent=1))
        return int(bool(errors))
    for each in remarks:
        print(f"{'error' if each.error else 'advice'}: {each.source} {each.where}: {each.says}")
    print(f"{errors} to mend, {len(remarks) - errors} to think about")
    return int(bool(errors))


def _remarks(key: str, named: Collection[str]) -> list[Remark]:
    """The remarks on a source; one that cannot be loaded stops only those that name it."""
    try:
        return list(remarks_on(load_source(key)))
    except ManifestError as error:
        if key in named:
            raise
        return [Remark(key, "manifest.toml", str(error), True)]


def remarks_on(source: Source) -> Iterator[Remark]:
    """All remarks on one source."""
    for where, selector in _declared(source):
        for doubt in doubts(selector):
            yield Remark(source.key, where, f"{selector}: {doubt}", False)
    path = source.folder / "parse.py"
    if path.is_file():
        for line, says, error in in_code(path.read_text(encoding="utf-8")):
            yield Remark(source.key, f"parse.py:{line}", says, error)
    yield from _unfinished(source)
    for kind in sorted(_kinds(source) - set(source.manifest.expect) - UNCOUNTED):
        says = f"no [expect.{kind}]: a run that finds none of them would be believed"
        yield Remark(source.key, "manifest.toml", says, kind not in NAMES)
    if not source.manifest.licence.known and source.manifest.publish == "full":
        says = "the licence is not known, so the page may not be published in full"
        yield Remark(source.key, "manifest.toml", says, True)


def _unfinished(source: Source) -> Iterator[Remark]:
    """What `new` could not know and nobody filled in, and what does not fit together."""
    for says in _errors_in(source):
        yield Remark(source.key, "manifest.toml", says, True)
    if not NAMED.fullmatch(source.key):
        says = "a folder's name is a country and a publisher, in small letters with underlines"
        yield Remark(source.key, "-", says, True)
    territory = Locale.parse(source.manifest.locale).territory
    country = country_of(source.key)
    if territory and country and len(country) == len(territory) and territory != country:
        says = (
            f"locale {source.manifest.locale} of a source from {country}: are numbers so written?"
        )
        yield Remark(source.key, "manifest.toml", says, False)


def _errors_in(source: Source) -> Iterator[str]:
    manifest = source.manifest
    try:
        markets.check(manifest, f"{source.key}/manifest.toml")
    except ManifestError as error:
        yield str(error)
    if manifest.licence.reference in ("", REFERENCE):
        yield "licence.reference: name the page where you looked for the terms of use"
    if manifest.licence.known and manifest.licence.name.casefold() in UNKNOWN_NAMES:
        yield f"licence {manifest.licence.name!r} is said to be known: name it, or say known = false"
    if source.key in (manifest.name, manifest.publisher):
        yield "name and publisher are the folder's name: say who publishes the page"
    if not manifest.expect:
        yield "no [expect.…]: a run would believe any page; say how many of each kind there must be"
    for page in manifest.pages:
        if page.address is None and not page.files:
            yield f"page {page.key} has neither an address nor files: a run finds nothing"


def in_code(text: str) -> Iterator[tuple[int, str, bool]]:
    """Line, remark and whether it is an error, for a parser's code."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _imports(node)
        elif isinstance(node, ast.Call):
            yield from _calls(node)
        elif isinstance(node, ast.FunctionDef):
            yield from _lost(node)


def _lost(function: ast.FunctionDef) -> Iterator[tuple[int, str, bool]]:
    """What a generator returns is given to nobody."""
    within = list(_statements(function))
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in within):
        for node in within:
            if isinstance(node, ast.Return) and node.value is not None:
                says = "returns a value where others are yielded: it is lost, say yield"
                yield node.lineno, says, True


def _statements(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, without those of functions within it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from _statements(node)


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[int, str, bool]]:
    names = (
        [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
    )
    for name in names:
        if any(name == outside or name.startswith(f"{outside}.") for outside in OUTSIDE):
            yield node.lineno, f"imports {name}: a parser reads one capture and nothing else", True


def _calls(node: ast.Call) -> Iterator[tuple[int, str, bool]]:
    name = _called(node)
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if isinstance(node.func, ast.Name) and name in NOT_HERE:
        yield node.lineno, f"calls {name}(): a parser only gives records", True
    if isinstance(node.func, ast.Attribute) and name in CLOCKS and not node.args:
        yield node.lineno, f"asks the clock ({name}): time comes with the capture", True
    if name in SELECTING:
        for text in words:
            for doubt in doubts(text):
                yield node.lineno, f"{text}: {doubt}", False
    if _of_re(node):
        for text in words[:1]:
            if risky(text):
                yield node.lineno, f"{text!r}: a repeat within a repeat may never end", True


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _of_re(node: ast.Call) -> bool:
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id == "re"


def _declared(source: Source) -> Iterator[tuple[str, str]]:
    for page in source.manifest.pages:
        if page.read:
            yield from _selectors(page.read, f"[pages.read] of {page.key}")


def _selectors(read: Read, where: str) -> Iterator[tuple[str, str]]:
    named = filter(None, (read.part, read.each))
    places = [read.plan, read.name, *read.attributes.values(), *read.terms, *read.prices]
    tables = [*read.term_lists, *read.price_tables]
    for selector in named:
        yield where, selector
    for place in filter(None, [*places, *tables]):
        told = (getattr(place, key, None) for key in ("at", "table", "list"))
        yield from ((where, selector) for selector in told if selector)


def _kinds(source: Source) -> set[str]:
    return {record["kind"] for page in recorded.pages(source) for record in recorded.wanted(page)}
