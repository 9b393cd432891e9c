"""How the sources are doing: on this disk, or with --at at a running instance.

On this disk: whether a source loads, reads its recorded pages as expected, and when the newest was
recorded. At an instance: the state of each source, its last good data and its open tickets.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scrapers import recorded
from scrapers.catalogue import Source, keys, load_source
from scrapers.commands.finding import difference
from scrapers.commands.pull import place
from scrapers.errors import ManifestError, ScrapeError
from scrapers.net import instance

WELL = "ok"


@dataclass(frozen=True, slots=True)
class Health:
    """One source: "ok" or what is wrong, since when its data are good, what to look at."""

    source: str
    state: str
    last_good: str
    more: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which sources, and where."""
    parser.add_argument("sources", nargs="*", help="all, where none is named")
    parser.add_argument("--json", action="store_true", help="for programs")
    place(parser)


def run(chosen: argparse.Namespace) -> int:
    """Print one line a source, the ill ones first; 1 where one is not well."""
    there = {each.source: each for each in _there(chosen.at, chosen.here)} if chosen.at else None
    known = keys() if there is None else there
    unknown = set(chosen.sources) - set(known)
    if unknown:
        raise ManifestError(
            expected=f"sources, of: {', '.join(known)}",
            found=", ".join(sorted(unknown)),
            todo="check the name",
        )
    asked = chosen.sources or known
    wanted = [_here(key) if there is None else there[key] for key in asked]
    wanted.sort(key=lambda each: (each.state == WELL, each.source))
    _show(wanted, chosen.json)
    return int(any(each.state != WELL for each in wanted))


def _there(at: str, here: bool) -> list[Health]:
    said = instance.read_json(f"{at.rstrip('/')}/status.json", here=here)
    return [
        Health(
            str(each.get("source")),
            str(each.get("state")),
            str(each.get("last_good") or "never"),
            " ".join(f"ticket {number}" for number in each.get("tickets") or ()),
        )
        for each in said.get("sources", ())
    ]


def _here(key: str) -> Health:
    try:
        source = load_source(key)
    except ScrapeError as error:
        return Health(key, "does not load", "", str(error))
    states = Counter(_state(source, path) for path in recorded.pages(source))
    ill = [f"{count} {state}" for state, count in states.items() if state != WELL]
    state = "no recorded page" if not states else ", ".join(ill) or WELL
    return Health(key, state, _newest(source), f"{states.total()} recorded pages")


def _state(source: Source, path: Path) -> str:
    wanted = recorded.expected(path)
    if not wanted.exists():
        return "unchecked"
    got = recorded.outcome(source, recorded.capture(source, path))
    differs = any(difference(json.loads(wanted.read_text(encoding="utf-8")), got))
    return "read otherwise" if differs else WELL


def _newest(source: Source) -> str:
    """The latest day in the names of recorded pages, as they say it; "" where none does."""
    days = [path.name.split(".")[1] for path in recorded.pages(source) if path.name.count(".") > 1]
    return max((day for day in days if day[:4].isdecimal()), default="")


def _show(found: list[Health], as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
        return
    table = Table("source", "state", "last good", "")
    for each in found:
        table.add_row(each.source, each.state, each.last_good, each.more)
    Console(highlight=False, markup=False).print(table)
