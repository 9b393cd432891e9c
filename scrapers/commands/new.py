"""Make the folder of a new source: a manifest to fill in, and its first recorded page.

What is not said on the command line is asked for, where somebody sits at a terminal. Records are of
whatever kind the page shows: prices, terms, packs, figures (`scrapers.records`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.languages import get_territory_language_info
from babel.numbers import get_territory_currencies
from rich.prompt import Prompt

from scrapers import markets
from scrapers.catalogue import folders, keys, load_source
from scrapers.commands import record, skeleton
from scrapers.commands.skeleton import REFERENCE, UNKNOWN
from scrapers.errors import ManifestError
from scrapers.manifest import read

KEY = re.compile(r"[a-z]{2}_[a-z0-9]+(_[a-z0-9]+)*")
KINDS = ("html", "json", "csv", "xlsx", "xml", "pdf", "manual")

ASKED = {
    "name": "The publisher's name",
    "address": "Address of the page",
    "market": "Market",
    "kind": "What the page is",
    "locale": "How numbers and dates are written there (locale)",
    "currency": "Currency",
}
NOT_ISO = {"uk": "gb", "xx": ""}  # countries in keys that are no ISO 3166 codes, and what they mean


def arguments(parser: argparse.ArgumentParser) -> None:
    """The new source's key, and what is known of it."""
    parser.add_argument("key", help="country and publisher, as gb_some_insurer")
    parser.add_argument("--address", help="the page to read")
    parser.add_argument("--name", help="the publisher's name")
    parser.add_argument("--market", help="one of those in docs/markets.md")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--locale")
    parser.add_argument("--currency")
    parser.add_argument("--parser", action="store_true", help="with a parse.py, for odd pages")
    parser.add_argument(
        "--into",
        type=Path,
        help="a folder of sources; else the first of SOURCES_DIRS, or the bundled one",
    )
    parser.add_argument("--page", metavar="FILE", help="a saved page, as the first recorded page")
    parser.add_argument("--page-key", default="home", metavar="KEY", help="what to call the page")
    parser.add_argument(
        "--record", action="store_true", help="fetch today's page as the first recorded page"
    )


def run(chosen: argparse.Namespace) -> int:
    """Write the folder and its first page, once every answer is checked; 2 where one is not good."""
    into: Path = chosen.into or folders()[min(1, len(folders()) - 1)]
    folder = into / chosen.key
    _check_key(chosen.key, folder)
    words = _answers(chosen)
    in_code = chosen.parser or words["kind"] != "html"
    made = skeleton.files(words, in_code)
    manifest = read(made["manifest.toml"].decode(), f"the answers for {chosen.key}/manifest.toml")
    if manifest.market != UNKNOWN:
        markets.check(manifest, "the answers")
    if chosen.page:
        suffix = Path(chosen.page).suffix or f".{words['kind']}"
        day = datetime.now(UTC).date().isoformat()
        made[f"pages/{words['page_key']}.{day}{suffix}"] = record.saved(chosen.page)
    _write(folder, made)
    return _next(chosen, into, in_code)


def _next(chosen: argparse.Namespace, into: Path, in_code: bool) -> int:
    """Say what to do now, or fetch the first page."""
    if into.resolve() not in [each.resolve() for each in folders()]:
        print(f"so that it is found: export SOURCES_DIRS={into.resolve()}")
    elif chosen.record:
        return record.run(argparse.Namespace(source=chosen.key, folder=None, saved=None))
    first = "" if chosen.page else f"; then python -m scrapers record {chosen.key}"
    what = "manifest.toml and parse.py" if in_code else "manifest.toml"
    print(f"next: fill in {what}{first}; then python -m scrapers check {chosen.key}")
    print(f"then: python -m scrapers lint {chosen.key} says what is still to be filled in")
    return 0


def _answers(chosen: argparse.Namespace) -> dict[str, str]:
    """What was said on the command line, asked for, or follows from the country and the market."""
    words = {"key": chosen.key, "page_key": chosen.page_key, "reference": REFERENCE}
    for word, question in ASKED.items():
        said, usual = getattr(chosen, word), _usual(word, words)
        if said is None and sys.stdin.isatty():
            said = Prompt.ask(question, default=usual, choices=_choices(word))
        words[word] = said or usual
    if "://" in words["name"]:
        raise ManifestError(
            expected="the publisher's name",
            found=repr(words["name"]),
            todo="addresses go to --address",
        )
    if chosen.record and not words["address"]:
        raise ManifestError(
            expected="--address with --record", found="none", todo="say which page to fetch"
        )
    words["provider"] = "-".join(re.findall(r"[^\W_]+", words["name"].casefold())) or chosen.key
    return words


def _choices(word: str) -> list[str] | None:
    return {"kind": list(KINDS), "market": [*markets.names(), UNKNOWN]}.get(word)


def _usual(word: str, words: Mapping[str, str]) -> str:
    """What is written where nobody answers: nothing is guessed of an address or a market."""
    country = country_of(words["key"])
    market = words.get("market", UNKNOWN)
    if word == "currency" and market in markets.names():
        return markets.currency(market)
    usual = {
        "name": words["key"],
        "address": "",
        "market": UNKNOWN,
        "kind": "html",
        "locale": _locale(country),
        "currency": (get_territory_currencies(country) or ["XTS"])[-1],
    }
    return usual[word]


def country_of(key: str) -> str:
    """The country that a source's key begins with, by its ISO code; "" for an invented one."""
    short = key.partition("_")[0]
    return NOT_ISO.get(short, short).upper()


def _locale(country: str) -> str:
    """The locale of the language that most people of a country write."""
    spoken = get_territory_language_info(country) if country else {}
    if not spoken:
        return "en_GB"
    shares = {language: float(told["population_percent"] or 0) for language, told in spoken.items()}
    return f"{max(shares, key=lambda language: shares[language])}_{country}"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name in ("pages", "expected"):
        (folder / name).mkdir(parents=True)
    print(f"made {folder}")
    for name, content in files.items():
        (folder / name).write_bytes(content)
        if name.startswith("pages/"):
            print(f"kept {folder / name}")


def _check_key(key: str, folder: Path) -> None:
    if not KEY.fullmatch(key):
        likely = "_".join(re.findall(r"[a-z0-9]+", key.lower()))
        hint = f" ({likely}?)" if KEY.fullmatch(likely) else ""
        raise ManifestError(
            expected=f"a country and a publisher, as gb_some_insurer{hint}",
            found=repr(key),
            todo="small letters, digits and underlines",
        )
    if country_of(key) and not get_territory_currencies(country_of(key)):
        raise ManifestError(
            expected="a country by its two letters (ISO 3166), as au, ch or gb; xx for an invented one",
            found=repr(key[:2]),
            todo="begin the name with the country whose households read it",
        )
    if folder.exists() or key in keys():
        there = folder if folder.exists() else load_source(key).folder
        raise ManifestError(
            expected="a new key",
            found=f"{key}, which is in {there}",
            todo=f"go on with it (python -m scrapers record {key} --page FILE), or remove that folder",
        )
