"""The pages about this software are true and whole: what they name exists, what exists is named."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from compare.markets import loader
from compare.usecases.asking.question import read
from scrapers import __main__ as volunteers
from scrapers.catalogue import HOME

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}
EVERYTHING = "\n".join(TEXTS.values())
GUIDES = "\n".join(text for name, text in TEXTS.items() if name != "CHANGELOG.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _table(page: str, heading: str) -> set[str]:
    """The names in the first column of the first table under a heading."""
    part = TEXTS[page].split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]*`[^|]*) \|", part, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize("name", TEXTS)
def test_a_link_leads_to_a_file(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", BLOCK.sub("", TEXTS[name])):
        if not target.startswith("http"):
            assert (ROOT / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_is_named_is_there(name: str) -> None:
    """Whole paths only: `compare/…`, `scrapers/…`, `tests/…`, `bench/…`, `deploy/…`."""
    named = re.findall(r"`((?:compare|scrapers|tests|bench|deploy)/[\w./-]+)`", TEXTS[name])
    examples = ("gb_some_insurer",)
    missing = [
        each
        for each in named
        if not (ROOT / each).exists()
        and not list(ROOT.glob(f"{each}*"))
        and not any(example in each for example in examples)
    ]
    assert missing == []


def _ours() -> list[str]:
    return [name for name, app in get_commands().items() if app == "compare.cli"]


@pytest.mark.parametrize("command", _ours())
def test_every_command_is_told_of(command: str) -> None:
    assert re.search(rf"(manage\.py |`){command}\b", GUIDES)


def _typed(program: str) -> Iterator[list[str]]:
    """Every line of a block that calls a program, in words; comments are cut off."""
    for line in EVERYTHING.splitlines():
        if line.startswith("    ") and program in line:
            yield shlex.split(line.partition(program)[2], comments=True)


def test_every_call_of_the_command_line_is_understood() -> None:
    """Down to each option: parsed by the command's own parser, not run."""
    seen = 0
    for words in _typed("manage.py "):
        name, *arguments = words
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        parser.parse_args(arguments)
        seen += 1
    assert seen > 10


def test_every_variable_that_is_read_is_told_of() -> None:
    settings = (ROOT / "compare" / "config" / "settings.py").read_text("utf-8")
    read_ = set(re.findall(r"(?:environ(?:\.get\(|\[)|_flag\()\"([A-Z_]+)\"", settings))
    told = _table("docs/operations.md", "Beyond it")
    assert read_ <= told


def _addresses(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    for each in patterns:
        here = f"{above}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, here)
        elif here.startswith("api/v1/"):
            yield here.removeprefix("api/v1/")


def test_every_address_of_the_api_is_told_of() -> None:
    plain = {
        re.sub(r"<\w+:(\w+)>", r"<\1>", each)
        for each in _addresses(get_resolver().url_patterns)
        if not each.startswith("^")
    }
    told = {name.removeprefix("GET ") for name in _table("docs/api.md", "Read")}
    asked = set(re.findall(r"`POST /api/v1/(\w+)`", TEXTS["docs/api.md"]))
    assert told | asked | {"schema"} == plain


def test_every_source_is_told_of() -> None:
    told = _table("docs/sources.md", "Sources that are here")
    bundled = {manifest.parent.name for manifest in HOME.glob("*/manifest.toml")}
    assert {key for key in bundled if not key.startswith("xx_")} | {"xx_*"} == told


@pytest.mark.parametrize("market", sorted(loader.keys()))
def test_every_market_is_told_of(market: str) -> None:
    assert f"`{market}`" in TEXTS["docs/markets.md"]


def _blocks(language: str) -> Iterator[tuple[str, str]]:
    for name, text in TEXTS.items():
        for kind, body in BLOCK.findall(text):
            if kind == language:
                yield name, body


def test_every_manifest_in_the_pages_can_be_read() -> None:
    blocks = list(_blocks("toml"))
    assert blocks
    for _name, body in blocks:
        tomllib.loads(body)


def _questions() -> list[dict[str, object]]:
    posted = re.search(r"-d '\n(.*?)'$", TEXTS["docs/api.md"], re.MULTILINE | re.DOTALL)
    assert posted
    asked = [json.loads(body) for _name, body in _blocks("json")]
    return [json.loads(posted[1]), *(each for each in asked if "persons" in each)]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", _questions(), ids=lambda asked: str(asked["market"]))
def test_a_question_in_the_pages_is_one_that_can_be_asked(asked: dict[str, object]) -> None:
    question = read(asked, date(2026, 7, 20))
    assert question.market == asked["market"]


@pytest.mark.parametrize(
    "words", [words for words in _typed("-m scrapers ") if words], ids=lambda words: words[0]
)
def test_every_call_of_the_volunteers_commands_is_understood(words: list[str]) -> None:
    volunteers.parser().parse_args(words)
