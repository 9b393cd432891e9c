"""The register of insurers that may offer compulsory health insurance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scrapers.errors import Implausible, PageChanged
from scrapers.kit.json_document import fields, load
from scrapers.kit.text import clean
from scrapers.manifest import load as load_manifest
from scrapers.records import Capture, ProviderRecord, Record, Refused

MANIFEST = load_manifest(Path(__file__).with_name("manifest.toml"))
WORDS = ("name", "ide", "legal_form", "group", "activity_area")
NO_GROUP = "---"


def parse(capture: Capture) -> Iterator[Record]:
    """One provider for each number of the register.

    `group` is left out where the register says that there is none. The line breaks of an area of
    activity (countries first, then treaties) are printed as semicolons. `daily_allowance_only`
    insurers sell no compulsory health insurance to households.
    """
    (insurers,) = fields(load(capture.body), ["insurers"], MANIFEST.ignore)
    if not isinstance(insurers, dict) or not insurers:
        raise PageChanged(
            expected="insurers by their number", found=repr(insurers)[:80], todo="look at the page"
        )
    for number, insurer in insurers.items():
        locator = f"$.insurers.{number}"
        *words, daily = fields(insurer, (*WORDS, "daily_allowance_only"), at=locator)
        try:
            _check(number, words, daily)
        except Implausible as error:
            yield Refused.because(locator, error)
            continue
        attributes = {key: _one_line(word) for key, word in zip(WORDS, words, strict=True)}
        if attributes["group"] == NO_GROUP:
            del attributes["group"]
        attributes["daily_allowance_only"] = "true" if daily else "false"
        yield ProviderRecord(number, attributes, locator)


def _check(number: str, words: list[object], daily: object) -> None:
    if not (number.isascii() and number.isdecimal()):
        raise Implausible(
            expected="a register number", found=repr(number), todo="ask the publisher"
        )
    if not all(isinstance(word, str) for word in words) or not isinstance(daily, bool):
        raise Implausible(
            expected=f"words for {', '.join(WORDS)} and true or false for daily_allowance_only",
            found=repr([*words, daily]),
            todo="look at the page",
        )
    if not str(words[0]).strip():
        raise Implausible(expected="a name", found="nothing", todo="ask the publisher")


def _one_line(word: str) -> str:
    return "; ".join(filter(None, map(clean, word.splitlines())))
